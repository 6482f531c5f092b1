"""How a person reads the chat: which question stands there now, and the bot's own phrases."""

import re

from bot.questionnaire.model import Question
from bot.speech.voice import Voice, fixed
from bot.values.text import Text
from tests.standin import Message, Person
from tests.whole.house import authored

_INVISIBLE = re.compile("[\u200e\u200f\u2066-\u2069]")


def read(text: str) -> str:
    """Return a text without the marks that only steer its direction."""
    return _INVISIBLE.sub("", text)


def phrase(key: str, language: str = "en", **names: str) -> str:
    """Return one of the bot's own phrases, as it is read."""
    return read(Voice(language).say(key, **names))


def words(text: Text, language: str = "en") -> str:
    """Return an author's text, as it is read."""
    return read(fixed(text, language))


def question(questionnaire: str, name: str) -> Question:
    """Return a question of a questionnaire."""
    return next(one for one in authored().questionnaires[questionnaire].questions if one.id == name)


def label_of(questionnaire: str, name: str, choice: str, language: str = "en") -> str:
    """Return the label of a choice."""
    found = question(questionnaire, name).choice(choice)
    assert found is not None, f"{name!r} has no choice {choice!r}"
    return words(found.label, language)


def question_in(message: Message, questionnaire: str, language: str = "en") -> str | None:
    """Return the question that a message asks, by its text."""
    paragraphs = read(message.text).split("\n\n")
    questions = authored().questionnaires[questionnaire].questions
    return next((one.id for one in questions if words(one.ask, language) in paragraphs), None)


def asked(person: Person, questionnaire: str = "after-purchase", language: str = "en") -> str | None:
    """Return the question that the newest message of the bot asks."""
    return question_in(person.chat.last, questionnaire, language)


def open_messages(person: Person) -> list[Message]:
    """List the messages that still have buttons."""
    return [message for message in person.chat.from_bot if message.rows]
