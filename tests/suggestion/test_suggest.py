"""Which products are offered, and in which role."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.model import Need
from bot.suggestion.market import price
from bot.suggestion.suggest import accessories, fitting, nearest, product_of, suggest
from bot.suggestion.suggestion import Suggestion
from tests import making
from tests.report.bench import BENCH, COMPILED, KNOWN, PRODUCTS


def roles(found: Iterable[Suggestion]) -> dict[str, str]:
    return {each.product: each.role for each in found}


def test_the_best_a_cheaper_one_and_a_step_up_are_offered():
    assert roles(suggest(COMPILED, PRODUCTS, KNOWN)) == {"large": "best", "middle": "cheaper", "huge": "step_up"}


def test_the_best_comes_first_and_fewer_can_be_asked_for():
    assert [each.role for each in suggest(COMPILED, PRODUCTS, KNOWN, 2)] == ["best", "cheaper"]
    assert [each.role for each in suggest(COMPILED, PRODUCTS, KNOWN, 1)] == ["best"]
    assert suggest(COMPILED, PRODUCTS, KNOWN, 0) == ()


def test_what_the_person_owns_is_left_out():
    assert "large" not in roles(suggest(COMPILED, PRODUCTS, {**KNOWN, "owns": ("large",)}))


def test_only_products_of_the_wanted_kind_are_offered():
    slow = {**KNOWN, "signal": 10.0}
    assert "probe" not in roles(suggest(COMPILED, PRODUCTS, slow, 9))


def test_a_dearer_one_that_can_do_no_more_is_no_step_up():
    large = product_of(PRODUCTS, "large")
    gilded = Product("gilded", large.name, {**large.values, "price": 99000.0})
    shop = Products(PRODUCTS.attributes, (large, gilded))
    assert roles(suggest(COMPILED, shop, KNOWN)) == {"large": "best", "gilded": "also"}


def test_without_prices_nothing_is_called_cheaper():
    items = tuple(
        Product(item.id, item.name, {name: value for name, value in item.values.items() if name != "price"})
        for item in PRODUCTS.items
    )
    shop = Products(PRODUCTS.attributes, items)
    assert set(roles(suggest(COMPILED, shop, KNOWN)).values()) == {"best", "also"}
    assert price(shop, product_of(shop, "large"), KNOWN) is None


def test_what_meets_no_wish_at_all_is_not_suggested():
    needs = (Need(id="isolated", attribute="isolated", test="is", operand=False),)
    compiled = Compiled(replace(BENCH, needs=needs))
    assert set(roles(suggest(compiled, PRODUCTS, KNOWN, 9))) == {"small", "middle"}, "the others are isolated"
    assert nearest(compiled, PRODUCTS, KNOWN) == (), "no must is in the way"


def test_where_the_answers_ask_nothing_of_a_product_nothing_is_suggested():
    compiled = making.compiled(making.question("application"))
    assert suggest(compiled, PRODUCTS, KNOWN) == ()
    assert nearest(compiled, PRODUCTS, KNOWN) == ()


def test_where_no_product_will_do_the_nearest_are_named_with_what_is_missing():
    known = {**KNOWN, "signal": 9000.0}
    assert suggest(COMPILED, PRODUCTS, known) == ()
    found = nearest(COMPILED, PRODUCTS, known)
    assert [each.product for each in found] == ["huge", "large", "middle"]
    assert {verdict.need for each in found for verdict in each.verdicts if verdict.violated} == {"bandwidth"}
    assert fitting(found) == ()


def test_accessories_go_with_what_is_suggested_and_break_no_must_of_their_own():
    found = suggest(COMPILED, PRODUCTS, KNOWN)
    assert [each.product for each in accessories(COMPILED, PRODUCTS, KNOWN, found)] == ["probe"]
    slow = {**KNOWN, "signal": 10.0}
    assert [each.product for each in accessories(COMPILED, PRODUCTS, slow, suggest(COMPILED, PRODUCTS, slow))] == [
        "camera",
        "probe",
    ], "what stays within the budget goes first"
    assert accessories(COMPILED, PRODUCTS, {**slow, "owns": ("probe", "camera")}, found) == ()
    assert accessories(COMPILED, PRODUCTS, KNOWN, ()) == ()


def test_an_accessory_for_other_work_is_left_out_however_cheap():
    needs = (
        Need(id="work", attribute="good_for", test="includes", operand="power"),
        Need(id="cost", attribute="price", test="at_most", operand=50000.0),
    )
    compiled = Compiled(replace(BENCH, needs=needs))
    large, probe = replace(product_of(PRODUCTS, "large"), goes_with=("probe",)), product_of(PRODUCTS, "probe")
    main = (Suggestion("large", 1.0, "best", ()),)
    for work, offered in (("power", ["probe"]), ("teaching", [])):
        shop = replace(PRODUCTS, items=(large, replace(probe, values={**probe.values, "good_for": (work,)})))
        found = accessories(compiled, shop, KNOWN, main)
        assert [each.product for each in found] == offered


def test_another_choice_is_no_step_up_from_one_that_serves_as_well():
    needs = (
        Need(id="one", attribute="kind", test="is", operand="instrument"),
        Need(id="two", attribute="kind", test="is", operand="accessory"),
    )
    compiled = Compiled(replace(BENCH, needs=needs, suggest={}))
    assert "step_up" not in roles(suggest(compiled, PRODUCTS, KNOWN, 9)).values()


def test_an_unknown_product_is_an_error_and_not_a_guess():
    with pytest.raises(KeyError):
        product_of(PRODUCTS, "nowhere")
