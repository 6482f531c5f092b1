"""A whole house that serves pages: store, writer, service and files are real; only the clock is set by hand."""

import base64
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.assemble import FilesOnDemand, House, library_of, new_id, publish
from bot.authoring.load import load
from bot.conversation.session import Session
from bot.service.acts import Act, Arrival
from bot.service.dossier import Dossier
from bot.service.pictures import Faces, Pictures
from bot.service.ports import Reply
from bot.service.reception import Reception
from bot.serving.asgi import App
from bot.settings import Settings
from bot.store.store import open_store
from bot.store.writer import Writer
from bot.typeset.typesetter import TypstTypesetter
from bot.web.app import web_app
from bot.web.links import named
from bot.web.site import Site
from bot.web.tokens import Tokens

SAMPLE = Path(__file__).parent / "sample"
REAL = Path(__file__).parents[2] / "questionnaires"
KEY = bytes(range(32))
BEGIN = 1_795_255_200
"""21 November 2026, 10:00 UTC."""
BASE = "http://garden.test"


@dataclass
class Clock:
    """The time; a test moves it on, or (`running`) it moves on by itself, always from the same day."""

    at: int = BEGIN
    running: bool = False
    begun: float = field(default_factory=time.monotonic)

    def __call__(self) -> int:
        return self.at + (int(time.monotonic() - self.begun) if self.running else 0)


@dataclass
class Served:
    """What is served, and what is behind it."""

    app: App
    house: House
    writer: Writer
    tokens: Tokens
    clock: Clock
    files: FilesOnDemand
    bot: list[str] = field(default_factory=list)
    """The name of the bot on Telegram, where there is one."""

    async def chat(self, act: Act, address: str = "77", language: str = "en") -> Reply | None:
        """Do something in a chat with the bot."""
        return await self.writer.work(Arrival(channel="telegram", address=address, act=act, language=language))

    def dossier(self, channel: str, address: str) -> Dossier:
        """Return what is kept of a person."""
        return self.house.store.look_up(channel, address, whole=True).dossier

    def address(self, cookie: str) -> str:
        """Return the address that a browser carries."""
        content = self.tokens.read("visitor", cookie, at=self.clock())
        assert content is not None
        return base64.urlsafe_b64encode(content).decode().rstrip("=")

    def session(self, cookie: str) -> Session:
        """Return the newest session of a browser."""
        session = self.dossier("web", self.address(cookie)).session
        assert session is not None
        return session

    def people(self) -> int:
        """Return how many respondents there are."""
        with self.house.store.database.reading() as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM respondent").scalar_one())


@asynccontextmanager
async def served(
    folder: Path,
    *,
    public: str | None = None,
    questionnaires: Path = SAMPLE,
    database: str | None = None,
    running: bool = False,
) -> AsyncIterator[Served]:
    """Serve questionnaires from an empty database in a folder."""
    settings = Settings(questionnaires_dir=questionnaires, data_dir=folder)
    store = open_store(database or f"sqlite:///{folder / 'web.sqlite3'}", [KEY], new_id)
    publish(load(questionnaires), store)
    library, tokens, clock, bot = library_of(store, settings), Tokens([KEY]), Clock(running=running), list[str]()
    house = House(store, library, Reception(library, new_id, web=public is not None), tokens, "")
    writer = Writer(store, house.reception.step, clock, partial(named, tokens))

    async def name() -> str | None:
        return bot[0] if bot else None

    files = FilesOnDemand(house, writer, TypstTypesetter(), public)
    site = Site(
        library=library,
        step=house.reception.step,
        desk=writer,
        files=files,
        tokens=tokens,
        clock=clock,
        public=public,
        chat=name,
    )
    site.pictures, site.faces = Pictures(questionnaires), Faces(questionnaires)
    try:
        yield Served(web_app(site), house, writer, tokens, clock, files, bot)
    finally:
        await writer.close()
        store.close()
