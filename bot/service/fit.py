"""Measured fit: of those who said so, how many found that a suggestion or the report fits, by segment."""

from collections import Counter
from collections.abc import Iterable
from math import sqrt

from msgspec import Struct

from bot.conversation.engine import known_values
from bot.service.library import Library
from bot.service.ports import Rated

EVERYBODY = "everybody"
"""Stands in place of a segment where all are counted."""
_Z = 1.959964
"""Of a normal distribution, for 95 %."""


class Fit(Struct, frozen=True):
    """How often something was said to fit, and between which shares the true one lies (95 %, Wilson)."""

    questionnaire: str
    segment: str
    suggestion: str
    """A product, or `report`."""
    yes: int
    n: int
    share: float
    low: float
    high: float


def measured(rated: Iterable[Rated], library: Library) -> tuple[Fit, ...]:
    """Return the measured fit: everybody first, then by segment; within each what was rated most often first."""
    yes: Counter[tuple[str, str, str]] = Counter()
    asked: Counter[tuple[str, str, str]] = Counter()
    for one in rated:
        compiled = library.compiled(one.session.version)
        segments = compiled.segments(known_values(compiled, one.session))
        for segment in (EVERYBODY, *segments):
            for about, fits in one.fits.items():
                what = (one.session.questionnaire, segment, about)
                asked[what] += 1
                yes[what] += fits
    order = sorted(asked, key=lambda what: (what[0], what[1] != EVERYBODY, what[1], -asked[what], what[2]))
    return tuple(_fit(what, yes[what], asked[what]) for what in order)


def wilson(yes: int, n: int) -> tuple[float, float]:
    """Return the bounds of a share at 95 %: few answers give wide bounds, and none leaves 0 to 1."""
    if n == 0:
        return 0.0, 1.0
    share, spread = yes / n, _Z**2 / n
    middle = share + spread / 2
    reach = _Z * sqrt(share * (1 - share) / n + spread / (4 * n))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


def _fit(what: tuple[str, str, str], yes: int, n: int) -> Fit:
    low, high = wilson(yes, n)
    return Fit(*what, yes, n, round(yes / n, 4), round(low, 4), round(high, 4))
