"""For whom a product may be suggested: claims over the answers, held against what the engine says of one person."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.paths.claims import is_true
from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.condition import Known, OneOf
from bot.suggestion.admission import Admission
from bot.suggestion.market import barred, price
from bot.suggestion.suggest import ranked
from bot.suggestion.verdicts import judged, wishes
from tests.suggestion.shop import Case, cases

thorough = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
_prices = st.dictionaries(st.sampled_from(("USD", "EUR")), st.integers(0, 1000).map(float), min_size=1)


@st.composite
def markets(draw: st.DrawFn) -> Case:
    """Draw a case whose products are not sold to everybody, at prices that differ from place to place."""
    case = draw(cases())
    items = tuple(_limited(draw, product) for product in case.products.items)
    known = {
        **case.known,
        **draw(st.fixed_dictionaries({}, optional={"trait.region": st.sampled_from(("north", "south", "east"))})),
        "language": draw(st.sampled_from(("en", "fa"))),
    }
    return Case(case.compiled, Products(case.products.attributes, items), known)


def _limited(draw: st.DrawFn, product: Product) -> Product:
    keys: dict[str, Any] = {
        "in_stock": draw(st.sampled_from((True, True, True, False))),
        "regions": draw(st.sampled_from(((), (), ("north",), ("north", "south")))),
        "languages": draw(st.sampled_from(((), (), ("fa",)))),
        "unless": draw(st.sampled_from((None, None, OneOf("trait.region", ("south",))))),
        "prices": draw(st.dictionaries(st.sampled_from(("north", "south")), _prices, max_size=2)),
    }
    return replace(product, **keys)


def met_by(case: Case, product: Product, known: Known) -> dict[str, float]:
    active = wishes(case.compiled.questionnaire.needs, case.products, case.compiled, known)
    return {verdict.need: verdict.met for verdict in judged(product, active, case.products, known)}


@thorough
@given(markets())
def test_a_product_may_be_suggested_where_its_claim_is_true_and_nowhere_else(case: Case) -> None:
    admission = Admission(case.compiled, case.products)
    fit = {each.product for each in ranked(case.compiled, case.products, case.known) if each.fits}
    for product in case.products.items:
        assert is_true(admission.fits(product), case.compiled, case.known) == (product.id in fit)


@thorough
@given(markets())
def test_what_stands_in_the_way_is_what_the_engine_says(case: Case) -> None:
    admission = Admission(case.compiled, case.products)
    for product in case.products.items:
        free = is_true(admission.can_be_had(product), case.compiled, case.known)
        assert free == (barred(product, case.compiled, case.known) is None)
        met = met_by(case, product, case.known)
        for need in case.compiled.questionnaire.needs:
            broken = is_true(admission.broken(need, product), case.compiled, case.known)
            assert broken == (need.id in met and met[need.id] < 1)


@thorough
@given(markets())
def test_no_product_meets_a_need_further_or_costs_less_where_the_claims_deny_it(case: Case) -> None:
    admission = Admission(case.compiled, case.products)
    for product in case.products.items:
        for other in case.products.items:
            met, others = met_by(case, product, case.known), met_by(case, other, case.known)
            for need in case.compiled.questionnaire.needs:
                if not is_true(admission.meets_better(need, product, other), case.compiled, case.known):
                    assert met.get(need.id, 0) <= others.get(need.id, 0)
            less = is_true(admission.costs_less(product, other), case.compiled, case.known)
            assert less == is_cheaper(case, product, other)


def is_cheaper(case: Case, product: Product, other: Product) -> bool:
    """Compare prices currency by currency; what has a price goes before what has none in the same."""
    costs, theirs = (
        {each: found.amount for each in ("USD", "EUR") if (found := price(case.products, one, case.known, each))}
        for one in (product, other)
    )
    both = [(costs[each], theirs[each]) for each in costs if each in theirs]
    return any(mine < its for mine, its in both) if both else bool(costs)
