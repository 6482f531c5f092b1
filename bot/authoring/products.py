"""The products: in products.yaml, in products.csv beside it, or some in each."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from bot.authoring.attributes import Unknown, attribute, choices_of_attributes, known_or_not
from bot.authoring.kinds import (
    WORD,
    by_id,
    defined,
    flag,
    link,
    list_of,
    mapping_of,
    number,
    one_of,
    picture,
    quantity,
    readable,
    version,
)
from bot.authoring.problem import Place, Problems, nearest
from bot.authoring.reading import Named, Reading, Sheet, told
from bot.authoring.shape import Kind, Later, Needed, Shape, later, needed, schema_of, taking
from bot.authoring.source import read_source
from bot.authoring.table import Table, read_table
from bot.authoring.texts import own_words, text
from bot.authoring.translations import Translated
from bot.authoring.tree import Entry, Mapping, Node, Scalar
from bot.questionnaire.catalogue import Attribute, AttributeValue, Product, Products, Region, Saving
from bot.questionnaire.condition import Condition

_FILE, _TABLE = "products.yaml", "products.csv"
SPOKEN_OF = ("attribute", "offered", "wanted", "missing", "unwanted", "share")
"""What of a need can be named where it is said why it is met or not."""
_SENTENCES = ("because", "but")
_TEXTS = ("name", "summary")


class ProductRange(Struct, frozen=True):
    """The products, and what is defined of them; None stands for an attribute that could not be read."""

    products: Products = Products()
    attributes: dict[str, Attribute | None] = {}
    ids: tuple[str, ...] = ()


class Surroundings(Struct, frozen=True):
    """What products are read in the light of; `condition` makes the kind of conditions over a range of products."""

    folder: Path
    languages: tuple[str, ...]
    regions: dict[str, Region | None]
    condition: Callable[[ProductRange], Kind[Condition]]


PRODUCTS = Shape(
    _FILE,
    {
        "format": needed(version),
        "notice": text,
        "notice_for": later,
        "attributes": by_id(attribute, "attribute"),
        "products": later,
    },
)


def read_products(file: Translated | None, around: Surroundings, problems: Problems) -> ProductRange:
    """Read the products; those that cannot be read are left out, with a problem that says why."""
    path = around.folder / _TABLE
    if file is None:
        if path.exists():
            message = f"{_FILE} is missing beside it; it says under 'attributes' what the columns mean"
            problems.error(Place(path.as_posix()), "missing-file", message)
        return ProductRange()
    before = problems.errors
    at = file.reading(around.languages, problems)
    found = PRODUCTS.values(file.base, at) or {}
    attributes: dict[str, Attribute | None] = found.get("attributes", {})
    listed: Later | None = found.get("products")
    table = _table(path, around, attributes, problems)
    written = listed.node.entries if listed and isinstance(listed.node, Mapping) else {}
    ids = tuple(dict.fromkeys((*written, *(table.entries if table else ()))))
    at.sheet.known.update(product=ids, region=tuple(around.regions))
    kind = product_of(ProductRange(Products(readable(attributes)), attributes, ids), around)
    items = (listed.by(by_id(kind, "product")) if listed else None) or {}
    items |= _tabled(table, kind, at, written) if table else {}
    file.check(at.sheet, sound=problems.errors == before)
    _check_names(at.sheet, attributes)
    concerned: Later | None = found.get("notice_for")
    notice_for = concerned.by(choices_of_attributes("'notice_for'", attributes.values()).read) if concerned else None
    products = Products(readable(attributes), readable(items), found.get("notice"), notice_for or {})
    return ProductRange(products, attributes, ids)


def _table(
    path: Path, around: Surroundings, attributes: dict[str, Attribute | None], problems: Problems
) -> Table | None:
    source = read_source(path, around.folder, problems) if path.exists() or path.is_symlink() else None
    sets = [name for name, each in attributes.items() if each and each.type == "set"]
    several = ("goes_with", "regions", "languages", *sets)
    return read_table(source, several, _TEXTS, around.languages[1:], problems) if source else None


def _tabled(table: Table, kind: Kind[Product], at: Reading, written: dict[str, Entry]) -> dict[str, Product | None]:
    """Read the products of a table, as if they stood in the file."""
    for name in table.entries.keys() & written.keys():
        context = f"first defined in {_FILE}, line {written[name].key.place().line}"
        at.wrong(table.entries[name].key, "duplicate-key", f"'{name}' is already defined", context=context)
    beside = Reading(at.sheet, at.keys, at.owner, (*at.others, *table.translations)).into("products")
    own = {name: entry for name, entry in table.entries.items() if name not in written}
    whole = Mapping(table.source, 0, len(table.source.text), own)
    return by_id(kind, "product")(whole, beside) or {} if own else {}


def product_of(range_: ProductRange, around: Surroundings) -> Kind[Product]:
    """Make the kind of a product in a range of which the attributes are known."""
    values = {name: known_or_not(each) for name, each in range_.attributes.items()}
    price = range_.products.price
    own: dict[str, Kind[Any] | Needed] = {
        "name": needed(own_words),
        "summary": text,
        "link": link,
        "image": picture,
        "in_stock": flag,
        "regions": list_of(defined("region", "company.yaml")),
        "languages": list_of(one_of(*around.languages)),
        "unless": around.condition(range_),
        "prices": _prices(around.regions, price),
        "goes_with": _companions(price),
        "attributes": _values_of(values),
    }
    shape = Shape("a product", values | own)

    @taking(shape.schema)
    def read(node: Node, at: Reading) -> Product | None:
        found = shape.read(node, at)
        if found is None:
            return None
        listed: dict[str, AttributeValue | Unknown] = found.pop("attributes", {})
        beside = {key: found.pop(key) for key in values if key in found and key not in own}
        for key in listed.keys() & beside.keys():
            at.wrong(node, "duplicate-key", f"'{at.key}' has '{key}' twice, once of them in 'attributes'")
        with_: dict[str, Saving | None] = found.pop("goes_with", {})
        saves = {name: saving for name, saving in with_.items() if saving is not None}
        said = beside | listed
        known = {name: value for name, value in said.items() if not isinstance(value, Unknown)}
        unknown = tuple(name for name in said if name not in known)
        return Product(id=at.key, values=known, unknown=unknown, goes_with=tuple(with_), saves=saves, **found)

    return read


def _values_of(values: dict[str, Kind[AttributeValue | Unknown]]) -> Kind[dict[str, AttributeValue | Unknown]]:
    @taking(lambda: {"type": "object"})
    def read(node: Node, at: Reading) -> dict[str, AttributeValue | Unknown] | None:
        if not isinstance(node, Mapping):
            at.wrong(node, "wrong-value", f"'{at.key}' is written as attributes and their values, not as {told(node)}")
            return None
        found: dict[str, AttributeValue | Unknown] = {}
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


def _companions(price: Attribute | None) -> Kind[dict[str, Saving | None]]:
    """Make the kind of what goes with a product: ids, or ids with what both together save."""
    name = list_of(defined("product", _FILE))
    shape = Shape("what goes with it", {"saves": _saving(price)})

    @taking(lambda: {"anyOf": [schema_of(name), mapping_of({"anyOf": [shape.schema(), {"type": "null"}]})]})
    def read(node: Node, at: Reading) -> dict[str, Saving | None] | None:
        if not isinstance(node, Mapping):
            ids = name(node, at)
            return None if ids is None else dict.fromkeys(ids)
        found: dict[str, Saving | None] = {}
        for key, entry in node.entries.items():
            known = name(entry.key, at)
            blank = isinstance(entry.value, Scalar) and entry.value.empty
            more = {} if blank else shape.read(entry.value, at.into(key, entry.key))
            if known and more is not None:
                found[key] = more.get("saves")
        return found

    return read


def _saving(price: Attribute | None) -> Kind[Saving]:
    currency = price.unit if price else None

    @taking(lambda: WORD)
    def read(node: Node, at: Reading) -> Saving | None:
        percent = isinstance(node, Scalar) and node.text.endswith("%")
        if not percent and currency is None:
            message = f"'{at.key}' is a share such as 10%, for no attribute is of type money and has a unit"
            at.wrong(node, "wrong-value", message)
            return None
        unit = "%" if percent or currency is None else currency
        value = quantity(unit)(node, at)
        return None if value is None else Saving(value, unit)

    return read


def _prices(regions: dict[str, Region | None], price: Attribute | None) -> Kind[dict[str, dict[str, float]]]:
    """Make the kind of price lists: for a region an amount in its currency, or amounts by currency."""
    currencies = {region.id: region.currency for region in readable(regions)}
    region = defined("region", "company.yaml")

    def amounts(node: Node, at: Reading) -> dict[str, float] | None:
        if None in regions.values():
            return None  # the mistake is in company.yaml, and told there
        own = currencies.get(at.key)
        if isinstance(node, Mapping):
            shape = Shape(
                "a price list", {code: number(0) for code in dict.fromkeys(filter(None, currencies.values()))}
            )
            return shape.read(node, at)
        if own is None and at.key in regions:
            at.wrong(node, "wrong-value", f"company.yaml gives '{at.key}' no currency; write {{EUR: 1200}} with yours")
        amount = None if own is None else quantity(own)(node, at)
        return None if own is None or amount is None else {own: amount}

    @taking(lambda: mapping_of({"anyOf": [WORD, {"type": "object", "additionalProperties": {"type": "number"}}]}))
    def read(node: Node, at: Reading) -> dict[str, dict[str, float]] | None:
        if price is None:
            at.wrong(at.owner or node, "wrong-value", "'prices' needs an attribute of type money, which they are about")
            return None
        if not isinstance(node, Mapping):
            at.wrong(node, "wrong-value", f"'{at.key}' is written as regions and prices, not as {told(node)}")
            return None
        found: dict[str, dict[str, float]] = {}
        for key, entry in node.entries.items():
            known, listed = region(entry.key, at), amounts(entry.value, at.into(key, entry.key))
            if known and listed:
                found[key] = listed
        return found

    return read


def _check_names(sheet: Sheet, attributes: Iterable[str]) -> None:
    """Note names in texts that are not known there: only sentences of attributes speak of a need and a product."""
    for named in sheet.named:
        sentence = named.keys[:1] == ("attributes",) and named.keys[-1] in _SENTENCES
        wrong = wrong_name(named, attributes, SPOKEN_OF) if sentence else None
        if wrong is None and not (sentence and _is_dotted(named)):
            message = f"'{named.name}' is not known here; only texts of a questionnaire name its answers"
            sheet.problems.error(named.place(), "wrong-placeholder", message)
        elif wrong is not None:
            sheet.problems.error(named.place(after=wrong[0]), wrong[1], wrong[2], near=wrong[3])


def _is_dotted(named: Named) -> bool:
    return named.name.startswith(("product.", "need."))


def wrong_name(
    named: Named, attributes: Iterable[str], of_need: Iterable[str]
) -> tuple[str, str, str, str | None] | None:
    """Return what is wrong with `product.…` or `need.…`: what stands before it, a code, a sentence, what was meant."""
    kind, _, name = named.name.partition(".")
    if kind == "product" and name not in (*attributes, "name"):
        return "product.", "unknown-attribute", f"{_FILE} defines no attribute '{name}'", nearest(name, attributes)
    if kind == "need" and name not in of_need:
        message = f"of a need there is {', '.join(of_need)} to say here, and no '{name}'"
        return "need.", "wrong-placeholder", message, nearest(name, of_need)
    return None
