"""A desk that keeps nothing: conversations held in memory, and held again from their start when the files change."""

import asyncio
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
from bot.service.reward import reward
from bot.speech.voice import fixed


class _Done(Struct, frozen=True):
    """What somebody did, and when."""

    arrival: Arrival
    at: int


class Rehearsals:
    """`bot.web.site.Desk` and `PageFiles` for whoever tries a draft; one person an address."""

    def __init__(self, library: Library, clock: Clock, typesetter: Typesetter) -> None:
        self._clock = clock
        self._typesetter = typesetter
        self._done: list[_Done] = []
        self._seat(library)

    def _seat(self, library: Library) -> None:
        numbers = count(1)
        self.library = library
        # Ids that come again in the same order let presses of a page that is open still find their session.
        self.reception = Reception(library, lambda: f"{next(numbers):026d}")
        self._dossiers: dict[str, Dossier] = {}
        self._waiting: dict[str, list[Reply]] = {}
        self._keys: set[str] = set()
        self.newest: str | None = None

    def reload(self, library: Library) -> None:
        """Take another library, and let everybody do again what they did."""
        done = self._done
        self._seat(library)
        for each in done:
            self._decided(each.arrival, each.at)
        for replies in self._waiting.values():
            replies.clear()

    @property
    def latest(self) -> Session | None:
        """The session that was moved last."""
        return self._dossiers[self.newest].session if self.newest in self._dossiers else None

    async def work(self, arrival: Arrival) -> Reply | None:
        """Decide one act; the same one a second time changes nothing."""
        if arrival.key and arrival.key in self._keys:
            return None
        at = self._clock()
        self._done.append(_Done(arrival, at))
        return self._decided(arrival, at)

    def _decided(self, arrival: Arrival, at: int) -> Reply | None:
        self._keys.add(arrival.key)
        address = arrival.address
        dossier = self._dossiers.get(address, Dossier())
        seen = dossier if looks_at_all(arrival) else Dossier(respondent=dossier.respondent, session=dossier.session)
        outcome = self.reception.step(seen, arrival, at)
        self._dossiers[address] = applied(outcome, dossier)
        self.newest = address
        if not outcome.says:
            return None
        reply = Reply(id=f"{len(self._keys)}", channel=arrival.channel, address=address, says=outcome.says)
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

    async def card(self, title: str, language: str) -> bytes:
        """Return the picture that stands beside a shared link."""
        company = self.library.company
        name, accent = fixed(company.name, language), company.theme.accent
        return await asyncio.to_thread(self._typesetter.card, title, name, accent=accent, language=language)

    async def copy(self, _channel: str, _address: str) -> bytes:
        """Return what is kept of somebody: nothing is."""
        return b"{}"

    async def page(self, _session_id: str, _language: str) -> str | None:
        """Return no link: a draft is handed to nobody."""
        return None

    async def passage(self, _channel: str, _address: str) -> str | None:
        """Return no link, as with `page`."""
        return None
