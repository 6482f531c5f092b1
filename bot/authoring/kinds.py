"""The kinds of single values that an author writes: numbers, flags, periods, links, ids, and lists of them."""

import re
from collections.abc import Callable, Collection
from math import isfinite
from urllib.parse import urlsplit

from bot.authoring.reading import Reading, told
from bot.authoring.shape import Kind, Schema, T, schema_of, taking
from bot.authoring.tree import Mapping, Node, Scalar, Sequence
from bot.questionnaire.condition import RESERVED
from bot.values import fonts, pictures
from bot.values.units import convert

ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
CHOICE_ID = re.compile(r"[a-z0-9][a-z0-9_]{0,31}")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_QUANTITY = re.compile(r"(?P<number>[-+]?\d+(\.\d+)?)\s*(?P<unit>[^\s\d.,].*)?")
_PERIOD = re.compile(r"(\d{1,5}) (day|month|year)s?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_DAYS = {"day": 1.0, "month": 365.25 / 12, "year": 365.25}
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_SCHEMES = ("https", "http", "mailto", "tel")
_CALLED_ELSEWHERE = {
    **dict.fromkeys(("single_choice", "single_select", "choice", "radio", "dropdown", "select"), "select_one"),
    **dict.fromkeys(("multiple_choice", "multi_select", "multiselect", "checkbox", "checkboxes"), "select_multiple"),
    **dict.fromkeys(("boolean", "bool", "yesno", "confirm"), "yes_no"),
    **dict.fromkeys(("number", "numeric", "float"), "decimal"),
    **dict.fromkeys(("string", "short_text", "open"), "text"),
    **dict.fromkeys(("rating", "nps", "likert", "stars"), "scale"),
    **dict.fromkeys(("info", "statement", "message", "html"), "note"),
    **dict.fromkeys(("geopoint", "geo", "place", "address"), "location"),
    "int": "integer",
    "textarea": "long_text",
    "ranking": "rank",
    "tel": "phone",
}
"""Types of questions in other tools, and ours for them."""
_LISTED = 12
"""How many names are worth listing."""
WORD: Schema = {"type": ["string", "number"]}
"""What a single value may be that is kept as it is written."""
_NOT_NAMES = RESERVED | {"if", "unless", "said", "product", "need", "suggestions"}


def written(wanted: str, parse: Callable[[str], T | None], schema: Schema = WORD) -> Kind[T]:
    """Make the kind of a single value: `parse` returns it, or None where the text is not what is `wanted`."""

    @taking(lambda: schema)
    def read(node: Node, at: Reading) -> T | None:
        value = parse(node.text) if isinstance(node, Scalar) and not node.empty else None
        if value is None:
            at.wrong(node, "wrong-value", f"'{at.key}' must be {wanted}, not {told(node)}")
        return value

    return read


def only(fits: Callable[[str], object]) -> Callable[[str], str | None]:
    """Return what takes a text as it is if it fits."""
    return lambda text: text if fits(text) else None


def number_of(text: str) -> float | None:
    """Return the number that a text writes, or None."""
    number = float(text) if _NUMBER.fullmatch(text) else None
    return number if number is None or isfinite(number) else None


def number(least: float | None = None, most: float | None = None) -> Kind[float]:
    """Make the kind of a number inside limits."""

    def parse(text: str) -> float | None:
        value = number_of(text)
        outside = value is None or (least is not None and value < least) or (most is not None and value > most)
        return None if outside else value

    return written(f"a number{_limits(least, most)}", parse, {"type": "number"} | _between(least, most))


def whole(least: int | None = None, most: int | None = None) -> Kind[int]:
    """Make the kind of a whole number inside limits."""

    def parse(text: str) -> int | None:
        value = number_of(text)
        outside = value is None or (least is not None and value < least) or (most is not None and value > most)
        return None if value is None or outside or value % 1 else int(value)

    return written(f"a whole number{_limits(least, most)}", parse, {"type": "integer"} | _between(least, most))


def _between(least: float | None, most: float | None) -> Schema:
    limits = {"minimum": least, "maximum": most}
    return {key: limit for key, limit in limits.items() if limit is not None}


def _limits(least: float | None, most: float | None) -> str:
    match least, most:
        case None, None:
            return ""
        case _, None:
            return f", at least {least:g}"
        case None, _:
            return f", at most {most:g}"
        case _:
            return f" from {least:g} to {most:g}"


def _days(text: str) -> int | None:
    found = _PERIOD.fullmatch(text)
    return round(int(found[1]) * _DAYS[found[2]]) if found else None


def _share(text: str) -> float | None:
    value = number_of(text.removesuffix("%").rstrip())
    value = value / 100 if value is not None and text.endswith("%") else value
    return value if value is not None and 0 <= value <= 1 else None


def is_link(text: str, schemes: Collection[str] = _SCHEMES) -> bool:
    """Tell whether a text is a link that a person may be offered, to an address of one of these kinds."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.netloc or parts.path) and not re.search(r"\s|%7[bB]", text)


def _pattern(pattern: re.Pattern[str]) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern.pattern})$"}


word: Kind[str] = written("a text", lambda text: text.strip() or None)
"""A short text that is never translated: an id, a unit."""
flag: Kind[bool] = written(
    "true or false", lambda text: _FLAGS.get(text.casefold()), {"enum": [True, False, "yes", "no"]}
)
"""True or false; yes and no mean the same."""
period: Kind[int] = written("a time such as 90 days, 12 months or 2 years", _days, _pattern(_PERIOD))
"""A number of days."""
share: Kind[float] = written(
    "a share from 0% to 100%",
    _share,
    {"anyOf": [{"type": "number"} | _between(0, 1), {"type": "string", "pattern": r"^\d+(\.\d+)? *%$"}]},
)
"""A share from 0 to 1, written `35%` or `0.35`."""
colour: Kind[str] = written('a colour in quotes, such as "#0b5fa5"', only(_COLOUR.fullmatch), _pattern(_COLOUR))
version: Kind[str] = written("1, the one version of the format", only("1".__eq__), {"enum": [1, "1"]})


def link_to(*schemes: str) -> Kind[str]:
    """Make the kind of a link to an address of one of these kinds: `https`, `mailto`."""
    # The first one is what is meant nearly always.
    wanted = f"a link that begins with {schemes[0]}://"
    schema = {"type": "string", "pattern": f"^({'|'.join(schemes)}):"}
    return written(wanted, only(lambda text: is_link(text, schemes)), schema)


link: Kind[str] = link_to(*_SCHEMES)


def quantity(unit: str | None) -> Kind[float]:
    """Make the kind of a number in a unit: `20`, or `20 MHz`; another unit of the same kind is converted."""

    @taking(lambda: {"type": ["number", "string"]})
    def read(node: Node, at: Reading) -> float | None:
        found = _QUANTITY.fullmatch(node.text) if isinstance(node, Scalar) else None
        if found is None:
            at.wrong(node, "wrong-value", f"'{at.key}' must be a number, not {told(node)}")
            return None
        value = number_of(found["number"])
        if found["unit"] and value is not None:
            value = convert(value, found["unit"], unit) if unit else None
        if value is None:
            wanted = f"this is measured in {unit}" if unit else "this has no unit"
            at.wrong(node, "wrong-unit", f"{wanted}, and {told(node)} cannot be turned into it")
        return value

    return read


def one_of(*words: str, code: str = "wrong-value") -> Kind[str]:
    """Make the kind of a word from a closed list."""

    @taking(lambda: {"enum": list(words)} if words else {"type": "string"})
    def read(node: Node, at: Reading) -> str | None:
        if isinstance(node, Scalar) and node.text in words:
            return node.text
        listed = ", ".join(words)
        meant = _CALLED_ELSEWHERE.get(node.text.casefold()) if isinstance(node, Scalar) else None
        meant = meant if meant in words else None
        at.wrong(node, code, f"'{at.key}' must be one of {listed}; not {told(node)}", near=words, meant=meant)
        return None

    return read


def defined(kind: str, where: str) -> Kind[str]:
    """Make the kind of an id that another file defines: `defined("trait", "traits.yaml")`."""

    @taking(lambda: {"type": "string"})
    def read(node: Node, at: Reading) -> str | None:
        known = at.sheet.known.get(kind, ())
        if isinstance(node, Scalar) and node.text in known:
            return node.text
        context = f"it has {', '.join(known)}" if 0 < len(known) <= _LISTED else None
        at.wrong(node, f"unknown-{kind}", f"{where} has no {kind} {told(node)}", near=known, context=context)
        return None

    return read


def _file_of(fits: Callable[[bytes], object], most: int, use: str) -> Kind[str]:
    """Make the kind of the name of a file in the author's folder: with at most so many bytes, which fit.

    `use`: what cannot be done with another one, and what it has to be.
    """

    @taking(lambda: {"type": "string"})
    def read(node: Node, at: Reading) -> str | None:
        name = _file(node, at)
        if name is None:
            return None
        file = at.sheet.folder / name
        if file.stat().st_size > most or not fits(file.read_bytes()):
            at.wrong(node, "wrong-value", f"{told(node)} cannot be {use} of at most {most // 1024} kB")
            return None
        return name

    return read


def _file(node: Node, at: Reading) -> str | None:
    name = word(node, at)
    if name is None:
        return None
    file = at.sheet.folder / name
    try:
        found = file.is_file() and file.resolve().is_relative_to(at.sheet.folder.resolve())
    except (OSError, RuntimeError, ValueError):
        found = False
    if not found:
        at.wrong(node, "missing-file", f"the folder {at.sheet.folder.name} has no file {told(node)}")
        return None
    return name


picture: Kind[str] = _file_of(pictures.media_type, pictures.LARGEST, "shown: a picture is a PNG, JPEG or SVG")
font: Kind[str] = _file_of(fonts.media_type, fonts.LARGEST, "worn: a font is a TrueType or OpenType file")


def list_of(kind: Kind[T]) -> Kind[tuple[T, ...]]:
    """Make the kind of a list; a single value counts as a list of one."""

    @taking(lambda: {"anyOf": [schema_of(kind), {"type": "array", "items": schema_of(kind), "minItems": 1}]})
    def read(node: Node, at: Reading) -> tuple[T, ...] | None:
        items = node.items if isinstance(node, Sequence) else (node,)
        values = [kind(item, at.item()) for item in items]
        if not values:
            at.wrong(node, "wrong-value", f"'{at.key}' must be a list with something in it")
        return tuple(value for value in values if value is not None) if values and None not in values else None

    return read


def mapping_of(schema: Schema, ids: re.Pattern[str] = ID) -> Schema:
    """Return what a mapping by ids may be."""
    named = {"pattern": f"^(?:{ids.pattern})$"}
    return {"type": "object", "propertyNames": named, "additionalProperties": schema, "minProperties": 1}


def by_id(kind: Kind[T], what: str, ids: re.Pattern[str] = ID) -> Kind[dict[str, T | None]]:
    """Make the kind of a mapping whose keys are ids; None stands for an entry that could not be read."""

    @taking(lambda: mapping_of(schema_of(kind), ids))
    def read(node: Node, at: Reading) -> dict[str, T | None] | None:
        if not isinstance(node, Mapping) or not node.entries:
            at.wrong(
                node, "wrong-value", f"'{at.key}' is written as the id of each {what}, and behind its colon what it is"
            )
            return None
        for entry in node.entries.values():
            _check_id(entry.key, at, what, ids)
        return {key: kind(entry.value, at.into(key, entry.key)) for key, entry in node.entries.items()}

    return read


def readable(values: dict[str, T | None]) -> tuple[T, ...]:
    """Return what could be read."""
    return tuple(value for value in values.values() if value is not None)


def _check_id(key: Scalar, at: Reading, what: str, ids: re.Pattern[str]) -> None:
    if not ids.fullmatch(key.text):
        rule = "small letters, digits and _, at most 32, a letter first"
        meant = re.sub(r"[^a-z0-9]+", "_", key.text.lower()).strip("_")
        at.wrong(key, "wrong-name", f"{told(key)} cannot be the id of a {what}: {rule}", near=(meant,))
    elif ids is ID and key.text in _NOT_NAMES:
        at.wrong(key, "wrong-name", f"'{key.text}' has a meaning of its own; give the {what} another id")
