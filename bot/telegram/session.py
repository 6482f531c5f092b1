"""The HTTP side of a Bot API call: JSON out over kept connections, plain JSON back, aiogram's own errors."""

from http import HTTPStatus
from typing import Any

from aiohttp import ClientError, ClientTimeout, FormData
from httptools import HttpParserError
from msgspec import Raw, Struct
from msgspec.json import Decoder

from bot.telegram.calls import Call, encoded
from bot.telegram.deferred import AiohttpSession, Bot, build, exceptions, methods, types
from bot.telegram.wire import Answer, Wire

# Replies to these are not made into models: nobody looks at more than the number of a message.
_PLAIN = ("send", "edit", "answer", "delete")


class Sent(Struct, frozen=True):
    """A message as Telegram reports it after a send or an edit, as far as anybody wants to know it."""

    message_id: int
    """The number of the message in its chat."""


class _Reply(Struct, frozen=True):
    ok: bool
    result: Raw = Raw()
    description: str | None = None


_reply = Decoder(_Reply).decode
_plain = Decoder(Sent | bool).decode
_updates = Decoder(list[dict[str, Any]]).decode


class LeanSession(AiohttpSession):
    """aiogram's session at a fraction of the CPU.

    The body is the JSON of the fields that are set, which a plain `Call` is already, and goes over a `Wire`; where a
    file is inside, aiogram's multipart form goes over its own client. Sends and edits of one message return `Sent` (an
    edit may return True), `getUpdates` a list of dicts, answers True; every other method returns aiogram's models. What
    is no Bot API reply (a gateway's HTML page, half a body) is raised as `TelegramServerError` or
    `TelegramNetworkError`, so that it can be retried. No error carries the token.
    """

    _wire: Wire | None = None

    async def close(self) -> None:
        """Close all connections."""
        if self._wire is not None:
            self._wire.close()
        await super().close()

    async def make_request(
        self,
        bot: Bot,
        method: methods.TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> Any:
        """Call `method` and return its result; `timeout` in seconds. Raises aiogram's `TelegramAPIError`s."""
        status, content = await self._post(bot, method, self.timeout if timeout is None else timeout)
        try:
            reply = _reply(content)
            if reply.ok and reply.result and status == HTTPStatus.OK:
                if method.__api_method__.startswith(_PLAIN):
                    return _plain(reply.result)
                if method.__api_method__ == "getUpdates":
                    return _updates(reply.result)
            elif reply.ok or reply.description is None:
                raise _unreadable(method, status)
        except ValueError:
            raise _unreadable(method, status) from None
        build(method.__returning__)
        return self.check_response(bot, method, status, content.decode()).result

    async def _post(self, bot: Bot, method: methods.TelegramMethod[Any], seconds: float) -> Answer:
        """Return status and body. A failure is raised without its cause, whose address may hold the token."""
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        body = encoded(method) if isinstance(method, Call) else self._body(bot, method)
        try:
            if isinstance(body, bytes):
                return await self._wired(url).post(url.split("/", 3)[3], body, seconds)
            session = await self.create_session()
            async with session.post(url, data=body, timeout=ClientTimeout(total=seconds)) as reply:
                return reply.status, await reply.read()
        except TimeoutError:
            failure = f"no answer within {seconds:g} s"
        except (OSError, ClientError, HttpParserError) as error:
            failure = f"{type(error).__name__}: {error}".replace(bot.token.partition(":")[2], "…")
        raise exceptions.TelegramNetworkError(method=method, message=failure)

    def _wired(self, url: str) -> Wire:
        if self._wire is None:
            self._wire = Wire(url, self._connector_init["ssl"])
        return self._wire

    def _body(self, bot: Bot, method: methods.TelegramMethod[Any]) -> bytes | FormData:
        """Return the fields that are set, as JSON, or as a form when one of them holds a file."""
        files: dict[str, types.InputFile] = {}
        fields = {
            name: ready
            for name, value in method.model_dump(exclude_none=True, warnings=False).items()
            if (ready := self.prepare_value(value, bot, files, _dumps_json=False)) is not None
        }
        if files:
            return self.build_form_data(bot, method)
        return encoded(fields)


def _unreadable(method: methods.TelegramMethod[Any], status: int) -> exceptions.TelegramAPIError:
    """Return the error for a reply that did not come from the Bot API itself, whatever its status claims."""
    message = f"HTTP {status}, and the body is not a Bot API reply"
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return exceptions.TelegramEntityTooLarge(method=method, message=message)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return exceptions.TelegramServerError(method=method, message=message)
    return exceptions.TelegramNetworkError(method=method, message=message)
