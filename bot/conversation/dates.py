"""Days as people write them: in figures, with the name of a month, or counted from today, in three languages."""

import re
from datetime import date, timedelta
from functools import cache

import jdatetime
from babel import Locale

from bot.questionnaire.model import DateLimit
from bot.values.script import ascii_digits, plain

_PARTS = re.compile(r"(\d{1,4})[-/.\s](\d{1,2})[-/.\s](\d{1,4})")
_WORDS = {
    0: ("today", "امروز", "اليوم"),
    1: ("tomorrow", "فردا", "غدا"),
    -1: ("yesterday", "دیروز", "امس"),
}
_OFFSETS = {plain(word): days for days, words in _WORDS.items() for word in words}
_SPANS = {
    1: "day days روز يوم أيام يوما",
    2: "يومين",
    7: "week weeks هفته أسبوع أسابيع الأسبوع",
    14: "أسبوعين",
    30: "month months ماه شهر أشهر شهور الشهر",
    60: "شهرين",
    365: "year years سال سنة سنوات السنة",
}
_DAYS = {plain(word): days for days, words in _SPANS.items() for word in words.split()}
_COUNTS = {1: "a an one یک", 2: "two دو", 3: "three سه ثلاثة ثلاث", 4: "four چهار أربعة أربع"}
_COUNTED = {plain(word): count for count, words in _COUNTS.items() for word in words.split()}
_WAYS = {-1: "ago last پیش قبل منذ الماضي", 1: "in next دیگر آینده بعد القادم"}
_WAY = {plain(word): way for way, words in _WAYS.items() for word in words.split()}
_FILLERS = frozenset(map(plain, ("of", "the", "ماه", "شهر", "سال", "سنة")))
_PARTS_OF_MONTH = {
    5: "early start beginning اوایل اول أوائل بداية",
    15: "mid middle وسط اواسط منتصف",
    25: "late end اواخر آخر أواخر نهاية",
}
_PART_OF_MONTH = {plain(word): day for day, words in _PARTS_OF_MONTH.items() for word in words.split()}
_ABOUT = frozenset(map(plain, ("about", "around", "roughly", "some", "حدود", "تقریبا", "حوالی", "نحو", "تقريبا")))
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|م)\b")
PERSIAN_YEARS = range(1300, 1500)
GREGORIAN_YEARS = range(1900, 2200)


def read(text: str, today: date) -> date | None:
    """Return the day that a text means, or None. `1405/9/1` is read in the Persian calendar by its year."""
    word = plain(text)
    if word in _OFFSETS:
        return today + timedelta(days=_OFFSETS[word])
    parts = _PARTS.fullmatch(ascii_digits(text).strip())
    if parts is None:
        return _counted(word, today) or _named(word, today, None)
    first, second, third = (int(part) for part in parts.groups())
    year, month, day = (first, second, third) if len(parts[1]) == len("2026") else (third, second, first)
    return _day(year, month, day)


def guess(text: str, today: date) -> date | None:
    """Return a day in the month that a text means, where it names no day: early in it, late in it, or its middle."""
    words = [word for word in plain(text).split() if word not in _ABOUT]
    part = next((word for word in words if word in _PART_OF_MONTH), "mid")
    return _named(" ".join(word for word in words if word != part), today, _PART_OF_MONTH[part])


def limit(wanted: DateLimit | None, today: date) -> date | None:
    """Return the day of a limit, or None where there is none."""
    if wanted is None:
        return None
    return date.fromisoformat(wanted.day) if wanted.day else today + timedelta(days=wanted.days_from_today)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        if year in PERSIAN_YEARS:
            return jdatetime.date(year, month, day).togregorian()  # type: ignore[no-any-return]
        return date(year, month, day) if year in GREGORIAN_YEARS else None
    except ValueError:
        return None


def _counted(said: str, today: date) -> date | None:
    """Read `two weeks ago`, `last month`: a way to go, a span, and perhaps how many of them."""
    ways, spans, counts = [], [], []
    for word in said.split():
        if word in _ABOUT:
            continue
        if word in _WAY:
            ways.append(_WAY[word])
        elif word in _DAYS:
            spans.append(_DAYS[word])
        elif word in _COUNTED or re.fullmatch(r"\d{1,3}", word):
            counts.append(_COUNTED[word] if word in _COUNTED else int(word))
        else:
            return None
    if len(ways) != 1 or len(spans) != 1 or len(counts) > 1:
        return None
    return today + timedelta(days=ways[0] * spans[0] * (counts[0] if counts else 1))


def _named(said: str, today: date, day: int | None) -> date | None:
    """Read `1 October 2026` or `15 مهر`; `day` stands for one that is not named."""
    name = next((name for name in _months() if f" {name} " in f" {said} "), None)
    if name is None:
        return None
    rest = [word for word in _ORDINAL.sub("", f" {said} ".replace(f" {name} ", " ", 1)).split() if word not in _FILLERS]
    years = [int(word) for word in rest if re.fullmatch(r"\d{4}", word)]
    days = [int(word) for word in rest if re.fullmatch(r"\d{1,2}", word)]
    if len(years) + len(days) < len(rest) or len(years) > 1 or len(days) > 1 or bool(days) == (day is not None):
        return None
    persian, month = _months()[name]
    here = jdatetime.date.fromgregorian(date=today).year if persian else today.year
    near = [_day(year, month, days[0] if days else day or 1) for year in (years or (here - 1, here, here + 1))]
    return min((one for one in near if one), key=lambda one: abs(one - today), default=None)


@cache
def _months() -> dict[str, tuple[bool, int]]:
    """Return the months by their names in one plain form: whether they are Persian, and their number."""
    names = {plain(name): (True, place) for place, name in enumerate(jdatetime.date.j_months_fa, 1)}
    for language in ("en", "fa", "ar", "ar_SY"):
        for width in ("wide", "abbreviated"):
            for place, name in Locale.parse(language).months["format"][width].items():
                names.setdefault(plain(name), (False, place))
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))
