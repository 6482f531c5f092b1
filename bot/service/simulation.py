"""A simulation: people of a crowd go through the real engine, and what comes of it is counted."""

import math
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from bot.conversation.answering import Reading, read
from bot.conversation.engine import known_values, resume, start
from bot.conversation.inbound import Confirm, Done, Inbound, Picked, Said, Skip
from bot.conversation.session import Asking, Confirming, Session, Start
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.model import OTHER, Question
from bot.service.beginning import day
from bot.service.crowd import OWN_WORDS, Person
from bot.service.library import Library
from bot.suggestion.shelf import Shelf
from bot.suggestion.suggest import nearest_from, suggest_from

MOST_REMEMBERED = 10_000
"""Typed answers whose reading is remembered; the least used goes first."""


def inputs(question: Question, value: Value) -> Iterator[Inbound]:
    """Yield what a person does to give an answer: presses and words."""
    match value:
        case tuple():
            for choice in value:
                yield Picked(choice)
                if choice == OTHER:
                    yield Said(OWN_WORDS)
            if question.type == "select_multiple":
                yield Done()
        case str() if question.choice(value) is not None or value == OTHER:
            yield Picked(value)
            if value == OTHER:
                yield Said(OWN_WORDS)
        case float():
            yield Said(f"{value:.15f}".rstrip("0").rstrip("."))
        case _:
            yield Picked(str(value)) if question.type == "scale" else Said(str(value))


class Passed(Struct):
    """What happened at one question. Who is asked answers, skips or leaves: the three make up `asked`."""

    asked: int = 0
    answered: int = 0
    skipped: int = 0
    left: int = 0


class Tally(Struct):
    """What came of a simulation: every person has finished, or left at exactly one question."""

    questions: dict[str, Passed]
    segments: dict[str, int]
    people: int = 0
    finished: int = 0
    lengths: dict[int, int] = {}
    """How many of those who finished saw so many questions."""
    first: dict[str, int] = {}
    """How often each product was suggested first."""
    among: dict[str, int] = {}
    """How often each product was among the suggestions."""
    judged: int = 0
    """For how many of those who finished suggestions were looked for."""
    fitted: int = 0
    """How many got at least one product that meets every must."""
    unfitted: int = 0
    """For how many no product meets every must; they get what comes nearest."""


class Simulation:
    """Sends people through one questionnaire at one moment (Unix seconds), and counts.

    Without a library, suggestions are left out. `channel`: where people are who do not say it themselves. `judged`:
    for how many of those who finish suggestions are looked for; None: for all.
    """

    def __init__(
        self,
        compiled: Compiled,
        at: int,
        library: Library | None = None,
        *,
        channel: str = "telegram",
        judged: int | None = None,
    ) -> None:
        self._compiled = compiled
        self._shelf = library.shelf(compiled) if library is not None else None
        self._judged = math.inf if judged is None else judged
        self._at = at
        self._given: dict[str, Value] = {"channel": channel, "today": day(at)}
        self._consents = {question.purpose: True for question in compiled.questions}
        self._remembered = lru_cache(MOST_REMEMBERED)(self._read_first)
        self.tally = Tally(
            {question.id: Passed() for question in compiled.questions if question.waits},
            {segment.id: 0 for segment in compiled.questionnaire.segments},
        )

    def send(self, person: Person) -> Session:
        """Send one person through, and return their session as they left it."""
        known = {**self._given, **person.known}
        session = start(self._compiled, Start(known=known, consents=self._consents), session_id="", at=self._at).session
        seen = 0
        while isinstance(asking := session.state, Asking):
            seen += 1
            after = self._ask(session, self._compiled.question(asking.question), person)
            if after is None:
                break
            session = after
        self.tally.people += 1
        if session.finished:
            self._count(session, seen)
        return session

    def _ask(self, session: Session, question: Question, person: Person) -> Session | None:
        """Let the person answer, or pass without an answer; None where they leave, for it has to be answered."""
        passed = self.tally.questions[question.id]
        passed.asked += 1
        value = person.answer(question)
        if value is not None:
            for inbound in inputs(question, value):
                session = self._resumed(session, inbound)
                if not _is_asked(session, question):
                    # The last rank needs no press.
                    passed.answered += 1
                    return session
        session = self._resumed(session, Skip())
        if _is_asked(session, question):
            passed.left += 1
            return None
        passed.skipped += 1
        return session

    def _resumed(self, session: Session, inbound: Inbound) -> Session:
        """Give an input to the engine; what was guessed was meant, and what is asked after the report is left open."""
        session = resume(self._compiled, session, inbound, at=self._at, read=self._read).session
        while isinstance(session.state, Confirming):
            session = resume(self._compiled, session, Confirm(True), at=self._at).session
        return session

    def _read(self, question: Question, text: str, *, today: str) -> Reading:
        """Read what was typed; made-up people say the same things over and over."""
        return self._remembered(question.id, text, today)

    def _read_first(self, question: str, text: str, today: str) -> Reading:
        return read(self._compiled.question(question), text, today=today)

    def _count(self, session: Session, seen: int) -> None:
        tally, known = self.tally, known_values(self._compiled, session)
        tally.finished += 1
        tally.lengths[seen] = tally.lengths.get(seen, 0) + 1
        for segment in self._compiled.segments(known):
            tally.segments[segment] += 1
        if self._shelf is not None and tally.judged < self._judged:
            self._suggest(self._shelf, known)

    def _suggest(self, shelf: Shelf, known: Known) -> None:
        tally, fit = self.tally, suggest_from(shelf, known)
        tally.judged += 1
        for place, each in enumerate(fit):
            tally.among[each.product] = tally.among.get(each.product, 0) + 1
            if place == 0:
                tally.first[each.product] = tally.first.get(each.product, 0) + 1
        if fit:
            tally.fitted += 1
        elif nearest_from(shelf, known, 1):
            tally.unfitted += 1


def _is_asked(session: Session, question: Question) -> bool:
    return isinstance(session.state, Asking) and session.state.question == question.id
