"""Variables that follow from others: facts over several questions, and tests of a question that has too many cells."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from bot.paths.axis import Axis, bands
from bot.paths.cells import Cell, Cells, Probe
from bot.paths.crossings import span
from bot.paths.names import Names, ValueTest
from bot.paths.partition import levels
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.formula import Formula

Reader = Callable[[Known], Value | None]
YES, NO = 1, 2
"""The cells of a single test: it is true, it is false."""


class Outcome(Struct, frozen=True):
    """One way in which a variable can come out: its cell, how often, and whether a question was seen for it."""

    cell: int
    share: float
    seen: bool = False


class Input(Struct, frozen=True):
    """A variable that something follows from; `numeric` where its answers are numbers or days."""

    name: str
    cells: Cells
    numeric: bool


class Fact:
    """A fact over several questions, or over one by a formula that cannot be turned round."""

    def __init__(
        self,
        formula: Formula,
        read: Reader,
        inputs: Mapping[int, Input],
        tests: Sequence[tuple[ValueTest, Probe]],
        names: Names,
    ) -> None:
        self.inputs = inputs
        cuts = {level for test, _ in tests for level in levels(test, None)}
        self.cells = bands(Axis(), cuts, [probe for _, probe in tests])
        self._formula = formula
        self._read = read
        self._names = names

    @property
    def exact(self) -> bool:
        """Whether every cell of every input is a single number."""
        return all(cell.low == cell.high for each in self.inputs.values() for cell in each.cells.all)

    def outcomes(self, given: Mapping[int, int]) -> list[Outcome]:
        """Return the cells that the fact can lie in when its inputs lie in these; the one of the examples counts."""
        chosen = {each: each.cells.all[given[variable]] for variable, each in self.inputs.items()}
        examples = {each.name: cell.value for each, cell in chosen.items() if cell.value is not None}
        likely = self.actual(self._names.with_given(examples))
        if all(cell.low == cell.high for cell in chosen.values()):
            return [Outcome(likely, 1.0)]
        spans = {
            each.name if each.numeric else f"count({each.name})": (cell.low, cell.high) for each, cell in chosen.items()
        }
        low, high, unknown = span(self._formula, spans)
        cells = enumerate(self.cells.all)
        reached = {place for place, cell in cells if place and cell.low <= high and low <= cell.high}
        others = reached - {likely} | ({0} if unknown and likely else set())
        return [Outcome(likely, 1.0), *(Outcome(place, 0.0) for place in sorted(others))]

    def actual(self, known: Known) -> int:
        """Return the cell of the fact's value."""
        value = self._read(known)
        return 0 if value is None else max(self.cells.index(value), 0)


class Verdict:
    """One test of a question that has too many cells: taken as if it had nothing to do with its other tests."""

    exact = False
    cells = Cells((Cell("yes"), Cell("no")), lambda _: -1)

    def __init__(self, source: int, each: Input, probe: Probe, alone: Cells | None) -> None:
        self.inputs = {source: each}
        self._probe = probe
        self._alone = alone

    def outcomes(self, _: Mapping[int, int]) -> list[Outcome]:
        """Return both answers with their shares; evenly, where even this test alone tells too many values apart."""
        if self._alone is None:
            return [Outcome(YES, 0.5), Outcome(NO, 0.5)]
        shares = {YES: 0.0, NO: 0.0, 0: 0.0}
        for cell in self._alone.all[1:]:
            if cell.value is not None:
                shares[self._place(cell.value)] += cell.share
        return [Outcome(place, share) for place, share in shares.items() if place or share]

    def actual(self, known: Known) -> int:
        """Return the cell of the test's answer."""
        value = next((known.get(each.name) for each in self.inputs.values()), None)
        return 0 if value is None else self._place(value)

    def _place(self, value: Value) -> int:
        return {True: YES, False: NO, None: 0}[self._probe(value)]


class Kept:
    """The answer to a question in its place as a trait: once it is known, the trait itself says what counts."""

    exact = True

    def __init__(self, source: int, each: Input) -> None:
        self.inputs = {source: each}
        self.cells = each.cells

    def outcomes(self, given: Mapping[int, int]) -> list[Outcome]:
        """Return the cell of the answer."""
        return [Outcome(given[source], 1.0) for source in self.inputs]

    def actual(self, _: Known) -> int:
        """Return *unanswered*: what is known of the trait is under its own name."""
        return 0


Derived = Fact | Verdict | Kept
