"""What can be named in one questionnaire, what a name rests on, and what is surely known where."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.authoring.tree import Scalar
from bot.questionnaire.condition import All, Answered, Any, Condition, InSegment, Not, names, tests
from bot.questionnaire.formula import formula_names
from bot.questionnaire.model import Fact, Question

if TYPE_CHECKING:
    # What is shared is read in the light of names too: a product may be offered to some people only.
    from bot.authoring.common import Common

Ids = frozenset[str]
_NONE: Ids = frozenset()


class Names:
    """The names of one questionnaire; None stands for what is defined, but could not be read."""

    def __init__(self, common: "Common") -> None:
        self.common = common
        self.questions: dict[str, Question | None] = {}
        self.facts: dict[str, Fact | None] = {}
        self.segments: dict[str, Condition | None] = {}
        self.keys: dict[str, Scalar] = {}
        """Where each question and fact is defined."""

    def __contains__(self, name: str) -> bool:
        """Tell whether this is a question or a fact."""
        return name in self.questions or name in self.facts

    def __iter__(self) -> Iterator[str]:
        """Yield every question and fact."""
        yield from self.questions
        yield from self.facts

    def position(self, question: str) -> int:
        """Return the place of a question in the order asked."""
        return list(self.questions).index(question)

    def line(self, name: str) -> int:
        """Return the line on which a question or fact is defined."""
        return self.keys[name].place().line

    def rests_on(self, name: str) -> Ids:
        """Return the questions that a value comes from: itself, or those in the formula of a fact."""
        if name in self.questions:
            return frozenset((name,))
        fact = self.facts.get(name)
        return _all_of(self.rests_on(part.name) for part in formula_names(fact.formula)) if fact else _NONE

    def looks_at(self, condition: Condition) -> Ids:
        """Return the questions that a condition looks at, through facts and segments."""
        inner = [self.segments.get(segment) for segment in segments_of(condition)]
        return _all_of(map(self.rests_on, names(condition))) | _all_of(self.looks_at(each) for each in inner if each)

    def traits_in(self, condition: Condition) -> Ids:
        """Return the traits that a condition looks at, through segments."""
        inner = [self.segments.get(segment) for segment in segments_of(condition)]
        own = frozenset(name for name in names(condition) if name.startswith("trait."))
        return own | _all_of(self.traits_in(each) for each in inner if each)

    def latest(self, questions: Ids) -> str | None:
        """Return which of these questions is asked last."""
        return max(questions, key=self.position, default=None)

    def known_where(self, condition: Condition | None, *, before: str | None = None, also: Iterable[str] = ()) -> Ids:
        """Return what is surely known where a condition holds, by a place in the order or at the end.

        That is what everybody must have answered, what the condition could not hold without, and what `also` is known.
        """
        asked = list(self.questions.values())[: None if before is None else self.position(before)]
        always = frozenset(each.id for each in asked if each and each.required and each.ask_if is None)
        settled = _NONE if condition is None else self._settled(condition, holds=True)
        return self._closed(always.union(settled, also))

    def _closed(self, known: Ids) -> Ids:
        """Return these and what follows from them: what led to each question, and the facts that rest on no other."""
        questions = _all_of(map(self.rests_on, known))
        led_to = [each.ask_if for each in map(self.questions.get, questions) if each and each.ask_if]
        more = _all_of(self.rests_on(name) for condition in led_to for name in self._settled(condition, holds=True))
        if more - questions:
            return self._closed(questions | more)
        return questions | {name for name in self.facts if _NONE < self.rests_on(name) <= questions}

    def _settled(self, condition: Condition, *, holds: bool) -> Ids:
        """Return what must be known for a condition to be true, or to be false; unknown is neither."""
        match condition:
            case Not(of=part):
                return self._settled(part, holds=not holds)
            case All(of=parts):
                return self._joined([self._settled(part, holds=holds) for part in parts], together=holds)
            case Any(of=parts):
                return self._joined([self._settled(part, holds=holds) for part in parts], together=not holds)
            case InSegment(names=segments):
                inner = [self.segments.get(name) for name in segments]
                settled = [self._settled(each, holds=holds) if each else _NONE for each in inner]
                return self._joined(settled, together=holds)
            case Answered(names=answered):
                return frozenset(answered) if holds else _NONE
            case _:
                return frozenset(names(condition))

    def _joined(self, parts: list[Ids], *, together: bool) -> Ids:
        """Return what is known when all the parts are settled, or when nobody can say which of them."""
        return _all_of(parts) if together else frozenset.intersection(*map(self._closed, parts))


def _all_of(parts: Iterable[Ids]) -> Ids:
    return _NONE.union(*parts)


def segments_of(condition: Condition) -> Iterator[str]:
    """Yield every segment that a condition names."""
    for test in tests(condition):
        if isinstance(test, InSegment):
            yield from test.names
