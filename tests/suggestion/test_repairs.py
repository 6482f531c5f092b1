"""Where nothing fits: what would help, what it opens, and how it is said."""

import pytest
from msgspec.structs import replace

from bot.conversation.session import Session, Start
from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, OneOf
from bot.questionnaire.model import ByRank, Need, Question
from bot.questionnaire.wording import Words
from bot.suggestion.advice import change_said
from bot.suggestion.repairs import Change, Repair, repairs
from bot.suggestion.words import LANGUAGES
from tests import making
from tests.making import text
from tests.report.bench import COMPILED as BENCH
from tests.report.bench import PRODUCTS
from tests.suggestion.shop import FACTS, QUESTIONS, held, need, shop

CHEAP = need("price", "price", "at_most", "budget", must=True)
BATTERY = need("battery", "battery", "is", True, must=True, condition=OneOf("field", ("yes",)))
FAST = need("speed", "speed", "at_least", "doubled", must=True)
LIGHT = need("weight", "weight", "at_most", 50.0)


def asked(*needs: Need, questions: tuple[Question, ...] = QUESTIONS) -> Compiled:
    return making.compiled(*questions, facts=FACTS, needs=needs)


def found(compiled: Compiled, products: Products, known: Known, count: int = 3) -> list[Repair]:
    return list(repairs(compiled, products, held(compiled, known), count))


def ways(repairs: list[Repair]) -> list[tuple[dict[str, object], tuple[str, ...]]]:
    return [({each.question: each.value for each in repair.changes}, repair.opens) for repair in repairs]


def test_the_budget_is_raised_as_far_as_it_takes_and_no_further():
    near = shop({"price": 400.0}, {"price": 300.0}, {"price": 700.0})
    [repair] = found(asked(CHEAP), near, {"budget": 250})
    assert repair.cost == pytest.approx(1 / 6)
    assert replace(repair, cost=0) == Repair((Change("price", "budget", "raise", 250, 300),), ("p1",))


def test_where_something_fits_nothing_needs_repair():
    assert found(asked(CHEAP), shop({"price": 400.0}, {"price": 300.0}), {"budget": 350}) == []


def test_where_nothing_was_asked_there_is_nothing_to_give_way():
    assert found(asked(), shop({"price": 400.0}), {"budget": 350}) == []


def test_one_can_do_without_what_one_asked_for():
    flat = shop({"battery": False, "weight": 10.0})
    [repair] = found(asked(BATTERY, LIGHT), flat, {"field": "yes", "size": "small"})
    assert repair.changes == (Change("battery", "field", "without", "yes", "no"),)
    assert repair.voids == ("size",)


def test_giving_up_all_that_was_asked_opens_nothing():
    flat = shop({"battery": False, "weight": 10.0})
    assert found(asked(BATTERY), flat, {"field": "yes"}) == []


def test_through_a_fact_the_answer_behind_it_gives_way():
    # Twice the answer, in GHz, is at most the 600 MHz of the fastest.
    [repair] = found(asked(FAST), shop({"speed": 500.0}, {"speed": 600.0}), {"needs_speed": 900.0})
    [change] = repair.changes
    assert (change.question, change.kind, change.value, repair.opens) == ("needs_speed", "lower", 300.0, ("p1",))


def test_a_question_that_is_not_asked_any_more_stands_in_nobodys_way():
    # The size is asked of those in the field only: who stays inside has no wish for it.
    sized = need("sized", "size", "is", "size", must=True)
    flat = shop({"battery": False, "size": "big", "weight": 10.0})
    [repair] = found(asked(sized, BATTERY, LIGHT), flat, {"field": "yes", "size": "small"})
    assert (repair.changes[0].question, repair.changes[0].value, repair.voids) == ("field", "no", ("size",))


def test_of_several_choices_those_that_nothing_has_are_left_out():
    useful = need("uses", "uses", "all_of", "uses", must=True)
    [repair] = found(asked(useful), shop({"uses": ("a", "b")}), {"uses": ("a", "c")})
    assert repair.changes == (Change("uses", "uses", "without", ("a", "c"), ("a",)),)


def test_what_takes_two_changes_is_told_as_one_repair_of_both():
    far = shop({"price": 700.0, "battery": False})
    changes = ways(found(asked(CHEAP, BATTERY), far, {"budget": 250, "field": "yes"}))
    assert [set(each) for each, _ in changes] == [{"budget", "field"}]


def test_what_takes_fewer_changes_makes_more_of_them_idle():
    either = shop({"price": 700.0, "battery": False}, {"price": 400.0, "battery": True})
    assert ways(found(asked(CHEAP, BATTERY), either, {"budget": 250, "field": "yes"})) == [({"budget": 400}, ("p1",))]


def test_what_matters_less_to_the_person_gives_way_first():
    either = shop({"price": 200.0, "speed": 300.0}, {"price": 400.0, "speed": 600.0})
    cheap = replace(CHEAP, weight=ByRank("ranking", "price"))
    fast = need("speed", "speed", "at_least", "needs_speed", must=True, weight=ByRank("ranking", "speed"))
    said: Known = {"budget": 200, "needs_speed": 600.0}
    for ranking, first in ((("price", "size", "speed"), "needs_speed"), (("speed", "size", "price"), "budget")):
        changes = ways(found(asked(cheap, fast), either, {**said, "ranking": ranking}))
        assert [set(each) for each, _ in changes] == [{first}, {"budget", "needs_speed"} - {first}]


def test_no_more_is_told_than_was_asked_for():
    either = shop({"price": 200.0, "speed": 300.0}, {"price": 400.0, "speed": 600.0})
    fast = need("speed", "speed", "at_least", "needs_speed", must=True)
    assert len(found(asked(CHEAP, fast), either, {"budget": 200, "needs_speed": 600.0}, 1)) == 1


def test_nobody_is_asked_to_change_four_things_at_once():
    needs = [need(f"n{i}", "battery", "is", True, must=True, condition=OneOf(f"q{i}", ("yes",))) for i in range(4)]
    questions = tuple(making.question(f"q{i}", "yes_no") for i in range(4))
    said: Known = {question.id: "yes" for question in questions}
    flat = shop({"battery": False, "weight": 10.0})
    assert found(asked(*needs[:3], LIGHT, questions=questions), flat, said)
    assert found(asked(*needs, LIGHT, questions=questions), flat, said) == []


def test_what_has_to_be_answered_cannot_be_left_open():
    required = tuple(replace(each, required=each.id == "budget") for each in QUESTIONS)
    dear = shop({"price": 5000.0, "weight": 10.0})
    assert ways(found(asked(CHEAP, LIGHT), dear, {"budget": 250})) == [({"budget": None}, ("p0",))]
    assert found(asked(CHEAP, LIGHT, questions=required), dear, {"budget": 250}) == [], "the question ends at 1000"


def test_what_was_known_before_and_what_is_only_corrected_is_not_touched():
    compiled = asked(CHEAP)
    session = held(compiled, {"budget": 250})
    before = replace(session, start=Start(known={**session.start.known, "budget": 250}), answers=())
    only = replace(session, start=replace(session.start, only="budget"))
    products = shop({"price": 400.0})
    assert repairs(compiled, products, before) == repairs(compiled, products, only) == ()


# In words ------------------------------------------------------------------------------------------------------


def bench_session() -> Session:
    return held(BENCH, {"signal": 9000.0, "floating": "yes"})


def said(change: Change, language: str = "en", compiled: Compiled = BENCH) -> str:
    return change_said(change, Words(compiled, language), PRODUCTS, {}).replace("\u00a0", " ")


def bench_with(**more: object) -> Compiled:
    needs = tuple(replace(each, **more) if each.id == "price" else each for each in BENCH.questionnaire.needs)
    return Compiled(replace(BENCH.questionnaire, needs=needs))


def test_a_change_is_said_in_few_words():
    assert said(Change("price", "budget", "raise", 10000, 14000)) == "Price: $14,000 instead of $10,000"
    assert said(Change("isolated", "floating", "without", "yes", "no")) == "Without Isolated probe"
    assert said(Change("price", "budget", "without", 10000, None)) == "Price: left open"
    assert said(Change("bandwidth", "signal", "lower", 9000.0, 2000.0)) == (
        "“What is the highest frequency you need to see?” – 2 GHz instead of 9 GHz"
    )
    assert said(Change("good_for", "buses", "without", ("can", "usb"), ("usb",))) == "Without CAN FD"


def test_the_authors_words_go_first():
    compiled = bench_with(
        repair=replace(text(en=""), by_language={"en": _template("{need.attribute} up to {need.to}")})
    )
    assert said(Change("price", "budget", "raise", 10000, 14000), compiled=compiled) == "Price up to $14,000"


def _template(words: str) -> tuple[object, ...]:
    from tests.report.bench import template

    return template(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_changes_are_said_in_the_language_of_the_person(language):
    [repair] = repairs(BENCH, PRODUCTS, bench_session())
    for change in (
        *repair.changes,
        Change("price", "budget", "raise", 10000, 14000),
        Change("isolated", "floating", "without", "yes", "no"),
        Change("price", "budget", "without", 10000, None),
    ):
        words = said(change, language)
        assert any(letter.isascii() and letter.isalpha() for letter in words.replace("GHz", "")) is (language == "en")


def test_from_nothing_too_the_nearest_number_is_told():
    near = need("near", "speed", "target", "needs_speed", tolerance=50.0, must=True)
    [repair] = found(asked(near), shop({"speed": 52.0}, {"speed": 51.0}), {"needs_speed": 0.0})
    assert (repair.changes[0].value, repair.opens) == (1.0, ("p1",))
