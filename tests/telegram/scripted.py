"""A Bot API of one page for the tests of the outgoing side: answers by a script, and remembers what was asked."""

import asyncio
import json
import socket
import struct
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, Self

from aiohttp import web

from bot.telegram.deferred import Bot, TelegramAPIServer
from bot.telegram.session import LeanSession

SECRET = "AAsecretsecretsecretsecret"
TOKEN = f"42:{SECRET}"

Answer = Callable[[web.Request], Awaitable[web.Response | None]]


@dataclass(frozen=True)
class Call:
    method: str
    fields: dict[str, Any]
    content_type: str
    at: float


class Scripted:
    """Serves one bot at `bot`; a call without a scripted answer succeeds."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._script: dict[str, deque[Answer]] = defaultdict(deque)
        self._numbers = count(1)
        self._called = asyncio.Condition()

    def then(self, method: str, *answers: Answer) -> None:
        """Give the next calls of a method these answers; an answer of None lets the call succeed after it."""
        self._script[method].extend(answers)

    def said(self) -> list[str]:
        return [call.fields.get("text", "") for call in self.calls]

    async def until_called(self, times: int) -> None:
        async with self._called:
            await self._called.wait_for(lambda: len(self.calls) >= times)

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**24)
        app.router.add_post("/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.session = LeanSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{self.port}"), timeout=5)
        self.bot = Bot(TOKEN, session=self.session)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()
        await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls.append(Call(method, await _fields(request), request.content_type, time.monotonic()))
        fields = self.calls[-1].fields
        async with self._called:
            self._called.notify_all()
        if self._script[method] and (scripted := await self._script[method].popleft()(request)) is not None:
            return scripted
        return web.json_response({"ok": True, "result": self._result(method, fields)})

    def _result(self, method: str, fields: dict[str, Any]) -> Any:
        if not method.startswith(("send", "edit")):
            return True
        chat = {"id": int(fields["chat_id"]), "type": "private"}
        return {"message_id": next(self._numbers), "date": 0, "chat": chat, "text": fields.get("text", "")}


async def _fields(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        fields: dict[str, Any] = json.loads(await request.read())
        return fields
    form = (await request.post()).items()
    return {name: (part.filename, part.file.read()) if isinstance(part, web.FileField) else part for name, part in form}


def result(value: Any) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": True, "result": value})

    return answer


def refusal(status: int, description: str, **parameters: int) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
        return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)

    return answer


def flood(seconds: int) -> Answer:
    return refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def page(status: int, body: str = "<html><h1>Bad Gateway</h1></html>") -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, content_type="text/html", text=body)

    return answer


def reset() -> Answer:
    """Reset the connection, as a dying server does."""

    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        peer = request.transport.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
        return web.Response()

    return answer


def after(event: asyncio.Event) -> Answer:
    """Answer only once `event` has happened."""

    async def answer(_: web.Request) -> None:
        await event.wait()

    return answer
