"""What a typed line means, given the prompt that was shown last."""

import pytest

from bot.service.acts import Commanded, Pressed, Typed
from bot.speech import standing
from bot.speech.acts import session_key
from bot.speech.prompt import Line, Press, Prompt
from bot.terminal.hearing import recorded, translate
from bot.terminal.keys import bare, keyed
from tests.speech.bench import COMPANY, QUESTIONNAIRE, Person

KEY = session_key("s1")


def asked(question: str, language: str = "en") -> Prompt:
    person = Person("count", question, language=language)
    person.types("3")
    return person.prompt


def prompt_with(*labels: str) -> Prompt:
    choices = tuple(Press(label, f"pick:{place}") for place, label in enumerate(labels))
    return Prompt(language="en", lines=(Line("ask", "Which?"),), choices=choices, session="s1", question="q")


@pytest.mark.parametrize(
    ("question", "line", "act"),
    [
        ("floats", "1", Pressed("pick:0", KEY, "floats")),
        ("floats", "۲", Pressed("pick:1", KEY, "floats")),
        ("floats", "[No]", Pressed("pick:1", KEY, "floats")),
        ("floats", "No", Typed("No")),
        ("floats", "3", Typed("3")),
        ("buses", "2", Pressed("pick:1", KEY, "buses")),
        ("buses", "1, 2", Typed("1, 2")),
        ("buses", "[lin]", Pressed("pick:1", KEY, "buses")),
        ("buses", "[☐ LIN]", Pressed("pick:1", KEY, "buses")),
        ("buses", "/done", Pressed("done", KEY, "buses")),
        ("buses", "[Done (2)]", Pressed("done", KEY, "buses")),
        ("buses", "done", Pressed("done", KEY, "buses")),
        ("liking", "9", Typed("9")),
        ("liking", "[9]", Pressed("pick:9", KEY, "liking")),
        ("word", "/back", Pressed("back", KEY, "word")),
        ("word", "/skip", Pressed("skip", KEY, "word")),
        ("word", "/why", Pressed("why", KEY, "word")),
        ("word", "[Skip]", Pressed("skip", KEY, "word")),
        ("word", "skip", Typed("skip")),
        ("word", "  a b  ", Typed("a b")),
        ("word", "[not a label]", Typed("[not a label]")),
        ("income", "/skip", Pressed("refuse", KEY, "income")),
        ("place", "1", Typed("1")),
        ("word", "/start bench_fair", Commanded("start", "bench_fair")),
        ("word", "/profile", Commanded("profile")),
        ("word", "/nonsense", Typed("/nonsense")),
    ],
)
def test_a_line_presses_says_or_commands(question, line, act):
    if question == "floats":
        person = Person("application", "floats")
        person.picks("power")
        prompt = person.prompt
    else:
        prompt = asked(question)
    assert translate(line, prompt) == act


def test_what_a_prompt_does_not_offer_is_left_to_the_command():
    prompt = Person("application").prompt
    assert translate("/back", prompt) == Commanded("back")
    assert translate("/skip", prompt) == Commanded("skip")
    assert translate("/skip", None) == Commanded("skip")
    assert translate("/done", None) == Typed("/done")


def test_yes_and_no_are_pressed_by_key_and_by_label_and_understood_as_words():
    prompt = Person("email").prompt
    assert translate("1", prompt) == Pressed("yes", KEY, "consent.contact")
    assert translate("no", prompt) == Pressed("no", KEY, "consent.contact")
    assert translate("sure", prompt) == Typed("sure")


def test_a_menu_is_pressed_by_key_and_by_label_and_bound_to_nothing():
    prompt = standing.greeting(COMPANY, QUESTIONNAIRE, "en", "bench")
    assert translate("1", prompt) == Pressed("begin:bench")
    assert translate("start", prompt) == Pressed("begin:bench")
    assert translate("3", prompt) == Pressed("language:fa:bench")
    assert translate("hello", prompt) == Typed("hello")


def test_letters_are_the_keys_where_labels_hold_numbers_themselves():
    prompt = prompt_with("2 channels", "4 channels")
    assert list(keyed(prompt)) == ["a", "b"]
    assert translate("2", prompt) == Typed("2")
    assert translate("B", prompt) == Pressed("pick:1", KEY, "q")


def test_ranks_and_ticks_do_not_count_as_numbers_in_labels():
    person = Person("priorities")
    person.picks("care")
    assert list(keyed(person.prompt)) == ["1", "2", "3"]
    assert translate("[Service]", person.prompt) == Pressed("pick:2", KEY, "priorities")


@pytest.mark.parametrize(
    ("label", "left"),
    [("☑ CAN", "CAN"), ("۲ · قیمت", "قیمت"), ("تمام (۲)", "تمام"), ("Up to 5 (2)", "Up to 5"), ("CAN", "CAN")],
)
def test_a_label_is_known_without_its_tick_rank_or_count(label, left):
    assert bare(Press(label, "pick:0")) == left


def test_labels_that_differ_only_by_a_sign_are_told_apart_when_written_whole():
    prompt = Prompt(
        language="en",
        lines=(Line("title", "Kept"),),
        choices=(Press("✎ E-mail", "correct:email"), Press("🗑 E-mail", "drop:email")),
    )
    assert translate("[🗑 E-mail]", prompt) == Pressed("drop:email")
    assert translate("[✎ E-mail]", prompt) == Pressed("correct:email")


@pytest.mark.parametrize(
    ("line", "kept"), [("2", "[☐ LIN]"), ("[lin]", "[☐ LIN]"), ("CAN, LIN", "CAN, LIN"), ("/done", "/done")]
)
def test_a_transcript_keeps_presses_by_their_labels(line, kept):
    assert recorded(line, asked("buses")) == kept
    assert translate(recorded(line, asked("buses")), asked("buses")) == translate(line, asked("buses"))


def test_without_a_prompt_everything_is_said():
    assert translate("1", None) == Typed("1")
    assert recorded("1", None) == "1"
