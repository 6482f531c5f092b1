"""The names and texts of a workbook as those of a questionnaire: ids, places for answers, labels that differ."""

import re
from collections.abc import Callable, Iterable
from itertools import chain, count

from bot.authoring.rules.looks_like_command import buttons
from bot.authoring.rules.text_too_long import LONGEST
from bot.authoring.xpath import Named
from bot.values.script import plain as typed

_REF = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_BLANK = "…"
"""Stands where a text refers to what has no counterpart."""
_LONGEST_ID = 28


def id_of(name: str, taken: Iterable[str], *, digits: bool = False, dash: str = "_") -> str:
    """Return a name as an id that is not taken; `digits`: it may begin with one."""
    plain = re.sub(r"[^a-z0-9]+", dash, name.casefold()).strip(dash)
    if not plain or not (digits or plain[0].isalpha()):
        plain = f"q{dash}{plain}".rstrip(dash)
    plain, used, number = plain[:_LONGEST_ID].rstrip(dash), set(taken), 2
    found = plain
    while found in used:
        found, number = f"{plain}{dash}{number}", number + 1
    return found


def references(text: str) -> list[str]:
    """Return the names to which a text refers."""
    found: list[str] = _REF.findall(text)
    return found


def escaped(text: str) -> str:
    """Return a text in which no brace means anything, in one line."""
    return re.sub(r"\s+", " ", text).replace("{", "{{").replace("}", "}}")


def filled(text: str, named: Callable[[str], Named | None]) -> str:
    """Return a text with its references as places for answers; what they refer to may be missing."""
    parts = _REF.split(text)
    for place in range(1, len(parts), 2):
        answer = named(parts[place])
        parts[place] = _BLANK if answer is None else f"{{{answer.id}|{_BLANK}}}"
    parts[::2] = map(escaped, parts[::2])
    return "".join(parts).strip()


def too_long(text: str) -> str | None:
    """Return a sentence about a text that no message holds, None for any other."""
    return f"it has {len(text):,} characters, and a message holds {LONGEST:,}" if len(text) > LONGEST else None


def distinct(labels: Iterable[tuple[str, str]], language: str) -> list[str]:
    """Return labels that can be told apart when they are typed, from each other and from the bot's own buttons.

    `labels`: each with the name of its choice, which stands behind it where that is needed.
    """
    taken, found = {*buttons(language)}, []
    for name, label in labels:
        plain = " ".join(_REF.sub(_BLANK, label).split()) or name
        tries = chain((plain, f"{plain} ({name})"), (f"{plain} ({name} {number})" for number in count(2)))
        own = next(each for each in tries if typed(each) not in taken)
        taken.add(typed(own))
        found.append(escaped(own))
    return found
