"""Free text to a choice: only when it clearly means one; otherwise the nearest is offered, or none."""

from collections.abc import Sequence

from msgspec import Struct
from rapidfuzz import fuzz, process

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


class Match(Struct, frozen=True):
    """The choice that a text means, and whether that is sure."""

    choice: str
    sure: bool


def match(text: str, choices: Sequence[Choice]) -> Match | None:
    """Return the choice that the text means: by number, by id, or by its label in any of the languages."""
    wanted = plain(text)
    if not wanted:
        return None
    if wanted.isdecimal() and 1 <= int(wanted) <= len(choices) and not _numeric(choices):
        return Match(choices[int(wanted) - 1].id, sure=True)
    spellings = _spellings(tuple(choices))
    exact = {choice for spelled, choice in spellings if spelled == wanted}
    if len(exact) == 1:
        return Match(exact.pop(), sure=True)
    return None if len(wanted) <= SHORT else _nearest(wanted, spellings)


def _nearest(wanted: str, spellings: Sequence[tuple[str, str]]) -> Match | None:
    scores: dict[str, float] = {}
    found = process.extract(wanted, [spelled for spelled, _ in spellings], scorer=_likeness, limit=None)
    for _, score, place in found:
        choice = spellings[place][1]
        scores[choice] = max(scores.get(choice, 0), score)
    (best, score), *rest = sorted(scores.items(), key=lambda item: -item[1])
    lead = score - (rest[0][1] if rest else 0)
    if score >= SURE and lead >= CLEAR_LEAD:
        return Match(best, sure=True)
    return Match(best, sure=False) if score >= WORTH_ASKING else None


def _likeness(first: str, second: str, **_: object) -> float:
    """Weigh whole likeness and shared words: a label's one telling word is enough, a stray syllable is not."""
    return max(fuzz.ratio(first, second), 0.95 * fuzz.token_set_ratio(first, second))


def _numeric(choices: Sequence[Choice]) -> bool:
    return any(character.isdigit() for spelled, _ in _spellings(tuple(choices)) for character in spelled)


def _spellings(choices: tuple[Choice, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((spelled, choice.id) for choice in choices for spelled in _labels(choice))


def _labels(choice: Choice) -> tuple[str, ...]:
    return (plain(choice.id), *(plain(literal(template)) for template in choice.label.by_language.values()))


def literal(template: Template) -> str:
    """Return the literal words of a template, without what is filled in."""
    return "".join(part for part in template if isinstance(part, str))
