"""The arithmetic of `facts:`: `+ - * /`, min, max, round, count and days_between, read and computed.

A formula with an unknown part is unknown; so is a division by zero. Results are rounded to twelve significant
digits, so that 3 * 0.1 is 0.3 and meets a limit of 0.3.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from bot.questionnaire.condition import Known, Value
from bot.values.errors import WrongFormula

FUNCTIONS = {"min": (2, 9), "max": (2, 9), "round": (1, 2), "count": (1, 1), "days_between": (2, 2)}
"""The functions by name, with the least and the greatest number of their arguments."""
DEEPEST = 16
TAG = "is_a"
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<sign>[-+*/(),]))")
_STANDS = re.compile(r"\w+|[^\w\s]")


class Number(Struct, frozen=True, tag="number", tag_field=TAG):
    """A number as written."""

    value: float


class Name(Struct, frozen=True, tag="name", tag_field=TAG):
    """The value of a question or of another fact."""

    name: str
    offset: int = 0


class Apply(Struct, frozen=True, tag="apply", tag_field=TAG):
    """An operator or a function, applied to its arguments."""

    function: str
    arguments: tuple["Formula", ...]


Formula = Number | Name | Apply


def formula_names(formula: Formula) -> Iterator[Name]:
    """Yield every name of a formula, in the order written."""
    match formula:
        case Name():
            yield formula
        case Apply(arguments=arguments):
            for argument in arguments:
                yield from formula_names(argument)


def parse(source: str) -> Formula:
    """Read a formula; raise `WrongFormula` with the place of what cannot be read."""
    reader = _Reader(source)
    formula = reader.sum(0)
    reader.end()
    return formula


class _Reader:
    """A reader by recursive descent: sums of products of single terms."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def peek(self) -> re.Match[str] | None:
        return _TOKEN.match(self.source, self.at)

    def sign(self, signs: str) -> str | None:
        token = self.peek()
        if token and token["sign"] and token["sign"] in signs:
            self.at = token.end()
            return token["sign"]
        return None

    def wrong(self, expected: str) -> WrongFormula:
        rest = self.source[self.at :].lstrip()
        found = _STANDS.match(rest)
        stands = f"stands {found[0]!r}" if found else "the formula ends"
        offset = min(len(self.source) - len(rest), max(len(self.source) - 1, 0))
        return WrongFormula(
            f"here {stands}, where {expected} was expected", offset, len(rest.split()[0]) if rest else 1
        )

    def end(self) -> None:
        if self.source[self.at :].strip():
            raise self.wrong("an operator (+ - * /) or the end")

    def sum(self, depth: int) -> Formula:
        left = self.product(depth)
        while sign := self.sign("+-"):
            left = Apply(sign, (left, self.product(depth)))
        return left

    def product(self, depth: int) -> Formula:
        left = self.term(depth)
        while sign := self.sign("*/"):
            left = Apply(sign, (left, self.term(depth)))
        return left

    def term(self, depth: int) -> Formula:
        if depth > DEEPEST:
            raise self.wrong(f"fewer than {DEEPEST} brackets inside each other")
        if self.sign("-"):
            return Apply("-", (Number(0), self.term(depth + 1)))
        if self.sign("("):
            inside = self.sum(depth + 1)
            self.close()
            return inside
        token = self.peek()
        if token and token["number"]:
            self.at = token.end()
            return Number(float(token["number"]))
        if token and token["name"]:
            start, self.at = token.start("name"), token.end()
            return self.call(token["name"], start, depth) if self.sign("(") else Name(token["name"], start)
        raise self.wrong("a number, a name or a bracket")

    def call(self, function: str, start: int, depth: int) -> Formula:
        if function not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise WrongFormula(f"no function is called {function!r}; there are {known}", start, len(function))
        arguments = [self.sum(depth + 1)]
        while self.sign(","):
            arguments.append(self.sum(depth + 1))
        self.close()
        least, most = FUNCTIONS[function]
        if not least <= len(arguments) <= most:
            wants = str(least) if least == most else f"{least} to {most}"
            raise WrongFormula(f"{function} takes {wants} values, not {len(arguments)}", start, len(function))
        return Apply(function, tuple(arguments))

    def close(self) -> None:
        if not self.sign(")"):
            raise self.wrong("a closing bracket")


def compute(
    formula: Formula, read: Callable[[str], Callable[[Known], Value | None]]
) -> Callable[[Known], Value | None]:
    """Turn a formula into one function of what is known."""
    match formula:
        case Number(value=value):
            return lambda _: value
        case Name(name=name):
            return read(name)
        case Apply(function=function, arguments=arguments):
            parts = [compute(argument, read) for argument in arguments]
            apply = _APPLY[function]

            def applied(known: Known) -> Value | None:
                values = [part(known) for part in parts]
                return None if any(v is None for v in values) else apply(values)

            return applied


def _arithmetic(function: Callable[..., float]) -> Callable[[list[Value | None]], Value | None]:
    def apply(values: list[Value | None]) -> Value | None:
        if not all(isinstance(value, int | float) for value in values):
            return None
        try:
            return float(f"{function(*values):.12g}")
        except (ZeroDivisionError, OverflowError):
            return None

    return apply


def _count(values: list[Value | None]) -> Value | None:
    return len(values[0]) if isinstance(values[0], tuple) else None


def _days_between(values: list[Value | None]) -> Value | None:
    try:
        first, second = (date.fromisoformat(str(value)) for value in values)
    except ValueError:
        return None
    return (second - first).days


_APPLY: dict[str, Callable[[list[Value | None]], Value | None]] = {
    "+": _arithmetic(lambda a, b: a + b),
    "-": _arithmetic(lambda a, b: a - b),
    "*": _arithmetic(lambda a, b: a * b),
    "/": _arithmetic(lambda a, b: a / b),
    "min": _arithmetic(min),
    "max": _arithmetic(max),
    "round": _arithmetic(lambda value, places=0: round(value, int(places))),
    "count": _count,
    "days_between": _days_between,
}
