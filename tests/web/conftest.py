"""Houses that serve pages, guests of them, and a real browser."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.serving.server import serving
from tests.web.guest import Guest
from tests.web.house import Served, served

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LEFT_OUT = "tests left out: they drive a browser, and there is none here; `apt-get install chromium` brings one"
_left_out: list[pytest.Item] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where there is none; never where everything has to hold."""
    if CHROMIUM or os.environ.get("CI"):
        return
    _left_out[:] = [item for item in items if {"browser", "page", "author"} & set(getattr(item, "fixturenames", ()))]
    config.hook.pytest_deselected(items=_left_out)
    items[:] = [item for item in items if item not in _left_out]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what was left out, and how to have it."""
    if _left_out:
        terminalreporter.write_line(f"{len(_left_out)} {LEFT_OUT}")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Served]:
    """A house that serves the sample to this machine."""
    async with served(tmp_path) as opened:
        yield opened


@pytest.fixture
def guest(house: Served) -> Guest:
    """Somebody who speaks English."""
    return Guest(house.app)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """A real browser, the system's own."""
    assert CHROMIUM, "there is no Chromium here, and its tests must not be left out"
    async with async_playwright() as playwright:
        running = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        await running.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def site(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The address at which the sample is served, always on the same day."""
    async with (
        served(tmp_path_factory.mktemp("site"), running=True) as house,
        serving(house.app, "127.0.0.1", 0) as address,
    ):
        yield address
