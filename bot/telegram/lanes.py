"""Lanes: what comes from one chat is worked off in order, different chats do not wait for each other."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from bot.values.errors import place_of

_log = logging.getLogger(__name__)
Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """Runs one function over items, one after another within a lane; a lane lives while it has items.

    `emptied` is told of each lane that has come to its end.
    """

    def __init__(self, work: Callable[[Item], Awaitable[None]], emptied: Callable[[str], None]) -> None:
        self._work = work
        self._emptied = emptied
        self._waiting: dict[str, deque[Item]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def __contains__(self, lane: str) -> bool:
        return lane in self._waiting

    def put(self, lane: str, item: Item) -> None:
        """Queue an item behind those of its lane."""
        if lane in self._waiting:
            self._waiting[lane].append(item)
            return
        self._waiting[lane] = deque((item,))
        task = asyncio.get_running_loop().create_task(self._run(lane))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finish(self, within: float) -> bool:
        """Wait until every lane is empty, at most so many seconds; tell whether that came to pass."""
        if self._running:
            await asyncio.wait(self._running, timeout=within)
        for task in self._running:
            task.cancel()
        return not self._running

    async def _run(self, lane: str) -> None:
        queue = self._waiting[lane]
        while queue:
            try:
                await self._work(queue.popleft())
            except Exception as trouble:  # noqa: BLE001
                # One person's trouble must not end their lane, nor anybody else's; and what they said, which may
                # stand in the trouble's own words, is not for a log.
                _log.error("something could not be worked off: %s", place_of(trouble))
        del self._waiting[lane]
        self._emptied(lane)
