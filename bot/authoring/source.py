"""A file as text with places: read under limits, and any stretch of it told as file, line and column."""

import re
from bisect import bisect_right
from functools import cached_property
from pathlib import Path

from bot.authoring.problem import Place, Problems

LARGEST = 1024 * 1024
"""Bytes of one file."""
LONGEST_LINE = 10_000
"""Characters of one line."""
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

_TOO_LONG = re.compile(rf"^.{{{LONGEST_LINE + 1}}}", re.MULTILINE)


class Source:
    """The text of one file, and the name under which problems speak of it."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def place(self, start: int, end: int | None = None) -> Place:
        """Return the place of the characters from `start` to `end`, as far as they stand on one line."""
        start = min(max(start, 0), len(self.text))
        line = bisect_right(self._line_starts, start) - 1
        first, last = self.line_span(line)
        length = (start + 1 if end is None else min(end, last)) - start
        return Place(self.file, line + 1, start - first + 1, max(length, 1), self.text[first:last])

    def line_span(self, line: int) -> tuple[int, int]:
        """Return where a line starts and ends; lines count from 0 here, as parsers count them."""
        starts = self._line_starts
        if line >= len(starts):
            return len(self.text), len(self.text)
        end = starts[line + 1] - 1 if line + 1 < len(starts) else len(self.text)
        return starts[line], end

    def line_at(self, index: int) -> int:
        """Return the number of the line, from 1, in which a character stands."""
        return bisect_right(self._line_starts, index)


class _Unusable(Exception):
    """Why a file cannot be used, and where in it that shows."""

    def __init__(self, sentence: str, place: Place | None = None) -> None:
        super().__init__(sentence)
        self.place = place


def read_source(path: Path, root: Path, problems: Problems, largest: int = LARGEST) -> Source | None:
    """Read a file below `root`; None, and a problem that says why, when it cannot be used."""
    file = path.as_posix()
    try:
        return _decoded(file, _body(path, root, largest))
    except _Unusable as why:
        problems.error(why.place or Place(file), "unreadable", str(why))
        return None


def _body(path: Path, root: Path, largest: int) -> bytes:
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise _Unusable("this leads out of the folder; copy the file into it")
        if not path.is_file():
            raise _Unusable("this is not a file")
        with path.open("rb") as opened:
            body = opened.read(largest + 1)
    except (OSError, RuntimeError, ValueError) as failure:
        reason = getattr(failure, "strerror", None) or str(failure)
        raise _Unusable(f"this file cannot be opened: {reason}") from failure
    if len(body) > largest:
        raise _Unusable(f"this file is larger than {largest // 1024:,} KB; nobody writes that much by hand")
    if body.startswith(_UTF16):
        raise _Unusable("this file is saved as UTF-16; save it as UTF-8")
    return body.removeprefix(_BOM)


def _decoded(file: str, body: bytes) -> Source:
    try:
        text = body.decode()
    except UnicodeDecodeError as failure:
        readable = Source(file, _with_one_break(body[: failure.start].decode()))
        place = readable.place(len(readable.text))
        raise _Unusable("from here on this is not UTF-8 text; save the file as UTF-8", place) from failure
    source = Source(file, _with_one_break(text))
    long = _TOO_LONG.search(source.text)
    if long:
        raise _Unusable(f"this line is longer than {LONGEST_LINE:,} characters", source.place(long.start()))
    found = _INVISIBLE.search(source.text)
    if found:
        sign = f"U+{ord(found[0]):04X}"
        raise _Unusable(f"an invisible character ({sign}) stands here; delete it", source.place(found.start()))
    return source


def _with_one_break(text: str) -> str:
    """Return the text with one sign for a new line, whatever system it was written on."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
