"""Critiques: laws, held by following every one of them to where it leads."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.engine import known_values
from bot.questionnaire.catalogue import Product
from bot.suggestion.critique import MOST, Critique, critiques
from bot.suggestion.front import Front
from bot.suggestion.market import price
from bot.suggestion.suggest import product_of, ranked
from tests.suggestion.shop import Told, answers, changed, held, need, shop, told
from tests.suggestion.test_repairs import asked

slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHEAP = need("price", "price", "at_most", "budget", must=True)
QUICK = need("speed", "speed", "at_least", 100.0)
USEFUL = need("field", "battery", "is", "field", weight=5.0)


def found(case: Told) -> tuple[Critique, ...]:
    return critiques(case.compiled, case.products, case.session)


def fit(case: Told) -> list[Product]:
    ordered = ranked(case.compiled, case.products, case.known)
    return [product_of(case.products, each.product) for each in ordered if each.fits]


def is_better(case: Told, critique: Critique, product: Product, first: Product) -> bool:
    if critique.kind == "cheaper":
        amounts = [price(case.products, each, case.known) for each in (product, first)]
        return None not in amounts and amounts[0].amount < amounts[1].amount  # type: ignore[union-attr]
    attribute = case.products.attribute(critique.attribute)
    assert attribute is not None
    sign = 1 if attribute.better == "higher" else -1
    mine, its = (each.values.get(critique.attribute) for each in (product, first))
    return isinstance(mine, float) and isinstance(its, float) and sign * mine > sign * its


@slow
@given(told())
def test_there_are_at_most_three_each_of_its_own_kind_and_leading_elsewhere(case):
    critiqued = found(case)
    assert len(critiqued) <= MOST
    assert len({each.kind for each in critiqued}) == len(critiqued)
    assert len({(each.question, each.product) for each in critiqued}) == len(critiqued)
    assert all((each.question is None) != (each.product is None) for each in critiqued)
    if not fit(case):
        assert critiqued == ()


@slow
@given(told())
def test_a_product_that_is_shown_at_once_fits_is_better_in_that_and_the_best_of_those(case):
    for critique in found(case):
        if critique.product is not None:
            first, *others = fit(case)
            better = [each.id for each in others if is_better(case, critique, each, first)]
            assert critique.product == better[0]


@slow
@given(told(), st.data())
def test_a_question_that_is_asked_again_has_an_answer_and_can_be_answered(case, data):
    for critique in found(case):
        if critique.question is not None:
            given_answers = {each.question for each in case.session.answers if each.value is not None}
            assert critique.question in given_answers
            value = data.draw(st.one_of(st.none(), answers[critique.question]))
            assert changed(case.compiled, case.session, {critique.question: value}).finished


@slow
@given(told())
def test_without_a_wish_another_product_comes_first(case):
    front = Front(case.compiled, case.products)
    for critique in found(case):
        if critique.kind == "without":
            assert critique.change is not None
            after = changed(case.compiled, case.session, {critique.change.question: None})
            first = front.first(known_values(case.compiled, after))
            assert first not in (None, front.first(case.known))


def test_cheaper_asks_for_the_budget_where_another_budget_brings_something_cheaper():
    near = shop({"price": 400.0, "speed": 200.0}, {"price": 300.0, "speed": 100.0})
    compiled = asked(CHEAP, QUICK)
    [cheaper] = critiques(compiled, near, held(compiled, {"budget": 500}))
    assert (cheaper.kind, cheaper.question, cheaper.product) == ("cheaper", "budget", None)


def test_cheaper_shows_at_once_what_is_cheaper_where_nobody_asked_for_a_budget():
    near = shop({"price": 400.0, "battery": True}, {"price": 300.0, "battery": False, "speed": 100.0})
    compiled = asked(USEFUL, QUICK)
    first, *_ = critiques(compiled, near, held(compiled, {"field": "yes"}))
    assert (first.kind, first.question, first.product) == ("cheaper", None, "p1")


def test_where_all_is_as_good_as_it_gets_there_is_nothing_to_ask_for():
    only = shop({"price": 400.0, "speed": 200.0})
    compiled = asked(CHEAP, QUICK)
    assert critiques(compiled, only, held(compiled, {"budget": 500})) == ()
