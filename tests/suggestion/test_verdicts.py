"""How far products meet needs: laws that hold for whatever an author writes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questionnaire.catalogue import AttributeValue, Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, OneOf
from bot.questionnaire.model import ByRank, Need
from bot.suggestion.suggest import nearest, suggest
from bot.suggestion.suggestion import Verdict
from bot.suggestion.verdicts import UNSAID, Wish, judged, wishes
from tests import making
from tests.making import text
from tests.suggestion.shop import ATTRIBUTES, FACTS, QUESTIONS, Case, cases, shop, values


def verdicts(
    needs: tuple[Need, ...], products: Products, compiled: Compiled, known: Known
) -> dict[str, tuple[Verdict, ...]]:
    active = wishes(needs, products, compiled, known)
    return {product.id: judged(product, active, products, known) for product in products.items}


def scores(case: Case, products: Products | None = None) -> dict[str, float]:
    found = verdicts(case.compiled.questionnaire.needs, products or case.products, case.compiled, case.known)
    return {product: sum(verdict.share for verdict in each) for product, each in found.items()}


@given(cases(), values)
def test_a_new_product_never_changes_how_the_others_are_rated(case, new):
    more = Products(ATTRIBUTES, (Product("new", text(en="New"), new), *case.products.items))
    before, after = scores(case), scores(case, more)
    assert {product: after[product] for product in before} == before


@given(cases())
def test_no_suggestion_ever_breaks_a_must(case):
    for suggestion in suggest(case.compiled, case.products, case.known, 6):
        assert [verdict for verdict in suggestion.verdicts if verdict.must and verdict.met < 1] == []


@given(cases())
def test_every_score_is_the_sum_of_its_shares_and_lies_between_nothing_and_all(case):
    for suggestion in (
        *suggest(case.compiled, case.products, case.known, 6),
        *nearest(case.compiled, case.products, case.known, 6),
    ):
        assert suggestion.score == pytest.approx(sum(verdict.share for verdict in suggestion.verdicts))
        assert -1e-9 <= suggestion.score <= 1 + 1e-9
        weight = sum(verdict.weight for verdict in suggestion.verdicts)
        assert weight == pytest.approx(1) or weight == 0


@given(cases(), values, st.data())
def test_what_is_better_for_every_need_of_an_attribute_never_lowers_the_score(case, others, data):
    active = wishes(case.compiled.questionnaire.needs, case.products, case.compiled, case.known)
    attribute = data.draw(st.sampled_from(ATTRIBUTES))
    one, other = (data.draw(values).get(attribute.id) for _ in range(2))
    directions = [_better(wish, one, other) for wish in active if wish.attribute == attribute]
    if one is None or other is None or "?" in directions or len(set(directions) - {"="}) > 1:
        return
    better, worse = (one, other) if "<" not in directions else (other, one)
    pair = shop({**others, attribute.id: better}, {**others, attribute.id: worse})
    rated = scores(case, pair)
    assert rated["p0"] >= rated["p1"] - 1e-9


def _better(wish: Wish, one: Any, other: Any) -> str:
    """Tell by the meaning of the test, not by its value function, which of two values is the better one."""
    if one is None or other is None:
        return "?"
    test, wanted = wish.need.test, wish.wanted
    if isinstance(one, str) and test in ("at_least", "at_most"):
        order = list(wish.attribute.choices)
        one, other = order.index(one), order.index(other)
    several = wanted if isinstance(wanted, tuple) else (wanted,)
    measure: Any = {
        "at_least": lambda has: has,
        "at_most": lambda has: -has,
        "threshold": lambda has: has if wish.attribute.better == "higher" else -has,
        "target": lambda has: -abs(has - wanted),
        "is": lambda has: has in several,
        "any_of": lambda has: has in several,
        "includes": lambda has: len({*has} & {*several}),
        "all_of": lambda has: len({*has} & {*several}),
        "none_of": lambda has: -len({*has} & {*several}),
    }[test]
    return ">" if measure(one) > measure(other) else "<" if measure(one) < measure(other) else "="


@given(cases())
def test_the_score_orders_the_suggestions_and_the_author_settles_ties(case):
    place = {product.id: i for i, product in enumerate(case.products.items)}
    found = suggest(case.compiled, case.products, case.known, 6)
    assert list(found) == sorted(found, key=lambda each: (-round(each.score, 9), place[each.product]))


@given(cases())
def test_nothing_is_nearest_that_breaks_more_musts_than_another(case):
    broken = [
        sum(verdict.violated for verdict in each.verdicts)
        for each in nearest(case.compiled, case.products, case.known, 6)
    ]
    assert broken == sorted(broken)


def one_verdict(
    need: Need, known: Known, offered: AttributeValue | None, attribute: str = "speed"
) -> tuple[Verdict, ...]:
    compiled = making.compiled(*QUESTIONS, facts=FACTS, needs=(need,))
    shop = Products(ATTRIBUTES, (Product("p", text(en="P"), {} if offered is None else {attribute: offered}),))
    return verdicts((need,), shop, compiled, known)["p"]


def at_least(operand: str = "needs_speed", **rest: Any) -> Need:
    return Need(id="n", attribute="speed", test="at_least", operand=operand, operand_is_name=True, **rest)


@pytest.mark.parametrize(("offered", "met"), [(500.0, 1), (400.0, 1), (200.0, 0.5), (100.0, 0.25), (0.0, 0)])
def test_what_falls_short_counts_by_how_far_it_gets(offered, met):
    (verdict,) = one_verdict(at_least(), {"needs_speed": 400.0}, offered)
    assert verdict.met == pytest.approx(met)


@pytest.mark.parametrize(("offered", "met"), [(100.0, 1), (150.0, 0.5), (200.0, 0), (900.0, 0)])
def test_what_costs_twice_the_budget_counts_nothing_however_wide_the_range(offered, met):
    need = Need(id="n", attribute="price", test="at_most", operand="budget", operand_is_name=True)
    (verdict,) = one_verdict(need, {"budget": 100}, offered, "price")
    assert verdict.met == pytest.approx(met)


def test_a_need_in_another_unit_is_converted_to_that_of_the_attribute():
    (verdict,) = one_verdict(at_least("doubled"), {"needs_speed": 300.0}, 600.0)
    assert (verdict.wanted, verdict.met) == (600.0, 1)


def test_a_set_counts_by_the_share_of_what_was_asked_for():
    need = Need(id="n", attribute="uses", test="includes", operand="uses", operand_is_name=True)
    (verdict,) = one_verdict(need, {"uses": ("a", "b", "none_of_these")}, ("b", "c"), "uses")
    assert (verdict.wanted, verdict.met) == (("a", "b"), 0.5)


def test_a_must_is_content_with_any_of_what_was_asked_for():
    need = Need(id="n", attribute="uses", test="includes", operand="uses", operand_is_name=True, must=True)
    assert one_verdict(need, {"uses": ("a", "b")}, ("b",), "uses")[0].met == 1
    assert one_verdict(need, {"uses": ("a", "b")}, ("c",), "uses")[0].violated


def test_an_answer_that_no_product_could_have_asks_for_nothing():
    need = Need(id="n", attribute="size", test="is", operand="size", operand_is_name=True)
    assert one_verdict(need, {"size": "unsure"}, "small", "size") == ()


def test_a_need_waits_for_its_condition_and_for_its_answer():
    need = at_least(condition=OneOf("field", ("yes",)))
    assert one_verdict(need, {"needs_speed": 1.0, "field": "no"}, 5.0) == ()
    assert one_verdict(need, {"needs_speed": 1.0}, 5.0) == ()
    assert one_verdict(need, {"field": "yes"}, 5.0) == ()
    assert len(one_verdict(need, {"needs_speed": 1.0, "field": "yes"}, 5.0)) == 1


def test_where_the_data_do_not_say_a_wish_counts_half_and_a_must_is_not_met():
    assert one_verdict(at_least(), {"needs_speed": 1.0}, None)[0].met == UNSAID
    assert one_verdict(at_least(must=True), {"needs_speed": 1.0}, None)[0].violated


def test_what_stands_first_in_the_persons_ranking_weighs_most():
    ranked = at_least(weight=ByRank("ranking", "price"))
    other = Need(id="m", attribute="battery", test="is", operand=True, weight=1.0)
    compiled = making.compiled(*QUESTIONS, needs=(ranked, other))
    shop = Products(ATTRIBUTES, (Product("p", text(en="P"), {}),))

    def weight(**known: tuple[str, ...]) -> float:
        return verdicts((ranked, other), shop, compiled, {"needs_speed": 1.0, **known})["p"][0].weight

    assert weight(ranking=("price", "speed", "size")) == 3 / 4
    assert weight(ranking=("speed", "size", "price")) == 1 / 2
    assert weight() == 2 / 3, "not ranked: as if it stood in the middle"
