"""One bot that runs for all small stories; each story has a person of its own."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.whole.house import House, open_house


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_house() -> AsyncIterator[House]:
    async with open_house() as house:
        yield house


@pytest.fixture
def house(shared_house: House) -> Iterator[House]:
    """Give the bot that runs, and see afterwards that it did nothing wrong, and went on running without complaint."""
    before, log = len(shared_house.api.check()), len(shared_house.process.log)
    yield shared_house
    assert shared_house.process.running, shared_house.process.log
    assert shared_house.api.check()[before:] == []
    written = shared_house.process.log[log:]
    assert " ERROR " not in written, written
    assert "Traceback" not in written, written
