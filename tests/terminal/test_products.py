"""What a marketer reads of products: to whom they are suggested, what can never be, and what is only sampled."""

import time
from random import Random
from typing import Any

from msgspec.structs import replace
from rich.console import Console

from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Not, OneOf
from bot.questionnaire.formula import parse
from bot.questionnaire.model import Fact, Need
from bot.service.simulation import Tally
from bot.suggestion.outcomes import outcomes
from bot.terminal.products import as_json, page
from tests import making
from tests.making import text
from tests.suggestion.shop import ATTRIBUTES, QUESTIONS, TODAY, need

BENCH = making.compiled(
    making.question("field", "yes_no", required=True),
    making.question("needs_speed", "decimal", unit="MHz", at_least=0, at_most=1000),
    needs=(
        need("mobile", "battery", "is", True, must=True, condition=OneOf("field", ("yes",))),
        need("fixed", "battery", "is", False, must=True, condition=Not(OneOf("field", ("yes",)))),
        need("fast", "speed", "at_least", "needs_speed", must=True),
        need("cheap", "price", "at_most", 500.0),
    ),
)


def product(name: str, **keys: Any) -> Product:
    own = {each: keys.pop(each) for each in [*keys] if each not in ("languages", "in_stock", "regions", "unless")}
    return Product(name, text(en=name.title()), {each: _number(value) for each, value in own.items()}, **keys)


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


SHOP = Products(
    ATTRIBUTES,
    (
        product("truck", battery=True, speed=1000, price=400),
        product("van", battery=True, speed=900, price=600),
        product("desk", battery=False, speed=800, price=300),
        product("odd", speed=1000, price=100),
        product("gone", battery=True, speed=500, price=200, in_stock=False),
        product("persian", battery=True, speed=500, price=200, languages=("de",)),
        product("local", battery=True, speed=500, price=200, unless=OneOf("language", ("en", "fa", "ar"))),
    ),
)
TALLY = Tally(
    {}, {}, people=200, unfitted=1, first={"truck": 100, "desk": 50}, among={"truck": 120, "van": 60, "desk": 50}
)


def shown(bench: Compiled, shop: Products, tally: Tally = TALLY) -> str:
    console = Console(width=200, color_system=None)
    with console.capture() as capture:
        for part in page(outcomes(bench, shop, TODAY), tally, bench, shop):
            console.print(part)
    return capture.get()


def rows(shown: str) -> dict[str, str]:
    return {line.split()[0]: " ".join(line.split()[1:]) for line in shown.splitlines() if line.strip()}


def test_each_product_has_its_sampled_shares_and_what_is_proved_of_it() -> None:
    found = shown(BENCH, SHOP)
    told = rows(found.partition("odd  in every")[0])
    assert told["truck"] == "50 % 60 %"
    assert told["van"] == "0 % 30 % never better or cheaper than truck, never first"
    assert told["desk"] == "25 % 25 %"
    assert told["odd"] == "never never never"
    assert "Shares are sampled: 200 made-up people, always the same" in found


def test_a_product_that_nobody_is_suggested_comes_with_what_leaves_it_out() -> None:
    found = shown(BENCH, SHOP)
    asked = "it breaks the must 'mobile' (battery: {is: true}; it has none in our data)"
    other = "it breaks the must 'fixed' (battery: {is: false}; it has none in our data)"
    assert f"odd  in every conversation {asked} or {other}" in found
    assert "gone  in every conversation it is sold out" in found
    assert "persian  in every conversation the person speaks another language than its own (de)" in found
    assert "local  in every conversation its own 'unless' holds (language: [en, fa, ar])" in found


def test_where_nothing_fits_a_short_conversation_leads_there() -> None:
    found = shown(BENCH, SHOP)
    assert "For <1 % of people, sampled. A way there: field = no, needs_speed = " in found
    enough = Products(ATTRIBUTES, (*SHOP.items, product("fixed", battery=False, speed=1000, price=900)))
    assert "For nobody; proved." in shown(BENCH, enough)


def test_what_bounded_arithmetic_leaves_open_is_not_called_proved() -> None:
    zero = Fact("zero", parse("w * w - w * w + 1"), "MHz")
    slow = Need(id="slow", attribute="speed", test="at_least", operand="zero", operand_is_name=True, must=True)
    bench = making.compiled(making.question("w", "decimal", at_least=0, at_most=10, required=True), facts=(zero,))
    bench = Compiled(replace(bench.questionnaire, needs=(slow,)))
    found = shown(bench, Products(ATTRIBUTES, (product("snail", speed=0),)))
    assert "it is not proved" in found


def test_a_questionnaire_without_products_says_nothing_of_them() -> None:
    assert shown(making.compiled(*QUESTIONS), Products()) == ""


def test_the_same_stands_in_json_for_programs() -> None:
    found = as_json(outcomes(BENCH, SHOP, TODAY), TALLY, BENCH, SHOP)
    assert found["sampled"]["people"] == 200
    assert found["sampled"]["products"]["van"] == {"first": 0, "among": 60}
    assert [*found["outdone"]] == [{"product": "van", "by": "truck", "first": False}]
    assert [each["product"] for each in found["never"]] == ["odd", "gone", "persian", "local"]
    assert found["never"][0]["because"] == ("mobile", "fixed")
    assert found["never"][0]["proved"] is True
    assert found["nothing"]["steps"][0] == {"name": "field", "value": "no"}


def test_sixty_products_and_twenty_needs_take_no_more_than_three_seconds() -> None:
    dice = Random(1)
    attributes = [replace(ATTRIBUTES[0], id=f"a{place}") for place in range(10)]
    questions = [making.question(f"q{place}", "integer", unit="MHz", at_least=0, at_most=1000) for place in range(10)]
    needs = [
        Need(
            id=f"n{place}",
            attribute=f"a{place % 10}",
            test="at_least",
            operand=f"q{place % 10}",
            operand_is_name=True,
            must=place < 10,
        )
        for place in range(20)
    ]
    items = [
        product(f"p{number}", **{f"a{place}": dice.randint(0, 1000) for place in range(10)}) for number in range(60)
    ]
    bench = making.compiled(*questions, needs=tuple(needs))
    began = time.process_time()
    outcomes(bench, Products(tuple(attributes), tuple(items)), TODAY)
    assert time.process_time() - began < 3
