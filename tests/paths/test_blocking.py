"""What blocks: the smallest part of a condition that can never hold, and what it clashes with."""

from bot.paths.blocking import Blockings
from bot.questionnaire.condition import All, Answered, Any, Condition, InRange, InSegment, Not, OneOf, Range
from tests.paths.building import TODAY, ask, compiled, yes

RADIO, POWER = OneOf("field", ("radio",)), OneOf("field", ("power",))
FIELD = ask("field", "select_one", choices=["power", "radio"])
VOLTS = ask("volts", "integer", POWER, at_least=0, at_most=100)
ISOLATED = ask("isolated", "yes_no", POWER)


def blocking(condition: Condition, *questions, segments=None, unreachable=()):
    bench = compiled(FIELD, ask("urgent"), VOLTS, ISOLATED, *questions, segments=segments)
    return Blockings(bench, TODAY, unreachable=unreachable).of(condition)


def test_what_can_hold_is_not_blocked():
    assert blocking(All((POWER, yes("isolated"), Not(yes("urgent"))))) is None


def test_of_a_long_condition_only_the_tests_that_clash_are_named_with_what_stands_behind_them():
    found = blocking(All((yes("urgent"), Answered(("urgent",)), yes("isolated"), RADIO)))
    assert found is not None
    assert found.tests == (yes("isolated"), RADIO)
    assert found.premises == ("isolated",)
    assert found.proved


def test_one_test_that_no_answer_meets_is_named_alone():
    too_much = InRange("volts", Range(above=100))
    found = blocking(All((yes("urgent"), too_much)))
    assert found is not None
    assert (found.tests, found.premises, found.never) == ((too_much,), (), ())


def test_a_test_of_what_is_never_asked_says_so():
    lost = ask("lost", "yes_no", All((POWER, RADIO)))
    found = blocking(All((yes("urgent"), yes("lost"))), lost, unreachable=("lost",))
    assert found is not None
    assert (found.tests, found.never) == ((yes("lost"),), ("lost",))


def test_a_condition_that_looks_forward_says_so():
    bench = compiled(FIELD, ask("early", "yes_no", yes("late")), ask("late"))
    found = Blockings(bench, TODAY).of(yes("late"), 1)
    assert found is not None
    assert found.later == ("late",)


def test_each_alternative_has_its_own_reason():
    found = blocking(Any((All((RADIO, yes("isolated"))), InRange("volts", Range(below=0)))))
    assert found is not None
    assert [each.tests for each in found.inside] == [(RADIO, yes("isolated")), (InRange("volts", Range(below=0)),)]


def test_a_segment_is_opened_to_say_why_nobody_belongs_to_it():
    segments = {"odd": All((RADIO, yes("isolated"))), "keen": yes("urgent")}
    found = blocking(InSegment(("keen", "odd")), segments=segments)
    assert found is not None
    assert found.tests == (InSegment(("odd",)),)
    assert [each.tests for each in found.inside] == [(RADIO, yes("isolated"))]


def test_a_clash_under_not_is_found_as_well():
    found = blocking(All((yes("isolated"), Not(Any((POWER, yes("urgent")))))))
    assert found is not None
    assert found.tests == (yes("isolated"), Not(POWER))


def test_arithmetic_that_is_only_bounded_is_not_called_proved():
    bench = compiled(ask("w", "decimal", at_least=0, at_most=10), ask("u"), facts={"zero": "w * w - w * w"})
    found = Blockings(bench, TODAY).of(All((yes("u"), InRange("zero", Range(above=1)))))
    assert found is not None
    assert found.tests == (InRange("zero", Range(above=1)),)
    assert not found.proved
