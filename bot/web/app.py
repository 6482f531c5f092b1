"""The site put together: its routes, its static files, and a friendly page for whatever goes wrong."""

import logging
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from bot.service.dossier import Dossier
from bot.service.ports import Unavailable
from bot.values.errors import place_of
from bot.web import conversation, pictures, reports, rights
from bot.web.forms import Stale, TooLarge
from bot.web.guard import Shield
from bot.web.rendering import STATIC, framed, page
from bot.web.site import Site, TooFast, site_of, visitor_of
from bot.web.theme import style_sheet

_log = logging.getLogger(__name__)
_FOR_EVER = "public, max-age=31536000, immutable"
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>path{{fill:{accent}}}'
    "@media (prefers-color-scheme:dark){{path{{fill:{accent_dark}}}}}</style>"
    '<path d="M8 3h16a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6H14l-7 6v-6.1A6 6 0 0 1 2 18V9a6 6 0 0 1 6-6z"/></svg>'
)
# A private page has to be read for its "noindex" to be seen, and a report for its preview.
_ROBOTS = "User-agent: *\nDisallow: /act\nDisallow: /r/\n"


class _Kept(StaticFiles):
    """Files that browsers may keep for ever: their address names their content."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        """Return a file."""
        response: Response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = _FOR_EVER
        return response


def web_app(site: Site) -> Callable[..., Awaitable[None]]:
    """Return the site as an ASGI application."""
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.state.site = site
    for part in (conversation, rights, reports, pictures):
        app.include_router(part.router)
    app.mount("/static", _Kept(directory=STATIC))
    app.add_api_route("/theme.css", _theme, include_in_schema=False)
    app.add_api_route("/icon.svg", _icon, include_in_schema=False)
    app.add_api_route("/robots.txt", _robots, include_in_schema=False)
    for kind, answer in _TROUBLES.items():
        app.add_exception_handler(kind, answer)
    return Shield(app, secure=site.secure)


async def _theme(request: Request) -> Response:
    site = site_of(request)
    theme, faces = site.library.company.theme, site.faces or (lambda _: None)
    sheet = style_sheet(theme, {name: face for name in theme.font if (face := faces(name)) is not None})
    return Response(sheet, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


async def _icon(request: Request) -> Response:
    theme = site_of(request).library.company.theme
    icon = _ICON.format(accent=theme.accent, accent_dark=theme.accent_dark)
    return Response(icon, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=3600"})


async def _robots() -> Response:
    return PlainTextResponse(_ROBOTS)


# Troubles -------------------------------------------------------------------------------------------------


async def _trouble(request: Request, status: int, kind: str) -> Response:
    """Return a page that says in the visitor's language what happened and what to do."""
    site = site_of(request)
    visitor = visitor_of(request, site, request.query_params.get("lang", ""))
    frame = framed(site, visitor, Dossier(), "/")
    title, hint = getattr(frame.words, kind), getattr(frame.words, f"{kind}_hint")
    leads = "" if kind == "large" else "/continue" if kind == "stale" else "/"
    return page("message.html", frame, status=status, title=title, hint=hint, leads=leads)


async def _stale(request: Request, _: Exception) -> Response:
    return await _trouble(request, 403, "stale")


async def _large(request: Request, _: Exception) -> Response:
    return await _trouble(request, 413, "large")


async def _fast(request: Request, _: Exception) -> Response:
    response = await _trouble(request, 429, "fast")
    response.headers["Retry-After"] = "10"
    return response


async def _busy(request: Request, _: Exception) -> Response:
    response = await _trouble(request, 503, "busy")
    response.headers["Retry-After"] = "5"
    return response


async def _missing(request: Request, _: Exception) -> Response:
    return await _trouble(request, 404, "missing")


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return await _trouble(request, status, "missing" if status in (404, 405) else "broken")


async def _broken(request: Request, error: Exception) -> Response:
    # Where it failed, but not the error's own words: they may be the person's.
    _log.error("a page could not be made: %s", place_of(error))
    return await _trouble(request, 500, "broken")


_TROUBLES: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    Stale: _stale,
    TooLarge: _large,
    TooFast: _fast,
    Unavailable: _busy,
    RequestValidationError: _missing,
    HTTPException: _refused,
    Exception: _broken,
}
