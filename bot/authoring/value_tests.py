"""Tests of one value in a condition: which its type takes, and how each is written."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec import Struct

from bot.authoring.kinds import WORD, list_of, only, quantity, whole, written
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Kind, Schema, Shape, schema_of, taking
from bot.authoring.tree import Mapping, Node, Scalar
from bot.questionnaire.condition import Condition, InRange, OnDate, OneOf, Picks, Range, Ranked
from bot.questionnaire.model import OTHER, Question

TEST: Schema = {"$ref": "#/$defs/test"}
_NUMBER = "{is, at_least, at_most, above, below}"
_TESTED_BY = {
    "select_one": "a choice or a list of choices",
    "yes_no": "yes or no",
    "select_multiple": "{any_of, all_of, none_of, count}",
    "date": "{before, after, within_days, older_than_days}",
    "rank": "{first: choice} or {top: {choice: 2}}",
    **dict.fromkeys(("integer", "decimal", "scale", "fact"), _NUMBER),
}
_NOTHING_BUT = "answered: [id] alone"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


_YES_NO = {"true": "yes", "false": "no"}
"""What other tools call the choices of yes_no."""


class Subject(Struct, frozen=True):
    """A value that a condition tests: under which name it is known, and what it can be."""

    name: str
    shown: str
    """Its name in a sentence."""
    type: str
    choices: tuple[str, ...] | None = None
    """The ids of its choices; None where any will do."""
    unit: str | None = None
    line: int | None = None
    """Where it is defined."""
    labels: dict[str, str] = {}
    """The ids of its choices by what people read on them."""


def choices_of(question: Question) -> tuple[str, ...] | None:
    """Return the ids that a question's answer can hold; None where it has no choices."""
    if question.type == "yes_no":
        return ("yes", "no")
    own = tuple(choice.id for choice in question.choices)
    return (*own, OTHER) if question.other and OTHER not in own else own or None


def read_test(subject: Subject, node: Node, at: Reading) -> Condition | None:
    """Read the test of one value; None, with a problem, where its type does not take it."""
    return _READERS.get(subject.type, _refuse)(subject, node, at)


def _refuse(subject: Subject, node: Node, at: Reading) -> None:
    if subject.type == "note":
        at.wrong(node, "wrong-test", f"{subject.shown} is a note, and a note has no answer to test")
        return
    kind = "a fact" if subject.type == "fact" else f"of type {subject.type}"
    ways = _TESTED_BY.get(subject.type, _NOTHING_BUT)
    context = f"{subject.shown} is defined at line {subject.line}" if subject.line else None
    message = f"{subject.shown} is {kind}: test it by {ways}, not by {told(node)}"
    at.wrong(node, "wrong-test", message, context=context)


def _one_of(subject: Subject, node: Node, at: Reading) -> Condition | None:
    if isinstance(node, Mapping):
        _refuse(subject, node, at)
        return None
    values = list_of(_choice(subject))(node, at)
    return None if values is None else OneOf(subject.name, values)


def _picks(subject: Subject, node: Node, at: Reading) -> Condition | None:
    found = _fields(subject, _of_picks(subject), node, at)
    return None if found is None else Picks(subject.name, **found)


def _in_range(subject: Subject, node: Node, at: Reading) -> Condition | None:
    found = _fields(subject, _limits(quantity(subject.unit)), node, at)
    return None if found is None else InRange(subject.name, _range(found))


def _on_date(subject: Subject, node: Node, at: Reading) -> Condition | None:
    found = _fields(subject, _of_date(), node, at)
    return None if found is None else OnDate(subject.name, **found)


def _ranked(subject: Subject, node: Node, at: Reading) -> Condition | None:
    found = _fields(subject, _of_ranks(subject), node, at)
    return None if found is None else Ranked(subject.name, **found)


_READERS: dict[str, Callable[[Subject, Node, Reading], Condition | None]] = {
    "select_one": _one_of,
    "yes_no": _one_of,
    "select_multiple": _picks,
    "date": _on_date,
    "rank": _ranked,
    **dict.fromkeys(("integer", "decimal", "scale", "fact"), _in_range),
}


def _fields(subject: Subject, shape: Shape, node: Node, at: Reading) -> dict[str, Any] | None:
    """Read a test that is a mapping; it must say something, and all of it must be understood."""
    if not isinstance(node, Mapping) or not node.entries:
        _refuse(subject, node, at)
        return None
    found = shape.read(node, at)
    return found if found is not None and len(found) == len(node.entries) else None


def _choice(subject: Subject) -> Kind[str]:
    @taking(lambda: WORD)
    def read(node: Node, at: Reading) -> str | None:
        if not isinstance(node, Scalar) or node.empty:
            _refuse(subject, node, at)
            return None
        if subject.choices is None or node.text in subject.choices:
            return node.text
        where = f" (line {subject.line})" if subject.line else ""
        context = f"its choices{where}: {', '.join(subject.choices)}"
        message = f"{subject.shown} has no choice '{node.text}'"
        meant = subject.labels.get(node.text) or _YES_NO.get(node.text.casefold())
        meant = meant if meant in subject.choices else None
        at.wrong(node, "unknown-choice", message, near=subject.choices, meant=meant, context=context)
        return None

    return read


def _places(subject: Subject) -> Kind[dict[str, int]]:
    choice, place = _choice(subject), whole(1)

    @taking(lambda: {"type": "object", "additionalProperties": schema_of(place), "minProperties": 1})
    def read(node: Node, at: Reading) -> dict[str, int] | None:
        if not isinstance(node, Mapping) or not node.entries:
            _refuse(subject, node, at)
            return None
        places: dict[str, int] = {}
        for key, entry in node.entries.items():
            known, best = choice(entry.key, at), place(entry.value, at.into(key, entry.key))
            if known is not None and best is not None:
                places[known] = best
        return places if len(places) == len(node.entries) else None

    return read


def _limits(number: Kind[Any]) -> Shape:
    return Shape("a range", dict.fromkeys(("is", "at_least", "at_most", "above", "below"), number))


def _range(limits: dict[str, float]) -> Range:
    return Range(**{"is_" if key == "is" else key: value for key, value in limits.items()})


def _of_picks(subject: Subject) -> Shape:
    several = list_of(_choice(subject))
    keys = {"any_of": several, "all_of": several, "none_of": several, "count": taking(_COUNT.schema)(_count)}
    return Shape("a test of several choices", keys)


def _of_date() -> Shape:
    keys = {"before": _day, "after": _day, "within_days": whole(0), "older_than_days": whole(0)}
    return Shape("a test of a date", keys)


def _of_ranks(subject: Subject) -> Shape:
    return Shape("a test of a ranking", {"first": _choice(subject), "top": _places(subject)})


def test_schema() -> Schema:
    """Return what the test of a value may be, whatever its type."""
    any_ = Subject("", "", "")
    shapes = (_limits(quantity(None)), _of_picks(any_), _of_date(), _of_ranks(any_))
    one: Schema = {"type": ["string", "number", "boolean"]}
    several: Schema = {"type": "array", "items": one, "minItems": 1}
    return {"anyOf": [one, several, *(shape.schema() | {"minProperties": 1} for shape in shapes)]}


def _count(node: Node, at: Reading) -> Range | None:
    found = _COUNT.read(node, at)
    return _range(found) if found else None


_COUNT = _limits(whole(0))


def is_day(text: str) -> bool:
    """Tell whether a text is a day that exists, year first."""
    try:
        return bool(_DAY.fullmatch(text)) and bool(date.fromisoformat(text))
    except ValueError:
        return False


_day = written("a day such as 2026-01-31", only(is_day))
