"""Long polling with a durable inbox: a batch is kept before it is confirmed, then worked off lane by lane."""

import asyncio
import logging
from collections.abc import Sequence
from itertools import count
from typing import Any, Protocol

import msgspec

from bot.service.acts import Arrival
from bot.service.ports import Delivered, Reply, Unavailable, Update
from bot.telegram.deferred import Bot, exceptions, methods
from bot.telegram.delivery import Delivery
from bot.telegram.lanes import Lanes
from bot.telegram.outgoing import Undelivered
from bot.telegram.translate import ALLOWED_UPDATES, key, translate
from bot.values.errors import WrongSetting

_log = logging.getLogger(__name__)
POLL_SECONDS = 25
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds between attempts while Telegram does not answer; the last is kept."""


class Desk(Protocol):
    """What the front needs of the house."""

    async def receive(self, updates: Sequence[Update]) -> list[Update]:
        """Keep updates in one commit; return those that are new."""
        ...

    async def settle(self, key: str) -> None:
        """Mark an update done that asks for nothing."""
        ...

    async def work(self, arrival: Arrival) -> Reply | None:
        """Decide one act and keep what it changes; return what is to be said."""
        ...

    async def keep_sent(self, reply: Reply) -> None:
        """Keep how many messages of a turn were sent already."""
        ...

    def delivered(self, delivered: Delivered) -> None:
        """Note that a turn was delivered; kept with a later commit."""
        ...


class Front:
    """The front of the bot towards Telegram: takes updates in, brings turns out."""

    def __init__(self, bot: Bot, desk: Desk, delivery: Delivery) -> None:
        self._bot = bot
        self._desk = desk
        self._delivery = delivery
        self._lanes: Lanes[Arrival | Reply | str] = Lanes(self._take)
        self._stopping = asyncio.Event()

    def recover(self, undelivered: Sequence[Reply], unfinished: Sequence[Update]) -> None:
        """Take up what an earlier process left: first what was decided, then what was only received."""
        for reply in undelivered:
            self._lanes.put(reply.address, reply)
        for update in unfinished:
            self._enter(msgspec.json.decode(update.body))

    async def poll(self) -> None:
        """Fetch, keep, confirm, work off; until `stop`."""
        offset, failures = 0, 0
        while not self._stopping.is_set():
            try:
                batch = await self._fetch(offset)
            except exceptions.TelegramUnauthorizedError as error:
                raise WrongSetting("BOT_TOKEN is not accepted by Telegram; ask @BotFather for the right one") from error
            except (exceptions.TelegramAPIError, OSError) as error:
                await self._wait_out(error, PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1
                continue
            failures = 0
            if batch and await self._kept(batch):
                offset = batch[-1]["update_id"] + 1

    async def _kept(self, batch: Sequence[dict[str, Any]]) -> bool:
        """Take a batch in; where the store cannot be reached, confirm nothing and let Telegram keep it."""
        try:
            await self.take_in(batch)
        except Unavailable as error:
            await self._wait_out(error, PAUSES[1])
            return False
        return True

    async def take_in(self, batch: Sequence[dict[str, Any]]) -> None:
        """Keep a batch of updates in one commit; then, and only then, start working on those that are new."""
        updates = {key(self._bot.id, raw): raw for raw in batch}
        kept = await self._desk.receive([Update(name, msgspec.json.encode(raw)) for name, raw in updates.items()])
        for update in kept:
            self._enter(updates[update.key])

    def stop(self) -> None:
        """Fetch no more."""
        self._stopping.set()

    async def finish(self, within: float) -> None:
        """Work off what is in the lanes, at most so many seconds; the rest waits in the inbox."""
        if not await self._lanes.finish(within):
            _log.warning("some updates were not worked off in time; they wait in the inbox")

    def _enter(self, raw: dict[str, Any]) -> None:
        try:
            arrival = translate(raw, self._bot.id)
        except (KeyError, TypeError, AttributeError):
            _log.exception("update %s is not shaped like one", raw.get("update_id"))
            arrival = None
        if arrival is None:
            self._lanes.put("", key(self._bot.id, raw))
        else:
            self._lanes.put(arrival.address, arrival)

    async def _take(self, item: Arrival | Reply | str) -> None:
        """Work off an act, or deliver a turn left over, or (a bare key) settle an update that concerns nobody."""
        if isinstance(item, str):
            await self._desk.settle(item)
            return
        reply = await self._decided(item) if isinstance(item, Arrival) else item
        if reply is None:
            return
        try:
            self._desk.delivered(await self._delivery.deliver(reply))
        except Undelivered:
            _log.warning("a turn was not delivered; it is sent again at the next start")

    async def _decided(self, arrival: Arrival) -> Reply | None:
        """Decide an act; while the store cannot be reached, try again: the update waits in the inbox meanwhile."""
        for attempt in count():
            try:
                return await self._desk.work(arrival)
            except Unavailable:
                pause = PAUSES[min(attempt, len(PAUSES) - 1)]
                _log.warning("the store cannot be reached; trying again in %.1f s", pause)
                await asyncio.sleep(pause)
        return None

    async def _fetch(self, offset: int) -> list[dict[str, Any]]:
        """Wait for updates, or for the order to stop; an abandoned wait confirms nothing."""
        method = methods.GetUpdates(offset=offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED_UPDATES)
        fetching = asyncio.ensure_future(self._bot(method, request_timeout=POLL_SECONDS + 10))
        stopping = asyncio.ensure_future(self._stopping.wait())
        await asyncio.wait({fetching, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not fetching.done():
            fetching.cancel()
            return []
        batch: Any = fetching.result()
        return list(batch)

    async def _wait_out(self, error: Exception, pause: float) -> None:
        if isinstance(error, exceptions.TelegramConflictError):
            _log.warning("another process polls for this bot; trying again in %.1f s", pause)
        elif isinstance(error, Unavailable):
            _log.warning("the store cannot be reached; updates stay with Telegram, trying again in %.1f s", pause)
        else:
            _log.warning("Telegram does not answer (%s); trying again in %.1f s", type(error).__name__, pause)
        try:
            await asyncio.wait_for(self._stopping.wait(), pause)
        except TimeoutError:
            return
