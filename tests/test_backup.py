"""Backup and restore as the operating page has them: its own commands, tried, on both databases."""

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.store import SqlStore, open_store
from tests.postgres import server
from tests.store.people import KEY, commanded, ids, step, typed, values

PAGE = Path(__file__).parents[1] / "docs" / "operating.md"
WRITTEN_SQLITE = "data/colloquy.sqlite3"
WRITTEN_POSTGRESQL = "postgresql://colloquy@database/colloquy"


def run(beginning: str, written: str, meant: str, folder: Path) -> None:
    """Run the line of the section on backups that begins like this, with something put in place of what it names."""
    section = PAGE.read_text().partition("## Backup\n")[2].partition("\n## ")[0]
    [line] = re.findall(rf"^(?:umask 077; )?{beginning}.*$", section, re.MULTILINE)
    assert written in line
    path = f"{server().programs}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(line.replace(written, meant), shell=True, check=True, cwd=folder, env=os.environ | {"PATH": path})  # noqa: S602


def says(store: SqlStore, address: str, *said: str) -> None:
    for text in said:
        store.work([typed(address, text)], step, 101)


@pytest.fixture
def stores() -> Iterator[list[SqlStore]]:
    stores: list[SqlStore] = []
    yield stores
    for store in stores:
        store.close()


def opened(stores: list[SqlStore], url: str) -> SqlStore:
    stores.append(open_store(url, [KEY], ids))
    return stores[-1]


def live(store: SqlStore) -> None:
    """Let two people say something; one of them is forgotten and the other says more after the backup."""
    store.work([commanded("ann", "start"), commanded("bob", "start")], step, 100)
    says(store, "ann", "before")
    says(store, "bob", "before")


def live_on(store: SqlStore) -> None:
    says(store, "ann", "after")
    store.work([commanded("bob", "forget")], step, 102)
    assert sorted(map(str, values(store))) == ["after", "before"]


def test_a_backup_of_sqlite_is_made_while_it_is_written_to_and_restored(tmp_path: Path, stores: list[SqlStore]):
    file, backup = tmp_path / WRITTEN_SQLITE, tmp_path / "backup.sqlite3"
    store = opened(stores, f"sqlite:///{file}")
    live(store)
    assert Path(f"{file}-wal").stat().st_size, "what was said last is not in the file that `cp` would copy"
    run("uv run", "uv run --no-dev python", sys.executable, tmp_path)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    live_on(store)
    store.close()

    for ending in ("-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    backup.replace(file)
    assert values(opened(stores, f"sqlite:///{file}")) == ["before", "before"], "bob is back, as the page warns"
    says(stores[-1], "ann", "again")
    assert "again" in values(stores[-1])


def test_a_backup_of_postgresql_is_made_while_it_is_written_to_and_restored(tmp_path: Path, stores: list[SqlStore]):
    url = server().database()
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    store = opened(stores, url)
    live(store)
    run("pg_dump", WRITTEN_POSTGRESQL, f"'{plain}'", tmp_path)
    assert stat.S_IMODE((tmp_path / "backup.dump").stat().st_mode) == 0o600
    live_on(store)
    store.close()

    run("pg_restore", WRITTEN_POSTGRESQL, f"'{plain}'", tmp_path)
    assert values(opened(stores, url)) == ["before", "before"]
    says(stores[-1], "ann", "again")
    assert "again" in values(stores[-1])
