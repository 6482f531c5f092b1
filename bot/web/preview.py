"""The preview of a draft: the conversation on one side; problems, questions and the why of each step on the other."""

import hmac
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from msgspec import Struct
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.authoring.load import Loaded, load
from bot.authoring.problem import Problem
from bot.authoring.watching import stamp
from bot.conversation.engine import known_values
from bot.conversation.session import Session
from bot.questionnaire.catalogue import Shared
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.explain import why_asked, written
from bot.questionnaire.version import canonical, version_of
from bot.service.library import Library
from bot.service.ports import Clock, Typesetter
from bot.speech.voice import fixed
from bot.web.app import web_app
from bot.web.rehearsing import Rehearsals
from bot.web.rendering import VERSION, rendered
from bot.web.site import Site
from bot.web.tokens import Tokens

_HOSTS = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?")
_HERE = frozenset(("127.0.0.1", "::1"))
COOKIE = "preview"
FORBIDDEN = 403


class Step(Struct, frozen=True):
    """A question as the panel shows it: where it stands in the conversation, and why it is asked."""

    id: str
    ask: str
    state: str
    """`answered`, `open`, `passed` (not asked) or `ahead`."""
    why: str


class Preview:
    """The state of a preview: the folder as it was read last, and who talks to it."""

    def __init__(self, folder: Path, clock: Clock, typesetter: Typesetter, key: bytes):
        self._folder = folder
        self._clock, self._typesetter = clock, typesetter
        self._tokens = Tokens([key])
        self._stamp = stamp(folder)
        self._loaded = load(folder)
        self._rehearsals: Rehearsals | None = None
        self.reloads = 0
        self.pages: ASGIApp | None = None
        self._take()

    def keep_up(self) -> None:
        """Read the folder again if its files changed; what does not pass leaves the conversation as it was."""
        now = stamp(self._folder)
        if now != self._stamp:
            self._stamp, self._loaded = now, load(self._folder)
            self.reloads += 1
            self._take()

    def _take(self) -> None:
        library = _library(self._loaded)
        if library is None:
            return
        if self._rehearsals is None:
            self._rehearsals = Rehearsals(library, self._clock, self._typesetter)
        else:
            self._rehearsals.reload(library)
        self.pages = web_app(self._site(self._rehearsals))

    def _site(self, rehearsals: Rehearsals) -> Site:
        return Site(
            library=rehearsals.library,
            step=rehearsals.reception.step,
            desk=rehearsals,
            files=rehearsals,
            tokens=self._tokens,
            clock=self._clock,
            public=None,
            chat=_nobody,
        )

    @property
    def start(self) -> str:
        """The questionnaire to begin with."""
        return self._rehearsals.library.names()[0] if self._rehearsals else ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the check says, in the order of places."""
        return self._loaded.problems

    def mark(self) -> str:
        """Return a word that changes whenever the panel does."""
        session = self._session()
        return f"{self.reloads}.{session.id}.{session.turns}" if session else str(self.reloads)

    def steps(self, name: str) -> tuple[Step, ...]:
        """Return the questions of a questionnaire as they stand in the newest conversation."""
        compiled = self._rehearsals.library.current(name) if self._rehearsals else None
        if compiled is None or self._rehearsals is None:
            return ()
        session = self._session()
        here = session if session is not None and session.questionnaire == name else None
        language = compiled.questionnaire.language
        return tuple(_steps(compiled, here, language))

    def _session(self) -> Session | None:
        return self._rehearsals.latest if self._rehearsals else None


async def _nobody() -> str | None:
    return None


def _library(loaded: Loaded) -> Library | None:
    if loaded.company is None or not loaded.questionnaires:
        return None
    shared = Shared(loaded.company, loaded.products, tuple(loaded.traits.values()))
    drafts = {name: Compiled(one, version_of(canonical(one))) for name, one in loaded.questionnaires.items()}
    return Library.of(shared, drafts)


def _steps(compiled: Compiled, session: Session | None, language: str) -> Iterator[Step]:
    known = known_values(compiled, session) if session else {}
    answered = {answer.question for answer in session.answers} if session else set()
    waits = (session.awaits or "").rstrip("?") if session else ""
    reached = max((compiled.position[name] for name in (*answered, waits) if name in compiled.position), default=-1)
    over = session is not None and session.awaits is None
    for place, question in enumerate(compiled.questions):
        state = "ahead"
        if question.id in answered:
            state = "answered"
        elif question.id == waits:
            state = "open"
        elif place < reached or over:
            state = "passed"
        why = why_asked(compiled, question, known) if session and state != "ahead" else _rule(question.ask_if)
        yield Step(question.id, fixed(question.ask, language), state, why)


def _rule(condition: Any) -> str:
    return "always asked" if condition is None else f"if {written(condition)}"


# Pages -----------------------------------------------------------------------------------------------------


def preview_app(preview: Preview, token: str | None) -> ASGIApp:
    """Return the preview as an application; without a token it answers this machine only."""
    app = FastAPI(openapi_url=None, redirect_slashes=False)

    @app.get("/preview")
    async def first() -> Response:
        return RedirectResponse(f"/preview/{preview.start}" if preview.start else "/preview/-", 303)

    @app.get("/preview/{name}")
    async def whole(name: str) -> Response:
        preview.keep_up()
        content = {
            "name": name,
            "mark": preview.mark(),
            "panel": _panel(preview, name),
            "runs": preview.pages is not None,
        }
        return HTMLResponse(rendered("preview.html", assets=VERSION, **content))

    @app.get("/preview/{name}/panel")
    async def panel(name: str, request: Request) -> Response:
        preview.keep_up()
        mark = preview.mark()
        if request.query_params.get("seen") == mark:
            return Response(status_code=204)
        return HTMLResponse(_panel(preview, name), headers={"X-Mark": mark, "Cache-Control": "no-store"})

    async def by_place(scope: Scope, receive: Receive, send: Send) -> None:
        own = scope["path"] == "/preview" or scope["path"].startswith("/preview/")
        await (app if own or preview.pages is None else preview.pages)(scope, receive, send)

    return Door(by_place, token)


def _panel(preview: Preview, name: str) -> str:
    return rendered("preview_panel.html", problems=preview.problems, steps=preview.steps(name), place=_place)


def _place(problem: Problem) -> str:
    place = problem.place
    return f"{Path(place.file).name}:{place.line}:{place.column}" if place.line else place.file


class Door:
    """Lets in this machine, or whoever has the token, and lets pages of the preview stand inside each other."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        if scope["type"] != "http":
            return
        if not self._lets_in(scope):
            await Response("the preview is for this machine only, or for who has its token\n", FORBIDDEN)(
                scope, receive, send
            )
            return

        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Frame-Options"] = "SAMEORIGIN"
                headers["Content-Security-Policy"] = _POLICY
                headers["X-Robots-Tag"] = "noindex, nofollow"
                if self._token is not None and self._given(scope):
                    headers.append("Set-Cookie", f"{COOKIE}={self._token}; HttpOnly; SameSite=Strict; Path=/")
            await send(message)

        await self._app(scope, receive, framed)

    def _lets_in(self, scope: Scope) -> bool:
        if self._token is not None:
            return self._given(scope) or self._fits(Request(scope).cookies.get(COOKIE, ""))
        # A page elsewhere can make a browser ask for an address here; it cannot make it name this host.
        host = Request(scope).headers.get("host", "")
        return (scope.get("client") or ("",))[0] in _HERE and _HOSTS.fullmatch(host) is not None

    def _given(self, scope: Scope) -> bool:
        return any(map(self._fits, _values(scope["query_string"], "token")))

    def _fits(self, word: str) -> bool:
        return self._token is not None and hmac.compare_digest(word.encode(), self._token.encode())


_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


def _values(query: bytes, name: str) -> Iterable[str]:
    return parse_qs(query.decode("latin-1")).get(name, ())
