"""What an operator's machines ask: whether the process lives, whether it can work, how much it does."""

import asyncio
import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from bot.serving.asgi import App, Message, Receive, Send, reply
from bot.serving.metrics import TEXT, Metrics

PATIENCE = 2.0
"""Seconds after which a database that does not answer counts as out of reach."""


def probes(ready: Callable[[], Awaitable[bool]], metrics: Metrics, token: str | None) -> dict[str, App]:
    """Return `/healthz`, `/readyz` and `/metrics` by their paths.

    `/metrics` is for this machine alone, or for whoever shows the token. A request that a proxy passed on does not
    come from this machine, whatever its address says.
    """

    async def alive(_scope: Message, _receive: Receive, send: Send) -> None:
        await reply(send, HTTPStatus.OK, b"alive\n")

    async def able(_scope: Message, _receive: Receive, send: Send) -> None:
        try:
            yes = await asyncio.wait_for(ready(), PATIENCE)
        except TimeoutError:
            yes = False
        answer = (HTTPStatus.OK, b"ready\n") if yes else (HTTPStatus.SERVICE_UNAVAILABLE, b"the database is away\n")
        await reply(send, *answer)

    async def measured(scope: Message, _receive: Receive, send: Send) -> None:
        if _may_read(scope, token):
            await reply(send, HTTPStatus.OK, metrics.text(), TEXT)
        else:
            await reply(send, HTTPStatus.NOT_FOUND, b"there is nothing here\n")

    return {"/healthz": alive, "/readyz": able, "/metrics": measured}


def _may_read(scope: Message, token: str | None) -> bool:
    headers = dict(scope["headers"])
    if token is not None:
        return hmac.compare_digest(headers.get(b"authorization", b""), f"Bearer {token}".encode())
    passed_on = {b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"} & headers.keys()
    return not passed_on and _is_here(scope.get("client"))


def _is_here(client: tuple[str, int] | None) -> bool:
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
