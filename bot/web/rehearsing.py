"""A desk that keeps nothing: conversations held in memory, and held again from their start when the files change."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from functools import partial
from itertools import count

from msgspec import Struct

from bot.conversation.session import Session
from bot.report.document import Document
from bot.service.acts import Arrival
from bot.service.dossier import Dossier, looks_at_all
from bot.service.library import Library
from bot.service.ports import Clock, Delivered, Kept, Reply, Typesetter
from bot.service.reception import Reception
from bot.service.rehearsal import applied
from bot.service.reward import outlook, reward
from bot.speech.outlook import Outlook
from bot.speech.prompt import Image
from bot.speech.voice import fixed

MOST_PEOPLE, MOST_ACTS = 50, 1_000
"""How many people are held at once, and how many of the last acts of each."""


class _Done(Struct, frozen=True):
    """What somebody did, and when."""

    arrival: Arrival
    at: int


class Rehearsals:
    """`bot.web.site.Desk` and `PageFiles` for whoever tries a draft; one person an address."""

    def __init__(self, library: Library, clock: Clock, typesetter: Typesetter) -> None:
        self._clock = clock
        self._typesetter = typesetter
        self._done: OrderedDict[str, list[_Done]] = OrderedDict()
        self._places: dict[str, int] = {}
        self._came = count(1)
        self._seat(library)

    def _seat(self, library: Library) -> None:
        self.library = library
        self.reception = Reception(library, self._next_id)
        self._numbers: dict[str, count[int]] = {}
        self._acting = ""
        self._dossiers: dict[str, Dossier] = {}
        self._waiting: dict[str, list[Reply]] = {}
        self._keys: dict[str, set[str]] = {}

    def _next_id(self) -> str:
        # Ids that come again in the same order let presses of a page that is open still find their session.
        number = next(self._numbers.setdefault(self._acting, count(1)))
        return f"{self._places[self._acting]:016d}{number:010d}"

    def reload(self, library: Library) -> None:
        """Take another library, and let everybody do again what they did."""
        self._seat(library)
        for each in (one for several in self._done.values() for one in several):
            self._decided(each.arrival, each.at)
        for replies in self._waiting.values():
            replies.clear()

    def session_of(self, address: str) -> Session | None:
        """Return the newest session of a person."""
        return self._dossiers[address].session if address in self._dossiers else None

    def _forget_the_first(self) -> None:
        """Drop whoever came first, so that what is held stays small."""
        address, _ = self._done.popitem(last=False)
        for held in (self._dossiers, self._waiting, self._keys, self._numbers, self._places):
            held.pop(address, None)

    async def work(self, arrival: Arrival) -> Reply | None:
        """Decide one act; the same one a second time changes nothing."""
        if arrival.key and arrival.key in self._keys.get(arrival.address, ()):
            return None
        at = self._clock()
        if len(self._done) >= MOST_PEOPLE and arrival.address not in self._done:
            self._forget_the_first()
        if arrival.address not in self._done:
            self._places[arrival.address] = next(self._came)
        done = self._done.setdefault(arrival.address, [])
        done.append(_Done(arrival, at))
        del done[:-MOST_ACTS]
        return self._decided(arrival, at)

    def _decided(self, arrival: Arrival, at: int) -> Reply | None:
        address = self._acting = arrival.address
        keys = self._keys.setdefault(address, set())
        keys.add(arrival.key)
        dossier = self._dossiers.get(address, Dossier())
        seen = dossier if looks_at_all(arrival) else Dossier(respondent=dossier.respondent, session=dossier.session)
        outcome = self.reception.step(seen, arrival, at)
        self._dossiers[address] = applied(outcome, dossier)
        if not outcome.says:
            return None
        reply = Reply(id=f"{len(keys)}", channel=arrival.channel, address=address, says=outcome.says)
        self._waiting.setdefault(address, []).append(reply)
        return reply

    def delivered(self, note: Delivered) -> None:
        """Note that a turn was shown."""
        waiting = self._waiting.get(note.reply.address, [])
        self._waiting[note.reply.address] = [reply for reply in waiting if reply.id != note.reply.id]

    async def look_up(self, _channel: str, address: str, *, whole: bool = False) -> Kept:
        """Return what is held of a person."""
        dossier = self._dossiers.get(address, Dossier())
        seen = dossier if whole else Dossier(respondent=dossier.respondent, session=dossier.session)
        return Kept(seen, tuple(self._waiting.get(address, ())))

    async def session(self, session_id: str) -> Session | None:
        """Return a session by its id."""
        found = (each.session for each in self._dossiers.values())
        return next((session for session in found if session is not None and session.id == session_id), None)

    async def document(self, session_id: str, language: str) -> tuple[Session, Document] | None:
        """Return a session with its report."""
        session = await self.session(session_id)
        return None if session is None else (session, reward(session, self.library, language))

    async def report(self, session_id: str, language: str) -> tuple[Document, bytes] | None:
        """Return a report and its PDF."""
        found = await self.document(session_id, language)
        return None if found is None else (found[1], await asyncio.to_thread(self._typesetter.pdf, found[1]))

    async def outlook(self, _channel: str, address: str, session_id: str, language: str) -> Outlook | None:
        """Return what can be done with a report."""
        session = await self.session(session_id)
        ratings = self._dossiers.get(address, Dossier()).ratings
        return None if session is None else outlook(session, self.library, language, ratings)

    async def card(self, title: str, language: str) -> bytes:
        """Return the picture that stands beside a shared link."""
        company = self.library.company
        name, theme = fixed(company.name, language), company.theme
        make = partial(self._typesetter.card, title, name, accent=theme.accent, language=language, font=theme.font)
        return await asyncio.to_thread(make)

    async def picture(self, images: Sequence[Image], language: str) -> bytes | None:
        """Return pictures as one."""
        return await asyncio.to_thread(self._typesetter.picture, images, language)

    async def copy(self, _channel: str, _address: str) -> bytes:
        """Return what is kept of somebody: nothing is."""
        return b"{}"

    async def page(self, _session_id: str, _language: str) -> str | None:
        """Return no link: a draft is handed to nobody."""
        return None

    async def passage(self, _channel: str, _address: str) -> str | None:
        """Return no link, as with `page`."""
        return None
