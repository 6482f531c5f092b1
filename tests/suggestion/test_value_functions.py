"""How far a value meets what was asked for: by hand, and as published decision methods compute it."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pymcdm.methods import RIM, WSM
from pymcdm.normalizations import minmax_normalization

from bot.questionnaire.catalogue import Attribute, Product, Products
from bot.questionnaire.model import Need
from bot.suggestion.suggest import suggest
from bot.suggestion.value_functions import met, scale_of
from tests import making
from tests.making import text
from tests.suggestion.shop import ATTRIBUTES, QUESTIONS, need

SPEED, WEIGHT, PRICE, SIZE, USES, BATTERY = ATTRIBUTES
LETTERS = (("a", "b"), ("b", "c"))


def how_far(attribute: Attribute, test: Any, wanted: Any, offered: Any, unit: str | None = None, **rest: Any) -> float:
    asked = need("n", attribute.id, test, wanted, **rest)
    return met(asked, attribute, wanted, offered, scale_of(attribute, unit or attribute.unit))


@pytest.mark.parametrize(("offered", "share"), [(1000.0, 1), (500.0, 1), (250.0, 0.5), (499.9, 0.99), (0.0, 0)])
def test_too_little_falls_to_nothing_at_the_low_end(offered, share):
    assert how_far(SPEED, "at_least", 500.0, offered) == pytest.approx(share, abs=0.001)


@pytest.mark.parametrize(("offered", "share"), [(10.0, 1), (40.0, 1), (60.0, 0.5), (80.0, 0), (100.0, 0)])
def test_too_much_falls_to_nothing_at_the_high_end_or_at_twice_the_limit(offered, share):
    assert how_far(WEIGHT, "at_most", 40.0, offered) == pytest.approx(share)
    assert how_far(WEIGHT, "at_most", 90.0, 95.0) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("offered", "share"), [(300.0, 1), (350.0, 1), (250.0, 1), (400.0, 1 - 50 / 650), (1000.0, 0), (0.0, 1 - 250 / 650)]
)
def test_what_is_beside_a_target_falls_to_nothing_at_the_farther_end(offered, share):
    assert how_far(SPEED, "target", 300.0, offered, tolerance=50.0) == pytest.approx(share)


def test_a_target_is_hit_however_the_numbers_are_rounded():
    assert how_far(SPEED, "target", 0.3, 0.4, tolerance=0.1) == 1


def test_a_target_without_a_range_is_measured_by_itself():
    bare = replace(SPEED, low=None, high=None)
    assert how_far(bare, "target", 10.0, 15.0) == pytest.approx(0.5)
    assert how_far(bare, "target", 10.0, 40.0) == 0
    assert how_far(bare, "target", 0.0, 1.0) == 0


@pytest.mark.parametrize(("offered", "share"), [(499.9, 0), (500.0, 1), (900.0, 1)])
def test_a_threshold_is_met_or_not(offered, share):
    assert how_far(SPEED, "threshold", 500.0, offered) == share
    assert how_far(WEIGHT, "threshold", 50.0, offered / 10) == (1 if offered <= 500 else 0)


@pytest.mark.parametrize(("offered", "least", "most"), [("small", 0, 1), ("middle", 0.5, 1), ("big", 1, 0)])
def test_choices_are_compared_in_the_order_written(offered, least, most):
    assert how_far(SIZE, "at_least", "big", offered) == pytest.approx(least)
    assert how_far(SIZE, "at_most", "middle", offered) == pytest.approx(most)


@pytest.mark.parametrize(
    ("test", "offered", "share", "must"),
    [
        ("includes", ("a", "b", "c"), 1, 1),
        ("includes", ("a",), 0.5, 1),
        ("includes", ("c",), 0, 0),
        ("all_of", ("a",), 0.5, 0.5),
        ("all_of", ("a", "b"), 1, 1),
        ("none_of", ("c",), 1, 1),
        ("none_of", ("a", "c"), 0.5, 0.5),
        ("none_of", ("a", "b"), 0, 0),
    ],
)
def test_sets_count_by_what_they_share_with_what_was_asked_for(test, offered, share, must):
    assert how_far(USES, test, ("a", "b"), offered) == share
    assert how_far(USES, test, ("a", "b"), offered, must=True) == must


def test_another_currency_has_no_range_of_its_own():
    assert how_far(PRICE, "at_most", 1500.0, 2250.0, "EUR") == pytest.approx(0.5)
    assert how_far(PRICE, "at_least", 1500.0, 750.0, "EUR") == pytest.approx(0.5)


def test_several_choices_weigh_no_more_than_one():
    def scores(wanted: tuple[str, ...]) -> list[float]:
        needs = (need("uses", "uses", "includes", wanted), need("battery", "battery", "is", True))
        items = (
            Product("both", text(en="B"), {"uses": ("a", "b", "c"), "battery": True}),
            Product("flat", text(en="F"), {"uses": ("a", "b", "c"), "battery": False}),
        )
        found = suggest(making.compiled(*QUESTIONS, needs=needs), Products(ATTRIBUTES, items), {}, 9)
        return [each.score for each in found]

    assert scores(("a",)) == scores(("a", "b", "c")) == [1, 0.5]


# As others compute it ------------------------------------------------------------------------------------------

numbers = st.integers(0, 100).map(float)


@given(
    st.lists(st.tuples(*[numbers] * 3), min_size=1, max_size=8),
    st.tuples(*[st.integers(1, 5)] * 3),
    st.tuples(*[st.booleans()] * 3),
)
def test_scores_are_those_of_the_weighted_sum_model_on_fixed_ranges(rows, weights, benefits):
    attributes = tuple(
        Attribute(f"a{i}", text(en="A"), "number", None, 0, 100, "higher" if benefit else "lower")
        for i, benefit in enumerate(benefits)
    )
    needs = tuple(
        Need(
            id=f"n{i}",
            attribute=f"a{i}",
            test="at_least" if benefit else "at_most",
            operand=100.0 if benefit else 0.0,
            weight=float(weight),
        )
        for i, (benefit, weight) in enumerate(zip(benefits, weights, strict=True))
    )
    items = tuple(
        Product(f"p{i}", text(en="P"), {f"a{k}": value for k, value in enumerate(row)}) for i, row in enumerate(rows)
    )
    compiled = making.compiled(*QUESTIONS, needs=needs)
    ours = {each.product: each.score for each in suggest(compiled, Products(attributes, items), {}, 99)}
    # Two rows at the ends of the ranges make their normalisation by the least and the greatest one by fixed ranges.
    matrix = np.array([*rows, (0.0,) * 3, (100.0,) * 3])
    types = np.array([1 if benefit else -1 for benefit in benefits])
    share = np.array(weights) / sum(weights)
    theirs = WSM(minmax_normalization)(matrix, share, types, validation=False)
    for i, score in enumerate(theirs[: len(rows)]):
        assert ours.get(f"p{i}", 0.0) == pytest.approx(score)


@given(numbers, numbers, st.integers(0, 20).map(float))
def test_a_target_counts_as_in_the_reference_ideal_method(wanted, offered, tolerance):
    ours = how_far(replace(WEIGHT, low=0.0, high=100.0), "target", wanted, offered, tolerance=tolerance)
    far = max(wanted, 100 - wanted)
    if far <= tolerance:
        assert ours == 1
        return
    # Their ideal falls off on each side by itself; on a range that reaches as far on both, that is by distance.
    bounds, ideal = np.array([[wanted - far, wanted + far]]), np.array([[wanted - tolerance, wanted + tolerance]])
    theirs = RIM(bounds, ideal)(np.array([[offered], [wanted - far]]), np.array([1.0]), np.array([1]), validation=False)
    assert ours == pytest.approx(theirs[0], abs=0.011 if 0.99 < theirs[0] < 1 else 1e-9)
