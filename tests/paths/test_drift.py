"""Fails when the engine learns a type of question, a test or a function that the paths do not know."""

from typing import get_args

from bot.paths import crossings, partition
from bot.paths.names import ValueTest
from bot.questionnaire import condition, formula
from bot.questionnaire.condition import Answered, InRange, InSegment, OnDate, OneOf, Picks, Range, Ranked
from bot.questionnaire.model import QUESTION_TYPES
from tests.paths import strategies
from tests.paths.building import TODAY, ask

KNOWN = {
    OneOf: ("name", "values"),
    Picks: ("name", "any_of", "all_of", "none_of", "count"),
    InRange: ("name", "range"),
    OnDate: ("name", "before", "after", "within_days", "older_than_days"),
    Ranked: ("name", "first", "top"),
    Answered: ("names",),
    InSegment: ("names",),
}


def test_every_test_of_a_condition_is_known_with_all_it_can_say():
    assert {test: test.__struct_fields__ for test in get_args(condition.Test)} == KNOWN
    assert set(get_args(ValueTest)) == set(KNOWN) - {Answered, InSegment}
    assert set(get_args(condition.Condition)) == {*KNOWN, condition.All, condition.Any, condition.Not}
    assert Range.__struct_fields__ == ("is_", "at_least", "at_most", "above", "below")


def test_every_type_of_question_is_known_and_tried():
    known = {"text", "long_text", "email", "phone", "location", "note", *strategies.TESTED}
    assert set(QUESTION_TYPES) == known
    assert all(len(partition.of_question(ask("a", kind, choices="ab"), [], TODAY).all) for kind in QUESTION_TYPES)


def test_every_single_test_is_tried_on_random_questionnaires():
    assert {test for test, _ in strategies.TESTS.values()} == set(get_args(ValueTest))


def test_every_function_of_a_formula_is_known():
    written_otherwise = {"count", "days_between"}
    assert set(crossings._APPLY) | written_otherwise == set(formula.FUNCTIONS) | set("+-*/")
