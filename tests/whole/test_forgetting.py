"""Forgetting: afterwards nothing of what was said is in any table, any file, or the log."""

import pytest

from tests.standin import Person
from tests.whole.acting import Actor
from tests.whole.canaries import BENCH, CANARIES, REPAIR
from tests.whole.house import House
from tests.whole.kept import Kept
from tests.whole.reading import phrase

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def told_everything(house: House) -> Person:
    """Give someone who put a canary into every answer there is, in two conversations, and was remembered."""
    ann = house.api.person(name=CANARIES["name"], username=CANARIES["user name"])
    await Actor(house, ann, REPAIR).holds()
    await ann.says(f"/start test-bench_{CANARIES['campaign']}")
    await ann.presses(phrase("start"), on=ann.chat.last)
    await house.rest(ann)
    await Actor(house, ann, BENCH).goes_on()
    assert len(ann.chat.files) == 2
    return ann


async def test_what_is_forgotten_is_in_no_table_no_file_and_no_log(house: House):
    await house.settle()
    before = house.files.rows()
    ann = await told_everything(house)
    for menu in ("/profile", "/mydata", "/privacy", "/language", "/help"):
        await ann.says(menu)
    await house.settle()
    assert {answer[2] for answer in house.files.of(ann.id).answers} > {CANARIES["long text"], CANARIES["e-mail"]}
    traces = house.files.traces(ann.id)
    assert all(house.files.holding_bytes(trace) for trace in traces)

    await ann.says("/forget")
    await ann.presses(phrase("forget_yes"))
    assert ann.chat.last.text == phrase("forgotten")
    await house.settle()

    assert house.files.of(ann.id) == Kept()
    assert house.files.rows() == before
    assert {canary: house.files.holding(words) for canary, words in CANARIES.items()} == {name: [] for name in CANARIES}
    assert await left(house, traces) == []
    assert str(ann.id) not in house.process.log


async def test_what_is_kept_cannot_be_read_in_any_file(house: House):
    ann = await told_everything(house)
    readable = {canary: house.files.holding(words) for canary, words in CANARIES.items() if canary != "campaign"}
    assert readable == {name: [] for name in readable}
    assert house.files.holding(str(ann.id)) == []


async def test_who_was_forgotten_is_a_stranger(house: House):
    actor = Actor(house, house.api.person(), REPAIR)
    await actor.holds(questions=2)
    ann, question = actor.person, actor.now()
    await ann.says("/forget")
    await ann.presses(phrase("forget_yes"))
    await ann.presses("9", on=question)
    assert ann.toast == phrase("press_nothing")
    await ann.says("/mydata")
    assert ann.chat.last.text == phrase("mydata_empty")
    await ann.says("hello again")
    assert phrase("start") in ann.chat.last.labels
    assert house.files.of(ann.id) == Kept()


async def left(house: House, traces: list[bytes]) -> list[str]:
    """Name the files that still hold a trace. While somebody reads, they are swept with the next write only."""
    for _ in range(3):
        if not _holding(house, traces):
            return []
        await house.api.person().says("/help")
        await house.settle()
    return _holding(house, traces)


def _holding(house: House, traces: list[bytes]) -> list[str]:
    return [name for trace in traces for name in house.files.holding_bytes(trace)]
