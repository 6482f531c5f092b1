"""The site: what all pages need of the house, who visits it, and how a visitor is known again."""

import asyncio
import base64
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Annotated, Protocol

from fastapi import Depends, Request, Response
from msgspec import Struct

from bot.conversation.session import Session
from bot.report.document import Document
from bot.service.acts import Act, Arrival
from bot.service.dossier import Dossier, Outcome
from bot.service.library import Library
from bot.service.pictures import Faces, Pictures
from bot.service.ports import Clock, Delivered, Files, Kept, Reply, Step
from bot.web.guard import Pace, Turnstile
from bot.web.links import DAY
from bot.web.tokens import Tokens

CHANNEL = "web"
VISITOR_SECONDS = 180 * DAY
"""How long a browser is known again after its last visit."""
ADDRESS_BYTES = 16
PATIENCE, ASK_AGAIN = 2, 60
"""Seconds for which a page waits for the bot's name, and after which it is asked for again."""
ACTS_OF_ONE = Pace(burst=30, rate=2)
ACTS_OF_A_PLACE = Pace(burst=300, rate=20)
"""Many people may share one address of the network: a lab, a village behind one mast."""
FILES_OF_A_PLACE = Pace(burst=20, rate=0.5)
"""A file costs as much as hundreds of pages."""


class Desk(Protocol):
    """Where acts are decided and kept, and what is kept can be looked up."""

    async def work(self, arrival: Arrival) -> Reply | None:
        """Decide one act and keep what it changes; return what is to be said."""
        ...

    def delivered(self, note: Delivered) -> None:
        """Note that a turn was delivered."""
        ...

    async def look_up(self, channel: str, address: str, *, whole: bool = False) -> Kept:
        """Return what is kept of a person, without any act."""
        ...

    async def session(self, session_id: str) -> Session | None:
        """Return a session as it is kept."""
        ...


class PageFiles(Files, Protocol):
    """Makes files for pages, each only when it is asked for."""

    async def document(self, session_id: str, language: str) -> tuple[Session, Document] | None:
        """Return a session with its report, or None where the session is gone."""
        ...

    async def card(self, title: str, language: str) -> bytes:
        """Return a picture (PNG) with a title and the company's name, for those who share a link."""
        ...


class TooFast(Exception):
    """A caller asked for too much at once."""


class Visitor(Struct, frozen=True):
    """Who asks for a page: the address that their browser carries, and what else it says of itself."""

    address: str
    known: bool
    """Whether the browser brought the address along."""
    place: str
    """The address in the network, for counting only."""
    language: str | None
    """The language that is wanted, where one was chosen or the browser names one that is spoken here."""
    at: int


class Site:
    """What the pages need of the house; `public` is its address without a slash, where one is set.

    `chat` gives the name of the bot on Telegram, where there is one.
    """

    def __init__(
        self,
        *,
        library: Library,
        step: Step,
        desk: Desk,
        files: PageFiles,
        tokens: Tokens,
        clock: Clock,
        public: str | None,
        chat: Callable[[], Awaitable[str | None]],
    ) -> None:
        self.library = library
        self.desk = desk
        self.files = files
        self.tokens = tokens
        self.clock = clock
        self.public = public
        self.pictures: Pictures | None = None
        """Gives the pictures that authors name, where there is a folder of them."""
        self.faces: Faces | None = None
        """Gives the fonts of the theme, likewise."""
        self._chat = chat
        self._bot: str | None = None
        self._ask_again = clock()
        self.acts = Turnstile(ACTS_OF_ONE, clock)
        self.crowd = Turnstile(ACTS_OF_A_PLACE, clock)
        self.typesetting = Turnstile(FILES_OF_A_PLACE, clock)
        self._step = step

    @property
    def secure(self) -> bool:
        """Whether the site is reached by HTTPS only."""
        return self.public is not None and self.public.startswith("https://")

    @property
    def cookie(self) -> str:
        """The name of the cookie; its prefix makes browsers refuse one that another host set."""
        return "__Host-visitor" if self.secure else "visitor"

    async def bot(self) -> str | None:
        """Return the name of the bot on Telegram, where there is one; no page waits long for it."""
        if self._bot is None and self.clock() >= self._ask_again:
            self._ask_again = self.clock() + ASK_AGAIN
            with suppress(TimeoutError):
                self._bot = await asyncio.wait_for(self._chat(), PATIENCE)
        return self._bot

    def base(self, request: Request) -> str:
        """Return the address under which links to this site are handed out, without a slash at its end."""
        return self.public or str(request.base_url).rstrip("/")

    def speaks(self, visitor: Visitor, dossier: Dossier) -> str:
        """Return the language of a page."""
        return self.library.language(dossier.respondent.language if dossier.respondent else visitor.language)

    def decided(self, visitor: Visitor, dossier: Dossier, act: Act) -> Outcome:
        """Return what would come of an act, and keep nothing: for pages that only show."""
        return self._step(dossier, self.arrival(visitor, act), visitor.at)

    def arrival(self, visitor: Visitor, act: Act, key: str = "") -> Arrival:
        """Return an act of a visitor."""
        return Arrival(channel=CHANNEL, address=visitor.address, act=act, key=key, language=visitor.language)

    async def look_up(self, visitor: Visitor, *, whole: bool = False) -> Kept:
        """Return what is kept of a visitor; of a browser that is not known, nothing can be."""
        return await self.desk.look_up(CHANNEL, visitor.address, whole=whole) if visitor.known else Kept(Dossier())

    def remember(self, response: Response, visitor: Visitor, *, lasting: bool) -> None:
        """Let the browser carry the address: until it is closed, or (`lasting`) for as long as a visitor is known."""
        payload = base64.urlsafe_b64decode(visitor.address + "==")
        response.set_cookie(
            self.cookie,
            self.tokens.make("visitor", payload, until=visitor.at + VISITOR_SECONDS),
            max_age=VISITOR_SECONDS if lasting else None,
            httponly=True,
            secure=self.secure,
            samesite="lax",
        )

    def forget(self, response: Response) -> None:
        """Let the browser drop the address."""
        response.delete_cookie(self.cookie, httponly=True, secure=self.secure, samesite="lax")


def new_address() -> str:
    """Return an address that nobody can guess."""
    return _address(secrets.token_bytes(ADDRESS_BYTES))


def site_of(request: Request) -> Site:
    """Return the site that a request is made to."""
    site: Site = request.app.state.site
    return site


HereSite = Annotated[Site, Depends(site_of)]


def visitor_of(request: Request, site: HereSite, lang: str = "") -> Visitor:
    """Return who makes a request; a browser without an address, or with a forged one, gets a new one."""
    at = site.clock()
    carried = site.tokens.read("visitor", request.cookies.get(site.cookie, ""), at=at)
    spoken = site.library.company.languages
    wanted = lang if lang in spoken else _accepted(request.headers.get("accept-language", ""), spoken)
    return Visitor(
        address=_address(carried) if carried else new_address(),
        known=carried is not None,
        place=_place(request, behind_proxy=site.public is not None),
        language=wanted,
        at=at,
    )


HereVisitor = Annotated[Visitor, Depends(visitor_of)]


def unhurried(site: HereSite, visitor: HereVisitor) -> None:
    """Let a visitor act; raise `TooFast` where it is too often, for one or for all at one place."""
    if not (site.acts.lets_in(visitor.address) and site.crowd.lets_in(visitor.place)):
        raise TooFast


def unhurried_files(site: HereSite, visitor: HereVisitor) -> None:
    """Let a visitor have a file made; raise `TooFast` where it is too often."""
    if not site.typesetting.lets_in(visitor.place):
        raise TooFast


def _place(request: Request, *, behind_proxy: bool) -> str:
    """Return where a request comes from; who is reached at a public address has a proxy, which says so last."""
    passed_on = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    here = request.client.host if request.client else ""
    return passed_on if behind_proxy and passed_on else here


def _address(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _accepted(header: str, spoken: tuple[str, ...]) -> str | None:
    """Return the language that a browser likes best among those that are spoken."""
    liked: list[tuple[float, str]] = []
    for part in header.split(",")[:20]:
        code, _, quality = part.strip().partition(";q=")
        language = code.partition("-")[0].casefold()
        if language in spoken:
            liked.append((_quality(quality), language))
    return max(liked, key=lambda one: one[0])[1] if liked else None


def _quality(written: str) -> float:
    try:
        return float(written) if written else 1.0
    except ValueError:
        return 0.0
