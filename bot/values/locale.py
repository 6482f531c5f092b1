"""How each language writes: direction, digits, numbers, money, dates, lists, plural forms, isolation."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import jdatetime
from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
    is_currency,
)

from bot.values.script import ARABIC_DIGITS, PERSIAN_DIGITS

Direction = Literal["ltr", "rtl"]
NBSP = "\u00a0"
_LRI, _FSI, _PDI = "\u2066", "\u2068", "\u2069"
_ASCII = "0123456789"
_NUMBERING = {"fa": ("arabext", PERSIAN_DIGITS), "ar": ("arab", ARABIC_DIGITS)}
# British, because "21 November 2026" and "a, b and c" are read without a second thought everywhere.
_WRITTEN_AS = {"en": "en_GB"}
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_EMBEDDING = re.compile("[\u202a-\u202e]")
_ISOLATES = re.compile("[\u2066-\u2069]")
_OPENING, _CLOSING = frozenset("\u2066\u2067\u2068"), _PDI
_PREFIXES = ("p", "n", "µ", "m", "", "k", "M", "G", "T")
_THOUSAND = 1000
# Nobody says kiloseconds: these grow only downwards.
_SCALED = {"Hz": "T", "S/s": "T", "bit/s": "T", "V": "k", "A": "k", "W": "M", "Ω": "G", "F": "", "H": "", "s": ""}
_SCALED_UNIT = re.compile(f"([{''.join(_PREFIXES)}u]?)({'|'.join(map(re.escape, _SCALED))})")
_EVERYDAY = {
    "fa": {"g": "گرم", "kg": "کیلوگرم", "km": "کیلومتر"},
    "ar": {"g": "غ", "kg": "كغ", "km": "كم"},
}
"""Units of everyday life in the script of the language; those of the laboratory are the same everywhere."""
_COMMA = "، "
_TIGHT = frozenset("°′″'\"")


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    return Locale.parse(_WRITTEN_AS.get(language, language).replace("-", "_"))


def _numbering(language: str) -> str:
    return _NUMBERING[language][0] if language in _NUMBERING else "latn"


@lru_cache(maxsize=64)
def direction(language: str) -> Direction:
    """Return the direction in which a language is written."""
    return "rtl" if _locale(language).text_direction == "rtl" else "ltr"


@lru_cache(maxsize=64)
def _digit_table(language: str) -> dict[int, str]:
    own = _NUMBERING[language][1] if language in _NUMBERING else _ASCII
    return {ord(ascii_digit): digit for ascii_digit, digit in zip(_ASCII, own, strict=True)}


def digits(text: str, language: str) -> str:
    """Return the text with its ASCII digits in the digits of the language; nothing else changes."""
    return text.translate(_digit_table(language))


def left_to_right(text: str, language: str) -> str:
    """Return a code (a phone number, an address, a negative number) that keeps its order in any sentence."""
    return f"{_LRI}{text}{_PDI}" if direction(language) == "rtl" else text


def isolate(text: str, language: str) -> str:
    """Return the text so that it cannot disturb a sentence of this language, nor be disturbed by it.

    It is wrapped where it holds letters of the other direction. Overrides and stray isolates in it are dropped.
    """
    own = direction(language)
    if _EMBEDDING.search(text) or _ISOLATES.search(text):
        text = _EMBEDDING.sub("", text)
        text = text if _balanced(text) else _ISOLATES.sub("", text)
    if all(_STRONG.get(unicodedata.bidirectional(character), own) == own for character in text):
        return text
    return f"{_FSI}{text}{_PDI}"


def isolate_foreign(text: str, language: str) -> str:
    """Return a passage of its own (a book's title, a name) isolated where all its letters are of the other direction.

    A sentence of the language that merely holds a foreign word is left as it is.
    """
    own = direction(language)
    letters = {_STRONG.get(unicodedata.bidirectional(character)) for character in text} - {None}
    return isolate(text, language) if letters and own not in letters else text


def _balanced(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character in _OPENING) - (character == _CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _exact(value: float) -> Decimal:
    # Twelve digits, as facts are rounded: 0.1 + 0.2 is written 0.3.
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.12g}")


@lru_cache(maxsize=4096)
def number(value: float, language: str) -> str:
    """Return a number with the grouping, separators and digits of the language, and no trailing zeros."""
    return _number(_exact(value), language)


def _number(exact: Decimal, language: str) -> str:
    written = format_decimal(
        exact, locale=_locale(language), numbering_system=_numbering(language), decimal_quantization=False
    )
    return _signed(exact, digits(written, language), language)


def _signed(exact: Decimal, written: str, language: str) -> str:
    return left_to_right(written, language) if exact < 0 else written


@lru_cache(maxsize=4096)
def quantity(value: float, unit: str | None, language: str, *, scaled: bool = True) -> str:
    """Return a number with its unit; a currency code is written as money, `%` as per cent.

    `scaled`: 1500 MHz is written as 1.5 GHz. Ask for False where the person has to type in that very unit.
    """
    if unit is None:
        return number(value, language)
    if is_currency(unit):
        return money(value, unit, language)
    if unit == "%":
        return _per_cent(_exact(value) / 100, language)
    exact, unit = _rescaled(_exact(value), unit) if scaled else (_exact(value), unit)
    space = "" if unit in _TIGHT else NBSP
    return _number(exact, language) + space + unit_name(unit, language)


def unit_name(unit: str, language: str) -> str:
    """Return a unit as it stands in a sentence: a currency by its name, anything else as people write it."""
    if is_currency(unit):
        return str(get_currency_name(unit, 2, _locale(language)))
    return _EVERYDAY.get(language, {}).get(unit) or isolate(unit, language)


def _rescaled(value: Decimal, unit: str) -> tuple[Decimal, str]:
    matched = _SCALED_UNIT.fullmatch(unit)
    if matched is None or value == 0 or 1 <= abs(value) < _THOUSAND:
        return value, unit
    base = matched[2]
    place, top = _PREFIXES.index(matched[1].replace("u", "µ")), _PREFIXES.index(_SCALED[base])
    while abs(value) >= _THOUSAND and place < top:
        value, place = value / _THOUSAND, place + 1
    while abs(value) < 1 and place > 0:
        value, place = value * _THOUSAND, place - 1
    return value, _PREFIXES[place] + base


@lru_cache(maxsize=4096)
def money(value: float, currency: str, language: str) -> str:
    """Return an amount of money: with a symbol from left to right, with the name of the currency otherwise.

    Whole amounts carry no decimals. `currency` is an ISO 4217 code.
    """
    exact = _exact(value)
    places = get_currency_precision(currency) if exact % 1 else 0
    if direction(language) == "ltr":
        return _symbolised(exact, currency, places, language)
    rounded = round(exact, places)
    pattern = "#,##0." + "0" * places if places else "#,##0"
    written = format_decimal(rounded, pattern, _locale(language), numbering_system=_numbering(language))
    amount = _signed(rounded, digits(written, language), language)
    return f"{amount}{NBSP}{_currency_word(currency, rounded, _locale(language))}"


def _symbolised(amount: Decimal, currency: str, places: int, language: str) -> str:
    # American symbols in English: "$", not "US$", is what a shop there and elsewhere writes.
    locale = Locale.parse(language.replace("-", "_"))
    pattern = locale.currency_formats["standard"].pattern.split(";")[0]
    pattern = pattern.replace(".00", "." + "0" * places if places else "")
    if str(get_currency_symbol(currency, locale))[-1].isalpha():
        # What is spelt in letters stands apart from the figure: AED 300, but $300.
        pattern = pattern.replace("¤#", f"¤{NBSP}#")
    return str(format_currency(amount, currency, pattern, locale, currency_digits=False))


def _currency_word(currency: str, amount: Decimal, locale: Locale) -> str:
    symbol = str(get_currency_symbol(currency, locale))
    spelled = symbol.isalpha() and unicodedata.bidirectional(symbol[0]) == "AL"
    return symbol if spelled else str(get_currency_name(currency, amount, locale))


def percent(share: float, language: str) -> str:
    """Return a share (0 to 1 and beyond) in whole per cent; only a whole share is 100 %, only nothing is 0 %."""
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return _per_cent(Decimal(whole) / 100, language)


def _per_cent(share: Decimal, language: str) -> str:
    written = format_percent(
        share, locale=_locale(language), numbering_system=_numbering(language), decimal_quantization=False
    )
    written = written.replace("%", "٪") if language in _NUMBERING else written
    return _signed(share, digits(written, language), language)


def day(iso_date: str, language: str) -> str:
    """Return a day (`2026-11-21`) as the language writes it: in Persian by the Persian calendar."""
    when = date.fromisoformat(iso_date)
    if language == "fa":
        persian = jdatetime.date.fromgregorian(date=when)
        month = jdatetime.date.j_months_fa[persian.month - 1]
        return digits(f"{persian.day} {month} {persian.year}", language)
    return digits(str(format_date(when, "long", locale=_locale(language))), language)


def plural_category(count: float, language: str) -> str:
    """Return the plural category (`one`, `few`, `other`, …) that the language uses for a count."""
    return str(_locale(language).plural_form(_exact(count)))


def plural_categories(language: str) -> tuple[str, ...]:
    """Return every plural category of the language; `other` comes last."""
    return (*sorted(_locale(language).plural_form.tags), "other")


def listing(items: Sequence[str], language: str) -> str:
    """Return the items as one phrase: `a, b and c`."""
    if language == "fa" and len(items) > 1:
        # Unicode's data put a comma before the last "and" too; Persian does not.
        return f"{_COMMA.join(items[:-1])} و {items[-1]}"
    return str(format_list(list(items), locale=_locale(language))) if items else ""
