"""Numbers and days in bands: stretches between limits on which all tests agree.

Each band is expected as often as the others; on a scale, each value is. A limit of a fact over decimals cuts a band
only where the formula can be turned round (not `q * q`), whether anything looks at the fact or not.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction

from msgspec import Struct

from bot.paths.cells import Cell, Cells
from bot.questionnaire.condition import Value

FIRST_DAY, LAST_DAY = date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()
HUGE = 10**300
"""Limits farther out are no floats; no answer comes near."""
Key = tuple[float, int]
"""Where a stretch begins: at a number (0), or right behind it (1)."""
Stretch = tuple[Key, float, float]
"""Where it begins, its least and its greatest number."""


class Axis(Struct, frozen=True):
    """The numbers that can be answered: all, or only whole ones; those of a `day` are kept as dates."""

    low: float = -math.inf
    high: float = math.inf
    whole: bool = False
    day: bool = False
    by_value: bool = False
    """Whether each value is expected as often as the others, instead of each band."""

    def value(self, number: float) -> Value:
        """Return the number as it is kept as an answer."""
        if self.day:
            return date.fromordinal(int(number)).isoformat()
        return int(number) if self.whole else float(number)

    def number(self, value: Value) -> float | None:
        """Return the number of an answer; None for what cannot be an answer."""
        if self.day:
            try:
                value = date.fromisoformat(str(value)).toordinal()
            except ValueError:
                return None
        if not isinstance(value, int | float) or not self.low <= value <= self.high:
            return None
        return value if not self.whole or value == math.floor(value) else None


def bands(axis: Axis, cuts: Iterable[Fraction], probes: Sequence[Callable[[Value], object]], pieces: int = 1) -> Cells:
    """Cut an axis at the given numbers, join stretches on which all probes agree, divide each band into pieces."""
    joined: list[tuple[Stretch, Value]] = []
    last: object = None
    for key, low, high in _stretches(axis, cuts):
        example = _example(axis, low, high)
        answers = [probe(example) for probe in probes]
        if joined and answers == last:
            (first, least, most), before = joined[-1]
            joined[-1] = ((first, least, high), example if high - low > most - least else before)
        else:
            joined.append(((key, low, high), example))
        last = answers
    weights = [high - low + 1 if axis.by_value else 1.0 for (_, low, high), _ in joined]
    cells: list[tuple[Key, Cell]] = []
    for (stretch, example), weight in zip(joined, weights, strict=True):
        parts = list(_parts(axis, stretch, pieces))
        for key, low, high in parts:
            value = example if len(parts) == 1 else _example(axis, low, high)
            cells.append((key, Cell(value, weight / sum(weights) / len(parts), low, high)))
    return _found_by_key(axis, cells)


def _found_by_key(axis: Axis, cells: list[tuple[Key, Cell]]) -> Cells:
    keys = [key for key, _ in cells]

    def find(value: Value) -> int:
        number = axis.number(value)
        return -1 if number is None else bisect_right(keys, (number, 0))

    return Cells([cell for _, cell in cells], find)


def _stretches(axis: Axis, cuts: Iterable[Fraction]) -> list[Stretch]:
    """Return the points at the cuts and the open stretches between them; of whole numbers, those that hold any."""
    if axis.low > axis.high:
        return []
    keys: set[Key] = {(axis.low, 0)}
    for cut in cuts:
        if abs(cut) > HUGE:
            continue
        if axis.whole:
            keys |= {(math.ceil(cut), 0), (math.floor(cut) + 1, 0)}
        else:
            keys |= {(float(cut), 0), (float(cut), 1)}
    within = sorted(key for key in keys if axis.low <= key[0] <= axis.high and key != (axis.high, 1))
    return _to_the_next(axis, within, axis.high)


def _to_the_next(axis: Axis, keys: list[Key], high: float) -> list[Stretch]:
    ends = [key[0] - 1 if axis.whole else key[0] for key in keys[1:]]
    return [(key, key[0], end) for key, end in zip(keys, [*ends, high], strict=True)]


def _parts(axis: Axis, stretch: Stretch, pieces: int) -> list[Stretch]:
    """Divide a band: into its values where these are few, otherwise into pieces; an endless band stays whole."""
    key, low, high = stretch
    width = high - low
    if pieces == 1 or width in (0, math.inf):
        return [stretch]
    if axis.whole:
        step = 1 if width < 4 * pieces else math.ceil((width + 1) / pieces)
        keys: list[Key] = [(start, 0) for start in range(int(low), int(high) + 1, step)]
    else:
        keys = [key, *((low + width * part / pieces, 0) for part in range(1, pieces))]
    return _to_the_next(axis, keys, high)


def _example(axis: Axis, low: float, high: float) -> Value:
    """Return a number inside a stretch, with few digits."""
    if low == high or (axis.whole and low > -math.inf):
        return axis.value(low)
    if low == -math.inf or high == math.inf:
        return axis.value(0.0 if low < 0 < high else high - 1 if low == -math.inf else low + 1)
    middle = (low + high) / 2
    rounded = (round(middle, digits) for digits in range(-12, 13))
    return axis.value(next((number for number in rounded if low < number < high), middle))
