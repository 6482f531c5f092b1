"""The preview of a draft: the conversation on one side; the map, problems and the why of each step on the other."""

import asyncio
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from msgspec import Struct
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.authoring.load import QUESTIONNAIRE, Loaded, load
from bot.authoring.problem import Problem
from bot.authoring.watching import stamp
from bot.conversation.session import Session
from bot.questionnaire.catalogue import Shared
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.version import canonical, version_of
from bot.service.beginning import day
from bot.service.library import Library
from bot.service.mapping import Drawer
from bot.service.pictures import Faces, Pictures
from bot.service.ports import Clock, Typesetter
from bot.speech.greeting import own_name
from bot.speech.voice import fixed
from bot.values.locale import direction
from bot.web.app import web_app
from bot.web.door import PATH, Below
from bot.web.rehearsing import Rehearsals
from bot.web.rendering import STATIC, VERSION, rendered
from bot.web.site import Site, visitor_of
from bot.web.tokens import Tokens
from bot.web.workbench import Maps, marks, steps, told

PAGES = f"{PATH}/-"
"""Where the pages of the conversation stand; no questionnaire is called like that."""
_OURS = (f"{PAGES}/static/", f"{PAGES}/map/")
_KEPT = {"Cache-Control": "private, max-age=86400, immutable"}
MOST_PROBLEMS = 40


class _DraftSite(Site):
    """The pages of a draft, beside which the real ones may be served to the same browser."""

    @property
    def cookie(self) -> str:
        """The name of the cookie: another one than that of the real pages."""
        return "rehearsal"

    def base(self, request: Request) -> str:
        """Return the address under which links to these pages stand."""
        return super().base(request) + PAGES


class Preview:
    """The state of a preview: the folder as it was read last, what can be held of it, and who talks to it."""

    def __init__(self, folder: Path, clock: Clock, typesetter: Typesetter, drawer: Drawer, key: bytes) -> None:
        self._folder = folder
        self._clock, self._typesetter = clock, typesetter
        self._tokens = Tokens([key])
        self._maps = Maps(drawer)
        self._reading = asyncio.Lock()
        self._shared: Shared | None = None
        self._drafts: dict[str, Compiled] = {}
        self._rehearsals: Rehearsals | None = None
        self._site: Site | None = None
        self.pages: ASGIApp | None = None
        self.reloads = 0
        self._stamp, self._loaded = stamp(folder), load(folder)
        self._take()

    async def keep_up(self) -> None:
        """Read the folder again if its files changed; what cannot be read leaves its conversation as it was."""
        async with self._reading:
            now = await asyncio.to_thread(stamp, self._folder)
            if now != self._stamp:
                self._stamp, self._loaded = now, await asyncio.to_thread(load, self._folder)
                self.reloads += 1
                self._take()

    def _take(self) -> None:
        loaded = self._loaded
        self._drafts = {name: one for name, one in self._drafts.items() if self._is_there(name)}
        self._drafts |= {name: _compiled(loaded, name) for name in loaded.drafts}
        if loaded.company is not None:
            self._shared = Shared(loaded.company, loaded.products, tuple(loaded.traits.values()))
        if self._shared is None or not self._drafts:
            return
        library = Library.of(self._shared, dict(self._drafts))
        if self._rehearsals is None:
            self._rehearsals = Rehearsals(library, self._clock, self._typesetter)
        else:
            self._rehearsals.reload(library)
        rehearsals = self._rehearsals
        self._site = _DraftSite(
            library=library,
            step=rehearsals.reception.step,
            desk=rehearsals,
            files=rehearsals,
            tokens=self._tokens,
            clock=self._clock,
            public=None,
            chat=_nobody,
        )
        self._site.pictures, self._site.faces = Pictures(self._folder), Faces(self._folder)
        self.pages = Below(web_app(self._site), PAGES, PATH)

    def _is_there(self, name: str) -> bool:
        return (self._folder / name / QUESTIONNAIRE).exists()

    @property
    def library(self) -> Library | None:
        """What can be held; None where nothing can."""
        return self._rehearsals.library if self._rehearsals else None

    @property
    def problems(self) -> Sequence[Problem]:
        """What the check says, in the order of places."""
        return self._loaded.problems

    def is_behind(self, name: str) -> bool:
        """Tell whether the conversation is of an earlier state of the files than the problems."""
        return self.library is not None and (self._loaded.company is None or name not in self._loaded.drafts)

    def session(self, request: Request, name: str) -> Session | None:
        """Return the session of who asks, if it is one of this questionnaire."""
        if self._site is None or self._rehearsals is None:
            return None
        session = self._rehearsals.session_of(visitor_of(request, self._site).address)
        return session if session is not None and session.questionnaire == name else None

    def spoken(self, request: Request, compiled: Compiled) -> str:
        """Return the language of the conversation beside the panel, which the page knows, as far as it is spoken."""
        wanted = request.query_params.get("lang", "")
        of = compiled.questionnaire
        return wanted if wanted in of.languages else of.language

    async def part(self, request: Request, name: str) -> "Part":
        """Return what stands behind a conversation at this moment."""
        await self.keep_up()
        compiled = self.library.current(name) if self.library else None
        session = self.session(request, name)
        language = self.spoken(request, compiled) if compiled else ""
        mark = f"{self.reloads}.{session.id}.{session.turns}" if session else str(self.reloads)
        return Part(name, compiled, session, language, f"{mark}.{language}")

    async def panel(self, part: "Part") -> str:
        """Return the panel beside a conversation."""
        content: dict[str, object] = {"drawn": None, "marks": (), "steps": (), "now": None}
        if part.compiled is not None and self.library is not None:
            today, company = day(self._clock()), self.library.company
            drawn = await asyncio.to_thread(self._maps.of, part.compiled, part.language, company, today)
            all_steps = tuple(steps(part.compiled, part.session, part.language))
            content = {
                "drawn": drawn,
                "marks": tuple(marks(drawn, part.compiled, part.session)),
                "steps": all_steps,
                "now": next((step for step in all_steps if step.state == "open"), None),
            }
        return rendered(
            "preview_panel.html",
            name=part.name,
            language=part.language,
            direction=direction(part.language) if part.language else "ltr",
            problems=[told(problem, self._folder) for problem in self.problems[:MOST_PROBLEMS]],
            more=max(len(self.problems) - MOST_PROBLEMS, 0),
            at=PAGES,
            behind=self.is_behind(part.name),
            **content,
        )

    def picture(self, name: str) -> bytes | None:
        """Return the picture of a map by its name, where it is still there."""
        return self._maps.named(name)


class Part(Struct, frozen=True):
    """One questionnaire of a preview for one person; `mark` changes whenever the panel does."""

    name: str
    compiled: Compiled | None
    session: Session | None
    language: str
    mark: str


async def _nobody() -> str | None:
    return None


def _compiled(loaded: Loaded, name: str) -> Compiled:
    draft = loaded.drafts[name]
    return Compiled(draft, version_of(canonical(draft)))


# Pages -----------------------------------------------------------------------------------------------------


def preview_app(preview: Preview) -> ASGIApp:
    """Return the preview as an application, for everything at and below `/preview`."""
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.state.preview = preview
    app.mount(f"{PAGES}/static", StaticFiles(directory=STATIC))
    app.add_api_route(PATH, _first)
    app.add_api_route(f"{PAGES}/map/{{picture}}.svg", _picture)
    app.add_api_route(f"{PATH}/{{name}}", _whole)
    app.add_api_route(f"{PATH}/{{name}}/panel", _panel)

    async def by_place(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        inside = path.startswith(f"{PAGES}/") and not path.startswith(_OURS)
        await (preview.pages if inside and preview.pages else app)(scope, receive, send)

    return by_place


def _preview_of(request: Request) -> Preview:
    preview: Preview = request.app.state.preview
    return preview


_Here = Annotated[Preview, Depends(_preview_of)]


async def _first(preview: _Here) -> Response:
    await preview.keep_up()
    name = preview.library.names()[0] if preview.library else "-"
    return RedirectResponse(f"{PATH}/{name}", HTTPStatus.SEE_OTHER)


async def _whole(preview: _Here, request: Request, name: str) -> Response:
    part = await preview.part(request, name)
    if preview.library is not None and part.compiled is None and not preview.problems:
        return RedirectResponse(PATH, HTTPStatus.SEE_OTHER)
    library, language = preview.library, part.language
    html = rendered(
        "preview.html",
        assets=VERSION,
        at=PAGES,
        name=name,
        mark=part.mark,
        title=fixed(part.compiled.questionnaire.title, language) if part.compiled else name,
        language=language,
        wanted=request.query_params.get("lang", ""),
        languages=[(code, own_name(code)) for code in part.compiled.questionnaire.languages] if part.compiled else [],
        names=library.names() if library else (),
        themed=library is not None,
        panel=await preview.panel(part),
    )
    return HTMLResponse(html, headers={"Cache-Control": "no-store"})


async def _panel(preview: _Here, request: Request, name: str) -> Response:
    part = await preview.part(request, name)
    headers = {"X-Mark": part.mark, "Cache-Control": "no-store"}
    if request.query_params.get("seen") == part.mark:
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
    return HTMLResponse(await preview.panel(part), headers=headers)


async def _picture(preview: _Here, picture: str) -> Response:
    svg = preview.picture(picture)
    if svg is None:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    return Response(svg, media_type="image/svg+xml", headers=_KEPT)
