"""The one place that all calls to Telegram go through: in order, at its pace, until there is an answer."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from bot.telegram.calls import AnswerCallbackQuery, Method
from bot.telegram.deferred import Bot, exceptions, methods
from bot.telegram.pace import Pace, Place
from bot.values.errors import ColloquyError

_log = logging.getLogger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0  # seconds between two attempts; doubled each time

_DECIDED = (
    exceptions.TelegramBadRequest,
    exceptions.TelegramEntityTooLarge,  # aiogram calls it a network error; repeating it is in vain
    exceptions.TelegramMigrateToChat,
)
_NOBODY_THERE = ("chat not found", "deactivated", "peer_id_invalid")
_MESSAGE_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
    "message_id_invalid",
)


class Unreachable(ColloquyError):
    """This chat cannot be written to: the bot was blocked, the account is gone, there is no such chat."""


class Refused(ColloquyError):
    """Telegram does not accept this call, and would not accept it again."""


class UnknownCall(Refused):
    """The server is older than this call."""


class Undelivered(ColloquyError):
    """Telegram gave no answer for too long, or the bot is stopping; the same call may be made again later."""


@dataclass(slots=True)
class Counts:
    """How calls ended since the start, for the metrics."""

    sent: int = 0
    retried: int = 0
    flooded: int = 0
    refused: int = 0
    unreachable: int = 0


class Outgoing:
    """Makes the calls of one bot.

    Calls of one chat go one after another in the order of `call`; chats do not wait for each other, except
    for the limits of `pace`. A call that got no usable answer (network, 5xx, a gateway's page) is repeated
    for up to `patience` seconds; where only the answer was lost, the message may arrive twice.
    """

    def __init__(self, bot: Bot, pace: Pace, *, patience: float = 300.0) -> None:
        self.counts = Counts()
        self._bot = bot
        self._pace = pace
        self._patience = patience
        self._waiting: dict[Place, asyncio.Future[None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._closing = asyncio.Event()
        self._calling = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def call(self, method: Method, *, chat_id: int | None, urgent: bool = True) -> Any:
        """Make a call and return its result.

        `chat_id` None: the call belongs to no chat and goes at once, like every answer to a callback query.
        Not `urgent`: after all calls that are. An edit that changes nothing and an answer to a query that is
        too old return True; an edit or deletion of a message that is gone returns None.

        Raises `Unreachable`, `Refused` or `Undelivered`, and aiogram's own error where the bot itself is not
        accepted (a wrong token, a second poller).
        """
        if chat_id is None or isinstance(method, AnswerCallbackQuery | methods.AnswerCallbackQuery):
            return await self._insist(method, self._pause)
        place = self._pace.join(chat_id, urgent=urgent)
        try:
            return await self._insist(method, partial(self._turn, place))
        finally:
            self._waiting.pop(place, None)
            self._pace.finished(place, self._now())
            self._let_go()

    def resize(self, send_rate: int | None) -> None:
        """Change the limit over all chats (calls a second); None: hold everything that is limited."""
        self._pace.resize(send_rate)
        self._let_go()

    @property
    def waiting(self) -> int:
        """How many calls wait for their turn."""
        return len(self._waiting)

    async def close(self, grace: float = 5.0) -> None:
        """Start no more calls, and wait up to `grace` seconds for those that are on their way.

        Calls that wait raise `Undelivered`. The bot's session stays open: it is its owner's to close.
        """
        self._closing.set()
        if self._timer is not None:
            self._timer.cancel()
        for turn in self._waiting.values():
            if not turn.done():
                turn.set_result(None)
        try:
            async with asyncio.timeout(grace):
                await self._quiet.wait()
        except TimeoutError:
            _log.warning("%d calls to Telegram were still without an answer at the end", self._calling)

    async def _insist(self, method: Method, wait: Callable[[float], Awaitable[None]]) -> Any:
        """Attempt the call until it is decided; `wait(seconds)` returns when it may be attempted."""
        pause, backoff, failing_since = 0.0, _FIRST_PAUSE, None
        while True:
            await wait(pause)
            try:
                return await self._attempt(method)
            except exceptions.TelegramRetryAfter as flood:
                self.counts.flooded += 1
                pause, backoff, failing_since = float(flood.retry_after), _FIRST_PAUSE, None
            except (exceptions.TelegramNetworkError, exceptions.TelegramServerError) as failure:
                failing_since = failing_since or self._now()
                if self._now() + backoff - failing_since > self._patience:
                    raise Undelivered(
                        f"Telegram did not answer {method.__api_method__}: {failure.message}"
                    ) from failure
                self.counts.retried += 1
                _log.info("%s again in %g s: %s", method.__api_method__, backoff, failure.message)
                pause, backoff = backoff, min(2 * backoff, _LONGEST_PAUSE)

    async def _attempt(self, method: Method) -> Any:
        """Make the call once; raise what may be retried as it is, and what is decided as our own."""
        self._calling += 1
        self._quiet.clear()
        try:
            result = await self._bot(cast("methods.TelegramMethod[Any]", method))
        except exceptions.TelegramForbiddenError as error:
            self.counts.unreachable += 1
            raise Unreachable(error.message) from error
        except _DECIDED as error:
            return self._judge(method, error)
        except exceptions.TelegramNotFound as error:
            if "method not found" not in error.message.lower():
                raise
            self.counts.refused += 1
            raise UnknownCall(error.message) from error
        finally:
            self._calling -= 1
            if not self._calling:
                self._quiet.set()
        self.counts.sent += 1
        return result

    def _judge(self, method: Method, error: exceptions.TelegramAPIError) -> bool | None:
        """Return what a refusal amounts to where it does no harm; raise it otherwise."""
        said, name = error.message.lower(), method.__api_method__
        if "message is not modified" in said:
            return True
        if name == "answerCallbackQuery" and ("query is too old" in said or "query id is invalid" in said):
            return True
        if name.startswith(("edit", "delete")) and any(words in said for words in _MESSAGE_GONE):
            return None
        if any(words in said for words in _NOBODY_THERE):
            self.counts.unreachable += 1
            raise Unreachable(error.message) from error
        self.counts.refused += 1
        raise Refused(error.message) from error

    async def _turn(self, place: Place, pause: float) -> None:
        """Wait until the pace lets this place call, and hold its chat for `pause` seconds before."""
        self._refuse_when_closing()
        if pause:
            at = self._now()
            self._pace.again(place, at, not_before=at + pause)
        turn = self._waiting[place] = asyncio.get_running_loop().create_future()
        self._let_go()
        await turn
        self._refuse_when_closing()

    async def _pause(self, seconds: float) -> None:
        """Wait outside all lines."""
        if seconds:
            try:
                async with asyncio.timeout(seconds):
                    await self._closing.wait()
            except TimeoutError:
                return
        self._refuse_when_closing()

    def _refuse_when_closing(self) -> None:
        if self._closing.is_set():
            raise Undelivered("The bot is stopping; this call was not made.")

    def _let_go(self) -> None:
        """Let everyone go whose turn has come, and look again when the pace says so."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._closing.is_set():
            return
        while (place := self._pace.grant(self._now())) is not None:
            turn = self._waiting.pop(place)
            if not turn.done():
                turn.set_result(None)
        if (when := self._pace.look_again()) is not None:
            self._timer = asyncio.get_running_loop().call_at(when, self._let_go)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
