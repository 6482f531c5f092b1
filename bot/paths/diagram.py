"""Conditions over cells: *and* and *or* of "this variable lies in one of these cells", each kept once.

Kleene's negation and the unknown are gone before: a literal is the set of cells on which a test is true (or, under
*not*, false), so a condition holds exactly where its formula does, and the contrary is plain. Equal formulas are the
same number, and what is left of a formula once a variable is known is remembered: states that differ in nothing later
become one.
"""

from collections.abc import Callable, Iterable
from functools import reduce

FALSE, TRUE = 0, 1
Literal = tuple[int, int]
"""A variable, and the set of its cells as bits."""
Shape = tuple[str, frozenset[int], tuple[Literal, ...]]
"""A sign (`and`, `or`, `is`), the parts, and the literals (for `given`: variables and their cells)."""
_NOTHING: frozenset[int] = frozenset()


class Diagrams:
    """All formulas of one questionnaire, by number. `sizes` are the numbers of cells of the variables."""

    def __init__(self, sizes: list[int]) -> None:
        self._sizes = sizes
        self._shapes: list[Shape] = [("or", _NOTHING, ()), ("and", _NOTHING, ())]
        self._numbers: dict[Shape, int] = {}
        self._assigned: dict[tuple[int, int, int], int] = {}
        self._contraries: dict[int, int] = {}
        self.reads: list[frozenset[int]] = [_NOTHING, _NOTHING]
        """For each formula, the variables it looks at."""
        self.bits: list[int] = [0, 0]
        """The same, as bits."""

    def literal(self, variable: int, cells: int) -> int:
        """Return "the variable lies in one of these cells", given as bits."""
        if not cells:
            return FALSE
        if cells == self._all(variable):
            return TRUE
        return self._kept(("is", _NOTHING, ((variable, cells),)), frozenset((variable,)))

    def _all(self, variable: int) -> int:
        return (1 << self._sizes[variable]) - 1

    def both(self, parts: Iterable[int]) -> int:
        """Return the formula that holds where every part does."""
        return self._joined("and", parts, int.__and__, TRUE, FALSE)

    def either(self, parts: Iterable[int]) -> int:
        """Return the formula that holds where at least one part does."""
        return self._joined("or", parts, int.__or__, FALSE, TRUE)

    def contrary(self, number: int) -> int:
        """Return the formula that holds exactly where this one does not; records have none."""
        if number in (FALSE, TRUE):
            return TRUE if number == FALSE else FALSE
        found = self._contraries.get(number)
        if found is None:
            sign, parts, literals = self._shapes[number]
            other = [self.contrary(part) for part in parts]
            other += [self.literal(variable, ~cells & self._all(variable)) for variable, cells in literals]
            found = self._contraries[number] = self.either(other) if sign == "and" else self.both(other)
        return found

    def awaiting(self, inputs: Iterable[int]) -> int:
        """Return the record of the cells of several variables, none of them known yet; FALSE once one is unanswered."""
        variables = frozenset(inputs)
        return self._kept(("given", variables, ()), variables)

    def given(self, number: int) -> tuple[Literal, ...]:
        """Return the variables and cells that a record holds."""
        return self._shapes[number][2]

    def assign(self, number: int, variable: int, cell: int) -> int:
        """Return what is left of a formula once the variable lies in this cell."""
        if variable not in self.reads[number]:
            return number
        key = (number, variable, cell)
        left = self._assigned.get(key)
        if left is None:
            left = self._assigned[key] = self._left(number, variable, cell)
        return left

    def _left(self, number: int, variable: int, cell: int) -> int:
        sign, parts, literals = self._shapes[number]
        if sign == "given":
            if not cell:
                return FALSE
            return self._kept(
                (sign, parts, tuple(sorted((*literals, (variable, cell))))), self.reads[number] - {variable}
            )
        after = [self.assign(part, variable, cell) for part in parts]
        for literal_variable, cells in literals:
            if literal_variable == variable:
                after.append(cells >> cell & 1)
            else:
                after.append(self.literal(literal_variable, cells))
        return self.both(after) if sign == "and" else self.either(after)

    def _joined(
        self, sign: str, parts: Iterable[int], merge: Callable[[int, int], int], neutral: int, absorbing: int
    ) -> int:
        """Join parts: flat, each once, one literal a variable."""
        compound: set[int] = set()
        literals: dict[int, list[int]] = {}
        for number in parts:
            if number == absorbing:
                return absorbing
            shape, below, own = self._shapes[number]
            if shape in (sign, "is"):
                compound |= below
                for variable, cells in own:
                    literals.setdefault(variable, []).append(cells)
            elif number != neutral:
                compound.add(number)
        merged = [self.literal(variable, reduce(merge, cells)) for variable, cells in sorted(literals.items())]
        if absorbing in merged:
            return absorbing
        single = [number for number in merged if number != neutral]
        if len(single) + len(compound) < 2:  # noqa: PLR2004
            return next(iter((*single, *compound)), neutral)
        return self._kept((sign, frozenset(compound), tuple(self._shapes[number][2][0] for number in single)))

    def _kept(self, shape: Shape, reads: frozenset[int] | None = None) -> int:
        number = self._numbers.get(shape)
        if number is None:
            number = self._numbers[shape] = len(self._shapes)
            self._shapes.append(shape)
            if reads is None:
                below = [self.reads[part] for part in shape[1]]
                reads = frozenset(variable for variable, _ in shape[2]).union(*below)
            self.reads.append(reads)
            self.bits.append(sum(1 << variable for variable in reads))
        return number
