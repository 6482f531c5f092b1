"""Everything that is told of a questionnaire before anybody has answered it."""

import time
from random import Random

import pytest
from msgspec.structs import replace

from bot.paths.cells import FEWEST
from bot.paths.distribution import distribution, within
from bot.paths.findings import findings
from bot.paths.steering import uses
from bot.paths.variables import Measured
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, Answered, Any, InRange, InSegment, Not, OneOf, Picks, Range
from bot.questionnaire.model import Need
from bot.questionnaire.report import ReportText, SectionText
from bot.values.text import Placeholder, Text
from tests.paths.building import TODAY, ask, compiled, yes
from tests.paths.test_speed import looking_back, looks_at

FIELD = ask("field", "select_one", choices={"power": 0.6, "radio": 0.4})


def with_report(bench: Compiled, **show_if) -> Compiled:
    sections = tuple(SectionText(name, {}, {}, condition) for name, condition in show_if.items())
    return Compiled(replace(bench.questionnaire, report=ReportText({}, sections)))


def test_segments_tell_who_belongs_to_them_and_how_long_it_gets_for_them():
    bench = compiled(
        FIELD,
        ask("volts", ask_if=OneOf("field", ("power",))),
        ask("more", ask_if=yes("volts")),
        segments={"strong": OneOf("field", ("power",)), "nobody": All((yes("volts"), OneOf("field", ("radio",))))},
    )
    strong, nobody = findings(bench, TODAY).segments
    assert strong.within.share == pytest.approx(0.6)
    assert (strong.within.least, strong.within.mean, strong.within.p90, strong.within.most) == (2, 2.5, 3, 3)
    assert not strong.within.always
    assert nobody.never
    assert nobody.blocking is not None
    assert not nobody.within.possible


def test_a_segment_that_holds_for_everybody_tells_nobody_apart():
    full = within(compiled(FIELD), Any((Answered(("field",)), Not(Answered(("field",))))), TODAY)
    assert full.always
    almost = within(compiled(FIELD), Answered(("field",)), TODAY)
    assert almost.share == 1
    assert not almost.always


def test_sections_that_nobody_sees_are_found_and_those_without_a_condition_are_for_everybody():
    bench = with_report(compiled(FIELD), all=None, none=All((yes("x"), Not(yes("x")))), some=OneOf("field", ("power",)))
    all_, none, some = findings(bench, TODAY).sections
    assert all_.within.always
    assert none.never
    assert some.within.share == pytest.approx(0.6)


def test_a_question_whose_answer_changes_nothing_is_idle_wherever_it_is_said():
    bench = compiled(
        ask("steers"),
        ask("said"),
        ask("idle"),
        ask("kept", trait="x"),
        ask("always", ask_if=Any((Answered(("idle",)), Not(Answered(("idle",)))))),
        ask("end", ask_if=yes("steers")),
    )
    named = replace(bench.questions[-1], ask=Text("en", {"en": ("You said ", Placeholder("said"))}))
    found = findings(Compiled(replace(bench.questionnaire, questions=(*bench.questions[:-1], named))), TODAY)
    assert [each.id for each in found.idle] == ["said", "idle", "kept", "always", "end"]
    used = {each.id: each.use for each in found.idle if each.use is not None}
    assert [name for name, use in used.items() if use.said] == ["said"]
    assert used["kept"].trait == "x"


def test_what_products_are_compared_with_steers_through_facts_too():
    bench = compiled(ask("w", "integer"), ask("x", "integer"), facts={"double": "2 * w"})
    need = Need(id="n", attribute="n", test="at_least", operand="double", operand_is_name=True, condition=yes("x"))
    steered = uses(Compiled(replace(bench.questionnaire, needs=(need,))), TODAY)
    assert steered["w"].steers == ("needs",)


# Frequencies -----------------------------------------------------------------------------------------------


def test_the_share_of_a_number_does_not_hang_on_what_is_looked_at():
    number = ask("n", "decimal", at_least=0, at_most=10)
    more = ask("b", ask_if=InRange("n", Range(at_least=8)))
    plain, cut = compiled(number, more), compiled(number, more, segments={"s": InRange("n", Range(at_least=5))})
    assert distribution(plain, TODAY).shares["b"] == pytest.approx(1 / 2)
    assert distribution(cut, TODAY).shares["b"] == pytest.approx(1 / 3)
    assert within(cut, InSegment(("s",)), TODAY).share == pytest.approx(2 / 3)


def test_measured_frequencies_take_the_place_of_what_was_expected():
    bench = compiled(
        FIELD,
        ask("volts", "integer", OneOf("field", ("power",)), at_least=0, at_most=100),
        ask("high", ask_if=InRange("volts", Range(at_least=60))),
        ask("skipped", ask_if=Not(Answered(("volts",)))),
    )
    measured: Measured = {"field": {"power": 30, "radio": 70}, "volts": {10: 12, 20: 6, 80: 6, None: 6}}
    found = distribution(bench, TODAY, measured=measured)
    assert found.shares["volts"] == pytest.approx(0.3)
    assert found.shares["high"] == pytest.approx(0.3 * 6 / 30)
    assert found.shares["skipped"] == pytest.approx(0.7 + 0.3 * 6 / 30)


def test_measured_choices_and_sets_fall_into_their_cells():
    bench = compiled(ask("m", "select_multiple", choices="abc"), ask("b", ask_if=Picks("m", all_of=("a", "b"))))
    found = distribution(bench, TODAY, measured={"m": {("a",): 5, ("a", "b"): 10, ("a", "b", "c"): 5}})
    assert found.shares["b"] == pytest.approx(15 / 20)


def test_what_fewer_than_five_people_said_shows_nowhere():
    bench = compiled(FIELD, ask("volts", ask_if=OneOf("field", ("power",))))
    few = distribution(bench, TODAY, measured={"field": {"power": FEWEST - 1}})
    assert few.shares["volts"] == 0.6
    hidden = [
        distribution(bench, TODAY, measured={"field": {"radio": 100 - rare, "power": rare}}).shares["volts"]
        for rare in range(1, FEWEST)
    ]
    # Four people of a hundred, spread as expected: 4 % of 60 %, and not their own 4 %.
    assert hidden == pytest.approx([rare / 100 * 0.6 for rare in range(1, FEWEST)])


# Speed -----------------------------------------------------------------------------------------------------


def test_everything_about_sixty_questions_takes_no_more_than_two_seconds():
    for seed in range(3):
        bench, dice = looking_back(60, seed), Random(seed)
        conditions = [All(tuple(looks_at(dice.choice(bench.questions), dice) for _ in range(2))) for _ in range(8)]
        segments = compiled(*bench.questions, segments={f"s{place}": each for place, each in enumerate(conditions[:4])})
        long = with_report(segments, **{f"r{place}": each for place, each in enumerate(conditions[4:])})
        began = time.process_time()
        found = findings(long, TODAY)
        assert time.process_time() - began < 2
        assert found.distribution.exact
        assert all(each.within.exact for each in (*found.segments, *found.sections))
