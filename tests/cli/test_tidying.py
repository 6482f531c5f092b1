"""What serves tidies up by itself: nobody has to set up a job for what the privacy text promises."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assemble import now, open_house, works
from bot.settings import read_settings
from bot.store.housekeeping import DAY
from bot.store.store import SqlStore
from tests.store.people import commanded, step


@pytest.fixture
def store(folder: Path) -> SqlStore:
    """A store in which `old` was last heard of more than two years ago, and `new` three days ago."""
    assert folder.is_dir()
    house = open_house(read_settings())
    house.store.work([commanded("old", "start")], step, now() - 731 * DAY)
    house.store.work([commanded("new", "start")], step, now() - 3 * DAY)
    return house.store


def people(store: SqlStore) -> list[str]:
    return [name for name in ("old", "new") if store.kept_of("telegram", name)]


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while True:
            if happened():
                return
            await asyncio.sleep(0.02)


async def test_who_was_silent_for_two_years_is_forgotten_while_it_serves(
    store: SqlStore, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.INFO):
        async with works(read_settings()):
            await until(lambda: "1 of whom nothing was heard for long was forgotten" in caplog.text)
    assert people(store) == ["new"]
    store.close()


async def test_the_operator_says_after_how_long(store: SqlStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RETENTION_DAYS", "2")
    store.work([commanded("today", "start")], step, now())
    async with works(read_settings()):
        await until(lambda: people(store) == [])
    assert store.kept_of("telegram", "today")
    store.close()


async def test_or_never(store: SqlStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("RETENTION_DAYS", "0")
    async with works(read_settings()) as at_hand:
        for _ in range(20):
            await at_hand.writer.ready()
            await asyncio.sleep(0.01)
    assert people(store) == ["old", "new"]
    store.close()


def test_what_does_not_serve_forgets_nobody(store: SqlStore):
    open_house(read_settings()).store.close()
    assert people(store) == ["old", "new"]
    store.close()
