"""A shelf that is kept gives each person what one made for them alone would, and what the definition says."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, OneOf
from bot.suggestion import shelf as shelves
from bot.suggestion.market import barred
from bot.suggestion.shelf import Shelf, scored
from bot.suggestion.suggest import nearest, nearest_from, suggest, suggest_from
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.verdicts import judged, wishes
from tests import making
from tests.suggestion.shop import EVERY_TEST, FACTS, QUESTIONS, answers, needs, shop, values

PLACES = ("europe", "asia", "elsewhere")
prices = st.fixed_dictionaries({}, optional={"EUR": st.integers(0, 1000).map(float), "USD": st.just(500.0)})
sold: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "prices": st.dictionaries(st.sampled_from(PLACES[:2]), prices.filter(bool), max_size=2),
        "regions": st.sampled_from((("europe",), ("asia", "europe"))),
        "languages": st.just(("fa",)),
        "unless": st.sampled_from((OneOf("trait.field", ("yes",)), OneOf("size", ("big",)))),
        "in_stock": st.booleans(),
    },
)
people: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        **answers,
        "region": st.sampled_from(PLACES),
        "trait.region": st.sampled_from(PLACES),
        "trait.field": st.sampled_from(("yes", "no")),
        "language": st.sampled_from(("en", "fa")),
        "owns": st.sampled_from((("p0",), ("p1", "p2"))),
    },
)
several = st.lists(people, min_size=1, max_size=6)


@st.composite
def stocks(draw: st.DrawFn) -> Products:
    bare = shop(*draw(st.lists(values, max_size=6)))
    return replace(bare, items=tuple(replace(each, **draw(sold)) for each in bare.items))


questionnaires = needs().map(lambda some: making.compiled(*QUESTIONS, facts=FACTS, needs=some))


def one_by_one(compiled: Compiled, products: Products, known: Known) -> list[Suggestion]:
    """Judge every product by itself, with nothing prepared."""
    active = wishes(compiled.questionnaire.needs, products, compiled, known)

    def of(product: Product) -> Suggestion:
        return scored(product, judged(product, active, products, known))

    free = [of(product) for product in products.items if barred(product, compiled, known) is None]
    return sorted(free, key=lambda each: -round(each.score, 9))


@settings(max_examples=200)
@given(questionnaires, stocks(), several)
def test_every_person_at_a_kept_shelf_gets_what_judging_each_product_by_itself_says(
    compiled: Compiled, products: Products, crowd: list[Known]
) -> None:
    shelf = Shelf(compiled, products)
    for known in (*crowd, *crowd):
        plainly = one_by_one(compiled, products, known)
        # Compared as written, for 5 equals 5.0 and True equals 1.
        assert repr(shelf.ranked(known)) == repr(plainly)
        assert repr(shelf.fitting(known)) == repr([each for each in plainly if each.fits])


@given(questionnaires, stocks(), several, st.integers(0, 4))
def test_who_came_before_changes_nothing(
    compiled: Compiled, products: Products, crowd: list[Known], count: int
) -> None:
    shelf = Shelf(compiled, products)
    for known in crowd:
        assert repr(suggest_from(shelf, known, count)) == repr(suggest(compiled, products, known, count))
        assert repr(nearest_from(shelf, known)) == repr(nearest(compiled, products, known))


def test_a_shelf_remembers_no_more_than_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "MOST_REMEMBERED", 2)
    compiled = making.compiled(*QUESTIONS, facts=FACTS, needs=EVERY_TEST[:9])
    products = shop({"speed": 100.0, "price": 50.0}, {"speed": 900.0, "price": 700.0})
    shelf = Shelf(compiled, products)
    for speed in range(0, 1000, 50):
        known: Known = {"needs_speed": float(speed), "budget": speed}
        assert suggest_from(shelf, known) == suggest(compiled, products, known)
