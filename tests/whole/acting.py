"""A person who holds a whole conversation: reads what is asked now, and answers it as their part says."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.questionnaire.model import Question
from bot.values.locale import number
from tests.standin import Message, Person
from tests.whole.house import House, authored
from tests.whole.reading import label_of, phrase, question, question_in, read, words

MOST_STEPS = 80


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
    agreed: list[str] = field(default_factory=list)
    """The purposes agreed to while rushing."""
    crashes: int = 0

    def __post_init__(self) -> None:
        self.language = str(self.person.raw.get("language_code", "en"))

    async def begins(self) -> None:
        """Say /start as the questionnaire's link does, and agree to begin."""
        await self.does(self.person.says(f"/start {self.part.questionnaire}", wait=False))
        await self.presses(self.said("start"))

    async def holds(self, questions: int | None = None) -> None:
        """Hold the conversation: to its end, or until so many questions are answered and the next is asked."""
        await self.begins()
        await self.goes_on(questions)

    async def rushes(self, questions: int) -> None:
        """Answer so many questions by typing ahead, without waiting for any of them."""
        await self.begins()
        for name in list(self.part.answers)[:questions]:
            asked = question(self.part.questionnaire, name)
            if asked.purpose in self.part.grants and asked.purpose not in self.agreed:
                self.agreed.append(asked.purpose)
                await self.person.says(self.said("yes"), wait=False)
            await self.person.says(self.typed(asked, self.part.answers[name]), wait=False)
        await self.house.rest(self.person)

    async def goes_on(self, questions: int | None = None) -> None:
        """Hold what is left of the conversation."""
        for _ in range(MOST_STEPS):
            message = self.now()
            if message is None or (questions is not None and len(self.asked) > questions):
                return
            await self.answers(message)
        raise AssertionError(f"The conversation does not end.\n{self.person.chat.transcript()}")

    # What is asked now --------------------------------------------------------------------------------

    def now(self) -> Message | None:
        """Return the message that waits for something; None at the end, when the closing words stand there."""
        chat = self.person.chat
        for message in reversed(chat.from_bot):
            if self.said("closed") in read(message.text):
                return None
            if message.rows or (message is chat.last and chat.keyboard):
                self._see(message)
                return message
        raise AssertionError(f"Nothing is asked.\n{chat.transcript()}")

    def question_of(self, message: Message) -> Question | None:
        """Return the question that a message asks."""
        name = question_in(message, self.part.questionnaire, self.language)
        return question(self.part.questionnaire, name) if name else None

    def purpose_of(self, message: Message) -> str | None:
        """Return the purpose that a message asks consent for, by its wording."""
        company = authored().company
        purposes = company.purposes if company else ()
        return next((one.id for one in purposes if words(one.wording, self.language) in read(message.text)), None)

    def _see(self, message: Message) -> None:
        found = self.question_of(message)
        if found is not None and found.id not in self.asked:
            self.asked.append(found.id)

    # Answering ----------------------------------------------------------------------------------------

    async def answers(self, message: Message) -> None:
        """Do one thing about what is asked: a press, or a text."""
        asked, purpose = self.question_of(message), self.purpose_of(message)
        if self.said("own_words") in read(message.text):
            await self.types(_own_words(self.part.answers[self.asked[-1]]))
        elif asked is not None:
            assert asked.id in self.part.answers, f"The part has no answer to {asked.id!r}."
            await self.gives(asked, self.part.answers[asked.id], message)
        elif purpose is not None:
            await self.presses(self.said("yes" if purpose in self.part.grants else "no"), message)
        elif self.said("yes") in message.labels:
            await self.presses(self.said("yes"), message)
        else:
            raise AssertionError(f"What is this about?\n{message}")

    async def gives(self, asked: Question, answer: Any, message: Message) -> None:
        """Give an answer, or the next press of it."""
        if answer is SKIPPED:
            await self.presses(self.said("skip"), message)
        elif answer is SHARED:
            await self.presses(self.said("share_phone" if asked.type == "phone" else "share_place"))
        elif asked.type == "scale":
            await self.presses(number(answer, self.language), message)
        elif asked.type == "rank":
            await self.ranks(asked, answer, message)
        elif asked.type == "select_multiple":
            await self.ticks(asked, answer, message)
        elif isinstance(answer, OwnWords):
            await self.presses(self.said("other"), message)
        elif asked.choices:
            await self.presses(self.label(asked, answer), message)
        else:
            await self.types(answer[self.language] if isinstance(answer, Mapping) else answer)

    async def ranks(self, asked: Question, order: tuple[str, ...], message: Message) -> None:
        """Press the first choice that has no rank yet."""
        shown = {read(label) for label in message.labels}
        unranked = [label for label in (self.label(asked, choice) for choice in order) if label in shown]
        await self.presses(unranked[0], message, twice=False)

    async def ticks(self, asked: Question, wanted: tuple[Any, ...], message: Message) -> None:
        """Press the first wanted choice that has no tick yet, or Done."""
        shown = {read(label) for label in message.labels}
        unticked = [f"☐ {self.label(asked, choice)}" for choice in wanted]
        for label in unticked:
            if label in shown:
                await self.presses(label, message, twice=False)
                return
        (done,) = [label for label in message.labels if read(label).startswith(self.said("done"))]
        await self.presses(done, message)

    # Acts ------------------------------------------------------------------------------------------------

    async def types(self, text: str) -> None:
        """Send a text."""
        await self.does(self.person.says(text, wait=False))

    async def presses(self, label: str, message: Message | None = None, *, twice: bool = True) -> None:
        """Press a button under a message, or a key of the reply keyboard."""
        chat = self.person.chat
        under = message if message is not None and message.rows else chat.last
        found = [key.text for row in chat.keyboard or under.rows for key in row if read(key.text) == read(label)]
        assert found, f"There is no button {label!r}.\n{chat.transcript()}"
        on = None if chat.keyboard else under
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
        """Return one of the bot's own phrases."""
        return phrase(key, self.language)

    def typed(self, asked: Question, answer: Any) -> str:
        """Return an answer as it can be typed."""
        if answer is SKIPPED:
            return "/skip"
        if isinstance(answer, tuple):
            return ", ".join(self.label(asked, choice) for choice in answer)
        if asked.choices:
            return self.label(asked, answer)
        return str(answer[self.language] if isinstance(answer, Mapping) else answer)

    def label(self, asked: Question, choice: str | OwnWords) -> str:
        """Return the label of a choice; that of own words until they are there."""
        if isinstance(choice, OwnWords):
            return self.said("other")
        return label_of(self.part.questionnaire, asked.id, choice, self.language)


def _own_words(answer: Any) -> str:
    """Return the words for "something else", alone or among several choices."""
    several = answer if isinstance(answer, tuple) else (answer,)
    return next(one.words for one in several if isinstance(one, OwnWords))
