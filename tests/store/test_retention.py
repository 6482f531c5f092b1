"""Who was silent for long and did not ask to be remembered is forgotten; on both databases, whatever else goes on."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.profile.consent import Action
from bot.profile.rating import Rating
from bot.service.dossier import Outcome
from bot.service.ports import Delivered
from bot.store import housekeeping, retention
from bot.store.housekeeping import DAY, TOMBSTONES, keep_house
from bot.store.store import SqlStore
from bot.store.writer import Writer
from tests.store.people import ADDRESS, commanded, consent, deciding, live_a_little, person, step, typed
from tests.store.test_at_rest import everything, rows_of
from tests.store.test_sqlite import impatient

LATE = 100 * DAY


def begun(store: SqlStore, address: str, at: int = 100) -> None:
    store.work([commanded(address, "start")], step, at)


def agreed(store: SqlStore, address: str, action: Action, at: int = 100, purpose: str = "remember") -> None:
    store.work([typed(address, "x")], deciding(Outcome(consents=(consent(purpose, action, at),))), at)


def known(store: SqlStore, address: str) -> bool:
    return store.kept_of("telegram", address) is not None


def forgotten(store: SqlStore, before: int = LATE) -> int:
    """Go through all people once; return how many were forgotten."""
    count, after = store.forget_silent(before)
    while after is not None:
        more, after = store.forget_silent(before, after)
        count += more
    return count


def test_of_who_was_silent_for_long_nothing_is_left(store: SqlStore):
    live_a_little(store, ADDRESS)
    assert all(rows_of(store, person(ADDRESS)).values())
    assert forgotten(store) == 1
    assert set(rows_of(store, person(ADDRESS)).values()) == {0}
    assert person(ADDRESS) not in everything(store)
    assert forgotten(store) == 0


def test_who_said_anything_since_is_kept(store: SqlStore):
    for address in ("answered", "refused", "rated", "began", "silent"):
        begun(store, address)
    store.work([typed("answered", "late")], step, LATE)
    agreed(store, "refused", "deny", LATE, "crm")
    liked = Rating("s", "scope", fits=True, at=LATE, source="bench")
    store.work([typed("rated", "x")], deciding(Outcome(ratings=(liked,))), LATE)
    begun(store, "began", LATE)
    assert forgotten(store) == 1
    assert [address for address in ("answered", "refused", "rated", "began") if not known(store, address)] == []


def test_the_moment_itself_counts_as_heard(store: SqlStore):
    begun(store, "a", LATE)
    assert forgotten(store, LATE) == 0
    assert forgotten(store, LATE + 1) == 1


@pytest.mark.parametrize(
    ("purpose", "actions", "kept"),
    [
        ("remember", ["grant"], True),
        ("remember", ["grant", "withdraw"], False),
        ("remember", ["deny"], False),
        ("remember", ["deny", "grant"], True),
        ("crm", ["grant"], False),
        ("contact", ["grant"], False),
    ],
)
def test_who_asked_to_be_remembered_is_kept_until_they_take_it_back(
    store: SqlStore, purpose: str, actions: list[Action], kept: bool
):
    begun(store, "a")
    begun(store, "somebody else")
    for number, action in enumerate(actions):
        agreed(store, "a", action, 200 + number, purpose)
    assert forgotten(store) == 1 + (not kept)
    assert known(store, "a") is kept


def test_one_session_of_many_is_enough(store: SqlStore):
    begun(store, "a", 100)
    begun(store, "a", LATE)
    assert forgotten(store) == 0
    assert len(store.kept_of("telegram", "a")["sessions"]) == 2  # type: ignore[index, arg-type]


def test_all_are_looked_at_however_many_they_are(store: SqlStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for number in range(7):
        begun(store, f"p{number}", LATE if number == 3 else 100)
    assert forgotten(store) == 6
    assert [known(store, f"p{number}") for number in range(7)] == [number == 3 for number in range(7)]


def test_who_comes_back_is_a_stranger_who_can_begin(store: SqlStore):
    begun(store, "a")
    forgotten(store)
    begun(store, "a", LATE)
    assert known(store, "a")


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_who_is_being_worked_for_is_left_alone(store: SqlStore):
    begun(store, "a")
    begun(store, "b")
    with store.database.writing() as other:
        other.execute(text("SELECT 1 FROM respondent WHERE id = :id FOR NO KEY UPDATE"), {"id": person("a")})
        assert forgotten(store) == 1
    assert (known(store, "a"), known(store, "b")) == (True, False)


# The job that does it --------------------------------------------------------------------------------------


class Clock:
    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at


@pytest.fixture
def _short_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "HOUR", 0.01)


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while True:
            if happened():
                return
            await asyncio.sleep(0.01)


class Job:
    """The job at work."""

    def __init__(self, store: SqlStore, at: int, days: int) -> None:
        self.clock = Clock(at)
        self.writer = Writer(store, step, self.clock)
        self.task = asyncio.create_task(keep_house(store, self.writer, self.clock, days))

    async def ends(self) -> None:
        self.task.cancel()
        await asyncio.wait([self.task])
        await self.writer.close()


@pytest.mark.usefixtures("_short_hours")
async def test_the_job_forgets_when_the_day_has_come_and_drops_marks_while_the_process_runs(store: SqlStore):
    begun(store, "a", 100)
    store.settle("7:1", 100)
    job = Job(store, 100 + 30 * DAY, days=31)
    await until(lambda: marks(store) == 0)
    assert known(store, "a")
    store.settle("7:2", job.clock.at)
    job.clock.at += 2 * DAY
    await until(lambda: not known(store, "a"))
    assert marks(store) == 1
    job.clock.at += TOMBSTONES
    await until(lambda: marks(store) == 0)
    await job.ends()


def marks(store: SqlStore) -> int:
    with store.database.reading() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM inbox")) or 0)


@pytest.mark.usefixtures("_short_hours")
async def test_without_an_end_nobody_is_forgotten(store: SqlStore):
    begun(store, "a", 100)
    store.settle("7:1", 100)
    job = Job(store, 10_000 * DAY, days=0)
    await until(lambda: marks(store) == 0)
    job.clock.at += 2 * DAY
    store.settle("7:2", 100)
    await until(lambda: marks(store) == 0)
    await job.ends()
    assert known(store, "a")


def test_many_marks_go_in_steps_between_which_others_are_answered(store: SqlStore):
    for number in range(1001):
        store.settle(f"7:{number}", 100)
    assert [store.prune(101) for _ in range(3)] == [1000, 1, 0]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("_short_hours")
async def test_a_store_that_cannot_be_reached_is_tidied_up_later(store: SqlStore, caplog: pytest.LogCaptureFixture):
    begun(store, "a", 100)
    impatient(store)
    with closing(sqlite3.connect(path_of(store), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with caplog.at_level(logging.WARNING):
            job = Job(store, LATE, days=31)
            await until(lambda: "tidied up in an hour" in caplog.text)
        assert known(store, "a")
        other.execute("ROLLBACK")
    job.clock.at += DAY
    await until(lambda: not known(store, "a"))
    await job.ends()


def path_of(store: SqlStore) -> Path:
    return Path(store.database.engine.url.database or "")


# What SQLite leaves between the rows -----------------------------------------------------------------------


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_after_sweeping_no_file_holds_an_id_of_many_who_were_forgotten(store: SqlStore):
    names = [f"p{number}" for number in range(600)]
    for start in range(0, 600, 50):
        store.work([commanded(name, "start") for name in names[start : start + 50]], step, 100)
    for at in range(101, 105):
        for start in range(0, 600, 50):
            store.work([typed(name, f"word {at} " * 4) for name in names[start : start + 50]], step, at)
    gone = names[::3]
    for name in gone:
        [goodbye] = store.work([commanded(name, "forget")], step, 200)
        assert goodbye is not None
        store.deliver([Delivered(goodbye)])
    assert holding(store, gone), "pages that were joined hold copies of ids, or this test looks for nothing"
    store.sweep()
    assert holding(store, gone) == []
    assert holding(store, names[1:2]) == names[1:2]


def holding(store: SqlStore, names: list[str]) -> list[str]:
    """Name those whose ids stand in any file of the database."""
    content = b"".join(path.read_bytes() for path in path_of(store).parent.iterdir())
    return [name for name in names if person(name).encode() in content]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_file_is_written_anew_only_where_somebody_was_forgotten_and_not_where_it_is_large(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
):
    def swept() -> bool:
        before = mark(store)
        store.sweep()
        return (before, mark(store)) == (1, 0)

    begun(store, "a")
    assert not swept()
    store.work([commanded("a", "forget")], step, 200)
    monkeypatch.setattr("bot.store.database.LARGEST_SWEPT", 1)
    assert not swept()
    monkeypatch.undo()
    assert swept()
    assert not swept()


def mark(store: SqlStore) -> int:
    with closing(sqlite3.connect(path_of(store))) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
