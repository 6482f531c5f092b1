"""Free text to a choice: only when it clearly means one; otherwise the nearest is offered, or none."""

import re
from collections.abc import Sequence

from msgspec import Struct
from rapidfuzz import fuzz

from bot.questionnaire.model import Choice
from bot.values.script import plain
from bot.values.text import Template

SURE = 85
"""Likeness, 0 to 100, from which a text counts as meant."""
CLEAR_LEAD = 8
"""By how much the best choice must lead the next one."""
WORTH_ASKING = 62
"""Likeness from which it is worth asking "did you mean …?"."""
SHORT = 3
"""Texts up to this length must match to the letter: two letters are like too many words."""
_CODE = re.compile(r"(?=[\w-]*[A-Z])(?:[a-z-]*[A-Z0-9]){2,}[\w-]*")
"""A word that names a thing by itself: `I2C`, `RS-232`, `GaN`."""


class Match(Struct, frozen=True):
    """The choice that a text means, and whether that is sure."""

    choice: str
    sure: bool


def match(text: str, choices: Sequence[Choice]) -> Match | None:
    """Return the choice that the text means: by number, by id, or by its label in any of the languages."""
    wanted = plain(text)
    if not wanted or not choices:
        return None
    if wanted.isdecimal() and 1 <= int(wanted) <= len(choices) and not _numeric(choices):
        return Match(choices[int(wanted) - 1].id, sure=True)
    spellings = _spellings(choices)
    exact = {choice for spelled, choice in spellings if spelled == wanted}
    if len(exact) == 1:
        return Match(exact.pop(), sure=True)
    return None if len(wanted) <= SHORT else _nearest(wanted, spellings)


def names_exactly(text: str, choices: Sequence[Choice]) -> bool:
    """Tell whether the whole text is one choice's id or label, whatever commas it holds."""
    wanted = plain(text)
    return any(spelled == wanted for spelled, _ in _spellings(choices))


def _nearest(wanted: str, spellings: Sequence[tuple[str, str]]) -> Match | None:
    scores: dict[str, float] = {}
    for spelled, choice in spellings:
        scores[choice] = max(scores.get(choice, 0), _likeness(wanted, spelled))
    (best, score), *rest = sorted(scores.items(), key=lambda item: -item[1])
    lead = score - (rest[0][1] if rest else 0)
    if score >= SURE and lead >= CLEAR_LEAD:
        return Match(best, sure=True)
    return Match(best, sure=False) if score >= WORTH_ASKING else None


def _likeness(wanted: str, spelled: str) -> float:
    """Weigh likeness of the whole and shared words, 0 to 100.

    A few words of a label are as good as the label. A label inside more words is only worth asking about: it may
    stand there with a "not" before it.
    """
    said, written = set(wanted.split()), set(spelled.split())
    if said <= written:
        return 95
    shared = 80.0 if written <= said else 0.7 * fuzz.token_set_ratio(wanted, spelled)
    return max(fuzz.ratio(wanted, spelled), shared)


def _numeric(choices: Sequence[Choice]) -> bool:
    return any(character.isdigit() for spelled, _ in _spellings(choices) for character in spelled)


def _spellings(choices: Sequence[Choice]) -> tuple[tuple[str, str], ...]:
    return tuple((spelled, choice.id) for choice in choices for spelled in _labels(choice))


def _labels(choice: Choice) -> tuple[str, ...]:
    labels = [literal(template) for template in choice.label.by_language.values()]
    codes = {code for label in labels for code in _CODE.findall(label)}
    return (plain(choice.id), *map(plain, labels), *map(plain, codes))


def literal(template: Template) -> str:
    """Return the literal words of a template, without what is filled in."""
    return "".join(part for part in template if isinstance(part, str))
