"""Updates brought to the webhook as Telegram brings them: a queue a chat, another for presses, repeated in vain."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from tests.standin.screen import Json

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
NEVER_IN_A_RESPONSE = ("get", "setWebhook", "deleteWebhook", "close", "logOut")


@dataclass(frozen=True)
class Hook:
    """A webhook as the bot has set it."""

    url: str
    secret: str
    allowed: tuple[str, ...]
    connections: int


class Caller:
    """Calls the webhook. `gates` says where a public address really is; `hurry` shortens the pauses.

    An update that is not answered with 2xx blocks its queue until it is.
    """

    def __init__(self, carried: Callable[[str, Json], None], taken: Callable[[Json], None]) -> None:
        self.gates: dict[str, str] = {}
        self.hurry = 1.0
        self.attempts = 0
        self.failures = 0
        self.responses: list[str] = []
        """The methods that came in responses."""
        self._carried = carried
        self._taken = taken
        self._hook: Hook | None = None
        self._queues: dict[tuple[str, int], deque[Json]] = defaultdict(deque)
        self._running: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._room = asyncio.Semaphore(1)

    async def set(self, hook: Hook | None, waiting: list[Json]) -> None:
        """Call this webhook from now on, or none, beginning with what waits."""
        await self.close()
        self._hook = hook
        if hook is not None:
            self._room = asyncio.Semaphore(hook.connections)
            for update in waiting:
                self.push(update)

    @property
    def active(self) -> bool:
        """Whether there is a webhook."""
        return self._hook is not None

    def push(self, update: Json) -> None:
        """Queue an update."""
        lane = _lane(update)
        self._queues[lane].append(update)
        if lane not in self._running:
            self._running[lane] = asyncio.create_task(self._run(lane))

    async def close(self) -> None:
        """Call nobody any more."""
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        self._running.clear()
        self._queues.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _run(self, lane: tuple[str, int]) -> None:
        queue = self._queues[lane]
        while queue:
            pause = FIRST_PAUSE
            while not await self._delivered(queue[0]):
                await asyncio.sleep(pause * self.hurry)
                pause = min(2 * pause, LONGEST_PAUSE)
            self._taken(queue.popleft())
        del self._queues[lane], self._running[lane]

    async def _delivered(self, update: Json) -> bool:
        """Call once; tell whether the bot took the update."""
        assert self._hook is not None
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._hook.secret}
        self.attempts += 1
        try:
            async with (
                self._room,
                self._session.post(
                    self.where(), json=update, headers=headers, timeout=aiohttp.ClientTimeout(total=60)
                ) as response,
            ):
                body = await response.read()
                status = response.status
        except (aiohttp.ClientError, TimeoutError):
            self.failures += 1
            return False
        if status // 100 != 2:
            self.failures += 1
            return False
        self._carry_out(body)
        return True

    def _carry_out(self, body: bytes) -> None:
        call: Any = json.loads(body) if body else None
        if isinstance(call, dict) and "method" in call:
            method = str(call.pop("method"))
            if not method.startswith(NEVER_IN_A_RESPONSE):
                self.responses.append(method)
                self._carried(method, call)

    def where(self) -> str:
        """Return where the webhook really is."""
        assert self._hook is not None
        parts = urlsplit(self._hook.url)
        public = f"{parts.scheme}://{parts.netloc}"
        return self.gates[public] + self._hook.url.removeprefix(public)


def _lane(update: Json) -> tuple[str, int]:
    if "callback_query" in update:
        return "presses of", update["callback_query"]["from"]["id"]
    content = next(value for name, value in update.items() if name != "update_id")
    return "messages in", content["chat"]["id"]
