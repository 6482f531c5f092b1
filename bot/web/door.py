"""The door of the preview: for who sits at this machine, or knows the token; and pages moved below a path."""

import hashlib
import hmac
import re
from collections.abc import MutableMapping
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/preview"
COOKIE = "preview"
"""Carries a digest of the token, so that the token itself stays out of addresses and of the browser's store."""
_HERE = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?")
_PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
_REFUSED = "the preview is for this machine only, or for who has its token\n"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_FRAMED = {
    "Content-Security-Policy": _POLICY,
    "X-Frame-Options": "SAMEORIGIN",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class Door:
    """Lets in this machine, or whoever has the token where one is set; pages behind it may stand inside each other.

    `public` says that the site is reached through a proxy: then nobody counts as sitting at this machine.
    """

    def __init__(self, app: ASGIApp, token: str | None, *, public: bool = False) -> None:
        self._app = app
        self._public = public
        self._digest = _digest(token) if token is not None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        if scope["type"] != "http":
            return
        request = Request(scope)
        given = request.query_params.get("token")
        if self._digest is not None and given is not None and self._fits(_digest(given)):
            await self._remembering(request)(scope, receive, send)
        elif not self._lets_in(request):
            await Response(_REFUSED, HTTPStatus.FORBIDDEN, media_type="text/plain")(scope, receive, send)
        else:
            await self._app(scope, receive, _framed(send))

    def _lets_in(self, request: Request) -> bool:
        if self._digest is not None:
            return self._fits(request.cookies.get(COOKIE, ""))
        if self._public or any(header in request.headers for header in _PASSED_ON):
            return False
        # A page elsewhere can make a browser ask for an address here; it cannot make it name this host.
        return _is_here(request) and _HERE.fullmatch(request.headers.get("host", "")) is not None

    def _fits(self, digest: str) -> bool:
        return self._digest is not None and hmac.compare_digest(digest.encode(), self._digest.encode())

    def _remembering(self, request: Request) -> Response:
        """Lead to the same address without the token, which the browser then carries in its own way."""
        rest = [(name, value) for name, value in parse_qsl(request.url.query) if name != "token"]
        response = RedirectResponse(request.url.path + (f"?{urlencode(rest)}" if rest else ""), HTTPStatus.SEE_OTHER)
        secure = request.headers.get("x-forwarded-proto") == "https"
        response.set_cookie(COOKIE, self._digest or "", path=PATH, httponly=True, secure=secure, samesite="lax")
        return response


def _digest(token: str) -> str:
    return hashlib.blake2b(token.encode(), person=b"preview", digest_size=32).hexdigest()


def _is_here(request: Request) -> bool:
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _framed(send: Send) -> Send:
    async def framed(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_FRAMED)
        await send(message)

    return framed


# Pages below a path ------------------------------------------------------------------------------------------

_LINK = re.compile(rb'\b(href|src|action)="/(?!/)')
_PATH = re.compile(r"(;\s*path=)/(?=;|$)", re.IGNORECASE)


class Below:
    """Serves pages that believe to stand at the root below a path: their links and redirects move there.

    Their cookies are for `cookies`, a path above.
    """

    def __init__(self, app: ASGIApp, path: str, cookies: str) -> None:
        self._app = app
        self._path = path
        self._cookies = cookies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request as if it had been made at the root."""
        begun: list[Message] = []
        body = bytearray()

        async def moved(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._move_headers(MutableHeaders(scope=message))
                begun.append(message)
                if not _is_page(message):
                    await send(message)
            elif not _is_page(begun[0]):
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await self._page(begun[0], bytes(body), send)

        inside = scope["path"].removeprefix(self._path) or "/"
        await self._app({**scope, "path": inside, "raw_path": inside.encode()}, receive, moved)

    def _move_headers(self, headers: MutableHeaders) -> None:
        if (leads := headers.get("location", "")).startswith("/"):
            headers["location"] = self._path + leads
        cookies = headers.getlist("set-cookie")
        del headers["set-cookie"]
        for cookie in cookies:
            headers.append("set-cookie", _PATH.sub(rf"\g<1>{self._cookies}", cookie))

    async def _page(self, begun: MutableMapping[str, Any], body: bytes, send: Send) -> None:
        page = _LINK.sub(rb'\1="' + self._path.encode() + b"/", body)
        MutableHeaders(scope=begun)["content-length"] = str(len(page))
        await send(begun)
        await send({"type": "http.response.body", "body": page})


def _is_page(begun: Message) -> bool:
    return MutableHeaders(scope=begun).get("content-type", "").startswith("text/html")
