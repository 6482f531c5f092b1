"""How many questions lie behind a part of a walk: fewest, most, and with which share how many."""

from collections.abc import Iterable
from itertools import islice
from math import comb

from bot.paths.diagram import TRUE
from bot.paths.walk import Branch, Part, Walk, opened

Bounds = tuple[int, int]
"""The fewest and the most questions."""
Numbers = tuple[float, ...]
"""The share of people with 0, 1, 2, ... questions."""


class Limits:
    """Fewest and most questions behind parts. A part that was not walked has looser ones, but true."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._limits: dict[Part, Bounds] = {}
        self._done = 0

    def of(self, seen: Iterable[int], parts: Iterable[Part]) -> Bounds:
        """Return the fewest and the most questions of those seen and behind these parts, as far as walked."""
        forks = self._walk.forks
        for part in sorted(islice(forks, self._done, None), key=len):
            ways = [self._added(branch.seen, branch.parts) for branch in forks[part].branches]
            self._limits[part] = min(least for least, _ in ways), max(most for _, most in ways)
        self._done = len(forks)
        return self._added(seen, parts)

    def _added(self, seen: Iterable[int], parts: Iterable[Part]) -> Bounds:
        least = most = sum(map(self._walk.frame.counts, seen))
        for part in parts:
            limits = self._limits.get(part) or self._loose(part)
            least, most = least + limits[0], most + limits[1]
        return least, most

    def _loose(self, part: Part) -> Bounds:
        """Count what is asked in any case, and everything."""
        counts = self._walk.frame.counts
        entries = opened(part)
        return sum(counts(item) for item, left in entries.items() if left == TRUE), sum(map(counts, entries))


class Shares:
    """How many people meet how many questions behind parts; what was not walked is met by every second person."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._numbers: dict[Part, Numbers] = {}
        for part in sorted(walk.forks, key=len):
            self._numbers[part] = self._mixed(walk.forks[part].branches)

    def of(self, seen: Iterable[int], parts: Iterable[Part]) -> tuple[Numbers, dict[int, float]]:
        """Return the share of people by the number of questions, and of those who meet each item that can be met."""
        return self.numbers(seen, parts), self._met(seen, parts)

    def numbers(self, seen: Iterable[int], parts: Iterable[Part]) -> Numbers:
        """Return the share of people by the number of questions seen and behind these parts."""
        numbers: Numbers = (*[0.0] * sum(map(self._walk.frame.counts, seen)), 1.0)
        for part in parts:
            numbers = convolved(numbers, self._numbers.get(part) or self._guessed(part))
        return numbers

    def _mixed(self, branches: Iterable[Branch]) -> Numbers:
        total: list[float] = []
        for branch in branches:
            if branch.share:
                added(total, self.numbers(branch.seen, branch.parts), branch.share)
        return tuple(total)

    def _guessed(self, part: Part) -> Numbers:
        waiting = [left == TRUE for item, left in opened(part).items() if self._walk.frame.counts(item)]
        surely = sum(waiting)
        open_ = len(waiting) - surely
        return (*[0.0] * surely, *(comb(open_, number) / 2**open_ for number in range(open_ + 1)))

    def _met(self, seen: Iterable[int], parts: Iterable[Part]) -> dict[int, float]:
        shares = dict.fromkeys(seen, 1.0)
        weights: dict[Part, float] = {}
        for part in parts:
            weights[part] = weights.get(part, 0.0) + 1.0
        for part in sorted(self._walk.forks, key=len, reverse=True):
            weight = weights.pop(part, 0.0)
            for branch in self._walk.forks[part].branches:
                share = weight * branch.share
                for item in branch.seen:
                    shares[item] = shares.get(item, 0.0) + share
                for after in branch.parts:
                    weights[after] = weights.get(after, 0.0) + share
        for part, weight in weights.items():
            for item, left in opened(part).items():
                if item in self._walk.frame.shown:
                    shares[item] = shares.get(item, 0.0) + weight * (1.0 if left == TRUE else 0.5)
        return shares


def added(total: list[float], numbers: Numbers, share: float) -> None:
    """Add the shares of so large a part of people to a total."""
    if share:
        total += [0.0] * (len(numbers) - len(total))
        for number, each in enumerate(numbers):
            total[number] += share * each


def convolved(left: Numbers, right: Numbers) -> Numbers:
    """Return the shares of sums: of the questions here and of those there."""
    if not left or not right:
        return ()
    if len(left) < len(right):
        left, right = right, left
    total = [0.0] * (len(left) + len(right) - 1)
    for more, share in enumerate(right):
        if share:
            for number, each in enumerate(left):
                total[number + more] += share * each
    return tuple(total)
