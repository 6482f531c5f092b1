"""A person who holds a whole conversation: reads what is asked now, and answers it as their part says."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.questionnaire.model import Question
from bot.speech.voice import Voice, fixed
from bot.values.locale import number
from bot.values.text import Text
from tests.standin import Message, Person
from tests.whole.house import House, authored

MOST_STEPS = 80
_INVISIBLE = re.compile("[\u200e\u200f\u2066-\u2069]")


@dataclass(frozen=True)
class OwnWords:
    """The choice "something else", and what it is."""

    words: str


SHARED = object()
"""The answer given by the key that shares a phone number or a place."""
SKIPPED = object()
"""No answer, by the control that says so."""


@dataclass(frozen=True)
class Part:
    """What a person answers, by question id: the same in every language.

    A choice by its id, several by a tuple of ids, a scale by its number; what is typed as a text, or as one text
    a language. `grants` are the purposes agreed to; all others are refused.
    """

    questionnaire: str
    answers: Mapping[str, Any]
    grants: frozenset[str] = frozenset()


@dataclass
class Actor:
    """Plays a part with the bot. `between` is done after every act, once the bot has reacted."""

    house: House
    person: Person
    part: Part
    between: Callable[["Actor"], Awaitable[object]] | None = None
    hasty: bool = False
    """Whether every button that answers at once is pressed twice, without waiting."""
    updates: list[int] = field(default_factory=list)
    """The numbers of the updates this person has caused."""
    asked: list[str] = field(default_factory=list)
    """The questions that were seen to be asked, each once."""
    crashes: int = 0

    def __post_init__(self) -> None:
        self.language = str(self.person.raw.get("language_code", "en"))
        self.voice = Voice(self.language)
        self.questions = authored().questionnaires[self.part.questionnaire].questions

    async def begins(self) -> None:
        """Say /start as the questionnaire's link does, and agree to begin."""
        await self.does(self.person.says(f"/start {self.part.questionnaire}", wait=False))
        await self.presses(self.said("start"))

    async def holds(self, questions: int | None = None) -> None:
        """Hold the conversation: to its end, or until so many questions are answered."""
        await self.begins()
        for _ in range(MOST_STEPS):
            message = self.now()
            if message is None or (questions is not None and len(self.asked) > questions):
                return
            await self.answers(message)
        raise AssertionError(f"The conversation does not end.\n{self.person.chat.transcript()}")

    # What is asked now --------------------------------------------------------------------------------

    def now(self) -> Message | None:
        """Return the message that waits for something; None at the end, when the closing words stand there."""
        for message in reversed(self.person.chat.from_bot):
            if self.said("closed") in read(message.text):
                return None
            if message.rows or (message is self.person.chat.last and self.person.chat.keyboard):
                if question := self.question_of(message):
                    self.asked += [question.id] if question.id not in self.asked else []
                return message
        raise AssertionError(f"Nothing is asked.\n{self.person.chat.transcript()}")

    def question_of(self, message: Message) -> Question | None:
        """Return the question that a message asks, by its text."""
        paragraphs = read(message.text).split("\n\n")
        return next((asked for asked in self.questions if self.text(asked.ask) in paragraphs), None)

    def purpose_of(self, message: Message) -> str | None:
        """Return the purpose that a message asks consent for, by its wording."""
        company = authored().company
        purposes = company.purposes if company else ()
        return next((one.id for one in purposes if self.text(one.wording) in read(message.text)), None)

    # Answering ----------------------------------------------------------------------------------------

    async def answers(self, message: Message) -> None:
        """Do one thing about what is asked: a press, or a text."""
        question, purpose = self.question_of(message), self.purpose_of(message)
        if self.said("own_words") in read(message.text):
            await self.types(_own_words(self.part.answers[self.asked[-1]]))
        elif question is not None:
            assert question.id in self.part.answers, f"The part has no answer to {question.id!r}."
            await self.gives(question, self.part.answers[question.id], message)
        elif purpose is not None:
            await self.presses(self.said("yes" if purpose in self.part.grants else "no"), message)
        elif self.said("yes") in message.labels:
            await self.presses(self.said("yes"), message)
        else:
            raise AssertionError(f"What is this about?\n{message}")

    async def gives(self, question: Question, answer: Any, message: Message) -> None:
        """Give an answer, or the next press of it."""
        if answer is SKIPPED:
            await self.presses(self.said("skip"), message)
        elif answer is SHARED:
            await self.presses(self.said("share_phone" if question.type == "phone" else "share_place"))
        elif question.type == "scale":
            await self.presses(number(answer, self.language), message)
        elif question.type == "rank":
            await self.ranks(question, answer, message)
        elif question.type == "select_multiple":
            await self.ticks(question, answer, message)
        elif isinstance(answer, OwnWords):
            await self.presses(self.said("other"), message)
        elif question.choices:
            await self.presses(self.label(question, answer), message)
        else:
            await self.types(answer[self.language] if isinstance(answer, Mapping) else answer)

    async def ranks(self, question: Question, order: tuple[str, ...], message: Message) -> None:
        """Press the first choice that has no rank yet."""
        open_labels = {read(label) for label in message.labels}
        label = next(label for choice in order if (label := self.label(question, choice)) in open_labels)
        await self.presses(label, message, twice=False)

    async def ticks(self, question: Question, wanted: tuple[Any, ...], message: Message) -> None:
        """Press the first choice whose tick is not as wanted, or Done."""
        labels = [self.tick_label(question, choice) for choice in wanted]
        shown = {read(label) for label in message.labels}
        missing = next((label for label in labels if f"☐ {label}" in shown), None)
        if missing is not None:
            await self.presses(f"☐ {missing}", message, twice=False)
            return
        done = [label for label in message.labels if read(label).startswith(self.said("done"))]
        await self.presses(done[0], message)

    def tick_label(self, question: Question, choice: Any) -> str:
        """Return the label of a choice of several; that of own words until they are there."""
        return self.said("other") if isinstance(choice, OwnWords) else self.label(question, choice)

    # Acts ------------------------------------------------------------------------------------------------

    async def types(self, text: str) -> None:
        """Send a text."""
        await self.does(self.person.says(text, wait=False))

    async def presses(self, label: str, message: Message | None = None, *, twice: bool = True) -> None:
        """Press a button under a message, or a key of the reply keyboard."""
        rows = self.person.chat.keyboard or (message.rows if message else None) or self.person.chat.last.rows
        found = [button.text for row in rows for button in row if read(button.text) == read(label)]
        assert found, f"There is no button {label!r}.\n{self.person.chat.transcript()}"
        on = None if self.person.chat.keyboard else message or self.person.chat.last
        if self.hasty and twice and on is not None:
            await self.person.presses(found[0], on=on, wait=False)
        await self.does(self.person.presses(found[0], on=on, wait=False))

    async def does(self, act: Awaitable[object]) -> None:
        """Do one thing, wait until the bot owes nothing, and let happen what happens in between."""
        await act
        if self.person.last_update is not None:
            self.updates.append(self.person.last_update["update_id"])
        self.crashes += await self.house.rest(self.person)
        if self.between is not None:
            await self.between(self)

    # Words ----------------------------------------------------------------------------------------------------

    def said(self, key: str) -> str:
        """Return one of the bot's own phrases, as it is read."""
        return read(self.voice.say(key))

    def text(self, text: Text) -> str:
        """Return an author's text, as it is read."""
        return read(fixed(text, self.language))

    def label(self, question: Question, choice: str) -> str:
        """Return the label of a choice, as it is read."""
        found = question.choice(choice)
        assert found is not None, f"{question.id!r} has no choice {choice!r}"
        return self.text(found.label)


def _own_words(answer: Any) -> str:
    """Return the words for "something else", alone or among several choices."""
    several = answer if isinstance(answer, tuple) else (answer,)
    return next(one.words for one in several if isinstance(one, OwnWords))


def read(text: str) -> str:
    """Return a text without the marks that only steer its direction."""
    return _INVISIBLE.sub("", text)
