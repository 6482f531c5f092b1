"""Where a fact meets a limit: formulas turned round, and formulas over spans of numbers."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from bot.questionnaire.compiled import Unresolved
from bot.questionnaire.formula import Apply, Formula, Name, Number, compute
from bot.questionnaire.model import Fact

Span = tuple[float, float, bool]
"""The least and the greatest value, and whether the value may be unknown."""
NOWHERE: Span = (math.inf, -math.inf, True)
_ROUGH = 1e-9
"""How far a span is widened, relative to its ends: more than rounding to twelve digits can move a value."""


def inlined(formula: Formula, facts: Mapping[str, Fact], today: str | None, within: tuple[str, ...] = ()) -> Formula:
    """Return the formula over answers only: facts put in, days as day numbers, `count(q)` as the name `count(q)`."""
    match formula:
        case Name(name=name) if name in within:
            raise Unresolved(f"{name!r} is defined by itself")
        case Name(name=name) if name in facts:
            return inlined(facts[name].formula, facts, today, (*within, name))
        case Name(name="today"):
            return Number(date.fromisoformat(today).toordinal()) if today else formula
        case Apply(function="count", arguments=(Name(name=name),)):
            return Name(f"count({name})")
        case Apply(function=function, arguments=arguments):
            parts = tuple(inlined(argument, facts, today, within) for argument in arguments)
            return Apply("-", parts[::-1]) if function == "days_between" else Apply(function, parts)
    return formula


def crossings(formula: Formula, level: Fraction) -> set[Fraction] | None:
    """Return every value of the one name in a formula at which it can come to lie on the other side of a level.

    The result may hold values at which nothing changes. None: the formula cannot be turned round.
    """
    if (line := _line(formula)) is not None:
        slope, offset = line
        return {(level - offset) / slope} if slope else set()
    match formula:
        case Apply(function="min" | "max", arguments=parts):
            return _union([crossings(part, level) for part in parts])
        case Apply(function="round", arguments=(inner, *places)):
            digits = _constant(places[0]) if places else Fraction(0)
            return None if digits is None else _around(inner, level, Fraction(10) ** -int(digits))
        case Apply(function=sign, arguments=(left, right)):
            return _across(sign, left, right, level)
    return None


def _around(inner: Formula, level: Fraction, step: Fraction) -> set[Fraction] | None:
    """Turn round a rounding to multiples of a step: it changes half way between two of them."""
    below = level // step * step
    return _union([crossings(inner, below + step * halves / 2) for halves in range(-1, 4)])


def _across(sign: str, left: Formula, right: Formula, level: Fraction) -> set[Fraction] | None:
    """Turn round an operation of which one side is a constant; where nothing is left, places without a value remain."""
    if (c := _constant(right)) is not None:
        if sign == "/":
            return crossings(left, level * c) if c else set()
        return crossings(left, {"+": level - c, "-": level + c, "*": level / c if c else c}[sign])
    if (c := _constant(left)) is not None:
        if sign == "/":
            poles = crossings(right, Fraction(0))
            return _union([poles, crossings(right, c / level)]) if level else poles
        return crossings(right, {"+": level - c, "-": c - level, "*": level / c if c else c}[sign])
    return None


def _union(sets: list[set[Fraction] | None]) -> set[Fraction] | None:
    found = [values for values in sets if values is not None]
    return set[Fraction]().union(*found) if len(found) == len(sets) else None


def _constant(formula: Formula) -> Fraction | None:
    line = _line(formula)
    return line[1] if line is not None and not line[0] else None


def _line(formula: Formula) -> tuple[Fraction, Fraction] | None:
    """Return slope and offset of a formula that is a straight line in its one name."""
    match formula:
        case Number(value=value):
            return Fraction(0), Fraction(str(value))
        case Name():
            return Fraction(1), Fraction(0)
    lines = [_line(part) for part in formula.arguments]
    if all(line is not None and not line[0] for line in lines):
        computed = compute(formula, lambda _: lambda _: None)({})
        return (Fraction(0), Fraction(str(computed))) if isinstance(computed, int | float) else None
    if len(lines) == 2 and lines[0] is not None and lines[1] is not None:  # noqa: PLR2004
        return _joined(formula.function, lines[0], lines[1])
    return None


def _joined(
    sign: str, left: tuple[Fraction, Fraction], right: tuple[Fraction, Fraction]
) -> tuple[Fraction, Fraction] | None:
    match sign:
        case "+":
            return left[0] + right[0], left[1] + right[1]
        case "-":
            return left[0] - right[0], left[1] - right[1]
        case "*" if not left[0] or not right[0]:
            return left[0] * right[1] + right[0] * left[1], left[1] * right[1]
        case "/" if not right[0] and right[1]:
            return left[0] / right[1], left[1] / right[1]
    return None


def span(formula: Formula, spans: Mapping[str, tuple[float, float]]) -> Span:
    """Return the span in which a formula's value lies, for names that lie in theirs; a name without one is unknown."""
    match formula:
        case Number(value=value):
            return value, value, False
        case Name(name=name):
            return (*spans[name], False) if name in spans else NOWHERE
    parts = [span(part, spans) for part in formula.arguments]
    if NOWHERE in parts:
        return NOWHERE
    low, high, unknown = _APPLY[formula.function](*parts)
    return low - abs(low) * _ROUGH, high + abs(high) * _ROUGH, unknown or any(part[2] for part in parts)


def _plus(a: Span, b: Span) -> Span:
    return a[0] + b[0], a[1] + b[1], False


def _minus(a: Span, b: Span) -> Span:
    return a[0] - b[1], a[1] - b[0], False


def _times(a: Span, b: Span) -> Span:
    corners = [x * y if x and y else 0.0 for x in a[:2] for y in b[:2]]
    return min(corners), max(corners), False


def _by(a: Span, b: Span) -> Span:
    if b[0] <= 0 <= b[1]:
        return -math.inf, math.inf, True
    return _times(a, (1 / b[1], 1 / b[0], False))


def _rounded(a: Span, places: Span = (0, 0, False)) -> Span:
    step = 10.0 ** -int(places[0]) if places[0] == places[1] else math.inf
    return a[0] - step, a[1] + step, False


_APPLY: dict[str, Callable[..., Span]] = {
    "+": _plus,
    "-": _minus,
    "*": _times,
    "/": _by,
    "min": lambda *parts: (min(part[0] for part in parts), min(part[1] for part in parts), False),
    "max": lambda *parts: (max(part[0] for part in parts), max(part[1] for part in parts), False),
    "round": _rounded,
}
