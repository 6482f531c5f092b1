"""A text as its author wrote it, `{signal}` and all, read into a template."""

import re
from collections.abc import Iterator

from msgspec import Struct

from bot.values.text import Placeholder, Plural, Template

MOST = 50
"""Places for answers in one text."""
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)?")
_BRACE = re.compile(r"[{}]")
_PLURAL = re.compile(r"\s*count\s*:")
_DOUBLED = re.compile(r"\{\{\s*([a-z][a-z0-9_.]*)\s*\}\}")
_FORM = re.compile(r"(?:(?<=\{)|,)\s*(count|zero|one|two|few|many|other)\s*:")


class Use(Struct, frozen=True):
    """A name that stands in a text, as a placeholder or as the count of a plural."""

    name: str
    offset: int
    fallback: bool = False
    counted: bool = False


class Fault(Struct, frozen=True):
    """What cannot be read in a text."""

    offset: int
    length: int
    message: str


class Parsed(Struct, frozen=True):
    """A template, the names it uses and what is wrong with it."""

    template: Template
    uses: tuple[Use, ...]
    faults: tuple[Fault, ...]
    doubled: tuple[Use, ...] = ()
    """Names in double braces: nothing is filled in there, whatever other tools do."""


def parse(text: str) -> Parsed:
    """Read a text; what cannot be read is told as faults, with offsets into the text."""
    parser = _Parser(text)
    parser.read(0, len(text), inner=False)
    doubled = tuple(Use(found[1], found.start(1)) for found in _DOUBLED.finditer(text))
    return Parsed(tuple(parser.parts), tuple(parser.uses), tuple(parser.faults), doubled)


class _Parser:
    """Reads one text from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str | Placeholder | Plural] = []
        self.uses: list[Use] = []
        self.faults: list[Fault] = []

    def read(self, at: int, end: int, *, inner: bool) -> None:
        """Read the stretch up to `end`; inside a plural (`inner`) no further plural can stand."""
        while at < end:
            brace = _BRACE.search(self.text, at, end)
            self.literal(self.text[at : brace.start() if brace else end])
            if brace is None:
                return
            at = self.brace(brace.start(), end, inner=inner)

    def brace(self, at: int, end: int, *, inner: bool) -> int:
        """Read what begins with a brace; return where it ends."""
        if self.text[at : at + 2] in ("{{", "}}") and not inner:
            self.literal(self.text[at])
            return at + 2
        if self.text[at] == "}":
            self.fault(at, 1, "this } closes nothing; write }} for the sign itself")
            return at + 1
        if len(self.uses) + len(self.faults) >= MOST:
            self.fault(at, 1, f"this text has more than {MOST} places for answers")
            return end
        close = self.closing(at, end)
        if close is None:
            self.fault(at, 1, "this { is never closed; write {{ for the sign itself")
            return end
        if not _PLURAL.match(self.text, at + 1):
            self.placeholder(at + 1, close)
        elif inner:
            self.fault(at, close + 1 - at, "a plural cannot stand inside a plural")
        else:
            self.plural(at + 1, close)
        return close + 1

    def closing(self, at: int, end: int) -> int | None:
        depth = 0
        for brace in _BRACE.finditer(self.text, at, end):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return brace.start()
        return None

    def placeholder(self, start: int, close: int) -> None:
        name, bar, fallback = self.text[start:close].partition("|")
        offset = start + len(name) - len(name.lstrip())
        name = name.strip()
        if not _NAME.fullmatch(name):
            self.fault(start - 1, close + 2 - start, "between { and } stands the name of a question or fact")
            return
        self.parts.append(Placeholder(name, fallback.strip() if bar else None))
        self.uses.append(Use(name, offset, fallback=bool(bar)))

    def plural(self, start: int, close: int) -> None:
        """Read `count: channels, one: …, other: …`."""
        count, forms = None, {}
        for key, first, last in self.forms(start, close):
            if key == "count":
                count = self.text[first:last].strip()
                self.uses.append(Use(count, self.text.index(count, first), counted=True))
            else:
                forms[key] = self.form(first, last)
        if count is None or not _NAME.fullmatch(count) or not forms:
            self.fault(start - 1, close + 2 - start, "a plural is written {count: name, one: …, other: …}")
            return
        self.parts.append(Plural(count, forms))

    def forms(self, start: int, close: int) -> Iterator[tuple[str, int, int]]:
        """Yield each key of a plural, with the start and end of what it says."""
        found = [match for match in _FORM.finditer(self.text, start, close) if self.outside(start, match.start())]
        ends = [match.start() for match in found[1:]] + [close]
        for match, end in zip(found, ends, strict=True):
            said = self.text[match.end() : end]
            yield match[1], match.end() + len(said) - len(said.lstrip()), match.end() + len(said.rstrip())

    def outside(self, start: int, at: int) -> bool:
        return self.text.count("{", start, at) == self.text.count("}", start, at)

    def form(self, first: int, last: int) -> tuple[str | Placeholder, ...]:
        outer, self.parts = self.parts, []
        self.read(first, last, inner=True)
        form, self.parts = self.parts, outer
        return tuple(part for part in form if not isinstance(part, Plural))

    def literal(self, text: str) -> None:
        if text and self.parts and isinstance(self.parts[-1], str):
            self.parts[-1] += text
        elif text:
            self.parts.append(text)

    def fault(self, offset: int, length: int, message: str) -> None:
        self.faults.append(Fault(offset, length, message))
