"""What can never come of a questionnaire, against brute force: every answer of small questionnaires, every product."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Answered, InRange, Known, Not, OneOf, Picks, Range, Value
from bot.questionnaire.formula import parse
from bot.questionnaire.model import Fact, Question
from bot.suggestion.market import price
from bot.suggestion.outcomes import Outcomes, outcomes
from bot.suggestion.suggest import nearest, ranked
from tests import making
from tests.making import text
from tests.suggestion.shop import ATTRIBUTES, EVERY_TEST, TODAY

HIGHEST = 4
QUESTIONS: dict[str, Question] = {
    "needs_speed": making.question("needs_speed", "integer", unit="MHz", at_least=0, at_most=HIGHEST),
    "budget": making.question("budget", "integer", unit="USD", at_least=0, at_most=HIGHEST),
    "uses": making.question("uses", "select_multiple", "a", "b", "c"),
    "field": making.question("field", "yes_no"),
    "size": making.question("size", "select_one", "small", "middle", "big", "unsure"),
}
FACTS = {"doubled": Fact("doubled", parse("2 * needs_speed / 1000"), "GHz")}
CONDITIONS = {
    "field": OneOf("field", ("yes",)),
    "uses": Picks("uses", any_of=("a",)),
    "budget": InRange("budget", Range(at_least=2)),
    "size": Not(OneOf("size", ("small", "unsure"))),
    "needs_speed": Not(Answered(("needs_speed",))),
}
RANGES = {"speed": HIGHEST, "weight": HIGHEST, "price": HIGHEST}
thorough = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@dataclass
class Shop:
    compiled: Compiled
    products: Products

    def outcomes(self) -> Outcomes:
        return outcomes(self.compiled, self.products, TODAY)

    def fits(self, known: Known) -> dict[str, dict[str, float]]:
        """Return what fits, with how far it meets each need."""
        found = [each for each in ranked(self.compiled, self.products, known) if each.fits]
        return {each.product: {verdict.need: verdict.met for verdict in each.verdicts} for each in found}


attributes = tuple(replace(each, low=0.0, high=float(HIGHEST)) if each.id in RANGES else each for each in ATTRIBUTES)
values: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {
        **{name: st.integers(0, HIGHEST).map(float) for name in RANGES},
        "size": st.sampled_from(("small", "middle", "big")),
        "uses": st.lists(st.sampled_from("abc"), unique=True).map(tuple),
        "battery": st.booleans(),
    }
)


@st.composite
def shops(draw: st.DrawFn) -> Shop:
    chosen = draw(st.lists(st.sampled_from([*QUESTIONS]), unique=True, min_size=1, max_size=3))
    questions = []
    for place, name in enumerate(chosen):
        before = [None, *(CONDITIONS[each] for each in chosen[:place])]
        question = replace(QUESTIONS[name], required=draw(st.booleans()), ask_if=draw(st.sampled_from(before)))
        questions.append(question)
    facts = tuple(FACTS.values()) if "needs_speed" in chosen else ()
    names = {*chosen, *(fact.id for fact in facts)}
    usable = [need for need in EVERY_TEST if not need.operand_is_name or need.operand in names]
    needs = draw(st.lists(st.sampled_from(usable), unique_by=lambda need: need.id, min_size=1, max_size=5))
    conditions = st.sampled_from([None, None, *(CONDITIONS[each] for each in chosen)])
    drawn = tuple(
        replace(need, must=draw(st.booleans()), condition=draw(conditions), unless=draw(conditions), tolerance=0.5)
        for need in needs
    )
    items = draw(st.lists(values, min_size=1, max_size=4))
    products = tuple(
        Product(f"p{place}", text(en="P"), each, in_stock=draw(st.sampled_from((True,) * 7 + (False,))))
        for place, each in enumerate(items)
    )
    return Shop(making.compiled(*questions, facts=facts, needs=drawn), Products(attributes, products))


# Brute force ---------------------------------------------------------------------------------------------


def every_end(compiled: Compiled) -> list[Known]:
    """Return what is known at the end of every conversation."""
    return [*_ends(compiled, {"today": TODAY}, 0)]


def _ends(compiled: Compiled, known: dict[str, Value], place: int) -> Iterator[Known]:
    if place == len(compiled.questions):
        yield known
        return
    question, holds = compiled.questions[place], compiled.asks[place]
    asked = holds is None or holds(known) is True
    if not asked or not question.required:
        yield from _ends(compiled, known, place + 1)
    for value in _values(question) if asked else ():
        yield from _ends(compiled, {**known, question.id: value}, place + 1)


def _values(question: Question) -> list[Value]:
    ids = [choice.id for choice in question.choices]
    if question.type == "integer":
        return [*range(HIGHEST + 1)]
    if question.type == "select_multiple":
        return [each for size in range(1, len(ids) + 1) for each in combinations(ids, size)]
    return [*ids]


def is_outdone(shop: Shop, ends: list[dict[str, dict[str, float]]], product: Product, by: Product) -> bool:
    costs, others = (price(shop.products, each, {}) for each in (product, by))
    assert costs is not None
    assert others is not None
    return (
        costs.amount >= others.amount
        and by.in_stock
        and all(
            all(far <= everything[by.id][need] for need, far in everything[product.id].items()) for everything in ends
        )
    )


def met(shop: Shop, known: Known) -> dict[str, dict[str, float]]:
    """Return how far each product in stock meets each need, whether it fits or not."""
    found = ranked(shop.compiled, shop.products, known)
    return {each.product: {verdict.need: verdict.met for verdict in each.verdicts} for each in found}


@thorough
@given(shops())
def test_a_product_is_never_suggested_exactly_where_no_conversation_ends_with_it(shop: Shop) -> None:
    fitting = {product for known in every_end(shop.compiled) for product in shop.fits(known)}
    found = shop.outcomes()
    assert {each.product for each in found.never} == set(found.candidates) - fitting
    assert all(each.proved and each.because for each in found.never)


@thorough
@given(shops())
def test_nothing_fits_exactly_where_some_conversation_ends_with_what_comes_nearest(shop: Shop) -> None:
    ends = [
        known
        for known in every_end(shop.compiled)
        if nearest(shop.compiled, shop.products, known) and not shop.fits(known)
    ]
    found = shop.outcomes().nothing
    assert found.proved
    assert (found.steps is not None) == bool(ends)
    if found.steps is not None:
        steps = {step.name: step.value for step in found.steps}
        assert any(all(known.get(name) == value for name, value in steps.items()) for known in ends)


@thorough
@given(shops())
def test_a_product_is_outdone_exactly_where_another_serves_everybody_as_well_for_no_more(shop: Shop) -> None:
    every = every_end(shop.compiled)
    found = {each.product: each for each in shop.outcomes().outdone}
    beaten = set()
    for one, other in permutations(shop.products.items, 2):
        ends = [met(shop, known) for known in every if one.id in shop.fits(known)]
        if ends and is_outdone(shop, ends, one, other):
            beaten.add((one.id, other.id))
    for each in found.values():
        assert (each.product, each.by) in beaten
        assert each.first == (each.product < each.by)
        firsts = {next(iter(shop.fits(known)), None) for known in every}
        assert each.first or each.product not in firsts
    # Of two that outdo each other the one written first stays.
    assert set(found) == {one for one, other in beaten if other < one or (other, one) not in beaten}
