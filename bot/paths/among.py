"""The same figures among those who meet one item: exact, for each way on is followed only where it can lead there."""

from collections.abc import Iterable

from msgspec import Struct

from bot.paths.diagram import TRUE
from bot.paths.lengths import Bounds, Limits, Numbers, Shares, added, convolved
from bot.paths.walk import Branch, Part, Walk, opened


class Among(Struct, frozen=True):
    """Those who meet one item: their share of everybody by the number of questions, and fewest and most questions."""

    numbers: Numbers
    limits: Bounds | None
    """None: nobody can meet it."""
    always: bool
    """Whether everybody meets it, also by skipping."""


NOBODY = Among((), None, always=False)


class Meeting:
    """How many people meet how many questions, and how few and many, among those who meet one item."""

    def __init__(self, walk: Walk, item: int, limits: Limits, shares: Shares) -> None:
        self._item = item
        self._limits = limits
        self._shares = shares
        self._among: dict[Part, Among] = {}
        for part in sorted(walk.forks, key=len):
            if item in opened(part):
                self._among[part] = self._mixed(walk.forks[part].branches)

    def of(self, seen: Iterable[int], parts: Iterable[Part]) -> Among:
        """Return it for those seen and behind these parts; the shares are of everybody, so that they sum to one's."""
        seen, parts = tuple(seen), tuple(parts)
        if self._item in seen:
            return Among(self._shares.numbers(seen, parts), self._limits.of(seen, parts), always=True)
        for place, part in enumerate(parts):
            if self._item in opened(part):
                inner = self._among.get(part) or self._guessed(part)
                others = parts[:place] + parts[place + 1 :]
                numbers = convolved(inner.numbers, self._shares.numbers(seen, others))
                return Among(numbers, self._sum(inner.limits, self._limits.of(seen, others)), inner.always)
        return NOBODY

    def _mixed(self, branches: Iterable[Branch]) -> Among:
        numbers: list[float] = []
        limits: Bounds | None = None
        always = True
        for branch in branches:
            inner = self.of(branch.seen, branch.parts)
            always = always and inner.always
            added(numbers, inner.numbers, branch.share)
            if inner.limits is not None:
                least, most = limits or inner.limits
                limits = min(least, inner.limits[0]), max(most, inner.limits[1])
        return Among(tuple(numbers), limits, always)

    def _guessed(self, part: Part) -> Among:
        always = opened(part)[self._item] == TRUE
        guessed = self._shares.numbers((), (part,))
        numbers = guessed if always else tuple(number / 2 for number in guessed)
        return Among(numbers, self._limits.of((), (part,)), always)

    @staticmethod
    def _sum(inner: Bounds | None, others: Bounds) -> Bounds | None:
        return None if inner is None else (inner[0] + others[0], inner[1] + others[1])
