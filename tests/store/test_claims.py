"""Several workers share one PostgreSQL: each chat is one worker's at a time, and nothing is left lying by the dead."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import text

from bot.service.ports import Delivered, Left, Reply, Shift, Unavailable, Update
from bot.store.claims import LEASE
from bot.store.store import SqlStore
from tests.postgres import server
from tests.store.conftest import Reopen
from tests.store.people import commanded, step, typed, values

LANE = "telegram:a"


@pytest.fixture
def url() -> str:
    """Only this database is meant here: the other one has one process."""
    return server().database()


@pytest.fixture
def first(opened: Reopen) -> SqlStore:
    """A worker."""
    return at_work(opened)


@pytest.fixture
def second(opened: Reopen) -> SqlStore:
    """Another one."""
    return at_work(opened)


def at_work(opened: Reopen) -> SqlStore:
    store = opened()
    store.sign()
    return store


def update(number: int, lane: str = LANE) -> Update:
    return Update(f"7:{number}", f"body {number}".encode(), lane)


def bare(updates: Sequence[Update]) -> list[str]:
    return [one.key for one in updates]


def answered(store: SqlStore, number: int) -> Reply:
    (reply,) = store.work([typed("a", f"answer {number}", f"7:{number}")], step, 100 + number)
    assert reply is not None
    return reply


def silent(store: SqlStore, seconds: int) -> None:
    """Let all who signed so far have been silent for so long."""
    with store.database.writing() as connection:
        connection.execute(text("UPDATE worker SET seen_at = seen_at - :seconds"), {"seconds": seconds})


def test_what_comes_from_a_chat_is_left_to_the_worker_that_has_it(first: SqlStore, second: SqlStore):
    assert bare(first.receive([update(1)], 10)) == ["7:1"]
    assert bare(second.receive([update(2), update(3, "telegram:b")], 11)) == ["7:3"]
    assert bare(first.receive([update(4)], 12)) == ["7:4"]


def test_a_worker_that_wants_to_leave_a_chat_finds_what_others_took_in(first: SqlStore, second: SqlStore):
    first.receive([update(1)], 10)
    reply = first.work([commanded("a", "start", "7:1")], step, 100)[0]
    assert reply is not None
    second.receive([update(2)], 11)
    left = first.release([LANE], [Delivered(reply, 5)])
    assert left == Left((), (Update("7:2", b"body 2"),))
    assert first.undelivered() == []
    assert bare(second.receive([update(3)], 12)) == [], "it is still the first one's"


def test_a_chat_in_which_nothing_waits_goes_to_whoever_takes_in_its_next_update(first: SqlStore, second: SqlStore):
    first.receive([update(1)], 10)
    reply = first.work([commanded("a", "start", "7:1")], step, 100)[0]
    assert reply is not None
    assert first.release([LANE], [Delivered(reply, 5)]) == Left()
    assert bare(second.receive([update(2)], 11)) == ["7:2"]
    assert second.release(["telegram:unknown"], []) == Left()
    assert first.release([LANE], []) == Left(), "what is another's cannot be left"
    assert bare(first.receive([update(3)], 12)) == []


def test_a_turn_that_was_not_delivered_keeps_its_chat(first: SqlStore, second: SqlStore):
    first.receive([update(1)], 10)
    reply = first.work([commanded("a", "start", "7:1")], step, 100)[0]
    assert first.release([LANE], []) == Left((reply,), ())  # type: ignore[arg-type]
    assert bare(second.receive([update(2)], 11)) == []


def test_the_same_update_through_two_workers_is_worked_off_once(first: SqlStore, second: SqlStore):
    assert bare(first.receive([update(1)], 10)) == ["7:1"]
    assert bare(second.receive([update(1)], 10)) == []
    first.work([commanded("a", "start", "7:1")], step, 100)
    assert second.work([commanded("a", "start", "7:1")], step, 100) == [None]


def test_what_the_dead_left_is_taken_over_once_in_order(first: SqlStore, second: SqlStore, opened: Reopen):
    first.receive([update(1), update(2), update(9, "telegram:b")], 10)
    reply = first.work([commanded("a", "start", "7:1")], step, 100)[0]
    assert second.sign().left == Left(), "who gave a sign of life is alive"
    silent(second, LEASE + 1)
    third = opened()
    left = third.sign().left
    assert left.undelivered == (reply,)
    assert bare(left.unfinished) == ["7:2", "7:9"]
    assert third.sign().left == Left()
    assert bare(first.receive([update(3)], 12)) == [], "who was taken for dead works for nobody any more"
    assert bare(third.receive([update(4)], 12)) == ["7:4"]


def test_who_was_away_takes_nothing_over_until_the_others_had_time_to_come_back(first: SqlStore, second: SqlStore):
    first.receive([update(1)], 10)
    silent(first, LEASE + 1)
    for _ in range(LEASE):
        assert second.sign().left == Left()
    assert bare(second.sign().left.unfinished) == ["7:1"]


def test_who_leaves_is_not_waited_for(first: SqlStore, second: SqlStore):
    first.receive([update(1)], 10)
    first.leave()
    assert bare(second.sign().left.unfinished) == ["7:1"]


def test_of_workers_that_come_at_once_one_alone_sees_nobody(opened: Reopen):
    for _ in range(10):
        workers = [opened() for _ in range(5)]
        together = Barrier(len(workers), timeout=20)

        def come(worker: SqlStore, together: Barrier = together) -> int:
            together.wait()
            return worker.sign().workers

        with ThreadPoolExecutor(len(workers)) as pool:
            assert sorted(pool.map(come, workers)) == [1, 2, 3, 4, 5]
        for worker in workers:
            worker.leave()
            worker.close()


def test_everybody_knows_how_many_share_before_a_new_one_counts(first: SqlStore, opened: Reopen):
    assert first.sign() == Shift(workers=1)
    second = opened()
    assert second.sign() == Shift(workers=2, agreed=False)
    assert first.sign() == Shift(workers=2, agreed=True)
    assert second.sign() == Shift(workers=2, agreed=True)
    second.leave()
    assert first.sign() == Shift(workers=1)


def test_a_database_that_restarts_is_away_for_a_moment_and_forgets_nothing(first: SqlStore, opened: Reopen):
    first.receive([update(1)], 10)
    first.work([commanded("a", "start", "7:1")], step, 100)
    server().restart()
    with pytest.raises(Unavailable):
        answered(first, 2)
    assert answered(first, 2).says
    assert values(opened()) == ["answer 2"]


def test_lanes_are_found_by_the_hash_of_the_person(first: SqlStore):
    first.receive([update(1)], 10)
    first.work([commanded("a", "start", "7:1")], step, 100)
    with first.database.reading() as connection:
        claimed = connection.execute(text("SELECT lookup FROM lane")).scalars().all()
        kept = connection.execute(text("SELECT lookup FROM identity")).scalars().all()
        of_turn = connection.execute(text("SELECT lane FROM turn")).scalars().all()
    assert claimed == kept == of_turn
