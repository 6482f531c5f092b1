"""A company that has grown: workers behind one address that share a PostgreSQL, and a crowd that talks to them."""

import asyncio
import base64
import itertools
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
from sqlalchemy import text

from bot.service.ports import Unavailable
from bot.store.database import Database
from bot.store.seal import Seal
from tests.postgres import server
from tests.standin import BotProcess, Person, StandIn
from tests.standin.process import COMMAND
from tests.standin.world import BOT

KEY = bytes(range(32))
PUBLIC = "https://bot.test"
PATIENCE = 900.0
"""Seconds that a person waits for the bot, with workers dying around them and perhaps a busy machine."""


class Worker(BotProcess):
    """One of several processes; `port` is where it serves."""

    def __init__(self, api: StandIn, database: str, **settings: str) -> None:
        self.port = free_port()
        env = {
            "DATABASE_URL": database,
            "ENCRYPTION_KEY": base64.b64encode(KEY).decode(),
            "WEBHOOK_URL": f"{PUBLIC}/telegram",
            "WEB_PORT": str(self.port),
        }
        super().__init__(api, env | settings, (*COMMAND, "--role", "bot"))
        self._ready = False

    @property
    def serves(self) -> bool:
        """Whether it has come up and was not killed since."""
        return self.running and self._ready

    async def _comes_up(self, ended: "asyncio.Task[int]", _polls: int) -> bool:
        self._ready = False
        async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
            while not ended.done():
                with suppress(aiohttp.ClientError):
                    async with session.get(f"http://127.0.0.1:{self.port}/readyz") as answer:
                        self._ready = answer.status == 200
                if self._ready:
                    break
                await asyncio.sleep(0.05)
        return self._ready


class Proxy:
    """Hands each connection to the next worker that takes it."""

    def __init__(self, workers: Sequence[Worker]) -> None:
        self._turns = itertools.cycle(workers)
        self._count = len(workers)
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> str:
        """Give the address."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)
        for worker in itertools.islice(self._turns, self._count):
            try:
                there = await asyncio.open_connection("127.0.0.1", worker.port)
            except OSError:
                continue
            await asyncio.wait(
                {asyncio.ensure_future(pump(reader, there[1])), asyncio.ensure_future(pump(there[0], writer))},
                return_when=asyncio.FIRST_COMPLETED,
            )
            there[1].close()
            break
        writer.close()


async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    """Hand on what comes until one side is gone."""
    with suppress(OSError):
        while content := await source.read(65536):
            sink.write(content)
            await sink.drain()


class Company:
    """What the crowd meets. It serves as the house of `tests.whole.acting`."""

    def __init__(self, api: StandIn, workers: list[Worker], database: str, glance: float) -> None:
        self.api = api
        self.workers = workers
        self.database = database
        self._reading = Database(database)
        self._glance = glance
        self._seal = Seal([KEY])
        self._looked = asyncio.Condition()
        self._began = 0
        self._owed: tuple[set[str], set[str]] = set(), set()

    async def rest(self, person: Person) -> int:
        """Wait until the bot owes this person nothing."""
        update = person.last_update
        assert update is not None
        key = f"{BOT['id']}:{update['update_id']}"
        lane = self._seal.lookup(f"telegram:{person.id}")
        async with asyncio.timeout(PATIENCE):
            taken = await self.api.pulse.until(lambda: not self._waits(update), PATIENCE)
            assert taken, f"No worker took {update}."
            async with self._looked:
                since = self._began
                await self._looked.wait_for(lambda: self._began > since + 1 and not self._owes(key, lane))
        return 0

    async def look(self) -> None:
        """Look again and again at what is owed to whom, for ever."""
        while True:
            began = self._began + 1
            with suppress(Unavailable):
                owed = await asyncio.to_thread(self._look)
                async with self._looked:
                    self._owed, self._began = owed, began
                    self._looked.notify_all()
            await asyncio.sleep(self._glance)

    async def until_none(self, of: str) -> None:
        """Wait until no such row is left: workers note a little later that something is done."""
        async with asyncio.timeout(PATIENCE):
            while await asyncio.to_thread(self.rows, f"SELECT 1 FROM {of} LIMIT 1"):  # noqa: ASYNC110, S608 - nobody tells
                await asyncio.sleep(self._glance)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return what a query finds."""
        with self._reading.reading() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def close(self) -> None:
        """Look no more."""
        self._reading.close()

    def _look(self) -> tuple[set[str], set[str]]:
        unfinished = {key for (key,) in self.rows("SELECT key FROM inbox WHERE done_at IS NULL")}
        return unfinished, {lane for (lane,) in self.rows("SELECT lane FROM turn")}

    def _owes(self, key: str, lane: str) -> bool:
        unfinished, undelivered = self._owed
        return key in unfinished or lane in undelivered

    def _waits(self, update: dict[str, Any]) -> bool:
        return update in self.api.delivery.waiting or update in self.api.delivery.redelivered


@asynccontextmanager
async def company(
    workers: int, *, glance: float, database: str | None = None, **settings: str
) -> AsyncIterator[Company]:
    """Open for business; `glance` is how often it is looked at what is owed (seconds)."""
    database = database or server().database()
    async with StandIn(patience=PATIENCE) as api:
        api.caller.hurry = 0.1
        staff = [Worker(api, database, **settings) for _ in range(workers)]
        async with Proxy(staff) as address:
            api.caller.gates[PUBLIC] = address
            try:
                await asyncio.gather(*(worker.start() for worker in staff))
                open_for = Company(api, staff, database, glance)
                looking = asyncio.create_task(open_for.look())
                yield open_for
                looking.cancel()
                open_for.close()
            finally:
                await asyncio.gather(*(worker.__aexit__(None, None, None) for worker in staff))


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
