"""Forgetting those of whom nothing was heard for long, and who never asked to be remembered."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, exists, select

from bot.service.keeping import REMEMBERING
from bot.store.database import Database
from bot.store.exports import ALLOWING
from bot.store.statements import ERASURES
from bot.store.tables import consent, event, rating, respondent, session

AT_ONCE = 500
"""People looked at in one step; answers go on between two."""
_THEM: Any = bindparam("owners", expanding=True)
_PAGE = (
    select(respondent.c.id)
    .where(respondent.c.id > bindparam("after"), respondent.c.created_at < bindparam("before"))
    .order_by(respondent.c.id)
)
_FREE = select(respondent.c.id).where(respondent.c.id.in_(_THEM)).with_for_update(skip_locked=True)
"""Those for whom nobody works at this moment: they may be saying something."""


def _heard(table: Any, when: Any) -> Any:
    return exists().where(table.c.respondent_id == respondent.c.id, when >= bindparam("before"))


_SILENT = select(respondent.c.id).where(
    respondent.c.id.in_(_THEM),
    ~_heard(session, session.c.updated_at),
    ~_heard(event, event.c.at),
    ~_heard(consent, consent.c.at),
    ~_heard(rating, rating.c.at),
    respondent.c.id.not_in(ALLOWING.where(consent.c.respondent_id.in_(_THEM))),
)


def forget_silent(database: Database, before: int, after: str) -> tuple[int, str | None]:
    """Look at the next few people, and erase everything of those of whom nothing was heard since a moment.

    Return how many they were, and after whom the next step goes on; None where this was the last.
    """
    with database.reading() as connection:
        page = list(connection.scalars(_PAGE.limit(AT_ONCE), {"after": after, "before": before}))
        found = _silent(connection, page, before)
    if found:
        with database.writing() as connection:
            free = found if database.is_sqlite else list(connection.scalars(_FREE, {"owners": found}))
            # A statement of its own, and only now: they may have said something since they were found.
            found = _silent(connection, free, before)
            for erasure in ERASURES if found else ():
                connection.execute(erasure, {"owners": found})
            if found:
                database.leave_no_traces(connection)
    return len(found), page[-1] if len(page) == AT_ONCE else None


def _silent(connection: Connection, people: Sequence[str], before: int) -> list[str]:
    if not people:
        return []
    wanted = {"owners": people, "before": before, "purpose": REMEMBERING}
    return list(connection.scalars(_SILENT, wanted))
