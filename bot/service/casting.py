"""Who could play what no transcript has met yet: people with given answers, few of them, the same ones every time."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from bot.conversation.session import Session
from bot.paths.choices import how_many
from bot.paths.variables import CONSENT
from bot.paths.witness import Step, ways
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, Value
from bot.questionnaire.model import Question
from bot.service.beginning import day
from bot.service.coverage import Target, met
from bot.service.crowd import Crowd, Person
from bot.service.library import Library
from bot.service.simulation import Simulation

PEOPLE = 1000
"""Made-up people among whom outcomes are looked for."""
NAMED_BY = 3
"""Answers that stand in the name of a part."""
_GIVEN = ("language", "campaign")
"""What a transcript can give at its start; who comes with more is no new visitor."""
_CROWD, _LEADS = 1, 2
"""Seeds: fixed, so that the same people come every time."""


class Part(Struct, frozen=True):
    """One conversation of a new visitor from beginning to end: what is given, how it goes, and what it meets."""

    known: Mapping[str, Value]
    session: Session
    meets: frozenset[Target]

    def answer(self, question: Question) -> Value | None:
        """Return the answer to a question; None: it is passed over."""
        given = self.session.answer(question.id)
        return None if given is None else given.value


class Casting:
    """Finds parts for one questionnaire, all of which begin at one moment (Unix seconds), on one channel."""

    def __init__(self, compiled: Compiled, library: Library, at: int, channel: str) -> None:
        self._compiled = compiled
        self._library = library
        self._at = at
        self._channel = channel
        people = Crowd(compiled, day(at), _CROWD).people(PEOPLE)
        self._crowd = [self._played(_Lead(person)) for person in people if set(person.known) <= {*_GIVEN, "channel"}]

    @property
    def outcomes(self) -> frozenset[Target]:
        """The outcomes that somebody of the crowd has."""
        return frozenset(target for part in self._crowd for target in part.meets if target[0] == "outcomes")

    def cast(self, wanted: Mapping[Target, Condition | str | None]) -> list[Part]:
        """Return few parts that together meet what is wanted, as far as somebody new can meet it."""
        pool, missing, chosen = [*self._leads(wanted), *self._crowd], set(wanted), list[Part]()
        while missing:
            # Of equals the shorter conversation; of those the one found first.
            best = max(pool, key=lambda part: (len(part.meets & missing), -len(part.session.answers)))
            if not best.meets & missing:
                break
            chosen.append(best)
            missing -= best.meets
        return chosen

    def _leads(self, wanted: Mapping[Target, Condition | str | None]) -> Iterator[Part]:
        """Yield a part for each thing wanted to which a shortest way is known, other answers made up."""
        names = {target: f"?{' '.join(target)}" for target in wanted}
        watched = {names[each]: what for each, what in wanted.items() if what is not None and not isinstance(what, str)}
        questions = {what for what in wanted.values() if isinstance(what, str)}
        found = ways(self._compiled, day(self._at), watched=watched, only=questions | watched.keys())
        crowd = Crowd(self._compiled, day(self._at), _LEADS)
        for (target, what), person in zip(wanted.items(), crowd.people(len(wanted)), strict=True):
            way = found.get(what if isinstance(what, str) else names[target])
            if way is not None and way.steps is not None and all(map(self._can_be_given, way.steps)):
                yield self._played(_Lead(person, [self._smallest(step, target) for step in way.steps]))

    def _can_be_given(self, step: Step) -> bool:
        if step.name.startswith(CONSENT):
            return step.value is not None
        return step.name in self._compiled.position or step.name in _GIVEN

    def _smallest(self, step: Step, target: Target) -> Step:
        """Return the step to a choice among several with as few others as are allowed."""
        name, _, choice = target[1].partition(" = ")
        if target[0] != "choices" or name != step.name or not isinstance(step.value, tuple):
            return step
        least, _ = how_many(self._compiled.question(name))
        others = [each for each in step.value if each != choice]
        taken = {choice, *others[: least - 1]}
        return Step(name, tuple(each for each in step.value if each in taken))

    def _played(self, lead: "_Lead") -> Part:
        simulation = Simulation(self._compiled, self._at, channel=self._channel)
        session = simulation.send(lead)
        return Part(lead.known, session, frozenset(met(session, self._compiled, self._library)))


class _Lead:
    """A person of whom some answers are given, and the others made up when they are asked for."""

    def __init__(self, person: Person, steps: Iterable[Step] = ()) -> None:
        self._person = person
        self._given = {step.name: step.value for step in steps}
        known = {**person.known, **self._given}
        self.known = {name: value for name in _GIVEN if (value := known.get(name)) is not None}

    def answer(self, question: Question) -> Value | None:
        """Return the given answer, or one that is made up."""
        return self._given[question.id] if question.id in self._given else self._person.answer(question)


def named(part: Part, compiled: Compiled, steering: Collection[str]) -> Iterator[str]:
    """Yield names for a part: its answers to steering questions, then with its segments, and with what it ends in."""
    answers = [(compiled.question(answer.question), answer.value) for answer in part.session.answers]
    words = [word for question, value in answers if question.id in steering and (word := _word(question, value))]
    segments = [name for name in compiled.questionnaire.segments if ("segments", name.id) in part.meets]
    words += [segment.id for segment in segments]
    outcome = [name for kind, name in part.meets if kind == "outcomes" and not name.startswith("(")]
    short = words[:NAMED_BY] or ["conversation"]
    for name in (short, [*short, *outcome]):
        yield "-".join(name).replace("_", "-")


def _word(question: Question, value: Value | None) -> str | None:
    if question.type == "yes_no" and value is not None:
        return question.id if value == "yes" else f"no-{question.id}"
    return str(value) if question.type == "select_one" and value is not None else None
