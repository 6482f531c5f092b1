"""Fixtures of the stand-in's own tests."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from tests.standin import StandIn
from tests.standin.example import TinyBot, Wire


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    async with StandIn(quiet=0.02) as api:
        yield api


@pytest.fixture
async def bot(api: StandIn) -> AsyncIterator[TinyBot]:
    async with TinyBot(api) as bot:
        yield bot


@pytest.fixture
async def wire(api: StandIn) -> AsyncIterator[Wire]:
    async with ClientSession() as client:
        yield Wire(api, client)
