"""The inbox: every update is kept before it is confirmed, and known again when it is delivered twice."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.service.ports import Update
from bot.store.claims import Claims
from bot.store.database import Database
from bot.store.loading import updates_in
from bot.store.seal import Seal
from bot.store.statements import KNOWN_KEYS, insert_if_new, run, settling
from bot.store.tables import inbox

_UNFINISHED = select(inbox.c.key, inbox.c.body).where(inbox.c.done_at.is_(None)).order_by(inbox.c.id)
AT_ONCE = 1000
"""Tombstones dropped in one step."""
_OLD = select(inbox.c.id).where(inbox.c.done_at < bindparam("before")).order_by(inbox.c.done_at).limit(AT_ONCE)
_PRUNE = delete(inbox).where(inbox.c.id.in_(_OLD))


class Inbox:
    """Updates from their arrival until they are worked off, and their tombstones for a while after."""

    def __init__(self, database: Database, seal: Seal, claims: Claims | None) -> None:
        self._database = database
        self._seal = seal
        self._claims = claims

    def receive(self, updates: Sequence[Update], at: int) -> list[Update]:
        """Keep those that are new, in one commit; return them, without those that another worker works off."""
        first: dict[str, Update] = {}
        for update in updates:
            first.setdefault(update.key, update)
        with self._database.writing() as connection:
            known = set(connection.scalars(KNOWN_KEYS, {"keys": list(first)}))
            new = [update for key, update in first.items() if key not in known]
            rows = [self._row(update, at) for update in new]
            if rows:
                run(connection, insert_if_new(connection.dialect.name, inbox), rows)
            if self._claims is not None and rows:
                mine = self._claims.claim(connection, [row["lane"] for row in rows])
                return [update for update, row in zip(new, rows, strict=True) if row["lane"] in mine]
        return new

    def _row(self, update: Update, at: int) -> dict[str, Any]:
        return {
            "key": update.key,
            "lane": None if self._claims is None else self._seal.lookup(update.lane or update.key),
            "body": self._seal.seal("inbox.body", update.body),
            "received_at": at,
            "done_at": None,
        }

    def unfinished(self) -> list[Update]:
        """Return what was received and not yet worked off, oldest first."""
        with self._database.reading() as connection:
            return updates_in(connection.execute(_UNFINISHED), self._seal)

    def settle(self, key: str, at: int) -> None:
        """Mark an update done and erase its body."""
        with self._database.writing() as connection:
            row = {"key": key, "body": None, "received_at": at, "done_at": at}
            run(connection, settling(connection.dialect.name), [row])

    def prune(self, before: int) -> int:
        """Drop some tombstones of updates done before a moment; return how many."""
        with self._database.writing() as connection:
            return connection.execute(_PRUNE, {"before": before}).rowcount
