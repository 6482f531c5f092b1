"""From a question and the tests on it to its cells: here stands which tests meet which type of question."""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from msgspec import Struct

from bot.paths import choices
from bot.paths.axis import FIRST_DAY, LAST_DAY, Axis, bands
from bot.paths.cells import ELSE, Cells, Probe, answered_only, kinds
from bot.paths.crossings import crossings
from bot.paths.names import ValueTest
from bot.questionnaire.condition import (
    InRange,
    OnDate,
    OneOf,
    Picks,
    Ranked,
    Value,
)
from bot.questionnaire.formula import Formula
from bot.questionnaire.model import Choice, DateLimit, Question
from bot.values.text import Text

MOST_VALUES = 1000
"""Whole numbers that are looked at one by one where a formula cannot be turned round."""
_NO_TEXT = Text("", {})
ALWAYS_GIVEN = ("language", "channel")


class Use(Struct, frozen=True):
    """One test of one question's value; `formula` where it looks at a fact made of that value alone."""

    test: ValueTest
    probe: Probe
    formula: Formula | None = None


def axis(question: Question, today: str | None) -> Axis | None:
    """Return the numbers or days that can be answered; None where answers are neither."""
    match question.type:
        case "integer" | "decimal":
            low = -math.inf if question.at_least is None else question.at_least
            high = math.inf if question.at_most is None else question.at_most
            if question.type == "decimal":
                return Axis(low, high)
            low, high = (low if math.isinf(low) else math.ceil(low)), (high if math.isinf(high) else math.floor(high))
            return Axis(low, high, whole=True)
        case "scale":
            return Axis(question.low, question.high, whole=True, by_value=True)
        case "date":
            first, last = _day(question.earliest, today), _day(question.latest, today)
            return Axis(FIRST_DAY if first is None else first, LAST_DAY if last is None else last, whole=True, day=True)
    return None


def _day(limit: DateLimit | None, today: str | None) -> int | None:
    if limit is None:
        return None
    day = limit.day or today
    return None if day is None else date.fromisoformat(day).toordinal() + (0 if limit.day else limit.days_from_today)


def levels(test: ValueTest, today: str | None) -> set[Fraction]:
    """Return every number (for dates: day number) at which a test's answer can change."""
    match test:
        case InRange(range=limits):
            return {Fraction(str(limit)) for limit in limits.cuts()}
        case OnDate(before=before, after=after, within_days=within, older_than_days=older):
            days = [date.fromisoformat(day).toordinal() for day in (before, after) if day is not None]
            if today:
                now = date.fromisoformat(today).toordinal()
                days += [] if within is None else [now - within, now + within]
                days += [] if older is None else [now - older]
            return {Fraction(day) for day in days}
        case OneOf() | Picks() | Ranked():
            return set()
    assert_never(test)


def every_value(numbers: Axis) -> set[Fraction] | None:
    """Return all numbers of an axis; None where they are too many."""
    few = numbers.whole and numbers.high - numbers.low < MOST_VALUES
    return {Fraction(each) for each in range(int(numbers.low), int(numbers.high) + 1)} if few else None


def cuts(uses: Iterable[Use], numbers: Axis, today: str | None) -> set[Fraction]:
    """Return every value of a question at which a test's answer can change."""
    every = every_value(numbers) or set()
    found: set[Fraction] = set()
    for use in uses:
        for level in levels(use.test, today):
            turned = {level} if use.formula is None else crossings(use.formula, level)
            found |= every if turned is None else turned
    return found


def of_question(question: Question, uses: Sequence[Use], today: str | None, *, pieces: int = 1) -> Cells:
    """Return the cells of a question. `pieces` above 1: arithmetic looks at its number, or number of choices, too.

    Raises `TooManyCells`.
    """
    tests = [use.test for use in uses]
    probes = [use.probe for use in uses]
    if (numbers := axis(question, today)) is not None:
        return bands(numbers, cuts(uses, numbers, today), probes, pieces)
    match question.type:
        case "select_one" | "yes_no":
            return kinds(choices.single(question), probes)
        case "select_multiple":
            sized = pieces > 1 or any(use.formula is not None or _counts(use.test) for use in uses)
            return kinds(choices.sets(question, tests, sized=sized), probes, sized=pieces > 1)
        case "rank":
            return kinds(choices.orders([choice.id for choice in question.choices], tests), probes)
        case "note":
            return Cells((), lambda _: -1)
    if named := _named(tests):
        return kinds([(ELSE, 1.0), *((value, 0.0) for value in named)], probes)
    return answered_only()


def _counts(test: ValueTest) -> bool:
    return isinstance(test, Picks) and test.count is not None


def of_given(name: str, uses: Sequence[Use], today: str | None, languages: Sequence[str]) -> Cells:
    """Return the cells of a name that is given at the start: whatever the tests on it can tell apart.

    Languages and channels are expected evenly; nobody is expected to come with a campaign, a product or a trait.
    Raises `TooManyCells`.
    """
    tests = [use.test for use in uses]
    if name == "language":
        values: list[Value] = [*languages]
    else:
        values = [] if name == "owns" else [ELSE, *_named(tests), *_numbers(tests, today)]
    if name == "owns" or any(isinstance(test, Picks | Ranked) for test in tests):
        values += [*_sets(tests), *_rankings(tests)]
    share = 1 / len(values) if name in ALWAYS_GIVEN else 0.0
    return kinds([(value, share) for value in values], [use.probe for use in uses])


def _named(tests: Iterable[ValueTest]) -> list[str]:
    names = [value for test in tests if isinstance(test, OneOf) for value in test.values]
    return list(dict.fromkeys(names))


def _numbers(tests: Sequence[ValueTest], today: str | None) -> list[Value]:
    """Return numbers at, around and between all limits, and days likewise."""
    found: list[Value] = []
    limits = sorted(level for test in tests if isinstance(test, InRange) for level in levels(test, today))
    if limits:
        between = [(low + high) / 2 for low, high in pairwise(limits)]
        found += [float(limit) for limit in (*limits, *between, limits[0] - 1, limits[-1] + 1)]
    days = {int(level) for test in tests if isinstance(test, OnDate) for level in levels(test, today)}
    return found + [date.fromordinal(day + near).isoformat() for day in sorted(days) for near in (-1, 0, 1)]


def _sets(tests: Sequence[ValueTest]) -> list[Value]:
    named = [name for test in tests if isinstance(test, Picks) for name in (*test.any_of, *test.all_of, *test.none_of)]
    ids = dict.fromkeys((*named, *_named(tests), ELSE))
    question = Question(
        id="", type="select_multiple", ask=_NO_TEXT, choices=tuple(Choice(each, _NO_TEXT) for each in ids)
    )
    return [(), *(value for value, _ in choices.sets(question, tests, sized=any(map(_counts, tests))))]


def _rankings(tests: Sequence[ValueTest]) -> list[Value]:
    ranked = [test for test in tests if isinstance(test, Ranked)]
    named = dict.fromkeys(name for test in ranked for name in (test.first, *test.top) if name)
    places = max((place for test in ranked for place in test.top.values()), default=0)
    others = [ELSE * number for number in range(1, places + 2)]
    return [value for value, _ in choices.orders([*named, *others], ranked)] if ranked else []
