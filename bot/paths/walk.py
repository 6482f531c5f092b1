"""Every way through a questionnaire, with what no longer matters left out.

What is open falls apart into parts that have nothing to do with each other: each is walked by itself, once. A part is
branched at the question that most of the others look at; order does not matter, for conditions look back only.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from msgspec import Struct

from bot.paths.diagram import FALSE
from bot.paths.frame import Entries, Frame

Part = tuple[int, ...]
"""Items and what is left of their formulas, as one number each: all that the rest of the walk depends on."""
_SHIFT = 32
_FORMULA = (1 << _SHIFT) - 1


class Branch(Struct, frozen=True):
    """One way on from a part: the cell its pivot came out in, how often, what was seen, and the parts behind."""

    cell: int
    share: float
    seen: tuple[int, ...]
    parts: tuple[Part, ...]


class Fork(Struct, frozen=True):
    """A part, branched at one of its items."""

    pivot: int
    branches: tuple[Branch, ...]


class Walk:
    """The forks found so far, by part."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.forks: dict[Part, Fork] = {}

    def explore(self, parts: Iterable[Part], limit: int | None = None) -> bool:
        """Find every fork behind these parts; return False where there are more of them than the limit."""
        waiting = [part for part in parts if part not in self.forks]
        while waiting:
            part = waiting.pop()
            if part in self.forks:
                continue
            if limit is not None and len(self.forks) >= limit:
                return False
            waiting += (
                after for branch in self.fork(part).branches for after in branch.parts if after not in self.forks
            )
        return True

    def fork(self, part: Part) -> Fork:
        """Return the ways on from a part, by the item that most of the others look at."""
        fork = self.forks.get(part)
        if fork is None:
            looked_at = Counter(chain.from_iterable(self.frame.diagrams.reads[left] for left in opened(part).values()))
            pivot = max(self.ready(part), key=looked_at.__getitem__)
            fork = self.forks[part] = Fork(pivot, self.branches(part, pivot))
        return fork

    def ready(self, part: Part) -> list[int]:
        """Return the items of a part that are settled themselves: it can be branched at each of them."""
        return [item for item, left in opened(part).items() if not self.frame.diagrams.bits[left]]

    def branches(self, part: Part, pivot: int) -> tuple[Branch, ...]:
        """Return the ways on from a part, by the ways in which one of its settled items can come out."""
        diagrams, entries = self.frame.diagrams, opened(part)
        formula = entries.pop(pivot)
        readers = [item for item, left in entries.items() if diagrams.bits[left] >> pivot & 1]
        ways: dict[tuple[bool, tuple[int, ...]], tuple[int, float]] = {}
        for outcome in self.frame.outcomes(pivot, formula):
            after = tuple(diagrams.assign(entries[item], pivot, outcome.cell) for item in readers)
            cell, share = ways.get((outcome.seen, after), (outcome.cell, 0.0))
            ways[outcome.seen, after] = cell, share + outcome.share
        branches = []
        for (seen, after), (cell, share) in ways.items():
            shown, parts = self.settle({**entries, **dict(zip(readers, after, strict=True))})
            branches.append(Branch(cell, share, (pivot, *shown) if seen else shown, parts))
        return tuple(branches)

    def settle(self, entries: Entries) -> tuple[tuple[int, ...], tuple[Part, ...]]:
        """Return the items that are surely shown and that nothing looks at, and the rest in its parts."""
        bits, derived = self.frame.diagrams.bits, self.frame.variables.derived
        self._leave_out(entries)
        looked_at = self._looked_at(entries)
        idle = [item for item in entries if item in derived and not looked_at >> item & 1]
        if idle:
            for item in idle:
                del entries[item]
            looked_at = self._looked_at(entries)
        alone = [item for item, formula in entries.items() if not bits[formula] and not looked_at >> item & 1]
        for item in alone:
            del entries[item]
        return tuple(item for item in alone if item in self.frame.shown), self._parts(entries)

    def _looked_at(self, entries: Entries) -> int:
        bits, looked_at = self.frame.diagrams.bits, 0
        for formula in set(entries.values()):
            looked_at |= bits[formula]
        return looked_at

    def _leave_out(self, entries: Entries) -> None:
        """Take out what is not asked; whatever looks at it finds it unanswered."""
        bits = self.frame.diagrams.bits
        out = [item for item, formula in entries.items() if formula == FALSE]
        while out:
            gone = 0
            for item in out:
                del entries[item]
                gone |= 1 << item
            readers = [(item, formula) for item, formula in entries.items() if bits[formula] & gone]
            out = []
            for item, formula in readers:
                entries[item] = left = self._without(formula, gone)
                if left == FALSE:
                    out.append(item)

    def _without(self, formula: int, gone: int) -> int:
        """Return what is left of a formula once everything in these bits is unanswered."""
        diagrams = self.frame.diagrams
        while touched := diagrams.bits[formula] & gone:
            formula = diagrams.assign(formula, (touched & -touched).bit_length() - 1, 0)
        return formula

    def _parts(self, entries: Entries) -> tuple[Part, ...]:
        """Return what hangs together by one looking at the other."""
        bits = self.frame.diagrams.bits
        groups: list[tuple[int, list[int]]] = []
        for item, formula in entries.items():
            linked, numbers = bits[formula] | 1 << item, [item << _SHIFT | formula]
            apart = []
            for group in groups:
                if group[0] & linked:
                    linked |= group[0]
                    numbers += group[1]
                else:
                    apart.append(group)
            groups = [*apart, (linked, numbers)]
        return tuple(tuple(sorted(numbers)) for _, numbers in groups)


def opened(part: Part) -> Entries:
    """Return the entries of a part."""
    return {number >> _SHIFT: number & _FORMULA for number in part}


def closed(entries: Entries) -> Part:
    """Return entries as a part."""
    return tuple(item << _SHIFT | formula for item, formula in entries.items())
