"""A simulation beside the floor: people drawn and sent through the sample, against if/else for given answers.

Measured is the draw of each answer, the engine, and the count of what came of it: funnel, lengths, segments, and
suggestions among 28 products for as many as `bot simulate` looks at. The floor restores and saves its state at every
answer, the simulation does not. Only CPU time counts, the best of several rounds, so that a loaded machine is as good.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli.play import draft_library
from bot.cli.simulate import MOST_JUDGED
from bot.service.crowd import Crowd
from bot.service.simulation import Simulation
from tests.benchmarks.test_engine import best, by_hand

SAMPLE = draft_library(Path(__file__).parents[2] / "questionnaires")
PEOPLE, ROUNDS = 2000, 5
AT = 1_795_249_800
OF_A_HUNDRED_THOUSAND = MOST_JUDGED / 100_000


def simulated(share: float) -> float:
    """Return microseconds an answer, where suggestions are looked for for this share of the people."""
    bench = SAMPLE.current("test-bench")
    assert bench is not None
    judged, times = round(share * PEOPLE), []
    for seed in range(ROUNDS):
        simulation, crowd = Simulation(bench, AT, SAMPLE, judged=judged), Crowd(bench, "2026-11-21", seed)
        begun = time.process_time()
        for person in crowd.people(PEOPLE):
            simulation.send(person)
        used = time.process_time() - begun
        assert (simulation.tally.finished, simulation.tally.judged) == (PEOPLE, judged)
        times.append(used / sum(passed.asked for passed in simulation.tally.questions.values()) * 1e6)
    return min(times)


@pytest.mark.parametrize(
    ("what", "share", "most"), [("100,000 people", OF_A_HUNDRED_THOUSAND, 30), ("every suggestion", 1.0, 45)]
)
def test_a_simulated_answer_costs_at_most_so_many_times_the_hand_written_floor(
    what: str, share: float, most: int, record_property: Callable[[str, Any], None]
) -> None:
    by_hand()
    hand, made_up = best(by_hand), simulated(share)
    record_property("ratio", made_up / hand)
    print(f"\n{what}: {made_up:.1f} us an answer, by hand {hand:.2f} us: {made_up / hand:.1f} times the floor")
    assert made_up <= most * hand
