"""A simulation beside the floor: people drawn and sent through the engine, against if/else for given answers.

Measured is the draw of each answer, the engine, and the count of what came of it; suggestions are left out, for they
hang on how many products there are. The floor restores and saves its state at every answer, the simulation does not.
"""

import time
from collections.abc import Callable
from typing import Any

from bot.service.crowd import Crowd
from bot.service.simulation import Simulation
from tests.benchmarks.test_engine import POOL, best, by_hand

MOST_TIMES_THE_FLOOR = 30
PEOPLE, ROUNDS = 1000, 5
AT = 1_795_249_800


def simulated() -> float:
    """Return the best CPU time of several, in microseconds an answer."""
    times = []
    for seed in range(ROUNDS):
        simulation, crowd = Simulation(POOL, AT), Crowd(POOL, "2026-11-21", seed)
        begun = time.process_time()
        for person in crowd.people(PEOPLE):
            simulation.send(person)
        used = time.process_time() - begun
        assert simulation.tally.finished == PEOPLE
        times.append(used / sum(passed.asked for passed in simulation.tally.questions.values()) * 1e6)
    return min(times)


def test_a_simulated_answer_costs_at_most_thirty_times_the_hand_written_floor(
    record_property: Callable[[str, Any], None],
) -> None:
    by_hand()
    hand, made_up = best(by_hand), simulated()
    record_property("ratio", made_up / hand)
    print(f"\nsimulated {made_up:.1f} us an answer, by hand {hand:.2f} us: {made_up / hand:.1f} times the floor")
    assert made_up <= MOST_TIMES_THE_FLOOR * hand
