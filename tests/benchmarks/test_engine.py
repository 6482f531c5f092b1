"""The engine beside the floor: a hand-written if/else that also restores and saves its state at every answer."""

import time
from collections.abc import Callable
from typing import Any

import orjson

from bot.conversation.engine import resume, start
from bot.conversation.inbound import Picked, Said
from bot.conversation.session import Start, from_bytes, to_bytes
from bot.questionnaire.condition import InRange, OneOf, Range
from tests.making import compiled, question

POOL = compiled(
    question("field", "select_one", "power", "cars", "labs"),
    question("signal", "decimal", unit="MHz", ask_if=OneOf("field", ("power", "cars"))),
    question("isolated", "yes_no", ask_if=InRange("signal", Range(at_least=20))),
    question("channels", "integer"),
    *(question(f"never{place}", "yes_no", ask_if=OneOf("field", ("labs",))) for place in range(12)),
    question("budget", "select_one", "low", "high"),
    question("soon", "yes_no", ask_if=OneOf("budget", ("high",))),
    question("role", "select_one", "engineer", "buyer"),
    question("more", "yes_no"),
)
ANSWERS = ("power", "500", "yes", "8", "high", "yes", "engineer", "no")
TYPED = {"500", "8"}
MOST_TIMES_THE_FLOOR = 20
ROUNDS = 2000


def floor(body: bytes, said: str) -> bytes:
    """Do by hand, for these very questions, what the engine does for any."""
    state: dict[str, Any] = orjson.loads(body)
    asked = state["asked"]
    if asked in ("signal", "channels"):
        state[asked] = float(said)
    else:
        state[asked] = said
    if asked == "field":
        following = "signal" if said in ("power", "cars") else "never0"
    elif asked == "signal":
        following = "isolated" if state["signal"] >= 20 else "channels"
    elif asked == "isolated":
        following = "channels"
    elif asked == "channels":
        following = "budget"
    elif asked == "budget":
        following = "soon" if said == "high" else "role"
    elif asked == "soon":
        following = "role"
    elif asked == "role":
        following = "more"
    else:
        following = ""
    state["asked"] = following
    return orjson.dumps(state)


def by_hand() -> None:
    body = b'{"asked":"field"}'
    for said in ANSWERS:
        body = floor(body, said)
    assert orjson.loads(body)["more"] == "no"


def by_engine() -> None:
    body = to_bytes(start(POOL, Start(), session_id="s", at=0).session)
    for said in ANSWERS:
        inbound = Said(said) if said in TYPED else Picked(said)
        body = to_bytes(resume(POOL, from_bytes(body), inbound, at=1).session)
    assert from_bytes(body).finished


def best(run: Callable[[], None], rounds: int = 5) -> float:
    """Return the best CPU time of several, in microseconds an answer: the least disturbed one."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        for _ in range(ROUNDS // rounds):
            run()
        times.append((time.process_time() - begun) / (ROUNDS // rounds) / len(ANSWERS) * 1e6)
    return min(times)


def test_an_answer_costs_at_most_twenty_times_the_hand_written_floor(
    record_property: Callable[[str, Any], None],
) -> None:
    by_hand()
    by_engine()
    hand, engine = best(by_hand), best(by_engine)
    record_property("ratio", engine / hand)
    print(f"\nengine {engine:.1f} us an answer, by hand {hand:.2f} us: {engine / hand:.1f} times the floor")
    assert engine <= MOST_TIMES_THE_FLOOR * hand
