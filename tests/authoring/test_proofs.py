"""What is said to hold never or always is held against every way through random questionnaires."""

import pytest
from hypothesis import HealthCheck, example, given, settings

from bot.authoring.common import Common
from bot.authoring.load import load
from bot.authoring.names import Names
from bot.authoring.products import ProductRange
from bot.authoring.proofs import Proofs
from bot.paths.distribution import distribution
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import InSegment, OneOf
from tests.authoring.samples import BENCH, broken
from tests.paths.building import ask
from tests.paths.building import compiled as built
from tests.paths.oracle import Oracle, meets_every_cell
from tests.paths.strategies import questionnaires

thorough = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def proofs(compiled: Compiled) -> Proofs:
    """Return what is proved of a questionnaire that no file defines."""
    known = Names(Common(None, ("en",), {}, ProductRange()))
    questionnaire = compiled.questionnaire
    known.questions.update({question.id: question for question in questionnaire.questions})
    known.facts.update({fact.id: fact for fact in questionnaire.facts})
    known.segments.update({segment.id: segment.condition for segment in questionnaire.segments})
    return Proofs(questionnaire, known)


def outcomes(compiled: Compiled, found: Proofs) -> dict[tuple[str, ...], set[bool]]:
    """Return for each condition whether it can hold, and not hold, when it is its turn to be looked at."""
    last = len(compiled.questions)
    turns = {keys: compiled.position[keys[1]] if keys[0] == "questions" else last for keys in found.conditions}
    holds = {keys: compiled.condition(condition) for keys, condition in found.conditions.items()}
    seen: dict[tuple[str, ...], set[bool]] = {keys: set() for keys in turns}

    def visit(known, position, *_):
        for keys, turn in turns.items():
            if turn == position:
                seen[keys].add(holds[keys](known) is True)

    Oracle(compiled, visit).truth()
    return seen


FILLED_LATER = built(
    ask("q0", "yes_no", InSegment(("s0",))),
    ask("q1", "yes_no", required=True, trait="x"),
    segments={"s0": OneOf("trait.x", ("yes", "no"))},
)
"""At the end everybody belongs to the segment; when it is time for the first question, hardly anybody does."""


@thorough
@given(questionnaires())
@example(FILLED_LATER)
def test_what_never_or_always_holds_does_so_on_every_way(compiled):
    found = proofs(compiled)
    for keys, outcome in outcomes(compiled, found).items():
        if keys[0] == "questions" and looks_forward(compiled, found, keys):
            continue
        assert not (found.never(keys) and True in outcome), keys
        assert not (found.always(keys) and False in outcome), keys


def looks_forward(compiled: Compiled, found: Proofs, keys: tuple[str, ...]) -> bool:
    """Tell whether the condition of a question looks at later ones, which no author can write."""
    turn = compiled.position[keys[1]]
    return any(compiled.position[each] >= turn for each in found.known.looks_at(found.conditions[keys]))


@thorough
@given(questionnaires())
def test_nobody_is_asked_what_is_said_to_be_asked_of_nobody(compiled):
    assert not set(proofs(compiled).never_asked()) & Oracle(compiled).truth().reachable


@thorough
@given(questionnaires())
def test_where_no_day_and_no_bound_is_in_the_way_everything_that_can_be_said_is_said(compiled):
    found = proofs(compiled)
    dated = any(question.type == "date" for question in compiled.questions)
    if found.figures.exact and meets_every_cell(compiled) and not dated:
        asked = {question.id for question in compiled.questions}
        assert set(found.never_asked()) == asked - Oracle(compiled).truth().reachable


@pytest.mark.parametrize(
    ("condition", "never", "always"),
    [
        ("{application: power, isolation: yes, signal: {below: 10}}", True, False),
        ("{application: [power, teaching]}", False, True),
        ("{any: [{channels: {at_least: 1}}, {not: {answered: channels}}]}", False, True),
        ("{channels: {at_least: 1}}", False, False),
        ("{needed: {above: 350000}}", True, False),
        ("{needed_by: {older_than_days: 8}}", True, False),
        ("{needed_by: {before: 2026-01-01, after: 2026-06-01}}", True, False),
        ("{needed_by: {before: 2026-01-01}}", False, False),
        ("{today: {after: 2090-01-01}}", False, False),
        ("{any: [{today: {after: 2090-01-01}}, {today: {before: 2090-01-02}}]}", False, True),
        ("{not: {application: power}, segment: floating}", True, False),
        ("{not: {all: [{application: power}, {application: teaching}]}}", False, True),
    ],
)
def test_conditions_over_several_questions_and_days_are_seen_through(condition, never, always, tmp_path):
    folder = broken(tmp_path, (BENCH, "if: {segment: floating}, text", f"if: {condition}, text"))
    (scene,) = load(folder).scenes
    assert scene.proofs.never(("offers", "test_drive", "if")) is never
    assert scene.proofs.always(("offers", "test_drive", "if")) is always


@thorough
@given(questionnaires())
def test_figures_do_not_hang_on_what_else_is_looked_at(compiled):
    found = proofs(compiled)
    alone = distribution(compiled, found.days[0])
    if alone.exact and found.figures.exact:
        assert (found.figures.least, found.figures.most) == (alone.least, alone.most)
        assert found.figures.mean == pytest.approx(alone.mean)
