"""Formulas: what can be written, what it gives, and where the checker points when it cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questionnaire.condition import Known, Value
from bot.questionnaire.formula import parse
from bot.questionnaire.model import Fact
from bot.values.errors import WrongFormula
from tests.making import compiled, question


def value(source: str, known: Known) -> Value | None:
    return compiled(question("a"), facts=(Fact("it", parse(source)),)).value("it", known)


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("5 * signal", 500),
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 3 - 2", 5),
        ("-signal + 1", -99),
        ("signal / 8", 12.5),
        ("min(signal, 3, 7)", 3),
        ("max(signal, 300)", 300),
        ("round(signal / 3)", 33),
        ("round(signal / 3, 1)", 33.3),
        ("count(buses)", 2),
        ("days_between(from_day, to_day)", 10),
        ("3 * 0.1", 0.3),
        ("signal / 0", None),
        ("missing + 1", None),
        ("count(signal)", None),
        ("days_between(signal, to_day)", None),
    ],
)
def test_a_formula_gives_what_it_says(source: str, result: float | None) -> None:
    known: Known = {"signal": 100, "buses": ("can", "lin"), "from_day": "2026-11-11", "to_day": "2026-11-21"}
    assert value(source, known) == result


@pytest.mark.parametrize(
    ("source", "offset", "words"),
    [
        ("5 * ", 3, "the formula ends"),
        ("5 ** 2", 3, "'*'"),
        ("5 + $x", 4, "'$'"),
        ("median(1, 2)", 0, "no function is called 'median'"),
        ("round()", 6, "a number, a name or a bracket"),
        ("min(1)", 0, "2 to 9 values"),
        ("(1 + 2", 5, "a closing bracket"),
        ("1 2", 2, "an operator"),
        ("", 0, "the formula ends"),
    ],
)
def test_a_formula_that_cannot_be_read_is_pointed_at(source: str, offset: int, words: str) -> None:
    with pytest.raises(WrongFormula) as caught:
        parse(source)
    assert words in str(caught.value)
    assert caught.value.offset == offset


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(source: str) -> None:
    try:
        parse(source)
    except WrongFormula as wrong:
        assert 0 <= wrong.offset <= len(source)  # noqa: PT017


@given(st.text("(", max_size=200))
def test_brackets_without_end_are_refused_with_a_sentence(source: str) -> None:
    with pytest.raises(WrongFormula):
        parse(source)
