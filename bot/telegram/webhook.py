"""Webhooks: Telegram calls the bot; an update is kept before it is confirmed, exactly as with polling.

The response carries the answer to a press where the turn is decided within a moment: that saves a call for each press.
It carries nothing else. A message sent that way has no number that the bot learns, and the next turn could not edit it.
"""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import msgspec

from bot.service.ports import Unavailable
from bot.telegram.deferred import Bot, exceptions, methods
from bot.telegram.delivery import Delivery
from bot.telegram.front import PAUSES, Front
from bot.telegram.polling import NOT_ACCEPTED
from bot.telegram.translate import ALLOWED_UPDATES
from bot.values.errors import WrongSetting, place_of

_log = logging.getLogger(__name__)
LARGEST_BODY = 1024 * 1024
"""Bytes. An update of a text is a few thousand; Telegram sends no file inside of one."""
MOST_CONNECTIONS = 100
"""How many updates Telegram may send at once; a hundred is the most that it offers."""
SECONDS_TO_ANSWER = 1.0
"""How long a response waits for the answer to a press. Meanwhile Telegram sends no other press of that person."""
_SECRET = b"x-telegram-bot-api-secret-token"
Message = MutableMapping[str, Any]


def secret_of(token: str, given: str | None) -> str:
    """Return the secret that Telegram repeats with each update: as it is set, or else made from the token.

    All workers of one bot come to the same, and who knows the token does not need the secret.
    """
    return given or hmac.new(token.encode(), b"webhook secret", sha256).hexdigest()


def address_of(url: str, token: str, secret: str) -> str:
    """Return the address to register: Telegram does not tell which secret it holds, so the address changes with it."""
    mark = hmac.new(token.encode(), secret.encode(), sha256).hexdigest()[:8]
    return f"{url}{'&' if '?' in url else '?'}secret={mark}"


async def register(bot: Bot, address: str, secret: str, pause: Callable[[float], Awaitable[None]]) -> None:
    """Set the webhook where it is not as it should be; try until it is, or until cancelled."""
    attempt = 0
    while True:
        try:
            found = await bot(methods.GetWebhookInfo())
            wanted = (address, sorted(ALLOWED_UPDATES), MOST_CONNECTIONS)
            if (found.url, sorted(found.allowed_updates or ()), found.max_connections) != wanted:
                await bot(
                    methods.SetWebhook(
                        url=address,
                        secret_token=secret,
                        allowed_updates=ALLOWED_UPDATES,
                        max_connections=MOST_CONNECTIONS,
                    )
                )
                _log.info("the webhook was set")
        except (exceptions.TelegramUnauthorizedError, exceptions.TelegramNotFound) as error:
            raise WrongSetting(NOT_ACCEPTED) from error
        except exceptions.TelegramBadRequest as error:
            raise WrongSetting(f"WEBHOOK_URL is not accepted by Telegram: {error.message}") from error
        except (exceptions.TelegramAPIError, OSError) as error:
            _log.warning("the webhook was not set (%s); trying again", type(error).__name__)
            await pause(PAUSES[min(attempt, len(PAUSES) - 1)])
            attempt += 1
        else:
            return


class Webhook:
    """The endpoint, as an ASGI application; `open` tells whether updates are taken."""

    def __init__(self, front: Front, delivery: Delivery, secret: str) -> None:
        self.open = False
        self._front = front
        self._delivery = delivery
        self._secret = secret.encode()
        self._waiting: list[tuple[dict[str, Any], asyncio.Future[None]]] = []
        self._taking: asyncio.Task[None] | None = None

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Serve one request."""
        status, answer = await self._answer(scope, receive)
        body = b"" if answer is None else msgspec.json.encode(answer)
        headers = [(b"content-length", str(len(body)).encode()), (b"content-type", b"application/json")]
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append((b"retry-after", b"1"))
        await send({"type": "http.response.start", "status": int(status), "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(
        self, scope: Message, receive: Callable[[], Awaitable[Message]]
    ) -> tuple[HTTPStatus, dict[str, Any] | None]:
        if scope["method"] != "POST":
            return HTTPStatus.METHOD_NOT_ALLOWED, None
        told = dict(scope["headers"]).get(_SECRET, b"")
        if not hmac.compare_digest(told, self._secret):
            return HTTPStatus.UNAUTHORIZED, None
        body = await _body(receive)
        if body is None:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, None
        update = _update(body)
        if update is None:
            return HTTPStatus.BAD_REQUEST, None
        if not self.open:
            return HTTPStatus.SERVICE_UNAVAILABLE, None
        try:
            return HTTPStatus.OK, await self._taken_in(update)
        except Unavailable:
            return HTTPStatus.SERVICE_UNAVAILABLE, None
        except Exception as trouble:  # noqa: BLE001  its own words may be the person's, and are not for a log
            _log.error("an update was not kept: %s", place_of(trouble))
            return HTTPStatus.INTERNAL_SERVER_ERROR, None

    async def _taken_in(self, update: dict[str, Any]) -> dict[str, Any] | None:
        """Have an update kept; return the call that the response carries."""
        press = _press(update)
        offered = self._delivery.offer(press) if press else None
        try:
            await self._kept(update)
            if offered is None:
                return None
            if self._front.has(update):
                await asyncio.wait({offered}, timeout=SECONDS_TO_ANSWER)
            if not offered.done() or offered.cancelled():
                return None
            toast = offered.result()
            answer = {"method": "answerCallbackQuery", "callback_query_id": press}
            return answer | ({"text": toast} if toast else {})
        finally:
            self._delivery.withdraw(press)

    async def _kept(self, update: dict[str, Any]) -> None:
        """Wait until an update is kept, in one commit with all others that wait."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((update, kept))
        if self._taking is None:
            self._taking = asyncio.get_running_loop().create_task(self._take_in())
        await kept

    async def _take_in(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await self._front.take_in([update for update, _ in batch])
            except Exception as trouble:  # noqa: BLE001  it belongs to those who wait
                for _, kept in batch:
                    if not kept.done():
                        kept.set_exception(trouble)
                continue
            for _, kept in batch:
                if not kept.done():
                    kept.set_result(None)
        self._taking = None


def _update(body: bytes) -> dict[str, Any] | None:
    """Read an update; None where it is none."""
    try:
        update = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    number = update.get("update_id") if isinstance(update, dict) else None
    return update if isinstance(number, int) else None


def _press(update: dict[str, Any]) -> str | None:
    query = update.get("callback_query")
    number = query.get("id") if isinstance(query, dict) else None
    return number if isinstance(number, str) else None


async def _body(receive: Callable[[], Awaitable[Message]]) -> bytes | None:
    """Read the body; None where it is too large."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)
