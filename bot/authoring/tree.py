"""YAML as a tree of nodes that know where they stand; a scalar stays text until a reader gives it a type."""

from collections.abc import Iterator

import yaml
from msgspec import Struct

from bot.authoring.complaints import explained
from bot.authoring.problem import Place, Problems
from bot.authoring.source import Source

DEEPEST = 32
"""Levels of one file."""
MOST = 20_000
"""Entries of one file."""
LONGEST = 10_000
"""Characters of one value."""
_MAGIC = {
    "&": "an anchor (&) is not understood here; write the value out, or put a text that begins with & in quotes",
    "*": "an alias (*) is not understood here; write the value out, or put a text that begins with * in quotes",
    "!": "a tag (!) is not understood here; delete it, or put a text that begins with ! in quotes",
}


class Scalar(Struct, frozen=True, gc=False):
    """A single value as it was written, without its quotes."""

    source: Source
    start: int
    end: int
    text: str
    plain: bool = True
    """Whether it stands without quotes, on the line or lines of its key."""
    refused: bool = False
    """Whether it stands for something that was refused already, and nothing more is to be said of it."""

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return self.plain and self.text in ("", "~", "null")

    def place(self) -> Place:
        """Return where the value stands."""
        return self.source.place(self.start, max(self.end, self.start + 1))

    def part(self, offset: int, length: int) -> Place:
        """Return the place of some characters of the value."""
        start = self.index(offset, length)
        return self.source.place(start, start + length)

    def index(self, offset: int, length: int) -> int:
        """Return where in the file some characters of the value stand, past quotes, escapes and line breaks."""
        if self.source.text.startswith(self.text, self.start):
            return self.start + offset
        wanted = self.text[offset : offset + length]
        at = self.start - 1
        for _ in range(1 + self.text.count(wanted, 0, offset)):
            at = self.source.text.find(wanted, at + 1, self.end)
        # What cannot be found again (an escape, a break in the midst of it) is shown where the value begins.
        return max(at, self.start)


class Sequence(Struct, frozen=True):
    """Values in order."""

    source: Source
    start: int
    end: int
    items: tuple["Node", ...]

    def place(self) -> Place:
        """Return where the sequence starts, as far as its first line goes."""
        return self.source.place(self.start, self.end)


class Entry(Struct, frozen=True):
    """A key and its value."""

    key: Scalar
    value: "Node"


class Mapping(Struct, frozen=True):
    """Entries in order, by the text of their keys."""

    source: Source
    start: int
    end: int
    entries: dict[str, Entry]

    @property
    def in_braces(self) -> bool:
        """Whether it is written `{…}`, and not as lines of their own."""
        return self.source.text.startswith("{", self.start)

    def place(self) -> Place:
        """Return where the mapping stands: all of it in braces, its first key otherwise."""
        if self.entries and not self.in_braces:
            return next(iter(self.entries.values())).key.place()
        return self.source.place(self.start, self.end)

    def get(self, key: str) -> "Node | None":
        """Return the value of a key."""
        entry = self.entries.get(key)
        return entry.value if entry else None


Node = Scalar | Sequence | Mapping


def read_yaml(source: Source, problems: Problems, text: str | None = None, base: int = 0) -> Node | None:
    """Read the YAML of a file, or of a stretch `text` of it that starts at `base`; None when it cannot be read."""
    parser = _Composer(source.text if text is None else text)
    try:
        root = parser.get_single_node()
    except _TooMuch as much:
        problems.error(source.place(base + much.index), "unreadable", str(much))
        return None
    except yaml.MarkedYAMLError as failure:
        complaint = explained(failure, source, base)
        problems.error(source.place(complaint.start, complaint.end), complaint.code, complaint.message)
        return None
    finally:
        parser.dispose()
    if root is None:
        return Scalar(source, base, base, "")
    return _Placed(source, problems, base).node(root)


class _TooMuch(Exception):
    """The file is deeper or longer than a person writes."""

    def __init__(self, sentence: str, index: int) -> None:
        super().__init__(sentence)
        self.index = index


class _Composer(yaml.CSafeLoader):
    """libyaml's composer with limits; its resolver's three hooks are all that it asks of us."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._nodes = 0

    def descend_resolver(self, parent: yaml.Node | None, _index: object) -> None:
        self._depth += 1
        self._nodes += 1
        if self._depth > DEEPEST + 1 and parent is not None:
            raise _TooMuch(f"this is nested more than {DEEPEST} levels deep", parent.start_mark.index)
        if self._nodes > MOST and parent is not None:
            raise _TooMuch(f"this file has more than {MOST:,} entries", parent.start_mark.index)

    def ascend_resolver(self) -> None:
        self._depth -= 1

    def resolve(self, _kind: type, _value: object, _implicit: object) -> str:
        return ""


class _Placed:
    """Turns libyaml's nodes into ours; says what is doubled, what is magic and what is too long."""

    def __init__(self, source: Source, problems: Problems, base: int) -> None:
        self.source = source
        self.problems = problems
        self.base = base

    def node(self, raw: yaml.Node) -> Node:
        start, end = self.base + raw.start_mark.index, self.base + raw.end_mark.index
        # No plain text can begin with one of these signs: the node itself was marked with it.
        magic = _MAGIC.get(self.source.text[start : start + 1]) if end > start else None
        if magic:
            self.problems.error(self.source.place(start, self._word_end(start)), "no-yaml-magic", magic)
        if isinstance(raw, yaml.ScalarNode):
            return self._scalar(raw, start, end)
        if magic:
            # It may hold itself, or be one of a billion: it is not gone into.
            return Scalar(self.source, start, end, "", refused=True)
        if isinstance(raw, yaml.SequenceNode):
            return Sequence(self.source, start, end, tuple(map(self.node, raw.value)))
        return Mapping(self.source, start, end, dict(self._entries(raw)))

    def _scalar(self, raw: yaml.ScalarNode, start: int, end: int) -> Scalar:
        quoted = raw.style in ("'", '"')
        if len(raw.value) > LONGEST:
            self.problems.error(self.source.place(start), "unreadable", f"this is longer than {LONGEST:,} characters")
        return Scalar(self.source, start + quoted, end - quoted, raw.value[:LONGEST], raw.style == "")

    def _entries(self, raw: yaml.Node) -> Iterator[tuple[str, Entry]]:
        seen: dict[str, Scalar] = {}
        for raw_key, raw_value in raw.value:
            key, value = self.node(raw_key), self.node(raw_value)
            if not isinstance(key, Scalar):
                self._wrong(key, "wrong-key", "before : stands one word, and no brackets")
            elif key.text == "<<":
                self._wrong(key, "no-yaml-magic", "a merge key (<<) is not understood here; write the entries out")
            elif key.text in seen:
                first = f"first defined at line {seen[key.text].place().line}"
                self._wrong(key, "duplicate-key", f"'{key.text}' is already defined", first)
            else:
                seen[key.text] = key
                yield key.text, Entry(key, value)

    def _wrong(self, node: Node, code: str, message: str, context: str | None = None) -> None:
        self.problems.error(node.place(), code, message, context=context)

    def _word_end(self, start: int) -> int:
        rest = self.source.text[start : start + 80]
        return start + len(rest.split(maxsplit=1)[0])
