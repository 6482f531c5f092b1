"""What was said so far, whole and in order, in the language that is spoken now."""

from bot.speech.history import Entry
from bot.speech.prompt import Line
from tests.speech.bench import Person


def history(person: Person, language: str = "en") -> tuple[Entry, ...]:
    return person.speaker.history(person.session, language)


def test_each_answer_stands_with_its_question_and_notes_stand_between_them():
    person = Person("application", "count", "tip", "word")
    person.picks("cars")
    person.types("3")
    assert history(person) == (
        Entry("application", Line("ask", "What do you measure most?"), "Cars"),
        Entry("count", Line("ask", "How many?"), "3"),
        Entry("tip", Line("note", "Mind the earth."), None),
    )


def test_what_was_skipped_or_kept_to_oneself_is_there_too():
    person = Person("count", "income", "word")
    person.skips()
    person.skips(refuse=True)
    skipped, refused = history(person)
    assert (skipped.answer, refused.answer) == ("Skipped, which is fine", "Kept to yourself, which is fine")


def test_the_past_is_told_in_the_language_of_now():
    person = Person("application", "count")
    person.picks("power")
    assert history(person, "fa")[0] == Entry(
        "application", Line("ask", "بیشتر چه چیزی اندازه می‌گیرید؟"), "الکترونیک قدرت"
    )


def test_before_the_first_answer_there_is_no_past():
    assert history(Person("count")) == ()
