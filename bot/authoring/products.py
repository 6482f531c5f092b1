"""products.yaml: the attributes that describe products, and the products."""

from typing import Any

from msgspec import Struct

from bot.authoring.kinds import (
    CHOICE_ID,
    by_id,
    defined,
    flag,
    link,
    list_of,
    number,
    one_of,
    quantity,
    readable,
    version,
    word,
)
from bot.authoring.problem import Problems
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Kind, Later, Needed, Shape, later, needed
from bot.authoring.texts import own_words, refuse_names, text
from bot.authoring.translations import Translated
from bot.authoring.tree import Mapping, Node
from bot.questionnaire.catalogue import Attribute, AttributeValue, Product, Products


class Limits(Struct, frozen=True):
    """The range on which an attribute is scored."""

    low: float
    high: float


def _limits(node: Node, at: Reading) -> Limits | None:
    values = list_of(number())(node, at)
    if values is None:
        return None
    if len(values) != 2 or values[0] >= values[1]:  # noqa: PLR2004
        at.wrong(node, "wrong-value", f"'{at.key}' must be the least and the greatest: [50, 25000]")
        return None
    return Limits(*values)


_TYPES = ("number", "money", "choice", "set", "flag")
_MEASURED = {"unit": word, "range": _limits, "better": one_of("higher", "lower")}
_LISTED = {"choices": needed(by_id(text, "choice", CHOICE_ID))}
_BY_TYPE: dict[str, Any] = {"number": _MEASURED, "money": _MEASURED, "choice": _LISTED, "set": _LISTED, "flag": {}}
_ALWAYS = {"label": needed(text), "type": needed(one_of(*_TYPES))}
_ELSEWHERE = {
    **dict.fromkeys(_MEASURED, "only attributes of the types number and money have this"),
    **dict.fromkeys(_LISTED, "only attributes of the types choice and set have this"),
}
_ATTRIBUTES = {kind: Shape(f"an attribute of type {kind}", _ALWAYS | _BY_TYPE[kind], _ELSEWHERE) for kind in _TYPES}
_UNTYPED = Shape("an attribute", _ALWAYS | _MEASURED | {"choices": later})


def _attribute(node: Node, at: Reading) -> Attribute | None:
    written = node.get("type") if isinstance(node, Mapping) else None
    shape = _ATTRIBUTES.get(getattr(written, "text", ""), _UNTYPED)
    found = shape.read(node, at)
    if found is None:
        return None
    limits = found.pop("range", None)
    low, high = (limits.low, limits.high) if limits else (None, None)
    return Attribute(id=at.key, low=low, high=high, **found)


_PRODUCTS = Shape(
    "products.yaml",
    {
        "format": needed(version),
        "notice": text,
        "attributes": by_id(_attribute, "attribute"),
        "products": later,
    },
)


class ProductRange(Struct, frozen=True):
    """The products, and what is defined of them; None stands for an attribute that could not be read."""

    products: Products = Products()
    attributes: dict[str, Attribute | None] = {}
    ids: tuple[str, ...] = ()


def read_products(file: Translated | None, languages: tuple[str, ...], problems: Problems) -> ProductRange:
    """Read the products; those that cannot be read are left out, with a problem that says why."""
    if file is None:
        return ProductRange()
    before = problems.errors
    at = file.reading(languages, problems)
    found = _PRODUCTS.values(file.base, at) or {}
    attributes: dict[str, Attribute | None] = found.get("attributes", {})
    listed: Later | None = found.get("products")
    ids = tuple(listed.node.entries) if listed and isinstance(listed.node, Mapping) else ()
    at.sheet.known["product"] = ids
    items = (listed.by(by_id(_product_of(attributes), "product")) if listed else None) or {}
    file.check(at.sheet, sound=problems.errors == before)
    refuse_names(at.sheet)
    products = Products(readable(attributes), readable(items), found.get("notice"))
    return ProductRange(products, attributes, ids)


def _product_of(attributes: dict[str, Attribute | None]) -> Kind[Product]:
    values = {name: value_of(attribute) for name, attribute in attributes.items()}
    own: dict[str, Kind[Any] | Needed] = {
        "name": needed(own_words),
        "summary": text,
        "link": link,
        "goes_with": list_of(defined("product", "products.yaml")),
        "attributes": _values_of(values),
    }
    shape = Shape("a product", values | own)

    def read(node: Node, at: Reading) -> Product | None:
        found = shape.read(node, at)
        if found is None:
            return None
        listed: dict[str, AttributeValue] = found.pop("attributes", {})
        beside = {key: found.pop(key) for key in values if key in found and key not in own}
        for key in listed.keys() & beside.keys():
            at.wrong(node, "duplicate-key", f"'{at.key}' has '{key}' twice, once of them in 'attributes'")
        return Product(id=at.key, values=beside | listed, **found)

    return read


def _values_of(values: dict[str, Kind[AttributeValue]]) -> Kind[dict[str, AttributeValue]]:
    def read(node: Node, at: Reading) -> dict[str, AttributeValue] | None:
        if not isinstance(node, Mapping):
            at.wrong(node, "wrong-value", f"'{at.key}' is written as attributes and their values, not as {told(node)}")
            return None
        found: dict[str, AttributeValue] = {}
        for key, entry in node.entries.items():
            if key not in values:
                sentence = f"products.yaml defines no attribute '{key}'"
                at.wrong(entry.key, "unknown-attribute", sentence, near=values)
                continue
            value = values[key](entry.value, at.into(key, entry.key))
            if value is not None:
                found[key] = value
        return found

    return read


def value_of(attribute: Attribute | None) -> Kind[AttributeValue]:
    """Return the kind of an attribute's values."""
    if attribute is None:
        return lambda _node, _at: None
    match attribute.type:
        case "number" | "money":
            return quantity(attribute.unit)
        case "flag":
            return flag
        case "choice":
            return one_of(*attribute.choices, code="unknown-choice")
        case "set":
            return list_of(one_of(*attribute.choices, code="unknown-choice"))
