"""A questionnaire made ready to run: names resolved, conditions and formulas as functions, look-ups by id."""

from collections.abc import Callable
from operator import methodcaller

from bot.questionnaire.condition import Condition, Holds, Known, Truth, Value, compiled
from bot.questionnaire.formula import compute
from bot.questionnaire.model import Fact, Question, Questionnaire, Segment
from bot.values.errors import ColloquyError

Reader = Callable[[Known], Value | None]


class Unresolved(ColloquyError):
    """A questionnaire that names something it does not define; the checker refuses it before it is published."""


class Compiled:
    """One version of a questionnaire with its conditions as functions of what is known.

    `version` is the hash of its canonical JSON; it is the empty text for a draft that was never published.
    """

    def __init__(self, questionnaire: Questionnaire, version: str = "") -> None:
        self.questionnaire = questionnaire
        self.version = version
        self.questions = questionnaire.questions
        self.position = {question.id: place for place, question in enumerate(self.questions)}
        self.traits = {question.id: f"trait.{question.trait}" for question in self.questions if question.trait}
        """For each question that tells a trait, the name under which that is known."""
        self._facts = {fact.id: fact for fact in questionnaire.facts}
        self._segments = {segment.id: segment for segment in questionnaire.segments}
        self._readers: dict[str, Reader] = {}
        self._members: dict[str, Holds] = {}
        self.asks: tuple[Holds | None, ...] = tuple(
            self.condition(question.ask_if) if question.ask_if is not None else None for question in self.questions
        )
        """For each question, in order, the function that tells whether it is asked; None: always."""

    def question(self, question_id: str) -> Question:
        """Return the question with this id."""
        return self.questions[self.position[question_id]]

    def condition(self, condition: Condition) -> Holds:
        """Return the function of a condition over this questionnaire's names."""
        return compiled(condition, self.reader, self.member)

    def holds(self, condition: Condition | None, known: Known) -> bool:
        """Tell whether a condition holds; no condition always does, an unknown one does not."""
        return condition is None or self.condition(condition)(known) is True

    def reader(self, name: str) -> Reader:
        """Return the function that reads a name: an answer as it is known, or a fact computed from answers."""
        if name not in self._readers:
            fact = self._facts.get(name)
            self._readers[name] = self._fact_reader(fact) if fact else _looked_up(name)
        return self._readers[name]

    def value(self, name: str, known: Known) -> Value | None:
        """Return the value of a question or fact, or None while it is unknown."""
        return self.reader(name)(known)

    def member(self, segment_id: str) -> Holds:
        """Return the function that tells membership of a segment."""
        if segment_id not in self._members:
            segment = self._segments.get(segment_id)
            if segment is None:
                raise Unresolved(f"no segment is called {segment_id!r}")
            self._members[segment_id] = self._membership(segment)
        return self._members[segment_id]

    def segments(self, known: Known) -> tuple[str, ...]:
        """Return the segments that the person with these values belongs to, in author order."""
        return tuple(name for name in self._segments if self.member(name)(known) is True)

    def _membership(self, segment: Segment) -> Holds:
        self._members[segment.id] = _refuses_to_name_itself(segment.id)
        return self.condition(segment.condition)

    def _fact_reader(self, fact: Fact) -> Reader:
        self._readers[fact.id] = _refuses_to_name_itself(fact.id)
        return compute(fact.formula, self.reader)


def _looked_up(name: str) -> Reader:
    return methodcaller("get", name)


def _refuses_to_name_itself(name: str) -> Callable[[Known], Truth]:
    def refuse(_: Known) -> Truth:
        raise Unresolved(f"{name!r} is defined by itself")

    return refuse
