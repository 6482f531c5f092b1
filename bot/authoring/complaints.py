"""What YAML's own complaints mean for somebody who does not know YAML, and the place to look at."""

import re
from collections.abc import Callable

import yaml
from msgspec import Struct

from bot.authoring.source import Source

QUOTES = "put the whole text in quotes"
_COMMENT = re.compile(r"\s#")
_MERGED = re.compile(r"<<<<<<<|=======|>>>>>>>")
_OPENS = re.compile(r"(?:^|[\s,{\[])[\"']$")
"""What stands before a quote, and the quote, where a text begins."""
_WORD = re.compile(r"[^\s,\]}]+")


class Complaint(Struct, frozen=True):
    """A sentence about the characters from `start` to `end` of a file."""

    start: int
    end: int
    message: str
    code: str = "yaml"


_Explain = Callable[[Source, int, int], Complaint]
"""From the file, where the reader stopped, and where the thing it was reading began."""


def explained(failure: yaml.MarkedYAMLError, source: Source, base: int) -> Complaint:
    """Turn a complaint of the YAML reader into ours; `base` is where in the file its text started."""
    said = failure.problem or ""
    at = _index(failure.problem_mark, source, base)
    opened = _index(failure.context_mark, source, base)
    special = _merging(source, at) or _left_open(source, at)
    if special is not None:
        return special
    for pattern, explain in _MEANINGS:
        if re.search(pattern, f"{failure.context or ''}: {said}"):
            return explain(source, at, opened)
    return Complaint(at, at + 1, f"this cannot be read as YAML: {said or failure}")


def _merging(source: Source, at: int) -> Complaint | None:
    """Explain what a version control leaves behind where two people changed the same line."""
    number = source.line_at(at) - 1
    for line in (number, max(number - 1, 0)):
        start, end = source.line_span(line)
        if _MERGED.match(source.text, start, end):
            message = "two versions of this file were put together here; keep one of them, and delete this line"
            return Complaint(start, end, message)
    return None


def _left_open(source: Source, at: int) -> Complaint | None:
    """Explain a quote that is closed by one that was to open another text, lines further down."""
    start, _ = source.line_span(source.line_at(at) - 1)
    before = source.text[start:at].rstrip()
    if not _OPENS.search(before):
        return None
    closing = start + len(before) - 1
    sign, opening = source.text[closing], closing
    while (opening := source.text.rfind(sign, 0, opening)) >= 0:
        first, end = source.line_span(source.line_at(opening) - 1)
        if first < start and _OPENS.search(source.text[first : opening + 1]):
            return Complaint(
                opening, end, "the quote opened here is not closed on this line; close it where the text ends"
            )
    return None


def _index(mark: yaml.Mark | None, source: Source, base: int) -> int:
    return min(base + mark.index, len(source.text)) if mark else base


def _colon(source: Source, at: int, _opened: int) -> Complaint:
    """Explain a ': ' where none can stand: in the middle of a text, or on a line that does not fit."""
    number = source.line_at(at) - 1
    start, _ = source.line_span(number)
    if re.search(r":\s", source.text[start:at]):
        return Complaint(at, at + 1, f"': ' inside a text ends it for YAML; {QUOTES}")
    above_start, above_end = source.line_span(max(number - 1, 0))
    stuck = re.match(r"\s*[\w-]+(:)[^\s:]", source.text[above_start:above_end])
    if stuck and number:
        return Complaint(above_start + stuck.start(1), above_start + stuck.end(1), "a blank is missing after ':'")
    word = re.compile(r"\s*").match(source.text, start)
    first = word.end() if word else start
    return Complaint(first, at, "this line is indented deeper than the line above it allows")


def _first_sign(source: Source, at: int, _opened: int) -> Complaint:
    sign = source.text[at : at + 1]
    if sign == "\t":
        return Complaint(at, at + 1, "a tab stands here; indent with blanks")
    return Complaint(at, at + 1, f"a text cannot begin with '{sign}'; {QUOTES}")


def _bracket(source: Source, at: int, opened: int) -> Complaint:
    """Explain a bracket that does not end, or something in it that does not belong there."""
    if source.text[opened : opened + 1] not in ("{", "["):
        opened = max(source.text.rfind("{", 0, at), source.text.rfind("[", 0, at), 0)
    sign = source.text[opened : opened + 1]
    if source.line_at(at) != source.line_at(opened) or at >= len(source.text):
        cut = _COMMENT.search(source.text, opened, source.line_span(source.line_at(opened) - 1)[1])
        why = "; what follows # is a comment, unless it stands in quotes" if cut else ""
        return Complaint(opened, opened + 1, f"the bracket {sign} opened here is never closed{why}")
    if source.text[at : at + 1] == ":":
        return Complaint(at, at + 1, f"': ' inside a text ends it for YAML; {QUOTES}")
    wanted = "}" if sign == "{" else "]"
    return Complaint(at, _word_end(source, at), f"a comma or {wanted} is missing before this")


def _key(source: Source, at: int, _opened: int) -> Complaint:
    """Explain a line that is no entry: a text that goes on after its end, or one that is indented wrongly."""
    start, _ = source.line_span(source.line_at(at) - 1)
    before = source.text[start:at].rstrip()
    if before.endswith(("}", "]", '"', "'")):
        return Complaint(at, _word_end(source, at), f"the text ended before this; {QUOTES}")
    return Complaint(
        at, _word_end(source, at), "this line does not stand under the lines it belongs to; indent it as they are"
    )


def _no_colon(source: Source, _at: int, opened: int) -> Complaint:
    _, end = source.line_span(source.line_at(opened) - 1)
    stuck = source.text.find(":", opened, end)
    if stuck > 0:
        return Complaint(stuck, stuck + 1, "a blank is missing after ':'")
    return Complaint(opened, end, "this line has no ':'; if it continues the text above, indent it deeper")


def _alias(source: Source, at: int, opened: int) -> Complaint:
    start = opened if source.text[opened : opened + 1] in ("*", "&") else at
    sign = source.text[start : start + 1]
    return Complaint(start, _word_end(source, start), f"a text cannot begin with '{sign}'; {QUOTES}", "no-yaml-magic")


def _quote(source: Source, _at: int, opened: int) -> Complaint:
    _, end = source.line_span(source.line_at(opened) - 1)
    return Complaint(opened, end, "the quote opened here is never closed")


def _escape(source: Source, at: int, _opened: int) -> Complaint:
    start = source.text.rfind("\\", 0, at + 1)
    wrong = source.text[start : start + 2]
    return Complaint(start, start + 2, f"{wrong} means nothing inside double quotes; use single quotes")


def _here(message: str) -> _Explain:
    return lambda source, at, _opened: Complaint(at, _word_end(source, at), message)


def _word_end(source: Source, start: int) -> int:
    word = _WORD.match(source.text, start)
    return word.end() if word else start + 1


_MEANINGS: tuple[tuple[str, _Explain], ...] = (
    ("mapping values are not allowed", _colon),
    ("cannot start any token", _first_sign),
    ("mapping keys are not allowed", _first_sign),
    ("an alias|an anchor|undefined alias", _alias),
    ("flow (mapping|sequence|node)", _bracket),
    ("quoted scalar: found unexpected", _quote),
    ("escape|hexdecimal", _escape),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _key),
    ("expected '-' indicator", _here("the lines above are a list, and this one does not begin with '-'")),
    (
        "block sequence entries",
        _here("a list begins on a line of its own; a text that begins with '-' stands in quotes"),
    ),
    ("block scalar", _here("the text after | or > begins on the next line")),
    ("single document|document start", _here("one file holds one document; delete what begins here")),
    ("expected node content", _here("a value was expected here; a text that begins with this sign stands in quotes")),
)
"""What a complaint contains, and what explains it; the first that fits."""
