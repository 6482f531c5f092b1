"""What every answer of the server carries, and how much of it one caller may ask for."""

from collections import OrderedDict
from collections.abc import Callable

from msgspec import Struct
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_CALLERS = 20_000
"""Callers remembered at once; beyond that, those not seen for longest are forgotten."""
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Links carry tokens: nobody outside is told where a visitor comes from.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
TWO_YEARS = 63_072_000


class Shield:
    """Puts the security headers on every answer; `secure` where the site is only reached by HTTPS."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._headers = dict(HEADERS)
        if secure:
            self._headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope.get("method") == "HEAD":
            # Whoever only asks for the head of a page, as those do who check links, gets the head of that page.
            scope = {**scope, "method": "GET"}
        try:
            await self._app(scope, receive, with_headers)
        except Exception:  # noqa: BLE001
            # It was answered and its place is in the log; its own words, which may be the person's, are not for a log.
            return


class Pace(Struct, frozen=True):
    """How often something may be done: so often at once, and then so often a second."""

    burst: int
    rate: float


class Turnstile:
    """Counts what each caller does, in memory of this process; `clock` gives seconds."""

    def __init__(self, pace: Pace, clock: Callable[[], int]) -> None:
        self._pace = pace
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def lets_in(self, caller: str) -> bool:
        """Tell whether a caller may do it once more now."""
        now = self._clock()
        left, seen = self._left.get(caller, (float(self._pace.burst), now))
        left = min(left + max(now - seen, 0) * self._pace.rate, self._pace.burst)
        allowed = left >= 1
        self._left[caller] = (left - 1 if allowed else left, now)
        self._left.move_to_end(caller)
        if len(self._left) > MOST_CALLERS:
            self._left.popitem(last=False)
        return allowed
