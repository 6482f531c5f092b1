"""Kept-alive connections to one HTTP server, for small requests with a body: what a call to the Bot API needs, no more.

A general HTTP client spends several times as much on a request. This one knows no redirects, cookies, compression or
proxies, and repeats nothing: whether a request may be made again is for those to say who know what it asks for.
"""

import asyncio
import ssl
from http import HTTPStatus
from typing import Any

from httptools import HttpParserError, HttpResponseParser, parse_url

IDLE = 15.0
"""Seconds after which a connection that nobody used is not trusted any more."""
MOST_CONNECTIONS = 100
Answer = tuple[int, bytes]
"""A status and a body."""


class Broken(ConnectionError):
    """There was no whole answer."""


class Wire:
    """Posts to the server of an address; `tls` is used where that begins with https."""

    def __init__(self, address: str, tls: ssl.SSLContext) -> None:
        url = parse_url(address.encode())
        secure = url.schema == b"https"
        self._host = url.host.decode()
        self._port = url.port or (443 if secure else 80)
        self._tls = tls if secure else None
        named = b"[%b]" % url.host if b":" in url.host else url.host
        self._head = b" HTTP/1.1\r\nHost: %b:%d\r\nContent-Type: application/json\r\nContent-Length: " % (
            named,
            self._port,
        )
        self._idle: list[_Connection] = []
        self._room = asyncio.Semaphore(MOST_CONNECTIONS)

    async def post(self, path: str, body: bytes, seconds: float) -> Answer:
        """Post JSON to a path (without its first slash) and return the answer.

        Raises `OSError` (also `TimeoutError`) where there is none in time. Errors name neither path nor body.
        """
        async with self._room:
            connection = self._kept()
            if connection is None:
                async with asyncio.timeout(seconds):
                    connection = await self._new()
            request = b"POST /%b%b%d\r\n\r\n%b" % (path.encode(), self._head, len(body), body)
            try:
                answer = await connection.ask(request, seconds)
            except BaseException:
                connection.close()
                raise
        if connection.open:
            self._idle.append(connection)
        return answer

    def close(self) -> None:
        """Close the connections that nobody uses."""
        for connection in self._idle:
            connection.close()
        self._idle.clear()

    def _kept(self) -> "_Connection | None":
        """Take the connection that was used last, if it can be trusted."""
        while self._idle:
            connection = self._idle.pop()
            if connection.open and connection.age < IDLE:
                return connection
            connection.close()
        return None

    async def _new(self) -> "_Connection":
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(
            _Connection, self._host, self._port, ssl=self._tls, happy_eyeballs_delay=0.25
        )
        return connection


class _Connection(asyncio.Protocol):
    """One connection, with at most one request on its way."""

    def __init__(self) -> None:
        self.open = False
        self._loop = asyncio.get_running_loop()
        self._used = self._loop.time()
        self._parser: Any = HttpResponseParser(self)
        self._transport: Any = None
        self._answer: asyncio.Future[Answer] | None = None
        self._status = 0
        self._parts: list[bytes] = []

    @property
    def age(self) -> float:
        """Seconds since it was last used."""
        return self._loop.time() - self._used

    async def ask(self, request: bytes, seconds: float) -> Answer:
        """Send a request and return its answer."""
        self._answer = self._loop.create_future()
        self._status, self._parts = 0, []
        patience = self._loop.call_later(seconds, self._fail, TimeoutError())
        self._transport.write(request)
        try:
            return await self._answer
        finally:
            patience.cancel()

    def close(self) -> None:
        """Close it at once; whatever is on its way is given up."""
        self.open = False
        if self._transport is not None:
            self._transport.abort()

    # What the transport reports ------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self.open = transport, True

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except HttpParserError:
            self._fail(Broken("the answer is not HTTP"))
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.open = False
        if self._status and exc is None:
            self._done()  # an answer that tells no length ends with its connection
        else:
            self._fail(Broken("the connection was closed before an answer came"))

    # What the parser reports ------------------------------------------------------------------------------

    def on_headers_complete(self) -> None:
        self._status = self._parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        self._parts.append(body)

    def on_message_complete(self) -> None:
        if self._status < HTTPStatus.OK:
            return  # "100 Continue" and its like come before the answer
        self._used = self._loop.time()
        if not self._parser.should_keep_alive():
            self.close()
        self._done()

    def _done(self) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((self._status, b"".join(self._parts)))

    def _fail(self, why: OSError) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(why)
