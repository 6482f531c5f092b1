"""From what a person typed to a checked value, a guess to confirm, or a misfit with its reason.

Reasons of misfits: `empty`, `too_long` (most characters), `not_a_choice`, `too_few` and `too_many` (how many
choices), `rank_all`, `not_a_number`, `several_numbers`, `not_whole`, `wrong_unit` (the unit wanted), `too_small`,
`too_large` (the limit), `not_a_date`, `too_early`, `too_late` (the day), `not_an_email`, `not_a_phone`,
`no_country_code`, `not_a_place`.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Protocol

from msgspec import Struct

from bot.conversation import contacts, dates
from bot.conversation.matching import SHORT, Match, literal, match, names_exactly
from bot.questionnaire.condition import Value
from bot.questionnaire.model import OTHER, Question
from bot.values.script import ascii_digits, plain
from bot.values.units import convert, resolve

LONGEST_INPUT = 4096
LONGEST_TEXT = 200
LONGEST_LONG_TEXT = 2000
LOCAL_LENGTHS = range(7, 13)
"""How many digits a phone number without its country has."""
_NUMBER = re.compile(r"[-+−]?\d+(?:[.,]\d+)*")
_APART = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,])")
"""Thousands set apart by spaces: `15 000`."""
_TIMES = re.compile(r"\s*(?:(k|thousand|هزار|الف|ألف|آلاف)|(million|میلیون|مليون))(?!\w)", re.IGNORECASE)
"""What multiplies the number before it: `15k`, `15 thousand`."""
_MONEY = {"USD": "$", "EUR": "€", "GBP": "£"}
_BETWEEN = re.compile(r"\s*(?:[,;\n،؛]|\s(?:and|و)\s)\s*")
_CONTROL = {code: None for code in (*range(0x20), 0x7F) if code != ord("\n")}
_YES = frozenset(
    plain(word)
    for word in ("yes", "y", "ok", "okay", "sure", "yep", "بله", "آره", "باشه", "نعم", "اجل", "ايوه", "موافق")
)
_NO = frozenset(plain(word) for word in ("no", "n", "nope", "نه", "خیر", "نخیر", "لا", "كلا"))


class Fits(Struct, frozen=True):
    """A checked value, and the person's own words where it is or holds `other`."""

    value: Value
    other: str | None = None


class Guess(Struct, frozen=True):
    """A value that may have been meant; to be confirmed."""

    value: Value


class Misfit(Struct, frozen=True):
    """Input that the question could not accept, with its reason and what the reason speaks of."""

    reason: str
    detail: str = ""


Reading = Fits | Guess | Misfit


class Read(Protocol):
    """Something that reads what was typed, as `read` does."""

    def __call__(self, question: Question, text: str, *, today: str) -> Reading:
        """Read what was typed as an answer to the question; `today` is an ISO day."""
        ...


def clean(text: str) -> str:
    """Drop control characters (but not line breaks and half spaces) and the white space around."""
    return text.translate(_CONTROL).strip()


def yes_or_no(text: str) -> bool | None:
    """Read a yes or a no in any of three languages; None when it is neither."""
    word = plain(text)
    return True if word in _YES else False if word in _NO else None


def read(question: Question, text: str, *, today: str) -> Reading:
    """Read what was typed as an answer to the question; `today` is an ISO day."""
    text = text.strip()
    if not text:
        return Misfit("empty")
    if len(text) > LONGEST_INPUT:
        return Misfit("too_long", str(LONGEST_INPUT))
    return _READERS[question.type](question, text, today)


def read_draft(question: Question, draft: tuple[str, ...], other: str | None) -> Reading:
    """Read ticks or ranks as an answer: choices in author order, or a whole ranking."""
    if question.type == "rank":
        return Fits(draft) if len(draft) == len(question.choices) else Misfit("rank_all", str(len(question.choices)))
    known = [choice.id for choice in question.choices] + [OTHER]
    value = tuple(choice for choice in known if choice in draft)
    if len(value) < max(question.at_least or 1, 1):
        return Misfit("too_few", f"{max(question.at_least or 1, 1):g}")
    if question.at_most is not None and len(value) > question.at_most:
        return Misfit("too_many", f"{question.at_most:g}")
    return Fits(value, other if OTHER in value else None)


def _select_one(question: Question, text: str, _: str) -> Reading:
    found = match(text, question.choices)
    if found is None:
        if question.other:
            return _own_words(text, (OTHER,), single=True)
        return Misfit("not_a_choice")
    return Fits(found.choice) if found.sure else Guess(found.choice)


def _yes_no(question: Question, text: str, today: str) -> Reading:
    """Read a bare yes or no in any language before the choices' own words: "no" may be labelled "No, only measure"."""
    yes = yes_or_no(text)
    return _select_one(question, text, today) if yes is None else Fits("yes" if yes else "no")


def _own_words(text: str, value: tuple[str, ...], *, single: bool) -> Reading:
    if len(text) > LONGEST_TEXT:
        return Misfit("too_long", str(LONGEST_TEXT))
    return Fits(OTHER if single else value, text)


def _several(question: Question, text: str) -> tuple[list[Match], list[str]]:
    """Return the choices that the parts of a text mean, and the parts that mean none."""
    whole = names_exactly(text, question.choices)
    parts = [text] if whole else list(filter(None, _BETWEEN.split(text)))
    meant = [match(part, question.choices) for part in parts]
    strays = [part for part, choice in zip(parts, meant, strict=True) if choice is None]
    return [choice for choice in meant if choice is not None], strays


def _select_multiple(question: Question, text: str, _: str) -> Reading:
    found, strays = _several(question, text)
    if strays and not found:
        return _own_words(text, (OTHER,), single=False) if question.other else Misfit("not_a_choice")
    own = ", ".join(strays)
    if own and not (question.other and all(meant.sure for meant in found) and len(own) <= LONGEST_TEXT):
        return Misfit("not_a_choice", strays[0])
    draft = tuple(dict.fromkeys([*(meant.choice for meant in found), *([OTHER] if own else [])]))
    if len(draft) > 1 and any(choice.exclusive for choice in question.choices if choice.id in draft):
        return Misfit("too_many", "1")
    reading = read_draft(question, draft, own or None)
    if isinstance(reading, Fits) and not all(meant.sure for meant in found):
        return Guess(reading.value)
    return reading


def _rank(question: Question, text: str, _: str) -> Reading:
    found, strays = _several(question, text)
    if strays:
        return Misfit("not_a_choice", strays[0])
    order = tuple(dict.fromkeys(meant.choice for meant in found))
    if len(order) == len(question.choices) - 1:
        order += tuple(choice.id for choice in question.choices if choice.id not in order)
    reading = read_draft(question, order, None)
    if isinstance(reading, Fits) and not all(meant.sure for meant in found):
        return Guess(reading.value)
    return reading


def _number(question: Question, text: str, _: str) -> Reading:
    text = _APART.sub(lambda apart: re.sub(r"\s", "", apart[0]), ascii_digits(text))
    text = text.replace(_MONEY.get(question.unit or "") or "\0", " ")
    found = _NUMBER.findall(text)
    if not found:
        return Misfit("not_a_number")
    if len(found) > 1:
        return Misfit("several_numbers")
    number = _as_float(found[0])
    if number is None:
        return Misfit("not_a_number")
    before, _, after = text.partition(found[0])
    if times := _TIMES.match(after):
        number, after = number * (1_000 if times[1] else 1_000_000), after[times.end() :]
    if question.unit:
        foreign = any(unicodedata.category(character) == "Sc" for character in text)
        converted = None if foreign else _converted(number, after, question.unit)
        if converted is None:
            return Misfit("wrong_unit", question.unit)
        number, after = converted
    reading = _within(question, number)
    if isinstance(reading, Fits) and (before.strip(" ~≈=:") or _says_more(question, after)):
        return Guess(reading.value)
    return reading


def _converted(number: float, words: str, into: str) -> tuple[float, str] | None:
    """Turn a number with a unit behind it into the wanted one; return it and the words left, None for another unit."""
    whole = words.strip().rstrip(".!")
    if not whole:
        return number, words
    if resolve(whole):
        converted = convert(number, whole, into)
        return None if converted is None else (converted, "")
    first, _, rest = whole.partition(" ")
    converted = convert(number, first.rstrip(",،"), into) if first else None
    return (number, words) if converted is None else (converted, rest)


def _scale(question: Question, text: str, today: str) -> Reading:
    """Read a number of a scale; people also write "8/10" and "8 out of 10"."""
    alone = re.sub(rf"\s*(?:/|\b(?:out of|of|از|من)\b)\s*{question.high}\s*$", "", ascii_digits(text))
    return _number(question, alone, today)


def _says_more(question: Question, words: str) -> bool:
    """Tell whether words behind a number say more than the unit or the question itself: "6 signals" is 6."""
    said = [word for word in plain(words).split() if word != plain(question.unit or "")]
    if not said:
        return False
    asked = {word for template in question.ask.by_language.values() for word in plain(literal(template)).split()}
    return not all(_is_among(asked, word) for word in said)


def _is_among(asked: set[str], word: str) -> bool:
    """Tell whether a word is one of these, perhaps in another number or case: `signal` for `signals`."""
    return word in asked or any(
        len(one) > SHORT and len(word) > SHORT and (word.startswith(one) or one.startswith(word)) for one in asked
    )


def _as_float(written: str) -> float | None:
    """Read a number as people write it: `1,000`, `1.000,5`, `12,5`; a lone comma before three digits groups."""
    written = written.replace("−", "-")
    if "," in written and "." in written:
        decimal = max(written.rfind(","), written.rfind("."))
        written = re.sub("[.,]", "", written[:decimal]) + "." + written[decimal + 1 :]
    elif re.fullmatch(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+", written):
        written = written.replace(",", "")
    else:
        written = written.replace(",", ".")
    try:
        return float(written)
    except ValueError:
        return None


def _within(question: Question, number: float) -> Reading:
    least, most = (question.low, question.high) if question.type == "scale" else (question.at_least, question.at_most)
    if question.type != "decimal" and number != int(number):
        return Misfit("not_whole")
    if least is not None and number < least:
        return Misfit("too_small", f"{least:.12g}")
    if most is not None and number > most:
        return Misfit("too_large", f"{most:.12g}")
    return Fits(number if question.type == "decimal" else int(number))


def _text(question: Question, text: str, _: str) -> Reading:
    most = question.at_most or (LONGEST_TEXT if question.type == "text" else LONGEST_LONG_TEXT)
    return Misfit("too_long", f"{most:g}") if len(text) > most else Fits(text)


def _date(question: Question, text: str, today: str) -> Reading:
    now = date.fromisoformat(today)
    sure = dates.read(text, now)
    day = sure or dates.guess(text, now)
    if day is None:
        return Misfit("not_a_date")
    earliest, latest = (dates.limit(limit, now) for limit in (question.earliest, question.latest))
    if earliest is not None and day < earliest:
        return Misfit("too_early", earliest.isoformat())
    if latest is not None and day > latest:
        return Misfit("too_late", latest.isoformat())
    return Fits(day.isoformat()) if sure else Guess(day.isoformat())


def _email(_: Question, text: str, __: str) -> Reading:
    address = contacts.email(text)
    return Fits(address) if address else Misfit("not_an_email")


def _phone(_: Question, text: str, __: str) -> Reading:
    number = contacts.phone(text)
    if number:
        return Fits(number)
    digits = re.sub(r"\D", "", ascii_digits(text))
    looks_local = digits.startswith("0") and len(digits) in LOCAL_LENGTHS
    return Misfit("no_country_code" if looks_local else "not_a_phone")


def _location(_: Question, text: str, __: str) -> Reading:
    place = contacts.place(text)
    return Fits(place) if place else Misfit("not_a_place")


_READERS: dict[str, Callable[[Question, str, str], Reading]] = {
    "select_one": _select_one,
    "yes_no": _yes_no,
    "select_multiple": _select_multiple,
    "rank": _rank,
    "integer": _number,
    "decimal": _number,
    "scale": _scale,
    "text": _text,
    "long_text": _text,
    "date": _date,
    "email": _email,
    "phone": _phone,
    "location": _location,
}
