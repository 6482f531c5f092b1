"""Telegram's HTML, read strictly: what the bot sends becomes plain text and entities, or is refused."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from tests.standin.refusal import RefusedError

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
ATTRIBUTES = {
    "a": re.compile(r'href="([^"]+)"'),
    "span": re.compile(r'class="tg-spoiler"'),
    "code": re.compile(r'(?:class="language-([^"]+)")?'),
    "blockquote": re.compile(r'(?:expandable(?:="")?)?'),
    "tg-emoji": re.compile(r'emoji-id="(\d+)"'),
}
NO_ATTRIBUTE = re.compile("")
PIECE = re.compile(
    r"""(?P<close></(?P<end>[a-z][a-z0-9-]*)\s*>)
      | (?P<open><(?P<tag>[a-z][a-z0-9-]*)(?P<attributes>(?:\s[^<>]*)?)>)
      | (?P<char>&(?:lt|gt|amp|quot|\#\d+|\#x[0-9a-f]+);)
      | (?P<text>[^<>&]+)""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Formatted:
    """Text as a person reads it, with its entities in Telegram's JSON."""

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)


def read_html(source: str) -> Formatted:
    """Read Telegram HTML; raises RefusedError for whatever Telegram or its documentation forbids."""
    reader = _Reader()
    position = 0
    while position < len(source):
        piece = PIECE.match(source, position)
        if piece is None:
            raise _unreadable(f'"{source[position]}" at {position} must be escaped: "{source[position:][:20]}"')
        reader.take(piece)
        position = piece.end()
    return reader.finish()


def utf16_length(text: str) -> int:
    """Measure text as Telegram measures the offsets of entities."""
    return len(text.encode("utf-16-le")) // 2


def _unreadable(reason: str) -> RefusedError:
    return RefusedError(400, f"Bad Request: can't parse entities: {reason}")


class _Reader:
    def __init__(self) -> None:
        self.text = ""
        self.entities: list[dict[str, Any]] = []
        self.open: list[tuple[str, dict[str, Any]]] = []

    def take(self, piece: re.Match[str]) -> None:
        if piece["open"]:
            self._open(piece["tag"].lower(), piece["attributes"].strip())
        elif piece["close"]:
            self._close(piece["end"].lower())
        else:
            self.text += html.unescape(piece[0])

    def finish(self) -> Formatted:
        if self.open:
            raise _unreadable(f'the tag "{self.open[-1][0]}" is never closed')
        entities = [entity for entity in self.entities if entity["length"]]
        return Formatted(self.text, sorted(entities, key=lambda e: (e["offset"], -e["length"])))

    def _open(self, tag: str, attributes: str) -> None:
        if tag not in KINDS:
            raise _unreadable(f'unsupported start tag "{tag}"')
        found = ATTRIBUTES.get(tag, NO_ATTRIBUTE).fullmatch(attributes)
        if found is None:
            raise _unreadable(f'the tag "{tag}" cannot have the attributes "{attributes}"')
        value = html.unescape(found[1]) if found.re.groups and found[1] else None
        entity = {"type": KINDS[tag], "offset": utf16_length(self.text), "length": 0}
        entity |= _details(tag, attributes, value)
        self.open.append((tag, entity))

    def _close(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            expected = f'expected "</{self.open[-1][0]}>"' if self.open else "nothing is open"
            raise _unreadable(f'unexpected end tag "</{tag}>", {expected}')
        _, entity = self.open.pop()
        entity["length"] = utf16_length(self.text) - entity["offset"]
        self.entities.append(entity)


def _details(tag: str, attributes: str, value: str | None) -> dict[str, Any]:
    if tag == "a":
        return {"url": value}
    if tag == "tg-emoji":
        return {"custom_emoji_id": value}
    if tag == "blockquote" and attributes:
        return {"type": "expandable_blockquote"}
    return {}
