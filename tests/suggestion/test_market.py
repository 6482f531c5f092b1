"""What can be had where the person is, and for how much."""

import pytest
from msgspec.structs import replace

from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.condition import Any, Known, OneOf
from bot.questionnaire.wording import Words
from bot.suggestion.comparing import compared
from bot.suggestion.market import Price, barred, price, region_of
from bot.suggestion.reasons import reasons
from bot.suggestion.suggest import accessories, product_of, suggest
from bot.suggestion.writing import written_price
from tests import making
from tests.making import text
from tests.report.bench import COMPILED, KNOWN, PRODUCTS
from tests.suggestion.shop import ATTRIBUTES, QUESTIONS, need

LARGE = product_of(PRODUCTS, "large")
LISTED = {"europe": {"EUR": 12000.0}, "gulf": {"AED": 50000.0, "USD": 13500.0}}


def offered(product: Product, known: Known) -> bool:
    shop = replace(PRODUCTS, items=tuple(product if each.id == product.id else each for each in PRODUCTS.items))
    return product.id in {each.product for each in suggest(COMPILED, shop, known, 9)}


def bar(known: Known, **changes: object) -> str | None:
    return barred(replace(LARGE, **changes), COMPILED, {**KNOWN, **known})


@pytest.mark.parametrize(
    ("changes", "known", "why"),
    [
        ({}, {}, None),
        ({"in_stock": False}, {}, "sold_out"),
        ({"values": {**LARGE.values, "stock": 0.0}}, {}, "sold_out"),
        ({"values": {**LARGE.values, "stock": 3.0}}, {}, None),
        ({"values": {**LARGE.values, "kind": "accessory"}}, {}, "other_kind"),
        ({}, {"owns": ("large",)}, "owned"),
        ({"regions": ("europe",)}, {}, None),
        ({"regions": ("europe",)}, {"region": "europe"}, None),
        ({"regions": ("europe",)}, {"region": "gulf"}, "not_sold_here"),
        ({"regions": ("europe",)}, {"region": "gulf", "trait.region": "europe"}, None),
        ({"languages": ("fa",)}, {}, None),
        ({"languages": ("fa",)}, {"language": "fa"}, None),
        ({"languages": ("fa",)}, {"language": "en"}, "other_language"),
        ({"unless": OneOf("owns", ("huge",))}, {"owns": ("huge",)}, "unless"),
        ({"unless": OneOf("owns", ("huge",))}, {"owns": ("small",)}, None),
        ({"unless": OneOf("trait.role", ("student",))}, {}, None),
    ],
)
def test_what_cannot_be_had_is_not_offered(changes, known, why):
    assert bar(known, **changes) == why
    assert offered(replace(LARGE, **changes), {**KNOWN, **known}) is (why is None)


def test_what_cannot_be_had_is_no_accessory_either():
    found = suggest(COMPILED, PRODUCTS, KNOWN)
    probe = product_of(PRODUCTS, "probe")
    for changes in ({"in_stock": False}, {"regions": ("gulf",)}):
        items = tuple(replace(probe, **changes) if each.id == "probe" else each for each in PRODUCTS.items)
        known = {**KNOWN, "region": "europe"}
        assert accessories(COMPILED, replace(PRODUCTS, items=items), known, found) == ()


def test_the_place_is_the_trait_or_the_question_called_region():
    assert region_of({}) is None
    assert region_of({"region": "gulf"}) == "gulf"
    assert region_of({"trait.region": "europe", "region": "gulf"}) == "europe"


@pytest.mark.parametrize(
    ("region", "currency", "found"),
    [
        (None, None, Price(14000.0, "USD")),
        ("europe", None, Price(12000.0, "EUR")),
        ("gulf", None, Price(50000.0, "AED")),
        ("asia", None, Price(14000.0, "USD")),
        ("europe", "USD", Price(14000.0, "USD")),
        ("gulf", "USD", Price(13500.0, "USD")),
        ("europe", "AED", None),
        (None, "EUR", None),
    ],
)
def test_a_price_is_that_of_the_place_and_never_turned_into_another_currency(region, currency, found):
    listed = replace(LARGE, prices=LISTED)
    known: Known = {} if region is None else {"region": region}
    assert price(PRODUCTS, listed, known, currency) == found


def test_without_an_attribute_for_money_nothing_has_a_price():
    without = Products(tuple(each for each in PRODUCTS.attributes if each.type != "money"))
    assert price(without, LARGE, {}) is None


def test_a_limit_is_compared_with_the_price_list_of_the_place():
    budget = making.question("budget", "integer", unit="EUR")
    limit = need("price", "price", "at_most", "budget", must=True)
    compiled = making.compiled(budget, *QUESTIONS[2:], needs=(limit,))
    items = (
        Product("near", text(en="Near"), {"price": 900.0}, prices={"europe": {"EUR": 500.0}}),
        Product("far", text(en="Far"), {"price": 100.0}),
    )
    known: Known = {"budget": 600, "region": "europe"}
    [found] = suggest(compiled, Products(ATTRIBUTES, items), known)
    [verdict] = found.verdicts
    assert (found.product, verdict.offered, verdict.wanted, verdict.unit) == ("near", 500.0, 600, "EUR")
    because, _ = reasons(found, Words(compiled, "en"), Products(ATTRIBUTES, items), known)
    assert because == ("Price: €500. Your limit is €600.",)


def test_prices_are_shown_and_compared_as_they_are_in_that_place():
    listed = replace(
        PRODUCTS,
        items=tuple(
            replace(each, prices={"europe": {"EUR": amount}})
            for each, amount in zip(PRODUCTS.items, (400.0, 7000.0, 12000.0, 50000.0, 1.0, 1.0), strict=True)
        ),
    )
    known = {**KNOWN, "region": "europe"}
    english = Words(COMPILED, "en")
    best, cheaper, _ = suggest(COMPILED, listed, known)
    assert written_price(product_of(listed, best.product), english, listed, known) == "€12,000"
    assert compared(cheaper, best, english, listed, known) == "It costs 42% less than the 4 Series B MSO."


def test_negative_rules_of_products_look_at_everything_known():
    rule = Any((OneOf("trait.role", ("student",)), OneOf("campaign", ("sale",))))
    assert bar({"campaign": "sale"}, unless=rule) == "unless"
    assert bar({"trait.role": "engineer", "campaign": "spring"}, unless=rule) is None
