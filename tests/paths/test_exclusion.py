"""Which few of several claims exclude each other."""

from bot.paths.claims import Claim, Misses
from bot.paths.exclusion import Excluded, excluded, first_way
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, InRange, OnDate, OneOf, Range
from bot.questionnaire.model import DateLimit
from tests.paths.building import TODAY, ask, compiled, yes

RADIO, POWER = OneOf("field", ("radio",)), OneOf("field", ("power",))
BENCH = compiled(
    ask("field", "select_one", choices=["power", "radio"], required=True),
    ask("urgent"),
    ask("volts", "integer", POWER, at_least=0, at_most=100),
)
CLAIMS: dict[str, Claim] = {"urgent": yes("urgent"), "no_radio": Misses(RADIO), "no_power": Misses(POWER)}


def among(bench: Compiled, claims: dict[str, Claim]) -> Excluded | None:
    return excluded(claims, lambda claim: first_way(bench, claim, TODAY))


def test_of_several_claims_only_those_that_clash_are_named():
    assert among(BENCH, CLAIMS) == Excluded(("no_radio", "no_power"))


def test_one_claim_that_is_never_true_is_named_alone():
    too_much = InRange("volts", Range(above=100))
    assert among(BENCH, {**CLAIMS, "too_much": too_much}) == Excluded(("too_much",))


def test_claims_that_can_all_be_true_exclude_nothing():
    assert among(BENCH, {"urgent": yes("urgent"), "no_radio": Misses(RADIO)}) is None


def test_of_many_that_clash_only_together_none_is_left_out():
    choices = "abcdef"
    bench = compiled(ask("one", "select_one", choices=choices, required=True), ask("noise"))
    claims: dict[str, Claim] = {"noise": yes("noise"), **{each: Misses(OneOf("one", (each,))) for each in choices}}
    assert among(bench, claims) == Excluded(tuple(choices))


def test_what_bounds_do_not_settle_is_not_called_proved():
    bench = compiled(ask("w", "decimal", at_least=0, at_most=10), ask("u"), facts={"zero": "w * w - w * w"})
    found = among(bench, {"u": yes("u"), "zero": All((InRange("zero", Range(above=1)),))})
    assert found == Excluded(("zero",), proved=False)


def test_what_can_be_true_on_one_day_is_not_excluded():
    bench = compiled(ask("when", "date", required=True, latest=DateLimit(days_from_today=0)))
    late = OnDate("when", after="2030-01-01")
    assert first_way(bench, late, TODAY).steps is None
    assert first_way(bench, late, TODAY, "2031-01-01").steps is not None
