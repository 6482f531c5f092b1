"""Random small questionnaires, played in every possible way through the engine's own conditions."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.paths import bounds, cells, choices
from bot.paths import distribution as distribution_module
from bot.paths.bounds import Remaining
from bot.paths.distribution import distribution, within
from bot.paths.frame import Frame
from bot.paths.witness import ways
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import InRange, InSegment, Range
from bot.questionnaire.model import Segment
from tests.paths.building import TODAY, ask
from tests.paths.building import compiled as built
from tests.paths.oracle import Oracle, meets_every_cell
from tests.paths.strategies import conditions, questionnaires

MARKS = 5
NOT_TURNED_ROUND = built(
    ask("q0", "decimal", at_least=0, at_most=2, required=True),
    ask("q1", "yes_no", InRange("q0", Range(at_least=1.5))),
    facts={"f0": "round(q0)", "f1": "f0 + f0"},
    segments={"s0": InRange("f1", Range(at_least=1))},
)
"""Nobody looks at the segment, and no formula tells where it would cut `q0`: so it does not."""
thorough = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def is_exact(compiled: Compiled) -> bool:
    """Tell whether bounds have to be met, not only kept."""
    return meets_every_cell(compiled) and not Frame(compiled, TODAY).bounded


@thorough
@given(questionnaires())
@example(NOT_TURNED_ROUND)
def test_the_distribution_is_that_of_all_plays(compiled):
    truth, found = Oracle(compiled).truth(), distribution(compiled, TODAY)
    if found.exact and meets_every_cell(compiled):
        assert (found.least, found.most) == (truth.least, truth.most)
        assert found.reachable == truth.reachable
        assert found.mean == pytest.approx(truth.mean, abs=1e-9)
        for name, share in found.shares.items():
            assert share == pytest.approx(truth.shares[name], abs=1e-9), name
        for number, share in enumerate(found.numbers):
            assert share == pytest.approx(truth.numbers[number], abs=1e-9)
    else:
        assert found.least <= truth.least <= truth.most <= found.most
        assert found.reachable >= truth.reachable


@thorough
@given(questionnaires())
def test_what_remains_is_proved_at_every_point_of_every_play(compiled):
    remaining, exact = Remaining(compiled), is_exact(compiled)

    def visit(known, position, passed, consents, least, most):
        low, high = remaining.remaining(known, position, passed, consents)
        assert low <= least <= most <= high
        if exact:
            assert (low, high) == (least, most)

    Oracle(compiled, visit).truth()


@thorough
@given(questionnaires(), st.data())
def test_what_is_known_at_the_start_is_not_asked(compiled, data):
    oracle = Oracle(compiled)
    fixed = {}
    for question in compiled.questions:
        if oracle.values[question.id] and data.draw(st.booleans()):
            fixed[question.id] = data.draw(st.sampled_from([value for value, _ in oracle.values[question.id]]))
    truth, found = oracle.truth(fixed), distribution(compiled, TODAY, known=fixed)
    assert found.least <= truth.least <= truth.most <= found.most
    assert found.reachable >= truth.reachable
    if found.exact and meets_every_cell(compiled):
        assert (found.least, found.most, set(found.reachable)) == (truth.least, truth.most, truth.reachable)
        assert found.mean == pytest.approx(truth.mean, abs=1e-9)


@thorough
@given(questionnaires())
def test_a_way_leads_there_whatever_is_answered_elsewhere_and_none_is_missing(compiled):
    reachable, exact = Oracle(compiled).truth().reachable, is_exact(compiled)
    for name, way in ways(compiled, TODAY).items():
        if way.steps is None:
            assert not way.proved or name not in reachable
        else:
            steps = {step.name: step.value for step in way.steps}
            assert name in (Oracle(compiled).truth(steps=steps).always or ())
        if exact:
            assert way.proved
            assert (way.steps is not None) == (name in reachable)


@thorough
@given(questionnaires(), st.data())
def test_a_watched_condition_is_met_as_often_as_a_note_at_the_end_with_it(compiled, data):
    names = {question.id: question.type for question in compiled.questions}
    condition = data.draw(conditions(names))
    note = ask("the_end", "note", condition)
    longer = Compiled(replace(compiled.questionnaire, questions=(*compiled.questions, note)))
    truth, found = Oracle(longer).truth(), distribution(compiled, TODAY, watched={"the_end": condition})
    if found.exact and meets_every_cell(compiled):
        assert found.shares["the_end"] == pytest.approx(truth.shares["the_end"], abs=1e-9)
        assert ("the_end" in found.reachable) == ("the_end" in truth.reachable)
        assert (found.least, found.most) == (truth.least, truth.most)


@thorough
@given(questionnaires(most_questions=4), st.data())
def test_those_for_whom_a_condition_holds_see_as_many_questions_as_in_all_their_plays(compiled, data):
    condition = data.draw(conditions({question.id: question.type for question in compiled.questions}))
    # So many questions more for them that the number tells who they are.
    marks = [ask(f"mark{place}", "select_one", condition, choices="a", required=True) for place in range(MARKS)]
    longer = Compiled(replace(compiled.questionnaire, questions=(*compiled.questions, *marks)))
    numbers = Oracle(longer).truth().numbers
    met = {number - MARKS: share for number, share in numbers.items() if number >= MARKS}
    watched = Compiled(
        replace(compiled.questionnaire, segments=(*compiled.questionnaire.segments, Segment("w", condition)))
    )
    found = within(watched, InSegment(("w",)), TODAY)
    share = sum(met.values())
    if not found.exact or not meets_every_cell(watched):
        assert found.possible or not met
        assert not found.always or len(met) == len(numbers)
        assert not met or found.least <= min(met) <= max(met) <= found.most
        return
    assert found.possible == bool(met)
    assert found.always == (len(met) == len(numbers))
    assert found.share == pytest.approx(share, abs=1e-9)
    if met:
        assert (found.least, found.most) == (min(met), max(met))
    if share:
        assert found.mean == pytest.approx(sum(number * each for number, each in met.items()) / share)


@thorough
@given(questionnaires())
@example(NOT_TURNED_ROUND)
def test_bounds_stay_true_where_the_walk_is_cut_short_and_tests_are_looked_at_one_by_one(compiled):
    truth = Oracle(compiled).truth()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choices, "MOST_CELLS", 6)
        patch.setattr(cells, "MOST_CELLS", 6 if compiled.questionnaire.facts else 2)
        for module in (bounds, distribution_module):
            patch.setattr(module, "MOST_FORKS", 2)
        patch.setattr(bounds, "FEW_FORKS", 2)
        found, remaining = distribution(compiled, TODAY), Remaining(compiled)

        def visit(known, position, passed, consents, least, most):
            low, high = remaining.remaining(known, position, passed, consents)
            assert low <= least <= most <= high

        Oracle(compiled, visit).truth()
    assert found.least <= truth.least <= truth.most <= found.most
    assert found.reachable >= truth.reachable
    assert sum(found.numbers) == pytest.approx(1)
    if found.exact and meets_every_cell(compiled):
        assert found.mean == pytest.approx(truth.mean, abs=1e-9)
