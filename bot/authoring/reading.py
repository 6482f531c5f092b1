"""The cursor with which a file is read: where it is, the same place in the translations, where problems go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.authoring.problem import Place, Problems, nearest
from bot.authoring.source import Source
from bot.authoring.tree import Mapping, Node, Scalar, Sequence

Keys = tuple[str, ...]
"""The keys that lead from the top of a file to a place in it."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a text uses: what it is, where it stands, and in which text of the file."""

    name: str
    source: Source
    start: int
    keys: Keys
    fallback: bool = False
    counted: bool = False

    def place(self, after: str = "") -> Place:
        """Return where the name stands, or what of it stands `after` a prefix."""
        return self.source.place(self.start + len(after), self.start + len(self.name))


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of one language as it was written: a value, or a whole section of a report."""

    keys: Keys
    language: str
    words: str
    """As written, with the names in their braces."""
    names: frozenset[str]
    source: Source
    start: int
    end: int

    def place(self, words: str = "") -> Place:
        """Return where the passage stands, or where these words of it stand."""
        found = self.source.text.find(words, self.start, self.end) if words else -1
        return self.source.place(found, found + len(words)) if found >= 0 else self.source.place(self.start, self.end)


@dataclass(slots=True)
class Tally:
    """How many texts a translation should have, and which it lacks."""

    wanted: int = 0
    missing: list[Keys] = field(default_factory=list)

    @property
    def percent(self) -> int:
        """How much is translated; 100 only when nothing is missing."""
        return (self.wanted - len(self.missing)) * 100 // self.wanted if self.wanted else 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is gathered while one file is read together with its translations."""

    problems: Problems
    language: str
    folder: Path
    known: dict[str, Collection[str]] = field(default_factory=dict)
    """What other files define, by kind: the ids of traits, purposes, products, attributes."""
    named: list[Named] = field(default_factory=list)
    doubled: list[Named] = field(default_factory=list)
    """Names in double braces, which are printed as they stand."""
    passages: list[Passage] = field(default_factory=list)
    """Every text that could be read, in every language."""
    heads: dict[str, Mapping] = field(default_factory=dict)
    """What is written below the heading of each section of a report, by its id."""
    tallies: dict[str, Tally] = field(default_factory=dict)
    translated: set[int] = field(default_factory=set)
    """The nodes of translations that were read, by identity."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A place in a file while it is read."""

    sheet: Sheet
    keys: Keys = ()
    owner: Scalar | None = None
    """The key as it stands in the file; None at the top."""
    others: tuple[tuple[str, Node], ...] = ()
    """The same place in each translation that has it, by language."""

    @property
    def key(self) -> str:
        """The last key that was gone into."""
        return self.keys[-1] if self.keys else ""

    def into(self, key: str, owner: Scalar | None = None) -> "Reading":
        """Return the reading one level down, in the translations too."""
        below = [(language, _below(node, key)) for language, node in self.others]
        others = tuple((language, node) for language, node in below if node is not None)
        return Reading(self.sheet, (*self.keys, key), owner or self.owner, others)

    def item(self) -> "Reading":
        """Return the reading of an item of a list: it has no key of its own."""
        return Reading(self.sheet, self.keys, None, ())

    def place(self, node: Node) -> Place:
        """Return where to point for a node: at its key where the node itself is empty or goes over many lines."""
        blank = node.empty if isinstance(node, Scalar) else isinstance(node, Mapping) and not node.in_braces
        # A translation is read along with its base, whose key would be in another file.
        mine = self.owner is not None and self.owner.source is node.source
        return self.owner.place() if self.owner and mine and blank else node.place()

    def wrong(
        self,
        node: Node,
        code: str,
        message: str,
        *,
        near: Iterable[str] = (),
        meant: str | None = None,
        context: str | None = None,
    ) -> None:
        """Note that a value is wrong; `meant` is what was meant, or `near` are the words of which one may have been."""
        if isinstance(node, Scalar) and node.refused:
            return
        if meant is None and isinstance(node, Scalar):
            meant = nearest(node.text, near)
        self.sheet.problems.error(self.place(node), code, message, near=meant, context=context)


def _below(node: Node, key: str) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(key)
    # A choice may be a label alone here and a mapping with a label there.
    return node if key == "label" and isinstance(node, Scalar) else None


def told(node: Node) -> str:
    """Return what stands at a node, for a sentence."""
    match node:
        case Scalar() if node.empty:
            return "nothing"
        case Scalar(text=text):
            return f"'{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}'"
        case Sequence():
            return "a list"
        case Mapping(entries=entries) if not entries:
            return "nothing"
        case _:
            shown = node.source.text[node.start : node.end]
            return f"'{shown}'" if node.in_braces and len(shown) <= _SHOWN and "\n" not in shown else "keys and values"
