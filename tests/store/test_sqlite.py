"""What holds for the embedded database: one file for its owner alone, one writer, readers that hold up nobody."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, make_url, text

from bot.service.ports import Delivered, Unavailable, Update
from bot.store.store import SqlStore
from tests.store.people import ADDRESS, OTHER, commanded, live_a_little, person, sealed_contents, step, typed, values


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Only this database is meant here, whichever others the store is tested on."""
    return f"sqlite:///{tmp_path / 'data' / 'store.sqlite3'}"


@pytest.fixture
def file(url: str) -> Path:
    """Where the database is."""
    return Path(make_url(url).database or "")


def raw(file: Path) -> bytes:
    """Return every byte of every file of the database."""
    return b"".join(path.read_bytes() for path in file.parent.rglob("*") if path.is_file())


def impatient(store: SqlStore) -> None:
    """Let new connections wait for a lock only a moment."""
    store.database.close()
    event.listen(store.database.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=20"))


def test_the_files_are_for_their_owner_alone(store: SqlStore, file: Path):
    store.receive([Update("7:1", b"body")], 1)
    files = list(file.parent.iterdir())
    assert {path.name for path in files} >= {file.name, f"{file.name}-wal"}
    assert [oct(stat.S_IMODE(path.stat().st_mode)) for path in files] == ["0o600"] * len(files)


def test_every_commit_reaches_the_disk_and_every_erasure_too(store: SqlStore):
    with store.database.reading() as connection:
        settings = [
            connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
    assert settings == ["wal", 2, 1, 1]


def test_while_another_process_writes_nothing_is_changed_and_nothing_is_lost(store: SqlStore, file: Path):
    store.work([commanded("a", "start")], step, 100)
    impatient(store)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="nothing was changed"):
            store.work([typed("a", "patience", "7:1")], step, 101)
        other.execute("ROLLBACK")
    assert values(store) == []
    assert store.work([typed("a", "patience", "7:1")], step, 102) != [None]
    assert values(store) == ["patience"]


def test_a_long_export_sees_one_state_and_holds_up_no_answer(store: SqlStore):
    store.work([commanded("a", "start")], step, 100)
    for number in range(3):
        store.work([typed("a", f"before {number}")], step, 101)
    export = store.answers("report")
    first = next(export)
    store.work([typed("a", "meanwhile")], step, 102)
    store.work([commanded("a", "forget")], step, 103)
    assert [first.value, *(logged.value for logged in export)] == ["before 0", "before 1", "before 2"]
    assert values(store) == []


def test_no_statement_on_the_way_of_an_answer_searches_a_whole_table(store: SqlStore):
    store.work([commanded("a", "start"), commanded("b", "start")], step, 100)
    statements: set[tuple[str, int]] = set()

    @event.listens_for(store.database.engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, parameters, _context, executemany):
        first = parameters[0] if executemany else parameters
        if not statement.startswith(("BEGIN", "EXPLAIN")):
            statements.add((statement, len(first)))

    (reply, _) = store.work([typed("a", "x", "7:1"), typed("b", "y", "7:2")], step, 101)
    assert reply is not None
    store.work([commanded("a", "start", "7:3")], step, 102, [Delivered(reply, 5)])
    assert len(statements) > 12
    with store.database.reading() as connection:
        for statement, count in statements:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", (None,) * count).all()
            assert not [line for line in plan if "SCAN" in str(line)], f"{statement}\n{plan}"
        assert connection.scalar(text("SELECT count(*) FROM answer")) == 2


def test_no_word_of_a_person_is_in_any_file_in_the_clear(store: SqlStore, file: Path):
    live_a_little(store, ADDRESS)
    assert b"q0" in raw(file), "what is plain is there to be seen"
    assert b"canary" not in raw(file)
    store.close()
    assert b"canary" not in raw(file)


def test_nothing_of_a_forgotten_person_is_in_any_file(store: SqlStore, file: Path):
    live_a_little(store, OTHER)
    theirs = set(sealed_contents(store))
    live_a_little(store, ADDRESS)
    mine = set(sealed_contents(store)) - theirs
    assert all(content in raw(file) for content in mine)
    (goodbye,) = store.work([commanded(ADDRESS, "forget", f"7:{len(ADDRESS)}")], step, 200)
    assert goodbye is not None
    store.deliver([Delivered(goodbye)])
    left = raw(file)
    assert not [content for content in mine if content in left]
    assert person(ADDRESS).encode() not in left
    assert person(OTHER).encode() in left


def test_what_a_reader_still_needed_goes_with_a_later_commit(store: SqlStore, file: Path):
    live_a_little(store, ADDRESS)
    reading = store.answers("report")
    next(reading)
    store.work([commanded(ADDRESS, "forget")], step, 200)
    assert person(ADDRESS).encode() in raw(file), "a reader holds on to the older state"
    reading.close()
    store.settle("7:1", 201)
    assert person(ADDRESS).encode() not in raw(file)
