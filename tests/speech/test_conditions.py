"""Conditions in a few words: labels, limits with units, in three languages."""

import pytest

from bot.questionnaire.condition import (
    All,
    Answered,
    Any,
    Condition,
    InRange,
    InSegment,
    Not,
    OnDate,
    OneOf,
    Picks,
    Range,
    Ranked,
)
from bot.questionnaire.model import Segment
from bot.speech import conditions, picturing
from bot.speech.conditions import ConditionWords
from bot.values.locale import NBSP
from tests.making import choice, compiled, question, text

BENCH = compiled(
    question("field", "select_one", choice("power", "Power (SiC, GaN)"), choice("radio", "Radio"), other=True),
    question("buses", "select_multiple", choice("can", "CAN"), choice("lin", "LIN")),
    question("volts", "integer", unit="V"),
    question("probe", "yes_no"),
    question("order", "rank", choice("price", "Price"), choice("time", "Time")),
    question("day", "date"),
    segments=(Segment("strong_ones", OneOf("field", ("power",))), Segment("named", Answered(()), text(en="Named"))),
)


@pytest.mark.parametrize(
    ("condition", "source", "said"),
    [
        (OneOf("field", ("power", "other")), "field", "Power or something else"),
        (OneOf("probe", ("yes",)), "probe", "Yes"),
        (OneOf("probe", ("yes",)), None, "probe: Yes"),
        (OneOf("language", ("fa",)), None, "language: فارسی"),
        (Picks("buses", any_of=("can", "lin"), count=Range(at_least=2)), None, "CAN or LIN + from 2 chosen"),
        (Picks("buses", none_of=("can",)), None, "none of CAN"),
        (InRange("volts", Range(at_least=60, below=1000)), "volts", "from 60 V below 1 kV"),
        (InRange("volts", Range(is_=5)), None, "volts: exactly 5 V"),
        (Ranked("order", first="price", top={"time": 2}), None, "Price first + Time among the first 2"),
        (OnDate("day", before="2026-01-31", within_days=30), "day", "before 31 January 2026 + within 30 days"),
        (Answered(("volts",)), None, "volts answered"),
        (InSegment(("strong_ones", "named")), None, "strong ones + Named"),
        (Not(OneOf("field", ("radio",))), None, "not Radio"),
        (All((OneOf("field", ("radio",)), Any((Not(InSegment(("named",))),)))), None, "Radio + not Named"),
    ],
)
def test_a_condition_is_said_in_the_words_of_its_author(condition: Condition, source: str | None, said: str) -> None:
    assert ConditionWords(BENCH, "en").said(condition, source).replace(NBSP, " ") == said


def test_an_unknown_language_is_answered_in_english() -> None:
    assert ConditionWords(BENCH, "de").said(Not(OneOf("field", ("radio",)))) == "not Radio"


def test_every_language_has_every_word_with_the_same_places() -> None:
    for words in (conditions._WORDS, picturing._WORDS):
        english = {key: phrase.count("{") for key, phrase in words["en"].items()}
        for phrases in words.values():
            assert {key: phrase.count("{") for key, phrase in phrases.items()} == english
