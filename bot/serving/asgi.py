"""The little of ASGI that is needed to answer without a framework."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http import HTTPStatus
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


def by_path(apps: Mapping[str, App], otherwise: App) -> App:
    """Return an application that hands requests for exactly these paths to their own, all others to `otherwise`."""

    async def handed_on(scope: Message, receive: Receive, send: Send) -> None:
        chosen = apps.get(scope["path"], otherwise) if scope["type"] == "http" else otherwise
        await chosen(scope, receive, send)

    return handed_on


def below(path: str, app: App, otherwise: App) -> App:
    """Return an application that hands requests for a path, and for whatever stands below it, to `app`."""

    async def handed_on(scope: Message, receive: Receive, send: Send) -> None:
        inside = scope["type"] == "http" and (scope["path"] == path or scope["path"].startswith(f"{path}/"))
        await (app if inside else otherwise)(scope, receive, send)

    return handed_on


def lazily(make: Callable[[], App]) -> App:
    """Return an application that is made, off the event loop, when it is first asked for."""
    made: list[App] = []
    making = asyncio.Lock()

    async def first_made(scope: Message, receive: Receive, send: Send) -> None:
        async with making:
            if not made:
                made.append(await asyncio.to_thread(make))
        await made[0](scope, receive, send)

    return first_made


async def nothing(scope: Message, _receive: Receive, send: Send) -> None:
    """Answer that there is nothing here."""
    if scope["type"] == "http":
        await reply(send, HTTPStatus.NOT_FOUND, b"there is nothing here\n")


async def reply(send: Send, status: HTTPStatus, body: bytes, content_type: str = "text/plain; charset=utf-8") -> None:
    """Send a whole response, which nobody is to keep."""
    headers = [
        (b"content-type", content_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
