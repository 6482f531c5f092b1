"""The store as the use cases see it: one door to everything that is kept."""

from collections.abc import Callable, Generator, Sequence

from sqlalchemy import bindparam, select

from bot.conversation.session import Session
from bot.service.acts import Arrival, Commanded, Typed
from bot.service.ports import Delivered, Kept, Left, LoggedAnswer, Rated, Reply, Shift, Step, Unavailable, Update
from bot.store.claims import Claims
from bot.store.database import Database
from bot.store.exports import Exports
from bot.store.inbox import Inbox
from bot.store.loading import load, lookup, replies_in, session_of
from bot.store.migrate import HEAD, revision, upgrade
from bot.store.published import Shelf
from bot.store.retention import forget_silent
from bot.store.seal import Seal, WrongKey
from bot.store.statements import WAITING
from bot.store.tables import identity, session, turn
from bot.store.work import Work

_SESSION = select(session.c.body).where(session.c.id == bindparam("id"))
_UNDELIVERED = select(turn.c.body).order_by(turn.c.created_at, turn.c.id)
_ANYBODY = select(identity.c.lookup, identity.c.channel, identity.c.address).limit(1)


class SqlStore:
    """`bot.service.ports.Store` over SQL; `kind` tells whether sessions that begin here are `real` or `test`."""

    def __init__(self, database: Database, seal: Seal, ids: Callable[[], str], *, kind: str = "real") -> None:
        self.database = database
        self._seal = seal
        self._claims = None if database.is_sqlite else Claims(seal, ids())
        self._inbox = Inbox(database, seal, self._claims)
        self._work = Work(database, seal, ids, kind)
        self._shelf = Shelf(database)
        self._exports = Exports(database, seal)

    def receive(self, updates: Sequence[Update], at: int) -> list[Update]:
        """Keep the updates that are new, in one commit, before they are confirmed; return those to be worked off."""
        return self._inbox.receive(updates, at)

    @property
    def shared(self) -> bool:
        """Whether several workers may share the work."""
        return self._claims is not None

    def release(self, lanes: Sequence[str], delivered: Sequence[Delivered]) -> Left:
        """Mark turns delivered and leave chats to whoever is next; return what still waits in some."""
        with self.database.writing() as connection:
            self._work.mark(connection, delivered)
            return self._claims.release(connection, lanes) if self._claims else Left()

    def sign(self) -> Shift:
        """Give a sign of life and take over what the dead left; without others, all that was left at the start."""
        if self._claims is None:
            left = Left(tuple(self.undelivered()), tuple(self.unfinished()))
            return Shift(left=left)
        with self.database.writing() as connection:
            return self._claims.sign(connection)

    def leave(self) -> None:
        """Say that this worker is gone, so that the others need not wait to notice."""
        if self._claims is not None:
            with self.database.writing() as connection:
                self._claims.leave(connection)

    def unfinished(self) -> list[Update]:
        """Return the updates that were received and not yet worked off, oldest first."""
        return self._inbox.unfinished()

    def settle(self, key: str, at: int) -> None:
        """Mark an update done that asks for nothing."""
        self._inbox.settle(key, at)

    def prune(self, before: int) -> int:
        """Drop some tombstones of updates done before a moment, and turns that no page fetched; return how many."""
        self._work.drop_unfetched(before)
        return self._inbox.prune(before)

    def forget_silent(self, before: int, after: str = "") -> tuple[int, str | None]:
        """Forget people of whom nothing was heard since a moment. See `bot.service.ports.Store`."""
        return forget_silent(self.database, before, after)

    def sweep(self) -> None:
        """Wipe out what is left of the forgotten between the rows."""
        self.database.sweep()

    def work(
        self, arrivals: Sequence[Arrival], step: Step, at: int, delivered: Sequence[Delivered] = ()
    ) -> list[Reply | None]:
        """Work off waiting acts in one transaction; one reply (or None) for each. See `bot.service.ports.Store`."""
        return self._work.work(arrivals, step, at, delivered)

    def deliver(self, delivered: Sequence[Delivered]) -> None:
        """Mark turns delivered, where no later work does so."""
        self._work.deliver(delivered)

    def keep_sent(self, reply: Reply) -> None:
        """Keep how many messages of a turn were sent, so that none but the last can be repeated."""
        self._work.keep_sent(reply)

    def undelivered(self, channel: str | None = None) -> list[Reply]:
        """Return the turns (of one channel) that were decided and not yet delivered, oldest first."""
        with self.database.reading() as connection:
            waiting = replies_in(connection.scalars(_UNDELIVERED), self._seal)
        return [reply for reply in waiting if channel is None or reply.channel == channel]

    def look_up(self, channel: str, address: str, *, whole: bool = False) -> Kept:
        """Return what is kept of a person, without any act; traits and consents only where it is to be `whole`."""
        looking = Arrival(channel=channel, address=address, act=Commanded("profile") if whole else Typed(""))
        with self.database.reading() as connection:
            [known] = load(connection, self._seal, [looking])
            waiting = connection.scalars(WAITING, {"lane": known.lookup})
            return Kept(known.dossier, tuple(replies_in(waiting, self._seal)))

    def session(self, session_id: str) -> Session | None:
        """Return a session as it is kept."""
        with self.database.reading() as connection:
            body = connection.scalar(_SESSION, {"id": session_id})
        return None if body is None else session_of(self._seal, body)

    def publish(self, kind: str, name: str, body: bytes, version: str, at: int) -> bool:
        """Keep a version and make it the current one; tell whether it is new."""
        return self._shelf.publish(kind, name, body, version, at)

    def current(self, kind: str) -> dict[str, tuple[str, bytes]]:
        """Return the current versions of a kind: name to version and body."""
        return self._shelf.current(kind)

    def versions(self, kind: str, name: str) -> list[bytes]:
        """Return the bodies of all versions of one name, the newest first."""
        return self._shelf.versions(kind, name)

    def version(self, version: str) -> bytes | None:
        """Return the body of a published version."""
        return self._shelf.version(version)

    def answers(self, purpose: str, questionnaire: str | None = None) -> Generator[LoggedAnswer]:
        """Yield live answers of those who allow this purpose at this moment, by respondent, session and order."""
        return self._exports.answers(purpose, questionnaire)

    def under_way(self, questionnaire: str) -> dict[str, int]:
        """Return how many people are in the middle of a questionnaire, by version."""
        return self._exports.under_way(questionnaire)

    def finished(self, purpose: str, questionnaire: str) -> Generator[Session]:
        """Yield the finished sessions of those who allow this purpose at this moment, oldest first."""
        return self._exports.finished(purpose, questionnaire)

    def rated(self, purpose: str, questionnaire: str | None = None) -> Generator[Rated]:
        """Yield the sessions in which something was rated, of those who allow this purpose at this moment."""
        return self._exports.rated(purpose, questionnaire)

    def kept_of(self, channel: str, address: str) -> dict[str, object] | None:
        """Return everything that is kept of one person, readable, or None when nothing is."""
        return self._exports.kept_of(channel, address)

    def ready(self) -> bool:
        """Tell whether it can work: reachable, and at the revision of this program."""
        try:
            return revision(self.database) == HEAD
        except Unavailable:
            return False

    def check_key(self) -> None:
        """Raise `WrongKey` where the key is not the one of the database: everybody would be taken for a stranger."""
        with self.database.reading() as connection:
            anybody = connection.execute(_ANYBODY).one_or_none()
        if anybody is None:
            return
        address = self._seal.open("identity.address", anybody.address).decode()
        if lookup(self._seal, anybody.channel, address) != anybody.lookup:
            raise WrongKey("ENCRYPTION_KEY_FILE wants the oldest key of the database first: people are found by it")

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_store(url: str, keys: Sequence[bytes], ids: Callable[[], str], *, kind: str = "real") -> SqlStore:
    """Open the store of a database, brought up to date; raise `WrongSetting` where that cannot be."""
    database = Database(url)
    try:
        upgrade(database)
        store = SqlStore(database, Seal(keys), ids, kind=kind)
        store.check_key()
    except BaseException:
        database.close()
        raise
    return store
