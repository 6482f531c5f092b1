"""The kinds of value that an author writes, and shapes: mappings of known keys to such kinds.

A kind reads a node; where it cannot, it notes the problem and returns None. So one reading finds every mistake.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as Table
from math import isfinite
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from bot.authoring.problem import nearest
from bot.authoring.reading import Reading, told
from bot.authoring.tree import Entry, Mapping, Node, Scalar, Sequence
from bot.questionnaire.condition import RESERVED
from bot.values.units import convert

T = TypeVar("T")
Kind = Callable[[Node, Reading], T | None]

ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
CHOICE_ID = re.compile(r"[a-z0-9][a-z0-9_]{0,31}")
_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_QUANTITY = re.compile(r"(?P<number>[-+]?\d+(\.\d+)?)\s*(?P<unit>[^\s\d.,].*)?")
_PERIOD = re.compile(r"(\d{1,5}) (day|month|year)s?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_DAYS = {"day": 1.0, "month": 365.25 / 12, "year": 365.25}
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_SCHEMES = ("https", "http", "mailto", "tel")
_NOT_NAMES = RESERVED | {"if", "said", "product", "suggestions"}
_MEANT = {
    "relevant": "ask_if",
    "show_if": "ask_if",
    "when": "if",
    "condition": "if",
    "label": "ask",
    "question": "ask",
    "options": "choices",
    "min": "at_least",
    "max": "at_most",
    "default": "example",
}
"""Words of other questionnaire tools, and ours for them."""


def number_of(text: str) -> float | None:
    """Return the number that a text writes, or None."""
    number = float(text) if _NUMBER.fullmatch(text) else None
    return number if number is None or isfinite(number) else None


class Later(NamedTuple):
    """A value that can be read only when more is known."""

    node: Node
    at: Reading

    def by(self, kind: Kind[T]) -> T | None:
        """Read it now."""
        return kind(self.node, self.at)


def later(node: Node, at: Reading) -> Later:
    """Leave a value to be read when more is known."""
    return Later(node, at)


def number(least: float | None = None, most: float | None = None, *, whole: bool = False) -> Kind[float]:
    """Make the kind of a number inside limits."""

    def read(node: Node, at: Reading) -> float | None:
        value = number_of(node.text) if isinstance(node, Scalar) else None
        if value is None or (whole and value % 1):
            wanted = "a whole number" if whole else "a number"
            at.wrong(node, "wrong-value", f"'{at.key}' must be {wanted}, not {told(node)}")
            return None
        if (least is not None and value < least) or (most is not None and value > most):
            limits = f"at least {least:g}" if most is None else f"from {least or 0:g} to {most:g}"
            at.wrong(node, "wrong-value", f"'{at.key}' must be {limits}, not {told(node)}")
            return None
        return value

    return read


def whole(least: int | None = None, most: int | None = None) -> Kind[int]:
    """Make the kind of a whole number inside limits."""
    read_number = number(least, most, whole=True)

    def read(node: Node, at: Reading) -> int | None:
        value = read_number(node, at)
        return None if value is None else int(value)

    return read


def quantity(unit: str | None) -> Kind[float]:
    """Make the kind of a number in a unit: `20`, or `20 MHz`; another unit of the same kind is converted."""

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


def flag(node: Node, at: Reading) -> bool | None:
    """Read true or false; yes and no mean the same."""
    value = _FLAGS.get(node.text.casefold()) if isinstance(node, Scalar) else None
    if value is None:
        at.wrong(node, "wrong-value", f"'{at.key}' must be true or false, not {told(node)}")
    return value


def one_of(*words: str, code: str = "wrong-value") -> Kind[str]:
    """Make the kind of a word from a closed list."""

    def read(node: Node, at: Reading) -> str | None:
        if isinstance(node, Scalar) and node.text in words:
            return node.text
        listed = ", ".join(words)
        at.wrong(node, code, f"'{at.key}' must be one of {listed}; not {told(node)}", near=words)
        return None

    return read


def defined(kind: str, where: str) -> Kind[str]:
    """Make the kind of an id that another file defines: `defined("trait", "traits.yaml")`."""

    def read(node: Node, at: Reading) -> str | None:
        known = at.sheet.known.get(kind, ())
        if isinstance(node, Scalar) and node.text in known:
            return node.text
        at.wrong(node, f"unknown-{kind}", f"{where} has no {kind} {told(node)}", near=known)
        return None

    return read


def version(node: Node, at: Reading) -> str | None:
    """Read the version of the format; there is one."""
    return one_of("1")(node, at)


def word(node: Node, at: Reading) -> str | None:
    """Read a short text that is never translated: an id, a unit."""
    if isinstance(node, Scalar) and not node.empty and node.text.strip():
        return node.text.strip()
    at.wrong(node, "wrong-value", f"'{at.key}' must be a text, not {told(node)}")
    return None


def period(node: Node, at: Reading) -> int | None:
    """Read `90 days`, `12 months` or `2 years` as days."""
    found = _PERIOD.fullmatch(node.text) if isinstance(node, Scalar) else None
    if not found:
        at.wrong(node, "wrong-value", f"'{at.key}' is written 90 days, 12 months or 2 years, not {told(node)}")
        return None
    return round(int(found[1]) * _DAYS[found[2]])


def share(node: Node, at: Reading) -> float | None:
    """Read `35%` or `0.35` as a share from 0 to 1."""
    text = node.text if isinstance(node, Scalar) else ""
    value = number_of(text.removesuffix("%").rstrip())
    value = value / 100 if value is not None and text.endswith("%") else value
    if value is None or not 0 <= value <= 1:
        at.wrong(node, "wrong-value", f"'{at.key}' must be a share from 0% to 100%, not {told(node)}")
        return None
    return value


def colour(node: Node, at: Reading) -> str | None:
    """Read a colour."""
    if isinstance(node, Scalar) and _COLOUR.fullmatch(node.text):
        return node.text
    at.wrong(node, "wrong-value", f"'{at.key}' must be a colour in quotes, such as \"#0b5fa5\", not {told(node)}")
    return None


def link(node: Node, at: Reading) -> str | None:
    """Read an address of the web, of mail or of a telephone."""
    if isinstance(node, Scalar) and is_link(node.text):
        return node.text
    at.wrong(node, "wrong-value", f"'{at.key}' must be a link that begins with https://, not {told(node)}")
    return None


def is_link(text: str) -> bool:
    """Tell whether a text is a link that a person may be offered."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc or parts.path) and not re.search(r"\s|%7[bB]", text)


def picture(node: Node, at: Reading) -> str | None:
    """Read the name of a file in the author's folder."""
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


def list_of(kind: Kind[T]) -> Kind[tuple[T, ...]]:
    """Make the kind of a list; a single value counts as a list of one."""

    def read(node: Node, at: Reading) -> tuple[T, ...] | None:
        items = node.items if isinstance(node, Sequence) else (node,)
        values = [kind(item, at.item()) for item in items]
        if not values:
            at.wrong(node, "wrong-value", f"'{at.key}' must be a list with something in it")
        return tuple(value for value in values if value is not None) if values and None not in values else None

    return read


def by_id(kind: Kind[T], what: str, ids: re.Pattern[str] = ID) -> Kind[dict[str, T | None]]:
    """Make the kind of a mapping whose keys are ids; None stands for an entry that could not be read."""

    def read(node: Node, at: Reading) -> dict[str, T | None] | None:
        if not isinstance(node, Mapping) or not node.entries:
            at.wrong(node, "wrong-value", f"'{at.key}' must be a mapping: the id of each {what}, then what it is")
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
        at.wrong(key, "wrong-name", f"{told(key)} cannot be the id of a {what}: {rule}")
    elif ids is ID and key.text in _NOT_NAMES:
        at.wrong(key, "wrong-name", f"'{key.text}' has a meaning of its own; give the {what} another id")


class Needed:
    """Marks the kind of a key that cannot be left out."""

    def __init__(self, kind: Kind[Any]) -> None:
        self.kind = kind


class Shape:
    """What a mapping may hold: its keys, and the kind of each. `what` names it in sentences: "a choice"."""

    def __init__(
        self, what: str, keys: Table[str, Kind[Any] | Needed], elsewhere: Table[str, str] | None = None
    ) -> None:
        self.what = what
        self.kinds = {key: kind.kind if isinstance(kind, Needed) else kind for key, kind in keys.items()}
        self.needed = frozenset(key for key, kind in keys.items() if isinstance(kind, Needed))
        self.elsewhere = elsewhere or {}
        """For keys that are at home in other shapes, the words that say so."""

    def read(self, node: Node, at: Reading) -> dict[str, Any] | None:
        """Return the values of the keys that are there; None when a needed one is missing or wrong."""
        values = self.values(node, at)
        return values if values is not None and values.keys() >= self.needed else None

    def values(self, node: Node, at: Reading) -> dict[str, Any] | None:
        """Return the values that could be read, whatever is missing."""
        if not isinstance(node, Mapping):
            at.wrong(node, "wrong-value", f"{self.what} is written as keys and values, not as {told(node)}")
            return None
        entries = {**node.entries, **self._misspelt(node, at)}
        values: dict[str, Any] = {}
        for key, kind in self.kinds.items():
            entry = entries.get(key)
            if entry is None:
                self._miss(key, node, at)
                continue
            value = kind(entry.value, at.into(key, entry.key))
            if value is not None:
                values[key] = value
        return values

    def _miss(self, key: str, node: Mapping, at: Reading) -> None:
        if key in self.needed:
            subject = f"'{at.key}'" if at.owner else self.what
            place = at.owner.place() if at.owner else node.place()
            at.sheet.problems.error(place, "missing-key", f"{subject} needs '{key}'")

    def _misspelt(self, node: Mapping, at: Reading) -> dict[str, Entry]:
        """Note unknown keys; return those whose meaning is clear, under the key that was meant."""
        meant: dict[str, Entry] = {}
        free = [key for key in self.kinds if key not in node.entries]
        for key, entry in node.entries.items():
            if key in self.kinds:
                continue
            near = nearest(key, free) or (_MEANT[key] if _MEANT.get(key) in free else None)
            message = self.elsewhere.get(key) or f"'{key}' is not a word {self.what} knows"
            near = None if key in self.elsewhere else near
            context = None if near or key in self.elsewhere else f"it knows {', '.join(self.kinds)}"
            at.sheet.problems.error(entry.key.place(), "unknown-key", message, near=near, context=context)
            if near:
                meant[near] = entry
        return meant


def needed(kind: Kind[Any]) -> Needed:
    """Mark a key that cannot be left out."""
    return Needed(kind)
