"""One session whose answers can be changed in thought: what would be known, and what would be suggested then."""

from collections.abc import Iterator, Mapping

from bot.conversation.engine import known_values
from bot.conversation.session import Session
from bot.paths.partition import axis
from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.model import Question
from bot.suggestion.alternatives import Alternative, Probe, alternatives
from bot.suggestion.front import Front
from bot.suggestion.levels import Levels
from bot.suggestion.replay import Replay, replayed
from bot.suggestion.shelf import Shelf
from bot.suggestion.suggestion import Suggestion

_NOTHING = 1e-300


class Changing:
    """A session, and what follows from other answers in it."""

    def __init__(self, compiled: Compiled, products: Products, session: Session) -> None:
        self.compiled = compiled
        self.products = products
        self.session = session
        self.known: Known = known_values(compiled, session)
        self.front = Front(compiled, products)
        self._shelf = Shelf(compiled, products)
        today = self.known.get("today")
        self._today = today if isinstance(today, str) else None
        self._levels: dict[str, Levels] = {}

    def answered(self) -> Iterator[tuple[Question, Value]]:
        """Yield the questions of this session that have an answer, with it; none where only one thing is corrected."""
        for answer in self.session.answers if self.session.start.only is None else ():
            if answer.value is not None:
                yield self.compiled.question(answer.question), answer.value

    def replay(self, changes: Mapping[str, Value | None]) -> Replay | None:
        """Return what would be known; None where a changed question would not be asked any more."""
        return replayed(self.compiled, self.session, changes)

    def ranked(self, known: Known) -> list[Suggestion]:
        """Return what would fit, the best first."""
        return self._shelf.fitting(known)

    def others(
        self, question: Question, was: Value, leads_to: Probe, only: Product | None = None
    ) -> Iterator[Alternative]:
        """Yield other answers to one question; `leads_to` tells what an answer leads to, all else being the same.

        `only`: what it leads to hangs on this product alone.
        """
        numbers = axis(question, self._today)
        if numbers is None:
            yield from alternatives(question, was, leads_to, None)
            return
        if question.id not in self._levels:
            self._levels[question.id] = Levels(question, numbers, self.compiled, self.products, self.known)
        items = self.products.items if only is None else (only,)
        yield from alternatives(question, was, leads_to, numbers, self._levels[question.id].of(items))


def size(was: Value, value: Value | None) -> float:
    """Return how large a change of one answer is: of numbers the relative difference, at most 1; of others 1."""
    if isinstance(was, int | float) and isinstance(value, int | float):
        return abs(value - was) / max(abs(was), abs(value), abs(value - was), _NOTHING)
    return 1.0


def distance(was: Value, value: Value | None) -> float:
    """Return by how much a number changes, 0 for other answers: of changes as large as each other, the nearer one."""
    return abs(value - was) if isinstance(was, int | float) and isinstance(value, int | float) else 0.0
