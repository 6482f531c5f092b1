"""What use cases need from outside: a store, a typesetter, a clock, ids. Edges implement them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from bot.conversation.session import Session
from bot.questionnaire.condition import Value
from bot.report.document import Document
from bot.service.acts import Arrival
from bot.service.dossier import Dossier, Outcome
from bot.speech.outlook import Outlook
from bot.speech.prompt import Image, Utterance
from bot.values.errors import ColloquyError


class Unavailable(ColloquyError):
    """The store cannot be reached, or is busy; nothing was changed, and the same call may be tried again."""


class Update(Struct, frozen=True):
    """One update as it arrived from a channel: its key (`bot:update`), its raw body, and the chat that it is from.

    `lane` names the chat (`channel:address`); what is from one lane is worked off in order, by one worker at a time.
    """

    key: str
    body: bytes
    lane: str = ""


class Reply(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A turn that was decided and is to be delivered: where, in answer to what, and what is said.

    `open_message` is the message that shows the prompt which the turn answers, with its controls; 0 where none does. A
    channel may have negative numbers of its own for what it shows in other ways.
    """

    id: str
    channel: str
    address: str
    says: tuple[Utterance, ...]
    press: str | None = None
    message: int | None = None
    open_message: int | None = None
    sent: int = 0
    """How many of its messages were sent already, by a process that ended before the rest."""
    farewell: bool = False
    """Whether its person was forgotten: once it is delivered, nothing may be left of it either."""


class Delivered(Struct, frozen=True):
    """A delivered turn, and the message that now shows its open prompt (0: no message does; None: as before)."""

    reply: Reply
    open_message: int | None = None


class Left(Struct, frozen=True):
    """What was left behind: turns decided but not delivered, updates received but not worked off, oldest first."""

    undelivered: tuple[Reply, ...] = ()
    unfinished: tuple[Update, ...] = ()


class Shift(Struct, frozen=True, kw_only=True):
    """Who works at this moment: how many workers, and whether all of them know that there are so many."""

    workers: int = 1
    agreed: bool = True
    left: Left = Left()
    """What a worker left that is gone; from now on it is this one's."""


class Kept(Struct, frozen=True):
    """What is kept of a person at this moment, and their turns that were not delivered yet, oldest first."""

    dossier: Dossier
    undelivered: tuple[Reply, ...] = ()


class LoggedAnswer(Struct, frozen=True, kw_only=True):
    """One live answer as an export reads it; times are Unix seconds."""

    respondent: str
    session: str
    questionnaire: str
    version: str
    question: str
    how: str
    value: Value | None
    other: str | None
    at: int
    session_status: str
    started_at: int
    finished_at: int | None
    channel: str
    campaign: str | None
    language: str
    granted: frozenset[str] = frozenset()
    """The purposes that the respondent grants at this moment."""


class Rated(Struct, frozen=True):
    """A session in which somebody said what fits: by product, or `report`."""

    session: Session
    fits: dict[str, bool]


Step = Callable[[Dossier, Arrival, int], Outcome]
"""Decides one act at a moment (Unix seconds); pure, so that it may run again after a batch that failed."""


class Store(Protocol):
    """Everything that is kept. Synchronous: a unit of work is one call, one transaction, on one writer thread."""

    @property
    def shared(self) -> bool:
        """Whether several workers may share the work."""
        ...

    def ready(self) -> bool:
        """Tell whether it can work: reachable, and as this program expects it."""
        ...

    def receive(self, updates: Sequence[Update], at: int) -> list[Update]:
        """Keep the updates that are new, in one commit, before they are confirmed; return those to be worked off here.

        Where several workers share the work, those of a chat that another one works for are left to it.
        """
        ...

    def release(self, lanes: Sequence[str], delivered: Sequence[Delivered]) -> Left:
        """Mark turns delivered, and leave chats to whoever takes in their next update; return what still waits in some.

        Chats in which something waits are not left. Where there is one process only, there is nobody to leave them to.
        """
        ...

    def sign(self) -> Shift:
        """Give a sign of life, due every second; take over what workers left that gave none for some seconds."""
        ...

    def leave(self) -> None:
        """Say that this worker is gone, so that the others need not wait to notice."""
        ...

    def unfinished(self) -> list[Update]:
        """Return the updates that were received and not yet worked off, oldest first."""
        ...

    def settle(self, key: str, at: int) -> None:
        """Mark an update done that asks for nothing."""
        ...

    def work(
        self, arrivals: Sequence[Arrival], step: Step, at: int, delivered: Sequence[Delivered] = ()
    ) -> list[Reply | None]:
        """Work off waiting acts of different people in one transaction; one reply (or None: nothing to say) for each.

        An arrival whose update was worked off already changes nothing. If the batch fails, each is done alone; one
        that fails even so (a bug) is set aside: its update is done, a `Failed` event and a line in the log say so.
        Raise `Unavailable` where trying again may help; a turn that was kept even so is among the undelivered ones.
        """
        ...

    def undelivered(self, channel: str | None = None) -> list[Reply]:
        """Return the turns (of one channel) that were decided and not yet delivered, oldest first."""
        ...

    def deliver(self, delivered: Sequence[Delivered]) -> None:
        """Mark turns delivered, where no later work does so."""
        ...

    def keep_sent(self, reply: Reply) -> None:
        """Keep how many messages of a turn were sent, so that none but the last can be repeated."""
        ...

    def look_up(self, channel: str, address: str, *, whole: bool = False) -> Kept:
        """Return what is kept of a person, without any act; traits and consents only where it is to be `whole`."""
        ...

    def session(self, session_id: str) -> Session | None:
        """Return a session as it is kept."""
        ...

    def publish(self, kind: str, name: str, body: bytes, version: str, at: int) -> bool:
        """Keep a version of a questionnaire (or of what is shared) and make it the current one; tell if it is new."""
        ...

    def current(self, kind: str) -> dict[str, tuple[str, bytes]]:
        """Return the current versions of a kind: name to version and body."""
        ...

    def version(self, version: str) -> bytes | None:
        """Return the body of a published version."""
        ...

    def prune(self, before: int) -> int:
        """Drop some tombstones of updates done before a moment, and turns that no page fetched; return how many."""
        ...

    def forget_silent(self, before: int, after: str = "") -> tuple[int, str | None]:
        """Look at some people; forget who was not heard of since a moment and did not agree to be remembered.

        Return how many they were, and after whom to go on; None where nobody is left to be looked at.
        """
        ...

    def sweep(self) -> None:
        """Wipe out what may be left of the forgotten where nothing reads it; it may hold up everything for seconds."""
        ...

    def answers(self, purpose: str, questionnaire: str | None = None) -> Iterator[LoggedAnswer]:
        """Yield live answers of those who allow this purpose at this moment, by respondent, session and order."""
        ...

    def kept_of(self, channel: str, address: str) -> dict[str, object] | None:
        """Return everything that is kept of one person, readable, or None when nothing is."""
        ...


class Typesetter(Protocol):
    """Turns a document into a file."""

    def pdf(self, document: Document) -> bytes:
        """Return the document as PDF."""
        ...

    def picture(self, images: Sequence[Image], language: str) -> bytes | None:
        """Return pictures as one (PNG or JPEG), each named by its label; None where none of them can be shown."""
        ...

    def card(self, title: str, company: str, *, accent: str, language: str, font: Sequence[str] = ()) -> bytes:
        """Return a picture (PNG) with a title and a name, for those who share a link."""
        ...


class Files(Protocol):
    """Makes what is made only when it is sent."""

    async def report(self, session_id: str, language: str) -> tuple[Document, bytes] | None:
        """Return the report of a session and its PDF, or None where the session is gone."""
        ...

    async def outlook(self, channel: str, address: str, session_id: str, language: str) -> Outlook | None:
        """Return what a person can do with the report of a session; None where the session is gone."""
        ...

    async def picture(self, images: Sequence[Image], language: str) -> bytes | None:
        """Return pictures as one that any chat can show (PNG or JPEG), those of choices named by their labels."""
        ...

    async def copy(self, channel: str, address: str) -> bytes:
        """Return everything that is kept of one person, as a JSON file."""
        ...

    async def page(self, session_id: str, language: str) -> str | None:
        """Return a link to the page of a report, which expires; None where people cannot reach pages."""
        ...

    async def passage(self, channel: str, address: str) -> str | None:
        """Return a link by which a person goes on in the browser, which expires; None as with `page`."""
        ...


Clock = Callable[[], int]
"""The time in Unix seconds."""
Ids = Callable[[], str]
"""A new opaque id, 26 characters, later ones sort later."""
