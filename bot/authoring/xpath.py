"""The expressions of XLSForm that have a counterpart here: read, then written as conditions and formulas."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from msgspec import Struct

Written = dict[str, Any]
"""A condition as an author would write it in YAML."""
_TOKEN = re.compile(
    r"\s*(?:(?P<ref>\$\{\s*[^}\s]+\s*\})|(?P<text>'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”)|(?P<number>\d{1,15}(?:\.\d{1,15})?|\.\d{1,15})"
    r"|(?P<name>[A-Za-z_][\w-]*(?::[\w-]+)?)|(?P<sign><=|>=|!=|[-=<>+*(),.]))"
)
_DEEPEST = 40
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_KEYS = {"<": "below", ">": "above", "<=": "at_most", ">=": "at_least", "=": "is"}
_SIGNS: dict[str, Callable[[float, float], bool]] = {"<": lt, ">": gt, "<=": le, ">=": ge, "=": eq, "!=": ne}
_NUMBERS = ("integer", "decimal", "scale", "fact")


class Untranslatable(Exception):
    """An expression without a counterpart; the text says which part of it."""


class Call(Struct, frozen=True):
    """A function, an operator, or a value: `$ref`, `$text` and `$number` have what they hold as their only argument."""

    name: str
    arguments: tuple[Any, ...]


class Named(Struct, frozen=True):
    """What a reference stands for: our id, its type (or `fact`), its choices, and whether it always has an answer."""

    id: str
    type: str
    choices: Mapping[str, str] = {}
    """The choices of the workbook, and our ids for them."""
    always: bool = False


Lookup = Callable[[str], Named]
"""Finds what a reference stands for; raises `Untranslatable`."""


def parse(source: str) -> Call:
    """Read an expression; raise `Untranslatable` where that cannot be done."""
    reader = _Reader(source)
    tree = reader.either(0)
    if reader.kind:
        raise Untranslatable(f"{reader.text!r} was not expected in it")
    return tree


class _Reader:
    """Reads an expression by recursive descent."""

    def __init__(self, source: str) -> None:
        self.source = source.strip()
        self.at = 0
        self.kind, self.text = "", ""
        self.next()

    def next(self) -> tuple[str, str]:
        """Go on by one word, and return the one that was left."""
        before = self.kind, self.text
        found = _TOKEN.match(self.source, self.at)
        if found is None:
            if self.source[self.at :].strip():
                raise Untranslatable(f"{self.source[self.at :].strip()[:20]!r} cannot be read in it")
            self.kind, self.text = "", ""
        else:
            self.at = found.end()
            self.kind, self.text = str(found.lastgroup), found[0].strip()
        return before

    def takes(self, *words: str) -> str | None:
        if self.kind in ("sign", "name") and self.text in words:
            return self.next()[1]
        return None

    def either(self, depth: int) -> Call:
        return self._joined("or", lambda: self._joined("and", lambda: self.compared(depth)))

    def _joined(self, word: str, part: Callable[[], Call]) -> Call:
        parts = [part()]
        while self.takes(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Call(word, tuple(parts))

    def compared(self, depth: int) -> Call:
        left = self.added(depth)
        sign = self.takes(*_FLIPPED)
        return Call(sign, (left, self.added(depth))) if sign else left

    def added(self, depth: int) -> Call:
        left = self.times(depth)
        while sign := self.takes("+", "-"):
            left = Call(sign, (left, self.times(depth)))
        return left

    def times(self, depth: int) -> Call:
        left = self.term(depth)
        while sign := self.takes("*", "div"):
            left = Call("/" if sign == "div" else sign, (left, self.term(depth)))
        return left

    def term(self, depth: int) -> Call:
        if depth > _DEEPEST:
            raise Untranslatable(f"it has more than {_DEEPEST} brackets inside each other")
        if self.takes("-"):
            return Call("-", (Call("$number", (0.0,)), self.term(depth + 1)))
        if self.takes("("):
            return self.closed(self.either(depth + 1))
        kind, text = self.next()
        if kind == "ref":
            return Call("$ref", (text[2:-1].strip(),))
        if kind == "text":
            return Call("$text", (text[1:-1],))
        if kind == "number":
            return Call("$number", (float(text),))
        if text == ".":
            return Call("$ref", (".",))
        if kind == "name" and self.takes("("):
            return self.called(text, depth)
        raise Untranslatable(f"{text!r} has no counterpart" if text else "it ends too early")

    def called(self, name: str, depth: int) -> Call:
        if self.takes(")"):
            return Call(name, ())
        arguments = [self.either(depth + 1)]
        while self.takes(","):
            arguments.append(self.either(depth + 1))
        return self.closed(Call(name, tuple(arguments)))

    def closed(self, inside: Call) -> Call:
        if not self.takes(")"):
            raise Untranslatable("a bracket in it is not closed")
        return inside


# Conditions ------------------------------------------------------------------------------------------------


def condition(tree: Call, lookup: Lookup, *, no: bool = False) -> Written:
    """Return a condition that holds where the expression does (`no`: where it does not).

    To XLSForm, whatever was not answered is empty, so `not` and `!=` hold for it; here that has to be said.
    """
    match tree:
        case Call(name="and" | "or" as word, arguments=parts):
            written = [condition(part, lookup, no=no) for part in parts]
            return joined(written) if (word == "and") != no else {"any": written}
        case Call(name="not", arguments=(inner,)):
            return condition(inner, lookup, no=not no)
        case Call(
            name="selected", arguments=(Call(name="$ref", arguments=(name,)), Call(name="$text", arguments=(choice,)))
        ):
            return _chosen(lookup(name), choice, no=no)
        case Call(name=name, arguments=(left, right)) if name in _FLIPPED:
            turned = left.name in ("$text", "$number")
            sign = _FLIPPED[name] if turned else name
            pair = (right, left) if turned else (left, right)
            if pair[0].name == "count-selected":
                return _counted(sign, *pair, lookup, no=no)
            return _denied(sign, *pair, lookup) if no else _compared(sign, *pair, lookup)
        case Call(name=name):
            raise Untranslatable(f"{name!r} has no counterpart")


def joined(parts: list[Written]) -> Written:
    """Return the condition that all of these hold: one mapping where no name stands twice, else a list."""
    names = [name for part in parts for name in part]
    if len(set(names)) < len(names):
        return {"all": parts}
    return {name: test for part in parts for name, test in part.items()}


def _chosen(named: Named, choice: str, *, no: bool) -> Written:
    if not named.choices:
        raise Untranslatable(f"{named.id!r} has no choices, and only these can be asked for by name")
    if choice not in named.choices:
        raise Untranslatable(f"{named.id!r} has no choice {choice!r}")
    wanted = named.choices[choice]
    if named.type == "select_multiple":
        test: Written = {named.id: {"any_of": [wanted]}}
    elif named.type in ("select_one", "yes_no"):
        test = {named.id: wanted}
    else:
        raise Untranslatable(f"choices of a {named.type} cannot be asked for")
    return _unless(test, named) if no else test


def _unless(test: Written, named: Named) -> Written:
    """Return a condition for where a test does not hold, or was not answered."""
    denied: Written = {"not": test}
    return denied if named.always else {"any": [denied, {"not": {"answered": [named.id]}}]}


def _denied(sign: str, left: Call, right: Call, lookup: Lookup) -> Written:
    if sign in ("=", "!="):
        return _compared("!=" if sign == "=" else "=", left, right, lookup)
    test = _compared(sign, left, right, lookup)
    return _unless(test, lookup(left.arguments[0])) if left.name == "$ref" else {"not": test}


def _counted(sign: str, left: Call, right: Call, lookup: Lookup, *, no: bool) -> Written:
    """Return a condition on how many choices were taken; to XLSForm, of a question without an answer it is none."""
    named = lookup(left.arguments[0].arguments[0]) if left.arguments and left.arguments[0].name == "$ref" else None
    if named is None or named.type != "select_multiple":
        raise Untranslatable("only the choices of a question can be counted")
    number = _number(right)
    test = _ranged(sign, number, lambda test: {named.id: {"count": test}})
    written: Written = {"not": test} if no else test
    without = _SIGNS[sign](0, number) is not no
    return {"any": [written, {"not": {"answered": [named.id]}}]} if without and not named.always else written


def _compared(sign: str, left: Call, right: Call, lookup: Lookup) -> Written:
    if left.name != "$ref":
        raise Untranslatable("only one answer can be compared with one value; use a calculation for the rest")
    named = lookup(left.arguments[0])
    if right == Call("$text", ("",)) and sign in ("=", "!="):
        answered: Written = {"answered": [named.id]}
        return answered if sign == "!=" else {"not": answered}
    if named.type in _NUMBERS:
        return _number_test(sign, named, right)
    if named.type == "date":
        return _date_test(sign, named, right)
    if sign in ("=", "!=") and right.name in ("$text", "$number"):
        return _chosen_alone(sign, named, _plain(right))
    raise Untranslatable(f"an answer of type {named.type} cannot be compared like this")


def _number_test(sign: str, named: Named, right: Call) -> Written:
    if sign == "!=":
        return _unless({named.id: {"is": _number(right)}}, named)
    return _ranged(sign, _number(right), lambda test: {named.id: test})


def _chosen_alone(sign: str, named: Named, choice: str) -> Written:
    test = _chosen(named, choice, no=False)
    if named.type == "select_multiple":
        test = {named.id: {**test[named.id], "count": {"is": 1}}}
    return test if sign == "=" else _unless(test, named)


def _ranged(sign: str, number: float | int, written: Callable[[Written], Written]) -> Written:
    if sign == "!=":
        return {"any": [written({"below": number}), written({"above": number})]}
    return written({_KEYS[sign]: number})


def _date_test(sign: str, named: Named, right: Call) -> Written:
    inner = right.arguments[0] if right.name == "date" and right.arguments else right
    day = _plain(inner) if isinstance(inner, Call) and inner.name == "$text" else ""
    if not is_iso_day(day) or sign not in ("<", ">"):
        raise Untranslatable("a date is compared with < or > and one day, such as date('2026-01-31')")
    return {named.id: {"before" if sign == "<" else "after": day}}


def is_iso_day(text: str) -> bool:
    """Tell whether a text is a day such as 2026-01-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _plain(value: Call) -> str:
    held = value.arguments[0]
    return f"{held:g}" if isinstance(held, float) else str(held)


def _number(value: Call) -> float | int:
    """Return the number that an expression is; raise `Untranslatable` where it is none."""
    match value:
        case Call(name="$number", arguments=(number,)):
            return tidy(number)
        case Call(name="-", arguments=(Call(name="$number", arguments=(0.0,)), inner)):
            return -_number(inner)
        case Call(name="$text", arguments=(text,)) if re.fullmatch(r"-?\d+(\.\d+)?", text):
            return tidy(float(text))
    raise Untranslatable("it compares with something that is no number")


def tidy(number: float) -> float | int:
    """Return a whole number as one."""
    return int(number) if number == int(number) else number


# Bounds and formulas ---------------------------------------------------------------------------------------


def bounds(tree: Call) -> list[tuple[str, str, Call]]:
    """Return the comparisons of `.` that a constraint joins by *and*: what is compared, the sign, with what."""
    if tree.name == "and":
        return [bound for part in tree.arguments for bound in bounds(part)]
    if tree.name not in _FLIPPED:
        raise Untranslatable(f"{tree.name!r} has no counterpart in a limit")
    sign, (left, right) = tree.name, tree.arguments
    if left.name in ("$number", "$text", "today", "date"):
        sign, left, right = _FLIPPED[sign], right, left
    of_itself = left == Call("$ref", (".",))
    through = left.name if left.arguments == (Call("$ref", (".",)),) else ""
    if not of_itself and through not in ("count-selected", "string-length"):
        raise Untranslatable("a limit compares the answer itself with one value")
    return [(through or ".", sign, right)]


def number_in(value: Call) -> float | int:
    """Return the number that a limit is; raise `Untranslatable` where it is none."""
    return _number(value)


def formula(tree: Call, lookup: Lookup) -> str:
    """Return a calculation as a formula over numbers; raise `Untranslatable` where it is more than that."""
    match tree:
        case Call(name="$number", arguments=(number,)):
            return f"{number:.12g}" if "e" not in f"{number:.12g}" else f"{number:f}"
        case Call(name="$ref", arguments=(name,)):
            named = lookup(name)
            if named.type not in _NUMBERS:
                raise Untranslatable(f"{name!r} is no number")
            return named.id
        case Call(name="+" | "-" | "*" | "/" as sign, arguments=(left, right)):
            return f"({formula(left, lookup)} {sign} {formula(right, lookup)})"
        case Call(name=name, arguments=parts):
            return _function(name, parts, lookup)


def _function(name: str, parts: tuple[Any, ...], lookup: Lookup) -> str:
    match name, parts:
        case "count-selected", (Call(name="$ref", arguments=(of,)),) if lookup(of).type == "select_multiple":
            return f"count({lookup(of).id})"
        case "min" | "max", (_, _, *_):
            return f"{name}({', '.join(formula(part, lookup) for part in parts)})"
        case "round", (number, Call(name="$number", arguments=(places,))):
            return f"round({formula(number, lookup)}, {places:g})"
        case "round", (number,):
            return f"round({formula(number, lookup)})"
    raise Untranslatable(f"{name.lstrip('$')!r} has no counterpart in a formula")
