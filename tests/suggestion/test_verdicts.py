"""How far products meet needs: laws that hold for whatever an author writes."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.questionnaire.catalogue import Attribute, AttributeValue, Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, OneOf
from bot.questionnaire.formula import parse
from bot.questionnaire.model import ByRank, Fact, Need
from bot.suggestion.suggest import nearest, suggest
from bot.suggestion.suggestion import Verdict
from bot.suggestion.verdicts import UNSAID, judged, wishes
from tests import making
from tests.making import text

ATTRIBUTES = (
    Attribute("speed", text(en="Speed"), "number", "MHz", 0, 1000),
    Attribute("price", text(en="Price"), "money", "USD", 0, 1000, "lower"),
    Attribute("size", text(en="Size"), "choice", choices={"small": text(en="Small"), "big": text(en="Big")}),
    Attribute("uses", text(en="Uses"), "set", choices={name: text(en=name) for name in ("a", "b", "c")}),
    Attribute("battery", text(en="Battery"), "flag"),
)
QUESTIONS = (
    making.question("needs_speed", "decimal", unit="MHz"),
    making.question("budget", "integer", unit="USD"),
    making.question("uses", "select_multiple", "a", "b", "c", "none_of_these"),
    making.question("size", "select_one", "small", "big", "unsure"),
    making.question("field", "yes_no"),
    making.question("ranking", "rank", "speed", "price", "size"),
)
FACTS = (Fact("doubled", parse("2 * needs_speed / 1000"), "GHz"),)

values: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "speed": st.floats(0, 1000),
        "price": st.floats(0, 1000),
        "size": st.sampled_from(("small", "big")),
        "uses": st.lists(st.sampled_from("abc"), unique=True).map(tuple),
        "battery": st.booleans(),
    },
)
knowns: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "needs_speed": st.floats(0, 1000),
        "budget": st.integers(0, 1000),
        "uses": st.lists(st.sampled_from(("a", "b", "c", "none_of_these")), min_size=1, unique=True).map(tuple),
        "size": st.sampled_from(("small", "big", "unsure")),
        "field": st.sampled_from(("yes", "no")),
        "ranking": st.permutations(("speed", "price", "size")).map(tuple),
    },
)
weights = st.one_of(st.integers(1, 5).map(float), st.just(ByRank("ranking", "price")))


EVERY_TEST = (
    Need(id="faster", attribute="speed", test="at_least", operand="needs_speed", operand_is_name=True),
    Need(id="much_faster", attribute="speed", test="at_least", operand="doubled", operand_is_name=True),
    Need(id="cheap", attribute="price", test="at_most", operand="budget", operand_is_name=True),
    Need(id="limit", attribute="price", test="at_most", operand=400.0),
    Need(id="useful", attribute="uses", test="includes", operand="uses", operand_is_name=True),
    Need(id="sized", attribute="size", test="is", operand="size", operand_is_name=True),
    Need(id="either", attribute="size", test="any_of", operand=("small",)),
    Need(id="mobile", attribute="battery", test="is", operand=True),
)


@st.composite
def needs(draw: st.DrawFn) -> tuple[Need, ...]:
    """Any of these needs, as musts or wishes, of any weight, on a condition or not."""
    chosen = draw(st.lists(st.sampled_from(EVERY_TEST), unique_by=lambda need: need.id))
    conditions = st.sampled_from((None, OneOf("field", ("yes",))))
    return tuple(
        replace(need, must=draw(st.booleans()), weight=draw(weights), condition=draw(conditions)) for need in chosen
    )


def verdicts(
    needs: tuple[Need, ...], products: Products, compiled: Compiled, known: Known
) -> dict[str, tuple[Verdict, ...]]:
    active = wishes(needs, products, compiled, known)
    return {product.id: judged(product, active, products, known) for product in products.items}


@dataclass
class Case:
    """One questionnaire with needs, some products and some answers."""

    compiled: Compiled
    products: Products
    known: Known


@st.composite
def cases(draw: st.DrawFn) -> Case:
    compiled = making.compiled(*QUESTIONS, facts=FACTS, needs=draw(needs()))
    items = tuple(Product(f"p{i}", text(en=f"P{i}"), each) for i, each in enumerate(draw(st.lists(values, max_size=6))))
    return Case(compiled, Products(ATTRIBUTES, items), draw(knowns))


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


@given(cases(), values, st.floats(0, 1000), st.floats(0, 1000))
def test_more_speed_and_a_lower_price_never_lower_a_score(case, given_values, one, other):
    slow, fast = sorted((one, other))
    worse = {**given_values, "speed": slow, "price": fast}
    better = {**given_values, "speed": fast, "price": slow}
    pair = Products(ATTRIBUTES, (Product("worse", text(en="W"), worse), Product("better", text(en="B"), better)))
    rated = scores(case, pair)
    assert rated["better"] >= rated["worse"] - 1e-9


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
