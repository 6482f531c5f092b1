"""Which few of several claims exclude each other."""

from bot.paths.claims import Claim, Misses
from bot.paths.exclusion import Excluded, excluded
from bot.questionnaire.condition import All, InRange, OneOf, Range
from tests.paths.building import TODAY, ask, compiled, yes

RADIO, POWER = OneOf("field", ("radio",)), OneOf("field", ("power",))
BENCH = compiled(
    ask("field", "select_one", choices=["power", "radio"], required=True),
    ask("urgent"),
    ask("volts", "integer", POWER, at_least=0, at_most=100),
)
CLAIMS: dict[str, Claim] = {"urgent": yes("urgent"), "no_radio": Misses(RADIO), "no_power": Misses(POWER)}


def test_of_several_claims_only_those_that_clash_are_named():
    assert excluded(BENCH, CLAIMS, TODAY) == Excluded(("no_radio", "no_power"))


def test_one_claim_that_is_never_true_is_named_alone():
    too_much = InRange("volts", Range(above=100))
    assert excluded(BENCH, {**CLAIMS, "too_much": too_much}, TODAY) == Excluded(("too_much",))


def test_claims_that_can_all_be_true_exclude_nothing():
    assert excluded(BENCH, {"urgent": yes("urgent"), "no_radio": Misses(RADIO)}, TODAY) is None


def test_of_many_that_clash_only_together_none_is_left_out():
    choices = "abcdef"
    bench = compiled(ask("one", "select_one", choices=choices, required=True), ask("noise"))
    claims: dict[str, Claim] = {"noise": yes("noise"), **{each: Misses(OneOf("one", (each,))) for each in choices}}
    assert excluded(bench, claims, TODAY) == Excluded(tuple(choices))


def test_what_bounds_do_not_settle_is_not_called_proved():
    bench = compiled(ask("w", "decimal", at_least=0, at_most=10), ask("u"), facts={"zero": "w * w - w * w"})
    found = excluded(bench, {"u": yes("u"), "zero": All((InRange("zero", Range(above=1)),))}, TODAY)
    assert found == Excluded(("zero",), proved=False)
