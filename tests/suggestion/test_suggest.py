"""Which products are offered, and in which role."""

from collections.abc import Iterable

import pytest
from msgspec.structs import replace

from bot.questionnaire.catalogue import AttributeValue, Product, Products, Saving
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import OneOf
from bot.questionnaire.model import AccessoryRule, Limits, Need
from bot.suggestion.market import price
from bot.suggestion.suggest import accessories, fitting, nearest, product_of, suggest
from bot.suggestion.suggestion import Suggestion
from tests import making
from tests.report.bench import BENCH, COMPILED, KNOWN, PRODUCTS, RICH


def roles(found: Iterable[Suggestion]) -> dict[str, str]:
    return {each.product: each.role for each in found}


def test_the_best_a_cheaper_one_and_a_step_up_are_offered():
    assert roles(suggest(COMPILED, PRODUCTS, RICH)) == {"large": "best", "middle": "cheaper", "huge": "step_up"}


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


def test_what_meets_every_must_is_suggested_though_it_meets_no_wish():
    needs = (
        Need(id="bandwidth", attribute="bandwidth", test="at_least", operand=1000.0, must=True),
        Need(id="kind", attribute="kind", test="is", operand="accessory"),
    )
    compiled = Compiled(replace(BENCH, needs=needs))
    found = suggest(compiled, PRODUCTS, KNOWN)
    assert [each.fit for each in found] == [0, 0, 0]


def test_an_author_limits_how_much_is_offered_at_once():
    limited = Compiled(replace(BENCH, limits=Limits(suggestions=2, accessories=1, step_up=4)))
    slow = {**KNOWN, "signal": 10.0}
    found = suggest(limited, PRODUCTS, slow)
    assert len(found) == 2
    assert len(accessories(limited, PRODUCTS, slow, suggest(limited, PRODUCTS, slow, 9))) == 1


def test_a_step_up_is_not_out_of_all_proportion():
    for most, role in ((5, "step_up"), (4, "also")):
        limited = Compiled(replace(BENCH, limits=Limits(step_up=most)))
        assert roles(suggest(limited, PRODUCTS, RICH))["huge"] == role, "it costs 4.3 times as much"


def test_a_step_up_goes_little_beyond_what_the_person_would_spend():
    for budget, role in ((60000, "step_up"), (40000, "step_up"), (39999, "also"), (10000, "also")):
        assert roles(suggest(COMPILED, PRODUCTS, {**KNOWN, "budget": budget}))["huge"] == role, "it costs 60,000"


def test_of_equals_the_one_that_is_unlike_those_before_is_shown():
    def twin(name: str, **values: AttributeValue) -> Product:
        base: dict[str, AttributeValue] = {"kind": "instrument", "bandwidth": 1000.0, "channels": 4.0}
        return Product(name, product_of(PRODUCTS, "large").name, {**base, **values})

    other = twin("other", good_for=("teaching",), isolated=True)
    shop = Products(PRODUCTS.attributes, (twin("first"), twin("second"), twin("third"), other))
    needs = (Need(id="channels", attribute="channels", test="at_least", operand=4.0),)
    compiled = Compiled(replace(BENCH, needs=needs))
    assert list(roles(suggest(compiled, shop, KNOWN, 3))) == ["first", "second", "third"], (
        "data that say nothing differ"
    )
    told = replace(shop, items=tuple(_with_all(each) for each in shop.items))
    assert list(roles(suggest(compiled, told, KNOWN, 2))) == ["first", "other"]


def _with_all(product: Product) -> Product:
    return replace(product, values={"good_for": ("power",), "isolated": False, **product.values})


def test_accessories_are_ordered_by_how_well_they_suit_the_answers():
    large, probe = product_of(PRODUCTS, "large"), product_of(PRODUCTS, "probe")
    names = ("for_teaching", "for_power")
    beside = tuple(replace(probe, id=each, values={"good_for": (each[4:],)}) for each in names)
    half = replace(probe, id="for_both", values={"good_for": ("teaching", "power"), "price": 20000.0})
    shop = replace(PRODUCTS, items=(replace(large, goes_with=(half.id, *names)), *beside, half))
    found = accessories(COMPILED, shop, KNOWN, suggest(COMPILED, shop, KNOWN))
    assert [each.product for each in found] == ["for_power", "for_both"], "one was made for other work"


def test_each_accessory_stands_once_beside_the_best_that_it_goes_with_and_with_its_saving():
    saving = Saving(10, "%")
    items = tuple(
        replace(each, goes_with=("probe",), saves={"probe": saving} if each.id == "large" else {})
        if each.id in ("large", "huge")
        else each
        for each in PRODUCTS.items
    )
    shop = replace(PRODUCTS, items=items)
    [found] = accessories(COMPILED, shop, KNOWN, suggest(COMPILED, shop, KNOWN))
    assert (found.product, found.beside, found.saves) == ("probe", "large", saving)


def test_a_rule_decides_who_is_offered_an_accessory_and_puts_it_first():
    slow = {**KNOWN, "signal": 10.0}
    floating = AccessoryRule("probe", OneOf("floating", ("yes",)))
    ruled = Compiled(replace(BENCH, accessories=(floating,)))
    found = suggest(ruled, PRODUCTS, slow)
    assert [each.product for each in accessories(ruled, PRODUCTS, slow, found)] == ["probe", "camera"]
    grounded = {**slow, "floating": "no"}
    assert [each.product for each in accessories(ruled, PRODUCTS, grounded, found)] == ["camera"]


def test_a_need_is_not_asked_of_who_has_what_it_is_for():
    wish = Need(
        id="isolated", attribute="isolated", test="is", operand=True, must=True, unless=OneOf("owns", ("probe",))
    )
    compiled = Compiled(replace(BENCH, needs=(*BENCH.needs, replace(wish, id="safe"))))
    assert set(roles(suggest(compiled, PRODUCTS, KNOWN))) == {"large", "huge"}
    assert "middle" in roles(suggest(compiled, PRODUCTS, {**KNOWN, "owns": ("probe",)}))


def test_a_suggestion_says_on_how_much_its_data_speak():
    found = {each.product: each for each in suggest(COMPILED, PRODUCTS, KNOWN)}
    assert found["large"].confidence == 1
    assert found["middle"].confidence == pytest.approx(5 / 7)
