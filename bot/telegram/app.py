"""The bot on Telegram, whole: its profile kept up to date, what was left taken up, polling until it is told to stop."""

import asyncio
import gc
import logging
from collections.abc import Sequence

from msgspec import Struct

from bot.service.ports import Files, Reply, Update
from bot.telegram.deferred import Bot, TelegramAPIServer, warm
from bot.telegram.delivery import Delivery
from bot.telegram.outgoing import Outgoing
from bot.telegram.pace import Pace
from bot.telegram.polling import Desk, Front
from bot.telegram.presence import Presence, present
from bot.telegram.session import LeanSession

_log = logging.getLogger(__name__)
LAST_SECONDS = 10.0
"""How long updates that were taken in may take after the order to stop."""


class Limits(Struct, frozen=True):
    """How fast messages may leave: a second over all chats, a second in one chat, at once in one chat; 0: no limit."""

    send_rate: int
    chat_rate: float
    chat_burst: int


class Left(Struct, frozen=True):
    """What an earlier process left: turns decided but not delivered, updates received but not worked off."""

    undelivered: Sequence[Reply]
    unfinished: Sequence[Update]


class TelegramApp:
    """One bot on Telegram by long polling."""

    def __init__(
        self,
        token: str,
        api_base: str,
        limits: Limits,
        desk: Desk,
        *,
        files: Files,
        left: Left,
        presences: Sequence[Presence],
    ) -> None:
        session = LeanSession(api=TelegramAPIServer.from_base(api_base))
        self._bot = Bot(token, session=session)
        pace = Pace(send_rate=limits.send_rate, chat_rate=limits.chat_rate, chat_burst=limits.chat_burst)
        self._outgoing = Outgoing(self._bot, pace)
        self._front = Front(self._bot, desk, Delivery(self._outgoing, files, desk.keep_sent))
        self._left = left
        self._presences = presences

    async def run(self) -> None:
        """Serve until `stop`; raise `WrongSetting` when Telegram does not accept the token."""
        warm()
        # What was imported is never garbage; looking through it again and again costs answers their time.
        gc.collect()
        gc.freeze()
        presenting = asyncio.ensure_future(present(self._bot, self._presences))
        try:
            self._front.recover(self._left.undelivered, self._left.unfinished)
            await self._front.poll()
        finally:
            presenting.cancel()
            await self._front.finish(LAST_SECONDS)
            await self._outgoing.close()
            await self._bot.session.close()

    def stop(self) -> None:
        """Take no more updates in; `run` then ends by itself."""
        self._front.stop()
