"""The databases on which every promise of the store is checked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.store.store import SqlStore, open_store
from tests.postgres import server
from tests.store.people import KEY, ids

Reopen = Callable[[], SqlStore]
DATABASES = ("sqlite", "postgresql")


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with nothing kept in it."""
    return server().database() if request.param == "postgresql" else sqlite_in(tmp_path)


@pytest.fixture(params=DATABASES)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables."""
    return server().empty() if request.param == "postgresql" else sqlite_in(tmp_path)


def sqlite_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'data' / 'store.sqlite3'}"


@pytest.fixture
def opened(url: str) -> Iterator[Reopen]:
    """Opens the database, again and again, as a process does that starts."""
    stores: list[SqlStore] = []

    def reopen() -> SqlStore:
        stores.append(open_store(url, [KEY], ids))
        return stores[-1]

    yield reopen
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Reopen) -> SqlStore:
    """An empty store."""
    return opened()
