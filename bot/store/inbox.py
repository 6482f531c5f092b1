"""The inbox: every update is kept before it is confirmed, and known again when it is delivered twice."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select

from bot.service.ports import Update
from bot.store.database import Database
from bot.store.seal import Seal
from bot.store.statements import KNOWN_KEYS, insert_if_new, run, settling
from bot.store.tables import inbox

_UNFINISHED = select(inbox.c.key, inbox.c.body).where(inbox.c.done_at.is_(None)).order_by(inbox.c.id)
_PRUNE = delete(inbox).where(inbox.c.done_at < bindparam("before"))


class Inbox:
    """Updates from their arrival until they are worked off, and their tombstones for a while after."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def receive(self, updates: Sequence[Update], at: int) -> list[Update]:
        """Keep those that are new, in one commit; return them."""
        first: dict[str, Update] = {}
        for update in updates:
            first.setdefault(update.key, update)
        with self._database.writing() as connection:
            known = set(connection.scalars(KNOWN_KEYS, {"keys": list(first)}))
            new = [update for key, update in first.items() if key not in known]
            rows = [
                {
                    "key": update.key,
                    "body": self._seal.seal("inbox.body", update.body),
                    "received_at": at,
                    "done_at": None,
                }
                for update in new
            ]
            if rows:
                run(connection, insert_if_new(connection.dialect.name, inbox), rows)
        return new

    def unfinished(self) -> list[Update]:
        """Return what was received and not yet worked off, oldest first."""
        with self._database.reading() as connection:
            return [Update(key, self._seal.open("inbox.body", body)) for key, body in connection.execute(_UNFINISHED)]

    def settle(self, key: str, at: int) -> None:
        """Mark an update done and erase its body."""
        with self._database.writing() as connection:
            row = {"key": key, "body": None, "received_at": at, "done_at": at}
            run(connection, settling(connection.dialect.name), [row])

    def prune(self, before: int) -> int:
        """Drop the tombstones of updates done before a moment; return how many."""
        with self._database.writing() as connection:
            return connection.execute(_PRUNE, {"before": before}).rowcount
