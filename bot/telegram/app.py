"""The bot on Telegram, whole: its profile kept up to date, what was left taken up, updates taken until told to stop."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from msgspec import Struct

from bot.service.ports import Files
from bot.telegram.colleagues import Colleagues
from bot.telegram.deferred import Bot, TelegramAPIServer, exceptions, warm
from bot.telegram.delivery import Delivery
from bot.telegram.front import Desk, Front
from bot.telegram.outgoing import Outgoing
from bot.telegram.pace import Pace
from bot.telegram.polling import Poller
from bot.telegram.presence import Presence, present
from bot.telegram.session import LeanSession
from bot.telegram.webhook import Webhook, address_of, register, secret_of

_log = logging.getLogger(__name__)
LAST_SECONDS = 10.0
"""How long updates that were taken in may take after the order to stop."""


class Limits(Struct, frozen=True):
    """How fast messages may leave: a second over all chats, a second in one chat, at once in one chat; 0: no limit."""

    send_rate: int
    chat_rate: float
    chat_burst: int


class Reached(Struct, frozen=True):
    """How Telegram reaches the bot: by calls to `url` with a secret (None: made from the token); None: it is asked."""

    url: str
    secret: str | None = None


class TelegramApp:
    """One bot on Telegram; `reached` None: by long polling. `observe` is told how long each turn took (seconds)."""

    def __init__(
        self,
        token: str,
        api_base: str,
        limits: Limits,
        desk: Desk,
        *,
        files: Files,
        presences: Sequence[Presence],
        reached: Reached | None = None,
        observe: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._bot = Bot(token, session=LeanSession(api=TelegramAPIServer.from_base(api_base)))
        pace = Pace(send_rate=limits.send_rate, chat_rate=limits.chat_rate, chat_burst=limits.chat_burst)
        self.outgoing = Outgoing(self._bot, pace)
        delivery = Delivery(self.outgoing, files, desk.keep_sent)
        self.front = Front(self._bot.id, desk, delivery, observe)
        self._colleagues = Colleagues(desk, self.front, self.outgoing, limits.send_rate)
        self._poller = Poller(self._bot, self.front)
        self._presences = presences
        self.serving = False
        """Whether updates are taken."""
        self._reached = reached
        self._secret = secret_of(token, reached.secret if reached else None)
        self.webhook = Webhook(self.front, delivery, self._secret)
        """The endpoint for Telegram's calls, to be served where `reached` leads to."""

    async def name(self) -> str | None:
        """Return the name by which links lead to the bot; None where Telegram does not say."""
        try:
            return (await self._bot.me()).username
        except (exceptions.TelegramAPIError, OSError) as error:
            _log.warning("Telegram does not say the bot's name (%s)", type(error).__name__)
            return None

    async def close(self) -> None:
        """Close what was opened without running."""
        await self._bot.session.close()

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set; raise `WrongSetting` when Telegram does not accept the token."""
        warm()
        await self._colleagues.sign()
        beside = [
            asyncio.ensure_future(present(self._bot, self._presences)),
            asyncio.ensure_future(self._colleagues.keep_signing()),
        ]
        self.serving = self.webhook.open = True
        try:
            await (self._poller.run(stop) if self._reached is None else self._be_called(self._reached, stop))
        finally:
            self.serving = self.webhook.open = False
            await self.front.finish(LAST_SECONDS)
            for task in beside:
                task.cancel()
            await self.outgoing.close()
            await self._colleagues.leave()
            await self._bot.session.close()

    async def _be_called(self, reached: Reached, stop: asyncio.Event) -> None:
        """Have the webhook registered, and let Telegram call until `stop`."""
        registering = asyncio.ensure_future(
            register(self._bot, address_of(reached.url, self._bot.token, self._secret), self._secret, self.front.pause)
        )
        stopping = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({registering, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if registering.done():
                registering.result()
            await stopping
        finally:
            registering.cancel()
            stopping.cancel()
