"""The attributes that describe products, and the kinds of their values."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from bot.authoring.kinds import CHOICE_ID, by_id, flag, list_of, number, one_of, quantity, word
from bot.authoring.reading import Reading
from bot.authoring.shape import Kind, Schema, Shape, by_type, later, needed, schema_of, taking
from bot.authoring.texts import text
from bot.authoring.tree import Mapping, Node, Scalar
from bot.questionnaire.catalogue import Attribute, AttributeValue


class Limits(Struct, frozen=True):
    """The range on which an attribute is scored."""

    low: float
    high: float


@taking(lambda: {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2})
def _limits(node: Node, at: Reading) -> Limits | None:
    values = list_of(number())(node, at)
    if values is None:
        return None
    if len(values) != 2 or values[0] >= values[1]:  # noqa: PLR2004
        at.wrong(node, "wrong-value", f"'{at.key}' must be the least and the greatest: [50, 25000]")
        return None
    return Limits(*values)


UNKNOWN = "unknown"


class Unknown(Struct, frozen=True):
    """Stands for a value that nobody knows, and that is not just forgotten."""


_TYPES = ("number", "money", "choice", "set", "flag")
_MEASURED = {"unit": word, "range": _limits, "better": one_of("higher", "lower")}
_LISTED = {"choices": needed(by_id(text, "choice", CHOICE_ID))}
_BY_TYPE: dict[str, Any] = {"number": _MEASURED, "money": _MEASURED, "choice": _LISTED, "set": _LISTED, "flag": {}}
_ALWAYS: dict[str, Any] = {"label": needed(text), "type": needed(one_of(*_TYPES)), "because": text, "but": text}
_ELSEWHERE = {
    **dict.fromkeys(_MEASURED, "only attributes of the types number and money have this"),
    **dict.fromkeys(_LISTED, "only attributes of the types choice and set have this"),
}
_ATTRIBUTES = {kind: Shape(f"an attribute of type {kind}", _ALWAYS | _BY_TYPE[kind], _ELSEWHERE) for kind in _TYPES}
_UNTYPED = Shape("an attribute", _ALWAYS | _MEASURED | {"choices": later})


def attribute_schema() -> Schema:
    """Return what an attribute may be: which keys it knows depends on its type."""
    return by_type({type_: shape.schema() for type_, shape in _ATTRIBUTES.items()})


@taking(attribute_schema)
def attribute(node: Node, at: Reading) -> Attribute | None:
    """Read one attribute; of money, less is better unless the author says otherwise."""
    written = node.get("type") if isinstance(node, Mapping) else None
    shape = _ATTRIBUTES.get(getattr(written, "text", ""), _UNTYPED)
    found = shape.read(node, at)
    if found is None or shape is _UNTYPED:
        # Without its type, or where that is misspelt, what its values may be is not known.
        return None
    limits = found.pop("range", None)
    low, high = (limits.low, limits.high) if limits else (None, None)
    if found["type"] == "money":
        found.setdefault("better", "lower")
    return Attribute(id=at.key, low=low, high=high, **found)


def choices_of_attributes(what: str, attributes: Iterable[Attribute | None]) -> Shape:
    """Make the shape that marks out products: attributes, each with one or several of its choices."""
    listed = (each for each in attributes if each and each.choices)
    return Shape(what, {each.id: list_of(one_of(*each.choices, code="unknown-choice")) for each in listed})


def known_or_not(described: Attribute | None) -> Kind[AttributeValue | Unknown]:
    """Return the kind of an attribute's values, or of the word which says that nobody knows this one."""
    kind = value_of(described)
    if described is None or UNKNOWN in described.choices:
        return kind

    @taking(lambda: {"anyOf": [{"const": UNKNOWN}, schema_of(kind)]})
    def read(node: Node, at: Reading) -> Any:
        if isinstance(node, Scalar) and node.text == UNKNOWN:
            return Unknown()
        return kind(node, at)

    return read


def value_of(described: Attribute | None) -> Kind[AttributeValue]:
    """Return the kind of an attribute's values."""
    if described is None:
        return lambda _node, _at: None
    match described.type:
        case "number" | "money":
            return quantity(described.unit)
        case "flag":
            return flag
        case "choice":
            return one_of(*described.choices, code="unknown-choice")
        case "set":
            return list_of(one_of(*described.choices, code="unknown-choice"))
