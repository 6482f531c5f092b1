"""All who wait are worked off together, by one thread, each told their own."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from bot.service.acts import Arrival
from bot.service.ports import Delivered, Reply, Step, Unavailable, Update
from bot.store.store import SqlStore
from bot.store.writer import IDLE, MOST_AT_ONCE, Writer
from tests.store.people import commanded, step, typed, values


class Watched(SqlStore):
    """A store that notes who calls and with how much, and can be out of reach."""

    batches: list[list[str]]
    threads: set[int]
    out_of_reach = 0

    def work(
        self, arrivals: Sequence[Arrival], step: Step, at: int, delivered: Sequence[Delivered] = ()
    ) -> list[Reply | None]:
        self.batches.append([arrival.address for arrival in arrivals])
        self.threads.add(threading.get_ident())
        if self.out_of_reach:
            self.out_of_reach -= 1
            raise Unavailable("the database is away")
        return super().work(arrivals, step, at, delivered)


@pytest.fixture
def watched(store: SqlStore) -> Watched:
    """The store, watched."""
    store.__class__ = Watched
    assert isinstance(store, Watched)
    store.batches, store.threads = [], set()
    return store


@pytest.fixture
async def writer(watched: Watched):
    """A writer whose clock stands still."""
    writer = Writer(watched, step, lambda: 100)
    yield writer
    await writer.close()


async def test_those_who_wait_are_worked_off_together_by_one_thread(watched: Watched, writer: Writer):
    addresses = [str(number) for number in range(MOST_AT_ONCE + 20)]
    replies = await asyncio.gather(*(writer.work(commanded(address, "start")) for address in addresses))
    assert [reply and reply.address for reply in replies] == addresses
    assert [len(batch) for batch in watched.batches] == [MOST_AT_ONCE, 20]
    assert len(watched.threads) == 1
    assert threading.get_ident() not in watched.threads


async def test_a_person_stands_in_a_batch_once_and_in_order(watched: Watched, writer: Writer):
    await asyncio.gather(writer.work(commanded("a", "start")), writer.work(commanded("b", "start")))
    await asyncio.gather(*(writer.work(typed("a", f"{number}")) for number in range(3)), writer.work(typed("b", "x")))
    assert watched.batches[1:] == [["a", "b"], ["a"], ["a"]]
    assert [value for value in values(watched) if value != "x"] == ["0", "1", "2"]


async def test_deliveries_ride_on_the_next_work(watched: Watched, writer: Writer):
    first = await writer.work(commanded("a", "start"))
    assert first is not None
    writer.delivered(Delivered(first, 5))
    second = await writer.work(typed("a", "x"))
    assert second is not None
    assert second.open_message == 5
    assert watched.undelivered() == [second]
    assert len(watched.batches) == 2


async def test_deliveries_are_marked_soon_when_nothing_else_comes(watched: Watched, writer: Writer):
    first = await writer.work(commanded("a", "start"))
    assert first is not None
    writer.delivered(Delivered(first, 5))
    await asyncio.sleep(4 * IDLE)
    assert await writer.call(watched.undelivered) == []
    assert watched.batches[1:] == [[]]


async def test_closing_works_off_what_waits_and_marks_what_was_delivered(watched: Watched):
    writer = Writer(watched, step, lambda: 100)
    first = await writer.work(commanded("a", "start"))
    assert first is not None
    writer.delivered(Delivered(first))
    waiting = asyncio.ensure_future(writer.work(typed("a", "last")))
    await asyncio.sleep(0)
    await writer.close()
    assert watched.undelivered() == [await waiting]
    with pytest.raises(RuntimeError):
        await writer.call(watched.undelivered)


async def test_who_waits_is_told_that_the_store_is_out_of_reach_and_may_try_again(watched: Watched, writer: Writer):
    first = await writer.work(commanded("a", "start"))
    assert first is not None
    watched.out_of_reach = 1
    writer.delivered(Delivered(first, 5))
    with pytest.raises(Unavailable):
        await writer.work(typed("a", "patience", "7:1"))
    second = await writer.work(typed("a", "patience", "7:1"))
    assert second is not None
    assert second.open_message == 5, "what was delivered is not forgotten over it"


async def test_one_who_gives_up_does_not_disturb_the_others(watched: Watched, writer: Writer):
    impatient = asyncio.ensure_future(writer.work(commanded("a", "start")))
    patient = asyncio.ensure_future(writer.work(commanded("b", "start")))
    await asyncio.sleep(0)
    impatient.cancel()
    reply = await patient
    assert reply is not None
    assert reply.address == "b"
    assert {waiting.address for waiting in watched.undelivered()} == {"a", "b"}, "the act counts even so"


async def test_the_inbox_is_reached_through_the_same_thread(watched: Watched, writer: Writer):
    updates = [Update("7:1", b"one"), Update("7:2", b"two")]
    assert await writer.receive(updates) == updates
    await writer.settle("7:1")
    assert await writer.call(watched.unfinished) == updates[1:]
