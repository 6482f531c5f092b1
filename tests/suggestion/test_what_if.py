"""Which single answer would change the first suggestion, and how that is said."""

import pytest
from msgspec.structs import replace

from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import InRange, Known, OnDate, Range
from bot.questionnaire.formula import parse
from bot.questionnaire.model import ByRank, Fact, Need
from bot.questionnaire.wording import Words
from bot.suggestion.advice import what_if_said
from bot.suggestion.what_if import WhatIf, what_if
from bot.suggestion.words import LANGUAGES
from tests import making
from tests.report.bench import COMPILED as BENCH
from tests.report.bench import KNOWN, PRODUCTS
from tests.suggestion.shop import FACTS, QUESTIONS, held, need, shop


def claims(compiled: Compiled, products: Products, known: Known) -> dict[tuple[str, str | None], WhatIf]:
    return {(each.question, each.first): each for each in what_if(compiled, products, held(compiled, known))}


def asked(*needs: Need, **rest: object) -> Compiled:
    return making.compiled(*QUESTIONS, needs=needs, **{"facts": FACTS, **rest})


LIMIT = need("price", "price", "at_most", "budget", must=True)
FAST = need("speed", "speed", "at_least", "needs_speed", weight=2.0)


def test_a_higher_budget_brings_the_better_one_to_the_front():
    two = shop({"price": 300.0, "speed": 100.0}, {"price": 800.0, "speed": 900.0})
    compiled = asked(LIMIT, FAST)
    found = claims(compiled, two, {"needs_speed": 900.0, "budget": 500})
    higher = found["budget", "p1"]
    assert (higher.value, higher.low, higher.high) == (800, 800, 1000)
    lower = found["budget", None]
    assert (lower.value, lower.low, lower.high) == (299, 0, 299)


def test_of_what_leads_to_the_same_the_smallest_change_is_told():
    steps = [{"price": 100.0 * step, "speed": 100.0 * step} for step in range(1, 10)]
    found = claims(asked(LIMIT, FAST), shop(*steps), {"needs_speed": 900.0, "budget": 450})
    assert [found["budget", f"p{step}"].value for step in (4, 5)] == [500, 600]
    assert [found["budget", f"p{step}"].value for step in (2, 1)] == [399, 299]


def test_a_place_that_changes_between_two_limits_is_found_too():
    # Fast and dear against slow and cheap: the more may be spent, the less the price counts against the fast one.
    cheap = need("price", "price", "at_most", "budget")
    two = shop({"price": 500.0, "speed": 1000.0}, {"price": 100.0, "speed": 600.0})
    found = claims(asked(cheap, need("speed", "speed", "at_least", 1000.0)), two, {"budget": 270})
    claim = found["budget", "p0"]
    assert (claim.value, claim.low) == (358, 358), "there 2 - 500 / budget comes to 0.6"


def test_a_choice_more_or_less_can_turn_it():
    useful = need("useful", "uses", "includes", "uses")
    two = shop({"uses": ("a",), "battery": True}, {"uses": ("b", "c"), "battery": False})
    found = claims(asked(useful, need("battery", "battery", "is", True)), two, {"uses": ("a",)})
    assert found == {}
    found = claims(asked(useful, need("battery", "battery", "is", True, weight=0.5)), two, {"uses": ("a", "b")})
    assert found["uses", "p1"].value == ("b",)


def test_a_ranking_with_another_choice_first_is_tried():
    needs = (
        need("cheap", "price", "at_most", 100.0, weight=ByRank("ranking", "price")),
        need("fast", "speed", "at_least", 1000.0, weight=ByRank("ranking", "speed")),
    )
    two = shop({"price": 100.0, "speed": 200.0}, {"price": 200.0, "speed": 1000.0})
    found = claims(asked(*needs), two, {"ranking": ("price", "size", "speed")})
    assert found["ranking", "p1"].value == ("speed", "price", "size")


def test_what_would_change_the_course_of_the_conversation_says_so_and_comes_last():
    sized = need("sized", "size", "is", "size", weight=5.0)
    two = shop({"size": "big", "speed": 100.0}, {"size": "small", "speed": 900.0})
    compiled = asked(sized, FAST)
    found = what_if(compiled, two, held(compiled, {"needs_speed": 900.0, "field": "yes", "size": "big"}))
    assert [(each.question, each.voids, each.asks) for each in found] == [("size", (), ()), ("field", ("size",), ())]


def test_days_and_limits_behind_facts_and_traits_are_followed():
    bought = making.question("bought", "date", trait="bought")
    age = Fact("age", parse("days_between(bought, today)"), "d")
    old = need("battery", "battery", "is", True, condition=OnDate("trait.bought", older_than_days=60))
    very_old = need("uses", "uses", "includes", ("a",), weight=4.0, condition=InRange("age", Range(above=400)))
    compiled = making.compiled(
        bought, facts=(age,), needs=(old, very_old, need("speed", "speed", "at_least", 500.0, weight=0.5))
    )
    three = shop({"speed": 900.0}, {"battery": True, "speed": 1.0}, {"uses": ("a",), "speed": 2.0})
    found = claims(compiled, three, {"bought": "2026-11-01"})
    assert found["bought", "p1"].value == "2026-09-21", "61 days before 2026-11-21"
    assert found["bought", "p2"].value == "2025-10-16", "401 days before"


def test_a_formula_that_cannot_be_turned_round_is_looked_at_in_many_places():
    square = Fact("square", parse("needs_speed * needs_speed / 1000"), "MHz")
    compiled = making.compiled(*QUESTIONS, facts=(square,), needs=(replace(FAST, operand="square", must=True), LIMIT))
    two = shop({"speed": 100.0, "price": 10.0}, {"speed": 1000.0, "price": 20.0})
    found = claims(compiled, two, {"needs_speed": 100.0, "budget": 500})
    value = found["needs_speed", "p1"].value
    assert isinstance(value, float)
    assert value == pytest.approx(100_000**0.5, rel=0.02)


def test_free_text_and_what_was_not_answered_change_nothing():
    compiled = making.compiled(*QUESTIONS, making.question("remarks", "text"), needs=(LIMIT,))
    found = what_if(compiled, shop({"price": 10.0}), held(compiled, {"remarks": "none"}))
    assert found == ()


# In words ------------------------------------------------------------------------------------------------------


def said(claim: WhatIf, language: str = "en") -> str:
    return what_if_said(claim, Words(BENCH, language), PRODUCTS, KNOWN).replace("\u00a0", " ")


def test_a_claim_is_said_in_the_words_of_the_answer():
    assert said(WhatIf("application", "power", "teaching", "middle")) == (
        "If you equip a teaching lab, the 3 Series MDO comes first."
    )
    assert said(WhatIf("budget", 10000, 60000, "huge", 60000, 90000)) == (
        "If you answer “What may it cost?” with $60,000 instead of $10,000, the 6 Series B MSO comes first."
    )
    assert said(WhatIf("budget", 10000, 60000, "huge", 60000, float("inf"))).count("$60,000 or more") == 1
    assert said(WhatIf("budget", 10000, 400, None, float("-inf"), 400)) == (
        "If you answer “What may it cost?” with $400 or less instead of $10,000, nothing we have fits."
    )
    assert said(WhatIf("buses", ("can",), ("can", "lin"), "huge")) == (
        "If you answer “Which buses do you read?” with CAN FD and LIN instead of CAN FD, "
        "the 6 Series B MSO comes first."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_are_said_in_the_language_of_the_person(language):
    for claim in what_if(BENCH, PRODUCTS, held(BENCH, KNOWN)):
        assert "{" not in said(claim, language)


def test_of_an_open_session_only_what_comes_up_new_is_told():
    two = shop({"speed": 100.0, "weight": 10.0}, {"speed": 900.0, "weight": 60.0})
    compiled = asked(replace(FAST, must=True), need("light", "weight", "at_most", 20.0))
    whole = held(compiled, {"needs_speed": 50.0})
    begun = replace(whole, answers=whole.answers[:1])
    assert [(claim.first, claim.value, claim.asks) for claim in what_if(compiled, two, begun)] == [
        ("p1", 101.0, ()),
        (None, 901.0, ()),
    ]
