"""Where nothing meets every must: the smallest changes of wishes that would let a product in, and what they open.

By brute force: for every product the musts that it violates, for every such must the answers that would undo it, and
every way of putting these together, replayed. What is told is true of the replayed session and holds no change that
could be left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, groupby
from itertools import product as together
from typing import Literal

from msgspec import Struct

from bot.conversation.session import Session
from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.model import Need
from bot.suggestion.behind import answers_behind, questions_behind
from bot.suggestion.changing import Changing, distance, size
from bot.suggestion.suggest import product_of, ranked
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.verdicts import idle, judged, weight_of, wishes

MOST_CHANGES = 3
"""Who would have to change more than this is better served by what comes nearest."""
_MOST_WAYS = 6
"""Ways to undo one must that are tried together with others, the smallest first."""
Way = tuple[str, Value | None]
"""A question, and another answer to it."""


class Change(Struct, frozen=True):
    """One wish changed: the must that gives way, the question to ask again, and the answer that would do."""

    need: str
    question: str
    kind: Literal["raise", "lower", "choose", "without"]
    was: Value
    value: Value | None
    """None: no answer at all."""


class Repair(Struct, frozen=True):
    """Changes that together let products in, and which, the best first."""

    changes: tuple[Change, ...]
    opens: tuple[str, ...]
    voids: tuple[str, ...] = ()
    """Other answers that would no longer count."""
    asks: tuple[str, ...] = ()
    """Questions that would come up."""
    cost: float = 0.0
    """How much it asks of the person: how large each change is, times how much the need counts."""


def repairs(compiled: Compiled, products: Products, session: Session, count: int = 3) -> tuple[Repair, ...]:
    """Return up to `count` repairs, the least costly first; none where something fits, or where nothing would help.

    Of repairs that change the same questions the smallest is told. Only answers of this session can be changed.
    """
    changing = Changing(compiled, products, session)
    candidates = ranked(compiled, products, changing.known)
    if any(each.fits for each in candidates):
        return ()
    search = _Search(changing)
    found: dict[frozenset[str], Repair] = {}
    done: list[frozenset[str]] = []
    for broken, members in _by_broken(candidates):
        if len(broken) > MOST_CHANGES or any(smaller <= broken for smaller in done):
            continue
        for repair in (repair for member in members for repair in search.of(member)):
            questions = frozenset(change.question for change in repair.changes)
            if questions not in found or _nearness(repair) < _nearness(found[questions]):
                found[questions] = repair
            done.append(broken)
    minimal = [search.nearest(repair) for repair in found.values() if search.is_minimal(repair)]
    return tuple(sorted(minimal, key=_order))[:count]


def _order(repair: Repair) -> tuple[float, int, float]:
    return round(repair.cost, 9), len(repair.changes), _apart(repair)


def _nearness(repair: Repair) -> tuple[int, float, float, float]:
    sizes = sum(size(change.was, change.value) for change in repair.changes)
    return len(repair.voids) + len(repair.asks), round(sizes, 9), _apart(repair), repair.cost


def _apart(repair: Repair) -> float:
    return sum(distance(change.was, change.value) for change in repair.changes)


def _by_broken(candidates: Iterable[Suggestion]) -> list[tuple[frozenset[str], list[Suggestion]]]:
    """Return the products by the musts that they violate, the smallest sets first."""

    def broken(each: Suggestion) -> list[str]:
        return sorted(verdict.need for verdict in each.violated)

    some = sorted((each for each in candidates if each.violated), key=lambda each: (len(broken(each)), broken(each)))
    return [(frozenset(needs), list(members)) for needs, members in groupby(some, broken)]


class _Search:
    """Searches the ways in which the musts of one session could give way."""

    def __init__(self, changing: Changing) -> None:
        self._changing = changing
        self._compiled = changing.compiled
        self._needs = {need.id: need for need in changing.compiled.questionnaire.needs}
        self._given = {question.id: value for question, value in changing.answered()}

    def of(self, candidate: Suggestion) -> Iterator[Repair]:
        """Yield the repairs that let one product in."""
        broken = [self._needs[verdict.need] for verdict in candidate.violated]
        product = product_of(self._changing.products, candidate.product)
        tried = {way: None for need in broken for way in self._ways(need, product)}
        undoing = [self._undoing(need, product, tried) for need in broken]
        for ways in together(*undoing):
            changes = dict(ways)
            # Two musts may rest on one question; then one answer has to undo both.
            if all(changes[question] == value for question, value in ways):
                repair = self._repair(broken, ways, changes)
                if repair is not None and candidate.product in repair.opens:
                    yield repair

    def is_minimal(self, repair: Repair) -> bool:
        """Tell whether no part of the changes opens anything by itself."""
        changes = {change.question: change.value for change in repair.changes}
        parts = (part for most in range(1, len(changes)) for part in combinations(changes.items(), most))
        return not any(self._opens_any(dict(part)) for part in parts)

    def nearest(self, repair: Repair) -> Repair:
        """Return the same with the nearest number that opens anything, where it changes one number alone."""
        [change, *more] = repair.changes
        if more or not isinstance(change.value, int | float):
            return repair
        question = self._compiled.question(change.question)
        others = self._changing.others(question, change.was, lambda value: self._opens_any({question.id: value}))
        opening = (each.value for each in others if each.outcome is True)
        value = min(opening, key=lambda value: distance(change.was, value), default=change.value)
        ways = ((question.id, value),)
        return self._repair([self._needs[change.need]], ways, dict(ways)) or repair

    def _ways(self, need: Need, product: Product) -> Iterator[Way]:
        """Yield other answers, or none, to the questions behind a need."""
        for name in questions_behind(need, self._compiled, unless=True):
            if name not in self._given:
                continue
            question, was = self._compiled.question(name), self._given[name]

            def undone(value: Value, name: str = name) -> bool:
                return self._is_undone(need, product, {name: value})

            for other in self._changing.others(question, was, undone, product):
                yield name, other.value
            if not question.required:
                yield name, None

    def _undoing(self, need: Need, product: Product, ways: Iterable[Way]) -> list[Way]:
        # Not only ways behind this need: another answer may keep the question behind it from being asked at all.
        own = [way for way in ways if self._is_undone(need, product, dict([way]))]
        own.sort(key=lambda way: (self._cost(need, way), distance(self._given[way[0]], way[1])))
        return own[:_MOST_WAYS]

    def _is_undone(self, need: Need, product: Product, changes: Mapping[str, Value | None]) -> bool:
        """Tell whether a must no longer stands in the way of a product."""
        replay = self._changing.replay(changes)
        if replay is None:
            return False
        products = self._changing.products
        active = wishes([need], products, self._compiled, replay.known)
        verdicts = judged(product, active, products, replay.known)
        return not any(verdict.violated for verdict in verdicts)

    def _cost(self, need: Need, way: Way) -> float:
        """Return how much a change asks: its size and what it voids and brings up, times how much the need counts."""
        name, value = way
        replay = self._changing.replay({name: value})
        upheaval = len(replay.voids) + len(replay.asks) if replay is not None else 0
        if need.operand_is_name and name not in answers_behind((str(need.operand),), self._compiled):
            # Not the wish itself, but what made it one.
            upheaval += 1
        change = size(self._given[name], value)
        return weight_of(need, self._compiled, self._changing.known) * (change + upheaval)

    def _opens_any(self, changes: Mapping[str, Value | None]) -> bool:
        replay = self._changing.replay(changes)
        return replay is not None and self._changing.front.first(replay.known) is not None

    def _repair(self, broken: list[Need], ways: tuple[Way, ...], changes: Mapping[str, Value | None]) -> Repair | None:
        replay = self._changing.replay(changes)
        if replay is None:
            return None
        opens = tuple(each.product for each in self._changing.ranked(replay.known))
        told = {way: need for need, way in zip(reversed(broken), reversed(ways), strict=True)}
        cost = sum(self._cost(need, way) for need, way in zip(broken, ways, strict=True))
        return Repair(
            tuple(self._change(need, way, replay.known) for way, need in reversed(told.items())),
            opens,
            replay.voids,
            replay.asks,
            cost,
        )

    def _change(self, need: Need, way: Way, known: Known) -> Change:
        name, value = way
        return Change(need.id, name, self._kind(need, self._given[name], value, known), self._given[name], value)

    def _kind(
        self, need: Need, was: Value, value: Value | None, known: Known
    ) -> Literal["raise", "lower", "choose", "without"]:
        if value is None or idle(need, self._changing.products, self._compiled, known):
            return "without"
        if isinstance(was, tuple) and isinstance(value, tuple) and set(value) < set(was):
            return "without"
        if isinstance(was, int | float) and isinstance(value, int | float):
            return "raise" if value > was else "lower"
        return "choose"
