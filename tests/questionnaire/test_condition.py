"""Conditions: every row of the format's table, and Kleene's logic with the unknown."""

import itertools

import pytest

from bot.questionnaire.condition import (
    All,
    Answered,
    Any,
    Condition,
    InRange,
    InSegment,
    Known,
    Not,
    OnDate,
    OneOf,
    Picks,
    Range,
    Ranked,
    Truth,
)
from bot.questionnaire.model import Segment
from tests.making import compiled, question

T: Condition = OneOf("yes", ("y",))
F: Condition = OneOf("yes", ("n",))
U: Condition = OneOf("unanswered", ("y",))
TRUTHS: dict[Truth, Condition] = {True: T, False: F, None: U}
KNOWN: Known = {
    "yes": "y",
    "one": "a",
    "several": ("a", "b"),
    "number": 5,
    "order": ("price", "service", "quality"),
    "date": "2026-11-01",
    "today": "2026-11-21",
    "language": "fa",
}


def holds(condition: Condition, known: Known = KNOWN) -> Truth:
    return compiled(question("a"), segments=(Segment("in", T), Segment("out", F))).condition(condition)(known)


def kleene_and(*parts: Truth) -> Truth:
    return False if False in parts else None if None in parts else True


def kleene_or(*parts: Truth) -> Truth:
    return True if True in parts else None if None in parts else False


@pytest.mark.parametrize("parts", list(itertools.product((True, False, None), repeat=3)))
def test_and_and_or_follow_kleene_with_every_mixture_of_three(parts: tuple[Truth, ...]) -> None:
    conditions = tuple(TRUTHS[part] for part in parts)
    assert holds(All(conditions)) is kleene_and(*parts)
    assert holds(Any(conditions)) is kleene_or(*parts)


@pytest.mark.parametrize(("part", "negated"), [(True, False), (False, True), (None, None)])
def test_not_keeps_the_unknown(part: Truth, negated: Truth) -> None:
    assert holds(Not(TRUTHS[part])) is negated


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        (OneOf("one", ("a",)), True),
        (OneOf("one", ("b", "c")), False),
        (OneOf("one", ("b", "a")), True),
        (OneOf("language", ("fa",)), True),
        (OneOf("campaign", ("spring",)), None),
        (Picks("several", any_of=("b", "c")), True),
        (Picks("several", any_of=("c",)), False),
        (Picks("several", all_of=("a", "b")), True),
        (Picks("several", all_of=("a", "c")), False),
        (Picks("several", none_of=("c",)), True),
        (Picks("several", none_of=("a",)), False),
        (Picks("several", count=Range(at_least=2)), True),
        (Picks("several", any_of=("a",), count=Range(at_most=1)), False),
        (Picks("nothing", none_of=("a",)), None),
        (InRange("number", Range(is_=5)), True),
        (InRange("number", Range(at_least=5, at_most=5)), True),
        (InRange("number", Range(above=5)), False),
        (InRange("number", Range(below=5)), False),
        (InRange("number", Range(below=5.5, above=4.5)), True),
        (InRange("nothing", Range(is_=5)), None),
        (Ranked("order", first="price"), True),
        (Ranked("order", first="quality"), False),
        (Ranked("order", top={"service": 2}), True),
        (Ranked("order", top={"quality": 2}), False),
        (OnDate("date", before="2026-11-02"), True),
        (OnDate("date", before="2026-11-01"), False),
        (OnDate("date", after="2026-10-31"), True),
        (OnDate("date", after="2026-11-01"), False),
        (OnDate("date", within_days=20), True),
        (OnDate("date", within_days=19), False),
        (OnDate("date", older_than_days=19), True),
        (OnDate("date", older_than_days=20), False),
        (OnDate("nothing", within_days=3), None),
        (Answered(("one", "number")), True),
        (Answered(("one", "nothing")), False),
        (InSegment(("in",)), True),
        (InSegment(("in", "out")), False),
    ],
)
def test_each_test_of_the_format_says_yes_no_or_unknown(condition: Condition, truth: Truth) -> None:
    assert holds(condition) is truth


def test_within_days_looks_forward_too() -> None:
    assert holds(OnDate("date", within_days=3), {"date": "2026-11-24", "today": "2026-11-21"}) is True


def test_an_unknown_condition_means_no_at_the_top() -> None:
    assert compiled(question("a")).holds(U, {}) is False
    assert compiled(question("a")).holds(Not(U), {}) is False
    assert compiled(question("a")).holds(None, {}) is True
