"""What holds for the shared database: confirmed is on the disk, what was away comes back, one of several migrates."""

import subprocess
import sys
import threading

import pytest
from sqlalchemy import text

from bot.service.ports import Delivered, Unavailable, Update
from bot.store import database as settings
from bot.store.database import Database
from bot.store.migrate import CHECKOUT, HEAD, migrate, revision, upgrade, upgraded
from bot.store.store import SqlStore, open_store
from bot.values.errors import WrongSetting
from tests.postgres import server
from tests.store.conftest import Reopen
from tests.store.people import KEY, commanded, ids, step, typed, values


@pytest.fixture
def url() -> str:
    """Only this database is meant here, whichever others the store is tested on."""
    return server().database()


def test_every_commit_reaches_the_disk_whatever_the_servers_default(url: str):
    careless = Database(url)
    with careless.writing() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    careless.close()
    store = open_store(url, [KEY], ids)
    with store.database.writing() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
        assert connection.scalar(text("SHOW fsync")) == "on"
    store.close()


def test_a_restart_of_the_server_is_unavailability_and_then_over(store: SqlStore, opened: Reopen):
    store.work([commanded("a", "start")], step, 100)
    other = opened()
    server().restart()
    for one in (store, other):
        with pytest.raises(Unavailable, match="nothing was changed"):
            one.work([typed("a", "x", "7:1")], step, 101)
    assert store.ready()
    assert store.work([typed("a", "x", "7:1")], step, 102) != [None]
    assert other.work([typed("a", "x", "7:1")], step, 103) == [None]
    assert values(store) == ["x"]


def test_a_server_that_cannot_be_reached_is_said_to_be_so():
    with pytest.raises(Unavailable, match="cannot be reached"):
        open_store("postgresql+psycopg://nobody@127.0.0.1:1/nothing", [KEY], ids)


def test_two_workers_with_one_person_take_turns(store: SqlStore, opened: Reopen):
    store.work([commanded("a", "start")], step, 100)
    workers = [store, opened(), opened()]

    def answer(which: int) -> None:
        for number in range(20):
            workers[which].work([typed("a", f"{which}.{number}", f"{which}:{number}")], step, 101)

    threads = [threading.Thread(target=answer, args=(which,)) for which in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    given = [str(value) for value in values(store)]
    assert len(given) == len(set(given)) == 60
    for which in range(3):
        assert [one for one in given if one.startswith(f"{which}.")] == [f"{which}.{number}" for number in range(20)]


def test_many_people_through_several_workers_in_any_order_never_wait_for_each_other_in_vain(
    store: SqlStore, opened: Reopen
):
    people = [f"person {number}" for number in range(30)]
    store.work([commanded(one, "start") for one in people], step, 100)
    workers = [store, opened(), opened()]
    failures: list[BaseException] = []

    def answer(which: int) -> None:
        try:
            for number in range(10):
                order = people[number:] + people[:number] if which else people[::-1]
                batch = [typed(one, f"{which}.{number}", f"{which}:{number}:{one}") for one in order]
                workers[which].work(batch, step, 101)
        except Exception as failure:  # noqa: BLE001
            failures.append(failure)

    threads = [threading.Thread(target=answer, args=(which,)) for which in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(values(store)) == 30 * 30


def test_who_holds_a_person_for_too_long_is_not_waited_for(store: SqlStore, monkeypatch: pytest.MonkeyPatch):
    store.work([commanded("a", "start")], step, 100)
    monkeypatch.setattr(settings, "_SETTINGS", ("SET lock_timeout = 50",))
    store.database.close()
    with store.database.writing() as holding:
        holding.execute(text("SELECT id FROM respondent FOR UPDATE"))
        with pytest.raises(Unavailable):
            store.work([typed("a", "patience", "7:1")], step, 101)
    assert store.work([typed("a", "patience", "7:1")], step, 102) != [None]


def test_an_empty_database_is_made_at_start_and_an_older_one_wants_to_be_brought_up_to_date():
    url = server().empty()
    open_store(url, [KEY], ids).close()
    older = Database(url)
    migrate(older, "0001")
    with pytest.raises(WrongSetting, match=f"at revision {HEAD}, but it is at 0001; run `bot migrate` first"):
        upgrade(older)
    assert upgraded(url) == ("0001", HEAD)
    assert upgraded(url) == (HEAD, HEAD)
    upgrade(older)
    older.close()


def test_several_that_start_at_once_make_the_database_once():
    url = server().empty()
    program = f"from bot.store.store import open_store; open_store({url!r}, [bytes(32)], str).close()"
    started = [subprocess.Popen([sys.executable, "-c", program], cwd=CHECKOUT) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    database = Database(url)
    assert revision(database) == HEAD
    database.close()


def test_a_database_at_another_revision_is_not_ready(store: SqlStore):
    assert store.ready()
    migrate(store.database, "0001")
    assert not store.ready()


def test_no_statement_on_the_way_of_an_answer_searches_a_whole_table(store: SqlStore, monkeypatch):
    # A small table is read as a whole even where an index would do; so only what cannot use one is seen.
    monkeypatch.setattr(settings, "_SETTINGS", ("SET enable_seqscan = off",))
    store.database.close()
    store.sign()
    store.work([commanded(one, "start") for one in ("a", "b")], step, 100)
    before = scans(store)
    store.receive([Update("7:1", b"x", "telegram:a"), Update("7:2", b"y", "telegram:b")], 102)
    replies = store.work([typed("a", "x", "7:1"), typed("b", "y", "7:2")], step, 102)
    store.work([commanded("a", "start")], step, 103, [Delivered(reply, 5) for reply in replies if reply])
    store.release(["telegram:a", "telegram:b"], [])
    assert scans(store) == before
    store.undelivered()
    assert scans(store) != before, "a search would be seen"


def scans(store: SqlStore) -> dict[str, int]:
    """Return how often each table was read from end to end."""
    with store.database.writing() as connection:
        connection.exec_driver_sql("SELECT pg_stat_force_next_flush()")
    with store.database.writing() as connection:
        rows = connection.exec_driver_sql("SELECT relname, seq_scan FROM pg_stat_user_tables")
        return {name: count for name, count in rows}  # noqa: C416  a row is no pair to mypy
