"""Shapes: what a mapping may hold, as its keys and the kind of value of each.

A kind reads a node; where it cannot, it notes the problem and returns None. So one reading finds every mistake. Shapes
and kinds also say what they take, as JSON Schema, for editors.
"""

from collections.abc import Callable
from collections.abc import Mapping as Table
from typing import Any, Generic, NamedTuple, TypeVar

from bot.authoring.keys import meaning
from bot.authoring.problem import nearest
from bot.authoring.reading import Reading, told
from bot.authoring.tree import Entry, Mapping, Node

T = TypeVar("T")
Kind = Callable[[Node, Reading], T | None]
Schema = dict[str, Any]
"""What a value may be, as JSON Schema."""
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


class Taking(Generic[T]):
    """A kind that says what it takes."""

    def __init__(self, read: Kind[T], schema: Callable[[], Schema]) -> None:
        self.schema = schema
        self._read = read

    def __call__(self, node: Node, at: Reading) -> T | None:
        """Read a value."""
        return self._read(node, at)


def taking(schema: Callable[[], Schema]) -> Callable[[Kind[T]], Kind[T]]:
    """Make a kind say what it takes, when it is asked."""
    return lambda read: Taking(read, schema)


def schema_of(kind: Kind[Any]) -> Schema:
    """Return what a kind takes; anything, where it does not say."""
    said: Callable[[], Schema] | None = getattr(getattr(kind, "__self__", kind), "schema", None)
    return said() if said else {}


def by_type(schemas: Table[str, Schema]) -> Schema:
    """Return what a mapping may be whose keys depend on its `type`."""
    # What a key may be is for its type to say; its meaning is wanted before a type is chosen.
    every = {
        key: entry if key == "type" else {"description": entry["description"]}
        for schema in schemas.values()
        for key, entry in schema["properties"].items()
    }
    chosen = [
        {"if": {"properties": {"type": {"const": type_}}, "required": ["type"]}, "then": schema}
        for type_, schema in schemas.items()
    ]
    return {"type": "object", "properties": every, "required": ["type"], "allOf": chosen}


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
            message = f"{self.what} is written as keys and values, not as {told(node)}"
            at.wrong(node, "wrong-value", message, context=f"it knows {', '.join(self.kinds)}")
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

    def schema(self) -> Schema:
        """Return what a mapping of this shape may hold, each key with what it means."""
        described = {key: meaning(self.what, key) for key in self.kinds}
        return {
            "title": self.what,
            "type": "object",
            "properties": {
                key: schema_of(kind) | ({"description": described[key]} if described[key] else {})
                for key, kind in self.kinds.items()
            },
            "required": [key for key in self.kinds if key in self.needed],
            "additionalProperties": False,
        }

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
            likely = [each for each in free if each in self.needed or _may_be(self.kinds[each], entry.value)]
            near = nearest(key, likely) or (_MEANT[key] if _MEANT.get(key) in free else None)
            message = self.elsewhere.get(key) or f"'{key}' is not a word {self.what} knows"
            near = None if key in self.elsewhere else near
            context = None if near or key in self.elsewhere else f"it knows {', '.join(self.kinds)}"
            at.sheet.problems.error(entry.key.place(), "unknown-key", message, near=near, context=context)
            if near:
                meant[near] = entry
        return meant


def _may_be(kind: Kind[Any], node: Node) -> bool:
    """Tell whether a value has the form that a kind takes: who writes `price: 89` did not mean a list of prices."""
    return isinstance(node, Mapping) or schema_of(kind).get("type") != "object"


def needed(kind: Kind[Any]) -> Needed:
    """Mark a key that cannot be left out."""
    return Needed(kind)
