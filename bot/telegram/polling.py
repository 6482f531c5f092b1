"""Long polling with a durable inbox: a batch is kept before it is confirmed."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

from bot.service.ports import Unavailable
from bot.telegram.deferred import Bot, exceptions, methods
from bot.telegram.front import PAUSES, Front
from bot.telegram.translate import ALLOWED_UPDATES
from bot.values.errors import WrongSetting

_log = logging.getLogger(__name__)
POLL_SECONDS = 25
NOT_ACCEPTED = "BOT_TOKEN is not accepted by Telegram; ask @BotFather for the right one"


class Poller:
    """Fetches updates for the front."""

    def __init__(self, bot: Bot, front: Front) -> None:
        self._bot = bot
        self._front = front
        self._stopping = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch, keep, confirm; until `stop` is set."""
        self._stopping = stop
        offset, failures = 0, 0
        while not self._stopping.is_set():
            try:
                batch = await self._fetch(offset)
            except exceptions.TelegramUnauthorizedError as error:
                raise WrongSetting(NOT_ACCEPTED) from error
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
            await self._front.take_in(batch)
        except Unavailable as error:
            await self._wait_out(error, PAUSES[1])
            return False
        return True

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
        if isinstance(error, exceptions.TelegramConflictError) and "webhook" in error.message:
            await self._remove_webhook()
        elif isinstance(error, exceptions.TelegramConflictError):
            _log.warning("another process polls for this bot; trying again in %.1f s", pause)
        elif isinstance(error, Unavailable):
            _log.warning("the store cannot be reached; updates stay with Telegram, trying again in %.1f s", pause)
        else:
            _log.warning("Telegram does not answer (%s); trying again in %.1f s", type(error).__name__, pause)
        try:
            await asyncio.wait_for(self._stopping.wait(), pause)
        except TimeoutError:
            return

    async def _remove_webhook(self) -> None:
        """Remove the webhook of an earlier way of running; what waits for it is polled then."""
        _log.warning("a webhook is set although WEBHOOK_URL is not; it is removed, no update is lost")
        try:
            await self._bot(methods.DeleteWebhook())
        except exceptions.TelegramAPIError as error:
            _log.warning("the webhook was not removed (%s)", type(error).__name__)
