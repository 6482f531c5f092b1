"""Days as people write them: ISO, day first, the Persian calendar, and a few words in three languages."""

import re
from datetime import date, timedelta

import jdatetime

from bot.questionnaire.model import DateLimit
from bot.values.script import ascii_digits, plain

_PARTS = re.compile(r"(\d{1,4})[-/.\s](\d{1,2})[-/.\s](\d{1,4})")
_WORDS = {
    0: ("today", "امروز", "اليوم"),
    1: ("tomorrow", "فردا", "غدا"),
    -1: ("yesterday", "دیروز", "امس"),
}
_OFFSETS = {plain(word): days for days, words in _WORDS.items() for word in words}
PERSIAN_YEARS = range(1300, 1500)
GREGORIAN_YEARS = range(1900, 2200)


def read(text: str, today: date) -> date | None:
    """Return the day that a text means, or None. `1405/9/1` is read in the Persian calendar by its year."""
    word = plain(text)
    if word in _OFFSETS:
        return today + timedelta(days=_OFFSETS[word])
    parts = _PARTS.fullmatch(ascii_digits(text).strip())
    if parts is None:
        return None
    first, second, third = (int(part) for part in parts.groups())
    year, month, day = (first, second, third) if len(parts[1]) == len("2026") else (third, second, first)
    try:
        if year in PERSIAN_YEARS:
            return jdatetime.date(year, month, day).togregorian()  # type: ignore[no-any-return]
        return date(year, month, day) if year in GREGORIAN_YEARS else None
    except ValueError:
        return None


def limit(wanted: DateLimit | None, today: date) -> date | None:
    """Return the day of a limit, or None where there is none."""
    if wanted is None:
        return None
    return date.fromisoformat(wanted.day) if wanted.day else today + timedelta(days=wanted.days_from_today)
