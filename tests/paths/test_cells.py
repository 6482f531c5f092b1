"""Single cells: where facts meet limits, which numbers stand for a band, which shares choices have."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.paths import choices
from bot.paths.axis import Axis, bands
from bot.paths.crossings import crossings, span
from bot.paths.partition import Use, of_question
from bot.questionnaire.condition import InRange, Range
from bot.questionnaire.formula import compute, parse
from tests.paths.building import TODAY, ask


@pytest.mark.parametrize(
    ("formula", "level", "places"),
    [
        ("5 * x", 100, {20}),
        ("100 - x / 4", 90, {40}),
        ("350 / x", 7, {0, 50}),
        ("min(5 * x, 25000)", 500, {100}),
        ("max(x, 3) * 2", 10, {5}),
        ("x + x / 2", 3, {2}),
        ("x * 0", 1, set()),
        ("round(x)", 3, {Fraction(5, 2), 3, Fraction(7, 2), 4, Fraction(9, 2)}),
        ("0 * (1 / x)", 5, {0}),
        ("x * x", 4, None),
        ("1 / x + x", 4, None),
    ],
)
def test_a_fact_is_turned_round(formula, level, places):
    found = crossings(parse(formula), Fraction(level))
    assert found == places


numbers = st.floats(-100, 100).map(lambda number: round(number, 3))
formulas = st.sampled_from(
    (
        "a + b",
        "a - b",
        "a * b",
        "a / b",
        "min(a, b) * 2",
        "max(a, 3) - b",
        "round(a / 3)",
        "round(a * b, 1)",
        "a * a - b",
    )
)


@given(formulas, numbers, numbers, numbers, numbers, st.floats(0, 1), st.floats(0, 1))
def test_a_value_lies_in_its_span(written, a, b, wide, high, far, further):
    formula, ends = parse(written), {"a": (a, a + abs(wide)), "b": (b, b + abs(high))}
    known = {"a": a + far * abs(wide), "b": b + further * abs(high)}
    low, most, unknown = span(formula, ends)
    value = compute(formula, lambda name: lambda known: known.get(name))(known)
    assert unknown if value is None else low <= float(str(value)) <= most


def test_bands_are_cut_where_a_test_changes_and_nowhere_else():
    test = InRange("n", Range(at_least=20))
    use = Use(test, lambda value: isinstance(value, float) and test.range.holds(value))
    cells = of_question(ask("n", "decimal", at_least=0.1, at_most=70000), [use], TODAY)
    assert [(cell.low, cell.high, cell.share) for cell in cells.all[1:]] == [(0.1, 20, 0.5), (20, 70000, 0.5)]
    assert [cells.index(number) for number in (0.1, 19.999, 20.0, 70000.0, 70001.0)] == [1, 1, 2, 2, -1]


def test_whole_numbers_have_no_cell_between_two_of_them():
    probes = [lambda value: value > 3, lambda value: value < 4]
    cells = bands(Axis(0, 10, whole=True), {Fraction(7, 2), Fraction(3), Fraction(4)}, probes)
    assert [(cell.low, cell.high) for cell in cells.all[1:]] == [(0, 3), (4, 10)]


def test_an_impossible_question_has_no_answers():
    assert len(of_question(ask("n", "integer", at_least=5, at_most=4), [], TODAY).all) == 1
    assert len(of_question(ask("m", "select_multiple", choices="ab", at_least=3), [], TODAY).all) == 1


@pytest.mark.parametrize(
    ("given_shares", "expected"),
    [
        ({"a": None, "b": None}, [0.5, 0.5]),
        ({"a": 0.6, "b": None, "c": None}, [0.6, 0.2, 0.2]),
        ({"a": 0.6, "b": 0.6}, [0.5, 0.5]),
        ({"a": 1.0, "b": None}, [1.0, 0.0]),
        ({"a": 0.0, "b": 0.0}, [0.5, 0.5]),
    ],
)
def test_what_is_left_goes_evenly_to_the_choices_without_a_share(given_shares, expected):
    found = choices.single(ask("q", "select_one", choices=given_shares))
    assert [share for _, share in found] == pytest.approx(expected)
