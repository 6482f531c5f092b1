"""The statements on the way of an answer, built once; each runs for all rows of a batch at once."""

from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from sqlalchemy import Connection, Dialect, Table, bindparam, delete, func, insert, null, or_, select, update

from bot.store.tables import answer, consent, event, identity, inbox, rating, respondent, session, trait, turn, wording

Rows = list[dict[str, Any]]


def run(connection: Connection, statement: Any, rows: Rows) -> None:
    """Execute a statement for every row.

    It is put into the database's words once, and rows are handed over as they are: to look at each on its way would
    cost as much as the statement. So no column may need its values converted.
    """
    words = _written(connection.dialect, statement, tuple(rows[0]))
    connection.exec_driver_sql(words, rows if len(rows) > 1 else rows[0])


@lru_cache(maxsize=256)
def _written(dialect: Dialect, statement: Any, names: tuple[str, ...]) -> str:
    return str(statement.compile(dialect=dialect, column_keys=names))


def insert_into(dialect: str, table: Table) -> Any:
    """Return the insert of a dialect, which knows what to do about a conflict: SQL itself has no word for that."""
    return import_module(f"sqlalchemy.dialects.{dialect}").insert(table).inline()


@cache
def insert_if_new(dialect: str, table: Table) -> Any:
    """Return an insert that leaves alone what is there already."""
    return insert_into(dialect, table).on_conflict_do_nothing()


@cache
def insert_or_replace(dialect: str, table: Table) -> Any:
    """Return an insert that replaces the row of the same primary key."""
    adding = insert_into(dialect, table)
    replaced = {column.name: adding.excluded[column.name] for column in table.c if not column.primary_key}
    return adding.on_conflict_do_update(index_elements=list(table.primary_key), set_=replaced)


@cache
def settling(dialect: str) -> Any:
    """Return the statement that marks an update done and erases its body, whether or not it stood in the inbox."""
    done = insert_into(dialect, inbox)
    return done.on_conflict_do_update(
        index_elements=[inbox.c.key], set_={"body": null(), "lane": null(), "done_at": done.excluded.done_at}
    )


_HERE = identity.c.lookup.in_(bindparam("lookups", expanding=True))
_THEIRS: Any = bindparam("owners", expanding=True)

LOCK = (
    select(respondent.c.id)
    .join_from(respondent, identity)
    .where(_HERE)
    .order_by(respondent.c.id)
    .with_for_update(of=respondent, key_share=True)
)
"""In one order everywhere, so that no two workers wait for each other."""
LOCK_WITH = (
    select(respondent.c.id)
    .where(or_(respondent.c.id.in_(select(identity.c.respondent_id).where(_HERE)), respondent.c.id.in_(_THEIRS)))
    .order_by(respondent.c.id)
    .with_for_update(key_share=True)
)
"""The same, where a link names some of them."""
LOAD = (
    select(identity.c.lookup, identity.c.open_message, respondent.c.id, respondent.c.language, session.c.body)
    .join_from(identity, respondent)
    .outerjoin(session, session.c.id == respondent.c.session_id)
    .where(_HERE)
)
NAMED = (
    select(respondent.c.id, respondent.c.language, session.c.body)
    .outerjoin_from(respondent, session, session.c.id == respondent.c.session_id)
    .where(respondent.c.id.in_(_THEIRS))
)
"""Persons that links name, at addresses where nobody is known."""
TRAITS = select(trait).where(trait.c.respondent_id.in_(_THEIRS)).order_by(trait.c.name, trait.c.provenance)
RATINGS = select(rating).where(rating.c.respondent_id.in_(_THEIRS)).order_by(rating.c.at, rating.c.about)
CONSENTS = (
    select(consent, wording.c.text)
    .join_from(consent, wording)
    .where(consent.c.respondent_id.in_(_THEIRS))
    .order_by(consent.c.id)
)
KNOWN_KEYS = select(inbox.c.key).where(inbox.c.key.in_(bindparam("keys", expanding=True)))
DONE_KEYS = KNOWN_KEYS.where(inbox.c.done_at.is_not(None))
SHOWN = update(identity).where(identity.c.lookup == bindparam("who")).values(open_message=bindparam("open_message"))
WAITING = select(turn.c.body).where(turn.c.lane == bindparam("lane")).order_by(turn.c.created_at, turn.c.id)
SENT = update(turn).where(turn.c.id == bindparam("which")).values(body=bindparam("body"))
UNFETCHED = delete(turn).where(
    turn.c.created_at < bindparam("before"),
    turn.c.lane.in_(select(identity.c.lookup).where(identity.c.channel == "web")),
)
"""Nobody brings a page its turns: it fetches them, or its visitor is gone."""
DELIVERED = delete(turn).where(turn.c.id.in_(bindparam("turns", expanding=True)))

_OWNED = [table for table in reversed(respondent.metadata.sorted_tables) if "respondent_id" in table.c]
ERASURES = (
    *(delete(table).where(table.c.respondent_id.in_(_THEIRS)) for table in _OWNED),
    delete(respondent).where(respondent.c.id.in_(_THEIRS)),
)
"""Everything of a person, before what it refers to."""


@cache
def writes(dialect: str) -> dict[str, Any]:
    """Return the writing statements by name, in the order in which they run: a row before those that refer to it."""
    return {
        "respondent": insert(respondent).inline(),
        "identity": insert(identity).inline(),
        "respondent changed": update(respondent)
        .where(respondent.c.id == bindparam("who"))
        .values(language=bindparam("language"), session_id=bindparam("session_id")),
        "session": insert(session).inline(),
        "session changed": update(session)
        .where(session.c.id == bindparam("which"))
        .values(
            status=bindparam("status"),
            updated_at=bindparam("updated_at"),
            finished_at=func.coalesce(session.c.finished_at, bindparam("finished_at")),
            body=bindparam("body"),
        ),
        "answer voided": update(answer)
        .where(
            answer.c.respondent_id == bindparam("who"),
            answer.c.session_id == bindparam("which"),
            answer.c.question == bindparam("what"),
            answer.c.voided_at.is_(None),
        )
        .values(voided_at=bindparam("voided_at")),
        "answer": insert(answer).inline(),
        "trait gone": delete(trait).where(trait.c.respondent_id == bindparam("who"), trait.c.name == bindparam("what")),
        "trait": insert_or_replace(dialect, trait),
        "wording": insert_if_new(dialect, wording),
        "consent": insert(consent).inline(),
        "rating gone": delete(rating).where(
            rating.c.respondent_id == bindparam("who"), rating.c.about == bindparam("what")
        ),
        "rating": insert_or_replace(dialect, rating),
        "event": insert(event).inline(),
        "reached": update(identity)
        .where(identity.c.lookup == bindparam("who"))
        .values(unreachable_since=bindparam("unreachable_since")),
        "turn": insert(turn).inline(),
        "inbox": settling(dialect),
    }
