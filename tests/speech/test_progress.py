"""The bar never goes back while going forward, and the number of questions left is said as the language counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speech.progress import FULL, progress
from bot.speech.voice import Voice
from tests.speech.bench import Person, words

EN = Voice("en")


@st.composite
def ways(draw):
    """Bounds as they shrink: every answer takes at least one question from the most."""
    most = draw(st.integers(1, 40))
    way = []
    while most:
        way.append((draw(st.integers(1, most)), most))
        most = draw(st.integers(0, most - 1))
    return way


@given(ways())
def test_the_bar_shows_the_first_answer_never_goes_back_and_is_full_only_after_the_last_one(way):
    bars = [progress(done, least, most, EN).count(FULL) for done, (least, most) in enumerate(way)]
    assert bars == sorted(bars)
    assert bars[0] == 0
    assert all(bars[1:])
    assert max(bars) < 5


@pytest.mark.parametrize(
    ("language", "least", "most", "said"),
    [
        ("en", 1, 1, "the last question"),
        ("en", 1, 2, "1 or 2 questions left"),
        ("en", 2, 4, "2 to 4 questions left"),
        ("en", 3, 3, "3 questions left"),
        ("fa", 1, 1, "سؤال آخر"),
        ("fa", 2, 4, "۲ تا ۴ سؤال مانده"),
        ("fa", 3, 3, "۳ سؤال مانده"),
        ("ar", 1, 1, "السؤال الأخير"),
        ("ar", 2, 2, "بقي سؤالان"),
        ("ar", 1, 2, "بقي سؤال أو سؤالان"),
        ("ar", 2, 4, "بقي من ٢ إلى ٤ أسئلة"),
        ("ar", 6, 11, "بقي من ٦ إلى ١١ سؤالًا"),
        ("ar", 5, 5, "بقيت ٥ أسئلة"),
    ],
)
def test_questions_left_are_counted_as_the_language_counts(language, least, most, said):
    assert progress(0, least, most, Voice(language)).endswith(f" · {said}")


def test_each_question_says_how_far_it_is_and_going_back_shows_the_place_gone_to():
    person = Person("application", "count", "word", "story")
    seen = [words(person.prompt, "progress")]
    for said in ("Cars", "3", "fine"):
        person.types(said)
        seen.append(words(person.prompt, "progress"))
    assert seen == [
        ["○ ○ ○ ○ ○ · 4 questions left"],
        ["● ● ○ ○ ○ · 3 questions left"],
        ["● ● ● ○ ○ · 2 questions left"],
        ["● ● ● ● ○ · the last question"],
    ]
    person.goes_back()
    person.goes_back()
    assert words(person.prompt, "progress") == seen[1]


def test_what_was_answered_behind_a_new_question_is_not_counted_as_left():
    person = Person("application", "signal", "count", "word")
    person.picks("cars")
    person.types("3")
    person.goes_back()
    person.goes_back()
    assert words(person.prompt, "progress") == ["○ ○ ○ ○ ○ · 3 or 4 questions left"]
    person.picks("power")
    assert person.prompt.question == "signal"
    assert words(person.prompt, "progress") == ["● ● ● ○ ○ · 2 questions left"]


def test_the_bounds_narrow_with_what_is_known():
    person = Person("application", "signal", "floats")
    assert words(person.prompt, "progress") == ["○ ○ ○ ○ ○ · 1 to 3 questions left"]
    person.picks("power")
    assert words(person.prompt, "progress") == ["● ● ○ ○ ○ · 2 questions left"]


def test_questions_of_a_purpose_that_was_refused_are_not_counted():
    person = Person("word", "email", "phone")
    assert words(person.prompt, "progress") == ["○ ○ ○ ○ ○ · 3 questions left"]
    person.types("fine")
    person.confirms(yes=False)
    person.goes_back()
    assert words(person.prompt, "progress") == ["○ ○ ○ ○ ○ · the last question"]


def test_a_correction_shows_no_progress():
    assert words(Person(only="count").prompt, "progress") == []
