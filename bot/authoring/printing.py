"""Problems as a person reads them in a terminal, and as machines read them: GitHub's annotations, JSON."""

import unicodedata
from collections.abc import Iterable

import msgspec

from bot.authoring.problem import Place, Problem

_WIDTH = 100
"""How much of a line is shown."""
_WIDE = ("W", "F")


def printed(problems: Iterable[Problem]) -> str:
    """Return each problem with its line, a caret under exactly the wrong word, and what was probably meant."""
    return "\n\n".join(_shown(problem) for problem in problems)


def as_github(problems: Iterable[Problem]) -> str:
    """Return annotations that GitHub shows beside the lines of a change."""
    return "\n".join(_annotation(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Return a JSON list of the problems."""
    return msgspec.json.format(msgspec.json.encode([_plain(problem) for problem in problems]), indent=2).decode()


def summary(problems: Iterable[Problem]) -> str:
    """Return one line that counts: `2 errors, 1 warning`."""
    found = [problem.severity for problem in problems]
    counts = [(found.count("error"), "error"), (found.count("warning"), "warning")]
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count) or "no problems"


def where(place: Place) -> str:
    """Return a place as editors and terminals understand it."""
    return f"{place.file}:{place.line}:{place.column}" if place.line else place.file


def _shown(problem: Problem) -> str:
    lines = [f"{where(problem.place)}: {problem.severity}: {problem.message}  [{problem.code}]"]
    meant = f"did you mean '{problem.suggestion}'?" if problem.suggestion else ""
    margin = 5
    if problem.place.line:
        text, before, under = _excerpt(problem.place)
        number = str(problem.place.line)
        margin = max(margin, len(number) + 2)
        lines.append(f"{number:>{margin - 1}} | {text}")
        lines.append(f"{'':>{margin - 1}} | {' ' * before}{'^' * under} {meant}".rstrip())
    elif meant:
        lines.append(f"{'':>{margin}}{meant}")
    if problem.context:
        lines.append(f"{'':>{margin}}= {problem.context}")
    return "\n".join(lines)


def _excerpt(place: Place) -> tuple[str, int, int]:
    """Return the line, or the part of a long one around the place; the columns before the place, and under it."""
    start, end = place.column - 1, place.column - 1 + place.length
    cut = max(0, min(start - _WIDTH // 3, len(place.text) - _WIDTH))
    shown = place.text[cut : cut + _WIDTH]
    head = "…" if cut else ""
    tail = "…" if cut + _WIDTH < len(place.text) else ""
    before = columns(head + place.text[cut:start])
    under = max(columns(place.text[start : min(end, cut + _WIDTH)]), 1)
    return (head + shown + tail).replace("\t", " "), before, under


def columns(text: str) -> int:
    """Return how many columns of a terminal a text fills: none for marks and joiners, two for wide signs."""
    return sum(_columns_of(sign) for sign in text)


def _columns_of(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1


def _annotation(problem: Problem) -> str:
    place = problem.place
    fields = {"file": place.file}
    if place.line:
        fields |= {"line": str(place.line), "col": str(place.column), "endColumn": str(place.column + place.length)}
    fields["title"] = problem.code
    meant = f"did you mean '{problem.suggestion}'?" if problem.suggestion else None
    said = "; ".join(part for part in (problem.message, meant, problem.context) if part)
    properties = ",".join(f"{key}={_escaped(value, ',:')}" for key, value in fields.items())
    return f"::{problem.severity} {properties}::{_escaped(said)}"


def _escaped(text: str, more: str = "") -> str:
    for sign in "%\r\n" + more:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _plain(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "length": place.length,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "suggestion": problem.suggestion,
        "context": problem.context,
    }
