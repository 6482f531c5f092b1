"""The one place that names concrete classes: from settings to a house that runs."""

import asyncio
import json
import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct
from ulid import ULID

from bot.authoring.load import Loaded, load
from bot.authoring.printing import printed
from bot.conversation.session import Session
from bot.questionnaire.catalogue import Shared
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.version import restored
from bot.report.document import Document
from bot.service.library import Library
from bot.service.pictures import Faces, Pictures
from bot.service.ports import Typesetter
from bot.service.publishing import QUESTIONNAIRE, SHARED, Step, closed, published
from bot.service.reception import Reception
from bot.service.reward import outlook, reward
from bot.settings import KEY_BYTES, Settings
from bot.speech import standing
from bot.speech.outlook import Outlook
from bot.speech.prompt import Image
from bot.speech.voice import fixed
from bot.store.housekeeping import keep_house
from bot.store.migrate import upgraded
from bot.store.seal import derived, load_or_make_keys
from bot.store.store import SqlStore, open_store
from bot.store.writer import Writer
from bot.terminal.differences import refusal
from bot.typeset.typesetter import TypstTypesetter
from bot.values.errors import WrongSetting
from bot.web.links import Links, named
from bot.web.tokens import Tokens

if TYPE_CHECKING:
    from bot.serving.asgi import App
    from bot.serving.metrics import Metrics, Reading
    from bot.telegram.app import TelegramApp
    from bot.telegram.presence import Presence

_log = logging.getLogger(__name__)
MOST_PICTURES = 100
"""Pictures of questions kept ready, half a megabyte each at most."""
MOST_TYPESETTING = 2
"""Reports made at once, off the event loop."""


def now() -> int:
    """Return the time in Unix seconds."""
    return int(time.time())


def new_id() -> str:
    """Return a new id: 26 characters, later ones sort later."""
    return str(ULID())


class House(Struct, frozen=True):
    """What runs, whatever the channel."""

    store: SqlStore
    library: Library
    reception: Reception
    tokens: Tokens
    problems: str
    """What of the authors' files does not pass and is therefore not served; empty when all is well."""


def open_house(settings: Settings) -> House:
    """Open the store, publish what passes the check, and make the reception."""
    keys = keys_of(settings)
    store = open_store(settings.database, keys, new_id)
    loaded = load(settings.questionnaires_dir)
    steps = publish(loaded, store)
    library = library_of(store, settings, loaded.names)
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    reception = Reception(library, new_id, web=settings.public is not None)
    tokens = Tokens([derived(key, b"web links") for key in keys])
    problems = [printed(errors)] if errors else []
    problems += [refusal(step) for step in steps if step.refused]
    return House(store, library, reception, tokens, "\n\n".join(problems))


def store_of(settings: Settings) -> SqlStore:
    """Open the store, brought up to date, with its keys."""
    return open_store(settings.database, keys_of(settings), new_id)


def published_in(settings: Settings) -> tuple[SqlStore, Library]:
    """Open what is kept and the library of what is published, for who only reads: what is a draft stays one.

    Where nothing was ever published, it is as at a first start.
    """
    store = store_of(settings)
    if not store.current(QUESTIONNAIRE):
        publish(load(settings.questionnaires_dir), store)
    return store, library_of(store, settings)


def keys_of(settings: Settings) -> Sequence[bytes]:
    """Return the keys of what is sealed, oldest first; make one where there is none."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    new = settings.key is None and not settings.key_file.exists()
    keys = (settings.key,) if settings.key else load_or_make_keys(settings.key_file)
    if new:
        _log.warning("a new encryption key was made in %s; without it what is sealed cannot be read", settings.key_file)
    return keys


def bring_up_to_date(settings: Settings) -> tuple[str | None, str]:
    """Bring the database up to date; return the revisions before and after."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return upgraded(settings.database)


def publish(loaded: Loaded, store: SqlStore) -> tuple[Step, ...]:
    """Publish what passes; what does not, or would break old answers, keeps being served as it was published last."""
    shared = Shared(loaded.company, loaded.products, tuple(loaded.traits.values())) if loaded.company else None
    return published(shared, loaded.questionnaires.values(), store, now())


def library_of(store: SqlStore, settings: Settings, folders: Collection[str] | None = None) -> Library:
    """Return the library of what is published (of `folders`, if given); raise `WrongSetting` where nothing is."""
    shared, versions = store.current(SHARED).get(SHARED), store.current(QUESTIONNAIRE)
    if shared is None or not versions:
        folder = settings.questionnaires_dir
        raise WrongSetting(f"QUESTIONNAIRES_DIR: nothing in {folder} passes; `bot check {folder}` says why")
    live = msgspec.json.decode(shared[1], type=Shared)
    current = {name: Compiled(restored(body), version) for name, (version, body) in versions.items()}
    gone = closed(current, folders) if folders is not None else frozenset()
    for name in sorted(gone):
        _log.info("nobody begins %s any more: its folder was removed", name)
    return Library.of(live, current, store.version, gone)


class FilesOnDemand:
    """Makes what is made only when it is sent: reports, links, copies of what is kept; off the event loop."""

    def __init__(self, house: House, writer: Writer, typesetter: Typesetter, public: str | None) -> None:
        self._house = house
        self._writer = writer
        self._typesetter = typesetter
        self._links = Links(house.tokens, public) if public else None
        self._cards: dict[tuple[str, str], bytes] = {}
        self._pictures: dict[tuple[tuple[Image, ...], str], bytes | None] = {}
        self._room = asyncio.Semaphore(MOST_TYPESETTING)

    async def report(self, session_id: str, language: str) -> tuple[Document, bytes] | None:
        """Return the report of a session and its PDF, or None where the session is gone."""
        found = await self.document(session_id, language)
        if found is None:
            return None
        async with self._room:
            return found[1], await asyncio.to_thread(self._typesetter.pdf, found[1])

    async def document(self, session_id: str, language: str) -> tuple[Session, Document] | None:
        """Return a session with its report, or None where the session is gone."""
        session = await self._writer.session(session_id)
        if session is None:
            return None
        return session, await asyncio.to_thread(reward, session, self._house.library, language)

    async def outlook(self, channel: str, address: str, session_id: str, language: str) -> Outlook | None:
        """Return what a person can do with the report of a session, or None where the session is gone."""
        session = await self._writer.session(session_id)
        if session is None:
            return None
        ratings = (await self._writer.look_up(channel, address, whole=True)).dossier.ratings
        return await asyncio.to_thread(outlook, session, self._house.library, language, ratings)

    async def card(self, title: str, language: str) -> bytes:
        """Return the picture of a shared link; there are few, so each is made once."""
        company = self._house.library.company
        if (title, language) not in self._cards:
            theme, name = company.theme, fixed(company.name, language)
            make = partial(self._typesetter.card, title, name, accent=theme.accent, language=language, font=theme.font)
            self._cards[title, language] = await asyncio.to_thread(make)
        return self._cards[title, language]

    async def page(self, session_id: str, language: str) -> str | None:
        """Return a link to the page of a report; None where people cannot reach pages."""
        session = await self._writer.session(session_id) if self._links else None
        return self._links.report(session, language, now()).address if self._links and session else None

    async def passage(self, channel: str, address: str) -> str | None:
        """Return a link by which a person goes on in the browser; None where people cannot reach pages."""
        if self._links is None:
            return None
        who = (await self._writer.look_up(channel, address)).dossier.respondent
        return self._links.passage(who, now()) if who else self._links.start

    async def picture(self, images: Sequence[Image], language: str) -> bytes | None:
        """Return pictures as one that any chat can show; the same for everybody, so each is made once."""
        key = (tuple(images), language)
        if key not in self._pictures:
            made = await asyncio.to_thread(self._typesetter.picture, images, language)
            if len(self._pictures) >= MOST_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[key] = made
        return self._pictures[key]

    async def copy(self, channel: str, address: str) -> bytes:
        """Return everything that is kept of one person, as JSON for people and programs."""
        return await self._writer.call(copy_of, self._house.store, channel, address)


def copy_of(store: SqlStore, channel: str, address: str) -> bytes:
    """Return everything that is kept of one person, as JSON."""
    kept = store.kept_of(channel, address) or {}
    return json.dumps(kept, ensure_ascii=False, indent=2, default=str).encode()


class Works(Struct, frozen=True):
    """What every process that serves has at hand."""

    house: House
    writer: Writer
    files: FilesOnDemand
    metrics: "Metrics"
    readings: list["Callable[[], Iterable[Reading]]"]
    """What the channels count, for the metrics."""


@asynccontextmanager
async def works(settings: Settings) -> AsyncIterator[Works]:
    """Give what serving needs; close everything behind it."""
    from bot.serving.metrics import Metrics, Reading  # noqa: PLC0415

    house = open_house(settings)
    if house.problems:
        _log.error("not everything passes `bot check`; what was published before is served\n%s", house.problems)
    writer = Writer(house.store, house.reception.step, now, partial(named, house.tokens))
    waiting = "What waits at this moment."
    readings: list[Callable[[], Iterable[Reading]]] = [
        lambda: [Reading("colloquy_waiting", waiting, writer.waiting, ("queue", "acts"), "level")]
    ]
    metrics = Metrics(lambda: chain.from_iterable(read() for read in readings))
    tidying = asyncio.create_task(keep_house(house.store, writer, now, settings.retention_days))
    try:
        folder = settings.questionnaires_dir
        files = FilesOnDemand(house, writer, TypstTypesetter(Pictures(folder), Faces(folder)), settings.public)
        yield Works(house, writer, files, metrics, readings)
    finally:
        tidying.cancel()
        await asyncio.wait([tidying])
        await writer.close()
        house.store.close()


def telegram(at_hand: Works, settings: Settings, token: str) -> "TelegramApp":
    """Return the bot on Telegram, ready to run."""
    from bot.telegram.app import Limits, Reached, TelegramApp  # noqa: PLC0415

    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else None
    app = TelegramApp(
        token,
        settings.bot_api_base,
        Limits(settings.send_rate, settings.chat_rate, settings.chat_burst),
        at_hand.writer,
        files=at_hand.files,
        presences=_presences(at_hand.house.library, web=settings.public is not None),
        reached=Reached(settings.webhook_url, secret) if settings.webhook_url else None,
        observe=at_hand.metrics.observe,
    )
    at_hand.readings.append(partial(_counted, app))
    return app


def pages(at_hand: Works, settings: Settings, bot: "TelegramApp | None" = None) -> "App":
    """Return the conversation in the browser, as an application.

    Beside a bot it is made when somebody comes: its libraries would cost the bot a third of a second at its start.
    """
    from bot.serving.asgi import lazily  # noqa: PLC0415

    made = partial(_pages, at_hand, settings, bot)
    return lazily(made) if bot else made()


def _pages(at_hand: Works, settings: Settings, bot: "TelegramApp | None") -> "App":
    from bot.serving.asgi import below, lazily  # noqa: PLC0415
    from bot.web.app import web_app  # noqa: PLC0415
    from bot.web.door import Door  # noqa: PLC0415
    from bot.web.site import Site  # noqa: PLC0415

    house = at_hand.house
    site = Site(
        library=house.library,
        step=house.reception.step,
        desk=at_hand.writer,
        files=at_hand.files,
        tokens=house.tokens,
        clock=now,
        public=settings.public,
        chat=bot.name if bot else _nobody,
    )
    site.pictures, site.faces = Pictures(settings.questionnaires_dir), Faces(settings.questionnaires_dir)
    token = settings.preview_token.get_secret_value() if settings.preview_token else None
    draft = lazily(partial(workbench, settings.questionnaires_dir, secrets.token_bytes(KEY_BYTES)))
    return below("/preview", Door(draft, token, public=settings.public is not None), web_app(site))


def workbench(folder: Path, key: bytes) -> "App":
    """Return the preview of a folder as an application, for whoever a `Door` lets in; `key` signs what it hands out."""
    from bot.typeset.drawer import TypstDrawer  # noqa: PLC0415
    from bot.web.preview import Preview, preview_app  # noqa: PLC0415

    return preview_app(Preview(folder, now, TypstTypesetter(Pictures(folder), Faces(folder)), TypstDrawer(), key))


async def _nobody() -> str | None:
    return None


@asynccontextmanager
async def front_door(
    at_hand: Works, settings: Settings, bot: "TelegramApp | None" = None, pages: "App | None" = None
) -> AsyncIterator[str]:
    """Serve everything that is reached by HTTP on one port meanwhile; give the address."""
    from bot.serving.asgi import by_path, nothing  # noqa: PLC0415
    from bot.serving.probes import probes  # noqa: PLC0415
    from bot.serving.server import serving  # noqa: PLC0415

    token = settings.metrics_token.get_secret_value() if settings.metrics_token else None

    async def ready() -> bool:
        return (bot is None or bot.serving) and await at_hand.writer.ready()

    apps = probes(ready, at_hand.metrics, token)
    if bot is not None and settings.webhook_url:
        apps[urlsplit(settings.webhook_url).path] = bot.webhook
    async with serving(by_path(apps, pages or nothing), settings.web_host, settings.web_port) as address:
        yield address


def _counted(app: "TelegramApp") -> "Iterator[Reading]":
    """Yield what the bot on Telegram counts."""
    from bot.serving.metrics import Reading  # noqa: PLC0415

    front, calls = app.front, app.outgoing
    yield Reading("colloquy_updates", "Updates taken in, redeliveries included.", front.counts.updates)
    yield Reading("colloquy_turns", "Turns decided.", front.counts.turns)
    for ended in ("delivered", "dropped"):
        value = getattr(front.counts, ended)
        yield Reading("colloquy_deliveries", "Turns brought to their end, and how.", value, ("ended", ended))
    for ended in ("sent", "retried", "flooded", "refused", "unreachable"):
        value = getattr(calls.counts, ended)
        yield Reading("colloquy_calls", "Calls to Telegram, and how each attempt ended.", value, ("ended", ended))
    waiting = "What waits at this moment."
    yield Reading("colloquy_waiting", waiting, front.waiting, ("queue", "updates"), "level")
    yield Reading("colloquy_waiting", waiting, calls.waiting, ("queue", "calls"), "level")


def _presences(library: Library, *, web: bool) -> "list[Presence]":
    """Return how the bot presents itself; the first language also serves everybody whose language is not spoken."""
    from bot.telegram.presence import Presence  # noqa: PLC0415

    presences = []
    for place, language in enumerate(library.company.languages):
        name = fixed(library.company.name, language)
        words = (standing.about_short(language), standing.about(language), standing.commands(language, web=web))
        presences += [Presence(code, name, *words) for code in (("", language) if place == 0 else (language,))]
    return presences
