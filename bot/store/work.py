"""The way of an answer: load many, decide each, save many, one commit."""

import logging
import traceback
from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from bot.service.acts import Arrival
from bot.service.dossier import Respondent
from bot.service.ports import Delivered, Reply, Step, Unavailable
from bot.store.changes import Changes, sealed_turn
from bot.store.database import Database
from bot.store.loading import load, lookup
from bot.store.seal import Seal
from bot.store.statements import DELIVERED, DONE_KEYS, LOAD, LOCK, LOCK_WITH, SENT, SHOWN, UNFETCHED, run

_log = logging.getLogger(__name__)


class Work:
    """Units of work over waiting acts; `kind` tells whether the sessions that begin are `real` or `test`."""

    def __init__(self, database: Database, seal: Seal, ids: Callable[[], str], kind: str) -> None:
        self._database = database
        self._seal = seal
        self._ids = ids
        self._kind = kind

    def work(
        self, arrivals: Sequence[Arrival], step: Step, at: int, delivered: Sequence[Delivered]
    ) -> list[Reply | None]:
        """Work off acts together; where that fails, each alone."""
        try:
            return self._together(arrivals, step, at, delivered)
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001  whatever it is, it must not take the others along
            self.deliver(delivered)
            return [self._alone(arrival, step, at) for arrival in arrivals]

    def deliver(self, delivered: Sequence[Delivered]) -> None:
        """Mark turns delivered."""
        if delivered:
            with self._database.writing() as connection:
                self.mark(connection, delivered)

    def drop_unfetched(self, before: int) -> None:
        """Drop turns of pages that were decided before a moment and never fetched: whoever comes back sees the page."""
        with self._database.writing() as connection:
            connection.execute(UNFETCHED, {"before": before})

    def keep_sent(self, reply: Reply) -> None:
        """Keep a turn as it is now: so many of its messages are sent."""
        with self._database.writing() as connection:
            connection.execute(SENT, {"which": reply.id, "body": sealed_turn(self._seal, reply)})

    def _together(
        self, arrivals: Sequence[Arrival], step: Step, at: int, delivered: Sequence[Delivered]
    ) -> list[Reply | None]:
        changes = self._changes(at)
        with self._database.writing() as connection:
            self._lock(connection, arrivals)
            self.mark(connection, delivered)
            done = _done(connection, arrivals)
            replies = [
                None if arrival.key in done else changes.add(known, arrival, step(known.dossier, arrival, at))
                for arrival, known in zip(arrivals, load(connection, self._seal, arrivals), strict=True)
            ]
            changes.write(connection)
            if changes.forgotten:
                self._database.leave_no_traces(connection)
        return replies

    def _alone(self, arrival: Arrival, step: Step, at: int) -> Reply | None:
        try:
            # Once more: it may have failed for another's sake, or because another worker was first.
            return self._together([arrival], step, at, ())[0]
        except Unavailable:
            raise
        except Exception as failure:  # noqa: BLE001  whatever it is, the update must not come back for ever
            self._set_aside(arrival, failure, at)
            return None

    def _set_aside(self, arrival: Arrival, failure: Exception, at: int) -> None:
        # Where it failed, but not the error's own words: they may be the person's.
        place = "".join(traceback.format_tb(failure.__traceback__))
        _log.error("update %r was set aside: %s\n%s", arrival.key, type(failure).__name__, place)
        changes = self._changes(at)
        changes.settle(arrival.key)
        with self._database.writing() as connection:
            here = {"lookups": [lookup(self._seal, arrival.channel, arrival.address)]}
            for row in connection.execute(LOAD, here):
                changes.fail(Respondent(row.id, row.language))
            changes.write(connection)

    def _changes(self, at: int) -> Changes:
        return Changes(self._seal, self._ids, kind=self._kind, at=at)

    def _lock(self, connection: Connection, arrivals: Sequence[Arrival]) -> None:
        """Let nobody else work for these people; SQLite locks as a whole.

        This is a statement of its own because one that waited for a lock reads joined rows as they were before.
        """
        if not self._database.is_sqlite:
            lookups = [lookup(self._seal, arrival.channel, arrival.address) for arrival in arrivals]
            named = [arrival.continues for arrival in arrivals if arrival.continues]
            connection.execute(
                LOCK_WITH if named else LOCK, {"lookups": lookups} | ({"owners": named} if named else {})
            )

    def mark(self, connection: Connection, delivered: Sequence[Delivered]) -> None:
        """Drop turns that were delivered, and keep which message now shows the open prompt."""
        if not delivered:
            return
        connection.execute(DELIVERED, {"turns": [note.reply.id for note in delivered]})
        shown = {
            lookup(self._seal, note.reply.channel, note.reply.address): note.open_message
            for note in delivered
            if note.open_message is not None
        }
        if shown:
            rows = [{"who": who, "open_message": message} for who, message in sorted(shown.items())]
            run(connection, SHOWN, rows)
        if any(note.reply.farewell for note in delivered):
            self._database.leave_no_traces(connection)


def _done(connection: Connection, arrivals: Sequence[Arrival]) -> set[str]:
    """Return the keys of those arrivals that were worked off before."""
    keys = [arrival.key for arrival in arrivals if arrival.key]
    return set(connection.scalars(DONE_KEYS, {"keys": keys})) if keys else set()
