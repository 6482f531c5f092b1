"""Small questionnaires with numbers worked out by hand."""

import pytest

from bot.paths.distribution import distribution
from bot.questionnaire.condition import (
    All,
    Answered,
    Any,
    InRange,
    InSegment,
    Not,
    OnDate,
    OneOf,
    Picks,
    Range,
    Ranked,
)
from bot.questionnaire.model import Choice, DateLimit
from tests.paths.building import TODAY, WORDS, ask, compiled, yes


def at_least(name: str, number: float) -> InRange:
    return InRange(name, Range(at_least=number))


FORK = ask("fork", "select_one", choices={"left": 0.7, "right": 0.2, "none": None})

TABLE = {
    "three plain questions": ((ask("a"), ask("b"), ask("c")), {}, (3, 3.0, 3), {"b": 1.0}),
    "half of them go on": ((ask("a"), ask("b", ask_if=yes("a"))), {}, (1, 1.5, 2), {"b": 0.5}),
    "shares as expected, the rest for the choice without": (
        (FORK, ask("l", ask_if=OneOf("fork", ("left",))), ask("n", ask_if=OneOf("fork", ("none",)))),
        {},
        (1, 1.8, 2),
        {"l": 0.7, "n": 0.1},
    ),
    "a chain of three": (
        (ask("a"), ask("b", ask_if=yes("a")), ask("c", ask_if=yes("b"))),
        {},
        (1, 1.75, 3),
        {"b": 0.5, "c": 0.25},
    ),
    "skipped means unknown, and unknown means no, also under not": (
        (ask("a"), ask("b", ask_if=Not(yes("a"))), ask("c", ask_if=Any((yes("a"), Not(yes("a")))))),
        {},
        (1, 2.5, 3),
        {"b": 0.5, "c": 1.0},
    ),
    "only skipping leads there": (
        (ask("a"), ask("b", ask_if=Not(Answered(("a",))))),
        {},
        (1, 1.0, 2),
        {"b": 0.0},
    ),
    "notes do not count": ((ask("a"), ask("n", "note", yes("a"))), {}, (1, 1.0, 1), {"n": 0.5}),
    "a number falls evenly into its bands": (
        (ask("n", "decimal"), ask("low", ask_if=InRange("n", Range(below=1))), ask("high", ask_if=at_least("n", 5))),
        {},
        (1, 5 / 3, 2),
        {"low": 1 / 3, "high": 1 / 3},
    ),
    "limits leave some bands out": (
        (ask("n", "integer", at_least=3, at_most=9), ask("b", ask_if=InRange("n", Range(below=3.5)))),
        {},
        (1, 1.5, 2),
        {"b": 0.5},
    ),
    "a scale falls evenly on its values": (
        (ask("s", "scale"), ask("b", ask_if=at_least("s", 4))),
        {},
        (1, 1.4, 2),
        {"b": 0.4},
    ),
    "a fact is turned round": (
        (ask("n", "decimal", at_least=0, at_most=10), ask("b", ask_if=at_least("five", 60))),
        {"five": "5 * n"},
        (1, 1.0, 1),
        {"b": 0.0},
    ),
    "a sum of scales is exact": (
        (ask("s", "scale"), ask("t", "scale"), ask("b", ask_if=at_least("sum", 9))),
        {"sum": "s + t"},
        (2, 2 + 3 / 25, 3),
        {"b": 3 / 25},
    ),
    "a multiple choice is each choice by itself, but never none": (
        (ask("m", "select_multiple", choices="abc"), ask("b", ask_if=Picks("m", all_of=("a", "b")))),
        {},
        (1, 1 + 2 / 7, 2),
        {"b": 2 / 7},
    ),
    "who would take nothing takes the exclusive choice": (
        (
            ask("m", "select_multiple", choices=["a", "b", Choice("none", WORDS, exclusive=True)]),
            ask("b", ask_if=Picks("m", any_of=("none",))),
            ask("two", ask_if=Picks("m", count=Range(at_least=2))),
        ),
        {},
        (1, 1.5, 2),
        {"b": 1 / 4, "two": 1 / 4},
    ),
    "a ranking puts each choice first equally often": (
        (
            ask("r", "rank", choices="abcd"),
            ask("b", ask_if=Ranked("r", first="a")),
            ask("c", ask_if=Ranked("r", top={"b": 2})),
        ),
        {},
        (1, 1.75, 3),
        {"b": 1 / 4, "c": 1 / 2},
    ),
    "days near today": (
        (
            ask("d", "date", earliest=DateLimit(days_from_today=0), latest=DateLimit(days_from_today=90)),
            ask("soon", ask_if=OnDate("d", within_days=30)),
            ask("past", ask_if=OnDate("d", before=TODAY)),
        ),
        {},
        (1, 1.5, 2),
        {"soon": 0.5, "past": 0.0},
    ),
    "every second language": ((ask("a"), ask("b", ask_if=OneOf("language", ("fa",)))), {}, (1, 1.5, 2), {"b": 0.5}),
    "nobody is expected to come with a campaign": (
        (ask("a"), ask("b", ask_if=OneOf("campaign", ("spring",)))),
        {},
        (1, 1.0, 2),
        {"b": 0.0},
    ),
    "refusing one purpose takes all its questions": (
        (ask("a"), ask("mail", "email", purpose="contact"), ask("call", "phone", purpose="contact")),
        {},
        (1, 3.0, 3),
        {"mail": 1.0, "call": 1.0},
    ),
    "nothing can be both": (
        (ask("a"), ask("b", ask_if=All((yes("a"), OneOf("a", ("no",)))))),
        {},
        (1, 1.0, 1),
        {"b": 0.0},
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_the_numbers_are_those_worked_out_by_hand(name):
    questions, facts, (least, mean, most), shares = TABLE[name]
    found = distribution(compiled(*questions, facts=facts), TODAY)
    assert (found.least, found.most) == (least, most)
    assert found.mean == pytest.approx(mean, abs=1e-12)
    assert {name: found.shares[name] for name in shares} == pytest.approx(shares, abs=1e-12)
    assert found.exact


def test_nine_of_ten_see_no_more_than_p90():
    found = distribution(compiled(FORK, ask("l", ask_if=OneOf("fork", ("none",)))), TODAY)
    assert found.numbers == pytest.approx((0.0, 0.9, 0.1))
    assert found.p90 == 1
    assert found.most == 2


def test_a_segment_can_be_watched():
    halves = compiled(
        ask("a"), ask("b", ask_if=yes("a")), segments={"keen": All((yes("a"), yes("b"))), "odd": yes("c")}
    )
    found = distribution(halves, TODAY, watched={name: InSegment((name,)) for name in ("keen", "odd")})
    assert found.shares["keen"] == 0.25
    assert found.reachable == {"a", "b", "keen"}


def test_a_known_trait_is_not_asked_and_steers_all_the_same():
    halves = compiled(ask("a"), ask("b", ask_if=yes("a")))
    assert distribution(halves, TODAY, known={"a": "yes"}).mean == 1.0
    assert distribution(halves, TODAY, known={"a": "no"}).most == 0
    assert distribution(halves, TODAY, known={"a": "perhaps"}).most == 0


def test_a_trait_answered_on_the_way_takes_the_place_of_the_given_one():
    both = compiled(ask("a", trait="x", required=True), ask("b", ask_if=OneOf("trait.x", ("yes",))))
    assert distribution(both, TODAY, known={"trait.x": "yes"}).shares["b"] == 0.5


def test_a_product_of_decimals_is_bounded_and_says_so():
    room = compiled(
        ask("w", "decimal", at_least=0, at_most=10),
        ask("h", "decimal", at_least=0, at_most=10),
        ask("large", ask_if=at_least("area", 50)),
        ask("huge", ask_if=at_least("area", 101)),
        facts={"area": "w * h"},
    )
    found = distribution(room, TODAY)
    assert found.bounded == ("area",)
    assert not found.exact
    assert "large" in found.reachable
    assert "huge" not in found.reachable
    assert (found.least, found.most) == (2, 3)


def test_more_sets_than_can_be_told_apart_are_looked_at_test_by_test():
    areas = [f"area{number}" for number in range(20)]
    follow = [ask(f"more_{area}", ask_if=Picks("areas", any_of=(area,))) for area in areas]
    found = distribution(compiled(ask("areas", "select_multiple", choices=areas), *follow), TODAY)
    assert found.bounded == ("areas",)
    assert found.most == 21
    assert found.mean == pytest.approx(1 + 20 * 0.5, abs=1e-4)


def test_a_condition_that_looks_forward_finds_nothing_there():
    found = distribution(compiled(ask("a", ask_if=yes("b")), ask("b"), ask("c", ask_if=Answered(("c",)))), TODAY)
    assert found.reachable == {"b"}
