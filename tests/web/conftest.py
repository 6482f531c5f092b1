"""Houses that serve pages, and guests of them."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.web.guest import Guest
from tests.web.house import Served, served

Guests = Callable[..., Guest]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Served]:
    """A house that serves the sample to this machine."""
    async with served(tmp_path) as opened:
        yield opened


@pytest.fixture
def guest(house: Served) -> Guest:
    """Somebody who speaks English."""
    return Guest(house.app)
