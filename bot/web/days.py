"""A day of the Persian calendar, chosen part by part: browsers pick days of the Gregorian one only."""

from collections.abc import Callable
from datetime import date

import jdatetime
from msgspec import Struct

from bot.values.locale import digits

YEARS_AROUND = 100
"""How many years before and after today can be chosen where the question sets no limit."""


class Part(Struct, frozen=True):
    """One part of a day: the name of its field, its label, and what can be chosen, as value and words."""

    name: str
    place: int
    """Where it stands in a day as it is typed."""
    label: str
    options: tuple[tuple[str, str], ...]


def parts(earliest: date | None, latest: date | None, today: date) -> tuple[Part, ...]:
    """Return day, month and year, in the order in which they are said; the years nearest to today come first."""
    here = _year(today)
    first = _year(earliest) if earliest else here - YEARS_AROUND
    last = _year(latest) if latest else here + YEARS_AROUND
    years = sorted(range(first, last + 1), key=lambda year: (abs(year - here), year))
    return (
        Part("day", 2, "روز", tuple(map(_option, range(1, 32)))),
        Part("month", 1, "ماه", tuple((str(place), name) for place, name in enumerate(jdatetime.date.j_months_fa, 1))),
        Part("year", 0, "سال", tuple(map(_option, years))),
    )


def written(field: Callable[[str], str]) -> str:
    """Return the day that is chosen in a form, as it would be typed; empty where no part is."""
    chosen = [field(name) for name in ("year", "month", "day")]
    return "/".join(chosen) if any(chosen) else ""


def _option(number: int) -> tuple[str, str]:
    return str(number), digits(str(number), "fa")


def _year(day: date) -> int:
    year: int = jdatetime.date.fromgregorian(date=day).year
    return year
