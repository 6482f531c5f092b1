"""The values of one question in cells: within a cell, no test that matters tells two values apart."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.questionnaire.condition import Truth, Value

Probe = Callable[[Value], Truth]
"""One test as a function of the value of one question alone."""
MOST_CELLS = 4096
"""Kinds of answers to one question that are told apart; beyond, its tests are looked at one by one."""
FEWEST = 5
"""People who must have said the same before their number shows in a measured share."""
ELSE = "…"
"""A value that no test names."""


class TooManyCells(Exception):
    """The tests of one question tell too many values apart."""


class Cell(Struct, frozen=True):
    """Values that no test tells apart: one of them as an example, how often they are expected, and their limits.

    `low` and `high` are the least and the greatest number that arithmetic can meet here (for sets: their size).
    """

    value: Value | None
    share: float = 0.0
    low: float = 0.0
    high: float = 0.0


UNANSWERED = Cell(None)


class Cells:
    """The cells of a question; the first is *unanswered*. `kept`: values may be remembered with their cells."""

    def __init__(self, cells: Iterable[Cell], find: Callable[[Value], int], *, kept: bool = True) -> None:
        self.all = (UNANSWERED, *cells)
        self._find = find
        self._found: dict[Value, int] | None = {} if kept else None

    def index(self, value: Value) -> int:
        """Return the index of the cell that holds the value; -1 for a value that cannot be an answer."""
        if self._found is None:
            return self._find(value)
        place = self._found.get(value)
        if place is None:
            if len(self._found) >= MOST_CELLS:
                self._found.clear()
            place = self._found[value] = self._find(value)
        return place

    def counted(self, counts: Mapping[Value | None, int]) -> "Cells":
        """Return the same cells with the shares in which these answers fall into them.

        What fewer than `FEWEST` people said shows nowhere: they are spread over all cells as was expected.
        """
        found = [0] * len(self.all)
        for value, count in counts.items():
            place = -1 if value is None else self.index(value)
            if place > 0:
                found[place] += count
        total = sum(found)
        if total < FEWEST:
            return self
        few = sum(count for count in found if count < FEWEST)
        shown = [count if count >= FEWEST else 0 for count in found]
        cells = [
            replace(cell, share=(count + few * cell.share) / total) for cell, count in zip(self.all, shown, strict=True)
        ]
        return Cells(cells[1:], self._find, kept=self._found is not None)


def answered_only() -> Cells:
    """Return the cells of a question of which matters only whether it is answered."""
    return Cells((Cell(ELSE, 1.0),), lambda _: 1, kept=False)


def kinds(candidates: Iterable[tuple[Value, float]], probes: Sequence[Probe], *, sized: bool = False) -> Cells:
    """Put values with the same answers to all probes (and, if `sized`, with as many choices) into one cell."""

    def signature(value: Value) -> tuple[object, ...]:
        size = len(value) if sized and isinstance(value, tuple) else None
        return (size, *(probe(value) for probe in probes))

    merged: dict[tuple[object, ...], tuple[float, float, Value]] = {}
    for value, share in candidates:
        total, best, example = merged.get(key := signature(value), (0.0, -1.0, value))
        merged[key] = (total + share, max(best, share), value if share > best else example)
    if len(merged) > MOST_CELLS:
        raise TooManyCells
    places = {key: place for place, key in enumerate(merged, 1)}
    cells = [Cell(value, share, *_size(value)) for share, _, value in merged.values()]
    return Cells(cells, lambda value: places.get(signature(value), -1))


def _size(value: Value) -> tuple[float, float]:
    return (len(value), len(value)) if isinstance(value, tuple) else (0.0, 0.0)
