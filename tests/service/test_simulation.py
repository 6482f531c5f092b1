"""Made-up people go through the real engine, and their counts agree with what the paths prove."""

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot.cli.play import draft_library
from bot.paths.distribution import distribution, within
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import InRange, OneOf, Range, Value
from bot.questionnaire.model import Choice
from bot.service.crowd import Crowd
from bot.service.listed import Listed, listed
from bot.service.simulation import Simulation, Tally
from bot.values.errors import NotUnderstood
from tests.making import compiled as made
from tests.making import question
from tests.paths.building import TODAY, WORDS, ask, compiled
from tests.paths.oracle import meets_every_cell
from tests.paths.strategies import questionnaires

AT = 1_795_249_800
"""A moment of TODAY."""
SURE = 5
"""Standard errors that a share may be away from the true one: one in two million is farther."""
SAMPLE = draft_library(Path(__file__).parents[2] / "questionnaires")


def simulated(bench: Compiled, count: int, seed: int = 1) -> Tally:
    simulation = Simulation(bench, AT)
    for person in Crowd(bench, TODAY, seed).people(count):
        simulation.send(person)
    return simulation.tally


def is_near(share: float, truth: float, count: int) -> bool:
    return abs(share - truth) <= SURE * math.sqrt(max(truth * (1 - truth), 1 / count) / count)


def agrees(bench: Compiled, tally: Tally) -> None:
    found, count = distribution(bench, TODAY), tally.people
    for name, passed in tally.questions.items():
        assert is_near(passed.asked / count, found.shares[name], count), name
    mean = sum(number * people for number, people in tally.lengths.items()) / tally.finished
    spread = sum((number - found.mean) ** 2 * share for number, share in enumerate(found.numbers))
    assert abs(mean - found.mean) <= SURE * math.sqrt(max(spread, 1 / count) / count)
    assert set(tally.lengths) <= set(range(found.least, found.most + 1))
    for segment in bench.questionnaire.segments:
        expected = within(bench, segment.condition, TODAY)
        assert is_near(tally.segments[segment.id] / count, expected.share, count), segment.id


@pytest.mark.parametrize("name", SAMPLE.names())
def test_two_thousand_people_see_what_the_paths_say_within_the_error_of_so_few(name: str) -> None:
    bench = SAMPLE.current(name)
    assert bench is not None
    agrees(bench, simulated(bench, 2000))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(questionnaires())
def test_they_agree_on_random_questionnaires_with_every_kind_of_question(bench: Compiled) -> None:
    if distribution(bench, TODAY).exact and meets_every_cell(bench):
        tally = simulated(bench, 300)
        if tally.finished == tally.people:
            agrees(bench, tally)


def test_sets_come_as_often_as_the_paths_expect() -> None:
    choices = [
        Choice("a", WORDS, expected=0.9),
        Choice("b", WORDS, expected=0.5),
        Choice("c", WORDS),
        Choice("none", WORDS, exclusive=True, expected=0.2),
    ]
    bench = compiled(
        ask("m", "select_multiple", choices=choices, at_most=2),
        segments={name: OneOf("m", (name,)) for name in ("a", "b", "c", "none")},
    )
    agrees(bench, simulated(bench, 4000))


def test_everybody_is_in_exactly_one_bucket() -> None:
    bench = made(
        question("field", "select_one", "power", "radio", required=True),
        question("volts", "integer", ask_if=OneOf("field", ("power",)), required=True, at_least=0, at_most=100),
        question("more", "yes_no", ask_if=InRange("volts", Range(above=50))),
    )
    simulation = Simulation(bench, AT)
    several: list[dict[str, Value]] = [{}, {"field": "radio"}, {"field": "power"}, {"field": "power", "volts": 60}]
    for answers in several:
        simulation.send(Listed({}, answers))
    tally = simulation.tally
    for passed in tally.questions.values():
        assert passed.asked == passed.answered + passed.skipped + passed.left
    assert tally.finished + sum(passed.left for passed in tally.questions.values()) == tally.people == 4
    assert (tally.questions["field"].left, tally.questions["volts"].left, tally.questions["more"].skipped) == (1, 1, 1)
    assert tally.lengths == {1: 1, 3: 1}


def test_the_same_seed_makes_up_the_same_people_and_another_seed_others() -> None:
    bench = SAMPLE.current("test-bench")
    assert bench is not None
    assert simulated(bench, 200, seed=7) == simulated(bench, 200, seed=7)
    assert simulated(bench, 200, seed=7) != simulated(bench, 200, seed=8)


def test_people_of_a_crowd_are_understood_at_every_type_of_question() -> None:
    for name in SAMPLE.names():
        bench = SAMPLE.current(name)
        assert bench is not None
        tally = simulated(bench, 500)
        assert all(passed.answered == passed.asked for passed in tally.questions.values())


def test_suggestions_are_counted_by_who_comes_first_and_who_is_among_them() -> None:
    bench = SAMPLE.current("after-purchase")
    assert bench is not None
    simulation = Simulation(bench, AT, SAMPLE)
    for person in Crowd(bench, TODAY, 1).people(200):
        simulation.send(person)
    tally = simulation.tally
    assert sum(tally.first.values()) == tally.fitted
    assert all(tally.first.get(name, 0) <= count <= tally.fitted for name, count in tally.among.items())
    assert 0 < tally.fitted < tally.finished
    assert tally.fitted + tally.unfitted <= tally.finished


def test_of_many_people_suggestions_are_looked_for_for_the_first_ones_and_everything_else_for_all() -> None:
    bench = SAMPLE.current("test-bench")
    assert bench is not None
    tallies = []
    for judged in (None, 50):
        simulation = Simulation(bench, AT, SAMPLE, judged=judged)
        for person in Crowd(bench, TODAY, 1).people(100):
            simulation.send(person)
        tallies.append(simulation.tally)
    every, some = tallies
    assert (every.judged, some.judged) == (100, 50)
    assert 0 < sum(some.first.values()) < sum(every.first.values())
    assert (some.questions, some.lengths, some.segments) == (every.questions, every.lengths, every.segments)


# From a file -----------------------------------------------------------------------------------------------

FILE = made(
    question("field", "select_one", "power", "radio"),
    question("buses", "select_multiple", "can", "lin", other=True),
    question("volts", "integer", at_least=0, at_most=100),
    question("day", "date"),
    id="my-bench",
)


def test_a_file_of_answers_is_read_by_the_ids_of_questions_or_by_the_columns_of_the_export() -> None:
    rows: list[dict[str, str | None]] = [
        {"field": "power", "my_bench__buses": "can;other", "volts": "60", "day": "2026-12-01", "noise": "x"},
        {"field": "", "my_bench__buses": None, "volts": " ", "day": "", "language": "fa"},
        {"questionnaire": "another", "field": "nonsense"},
    ]
    first, second = listed(rows, FILE, TODAY)
    assert first.answers == {"field": "power", "buses": ("can", "other"), "volts": 60, "day": "2026-12-01"}
    assert (second.answers, second.known) == ({}, {"language": "fa"})
    simulation = Simulation(FILE, AT)
    assert simulation.send(first).answers[1].value == ("can", "other")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"field": "powr"}, "row 2, column field: 'powr' is no choice of 'field'; there are power, radio"),
        ({"field": "power;radio"}, "row 2, column field: 'field' takes one choice, not 2"),
        ({"volts": "many"}, "row 2, column volts: 'many' is no answer to 'volts' (not a number)"),
        ({"volts": "101"}, "row 2, column volts: '101' is no answer to 'volts' (too large 100)"),
        ({"name": "Ada"}, "no column is called like a question of 'my-bench'"),
    ],
)
def test_what_is_no_answer_is_told_with_its_row_and_column(row: dict[str, str], sentence: str) -> None:
    with pytest.raises(NotUnderstood) as caught:
        list(listed([row], FILE, TODAY))
    assert str(caught.value) == sentence
