"""What leaves the house: answers of those who allow it, and to a person everything that is kept of them."""

from collections.abc import Generator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, case, func, select

from bot.conversation.session import Session
from bot.profile.consent import standing
from bot.service.ports import LoggedAnswer, Rated
from bot.store.database import Database
from bot.store.loading import consents_of, lookup, ratings_of, session_of, traits_of, worded
from bot.store.seal import Seal
from bot.store.tables import answer, consent, event, identity, rating, respondent, session

_AT_ONCE = 500
"""Rows fetched at once; what streams needs no more memory than that."""
_granted = case((consent.c.action == "grant", consent.c.at))
_refused = case((consent.c.action != "grant", consent.c.at), else_=-1)
ALLOWING = (
    select(consent.c.respondent_id)
    .where(consent.c.purpose == bindparam("purpose"))
    .group_by(consent.c.respondent_id)
    .having(func.max(_granted) > func.max(_refused))
)
"""Those whose newest word about a purpose is a grant; a no wins a tie, as `bot.profile.consent` has it."""
_APART = ("id", "respondent_id", "body")
_ANSWERS = (
    select(answer, *(column.label(f"session_{column.name}") for column in session.c if column.name not in _APART))
    .join_from(answer, session, session.c.id == answer.c.session_id)
    .where(answer.c.voided_at.is_(None), session.c.kind == "real", answer.c.respondent_id.in_(ALLOWING))
    .order_by(answer.c.respondent_id, answer.c.session_id, answer.c.id)
)
_OF_ONE = _ANSWERS.where(session.c.questionnaire == bindparam("questionnaire"))
_UNDER_WAY = (
    select(session.c.version, func.count())
    .where(session.c.kind == "real", session.c.status == "open", session.c.questionnaire == bindparam("questionnaire"))
    .group_by(session.c.version)
)
_FINISHED = (
    select(session.c.body)
    .where(
        session.c.kind == "real",
        session.c.status == "finished",
        session.c.questionnaire == bindparam("questionnaire"),
        session.c.respondent_id.in_(ALLOWING),
    )
    .order_by(session.c.id)
)
_RATED = (
    select(rating.c.session_id, rating.c.about, rating.c.fits, session.c.body)
    .join_from(rating, session, session.c.id == rating.c.session_id)
    .where(session.c.kind == "real", rating.c.respondent_id.in_(ALLOWING))
    .order_by(rating.c.session_id, rating.c.about)
)
_RATED_OF_ONE = _RATED.where(session.c.questionnaire == bindparam("questionnaire"))
_PERSON = select(respondent).join_from(respondent, identity).where(identity.c.lookup == bindparam("lookup"))


def _of(table: Any, order: Any) -> Select[Any]:
    return select(table).where(table.c.respondent_id == bindparam("who")).order_by(order)


_IDENTITIES = _of(identity, identity.c.channel)
_SESSIONS = _of(session, session.c.started_at)
_LOG = _of(answer, answer.c.id)
_EVENTS = _of(event, event.c.id)


class Exports:
    """Reads what is kept, each time in one transaction of its own."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    def answers(self, purpose: str, questionnaire: str | None) -> Generator[LoggedAnswer]:
        """Yield live answers of those who allow this purpose at this moment, by respondent, session and order."""
        wanted = {"purpose": purpose} | ({"questionnaire": questionnaire} if questionnaire else {})
        with self._database.reading() as connection:
            rows = connection.execute(
                _OF_ONE if questionnaire else _ANSWERS, wanted, execution_options={"yield_per": _AT_ONCE}
            )
            who, granted = "", frozenset[str]()
            for row in rows:
                if row.respondent_id != who:
                    who = row.respondent_id
                    given = standing(consents_of(connection, [who])[who])
                    granted = frozenset(name for name, yes in given.items() if yes)
                yield self._logged(row, granted)

    def under_way(self, questionnaire: str) -> dict[str, int]:
        """Return how many people are in the middle of a questionnaire, by version."""
        with self._database.reading() as connection:
            rows = connection.execute(_UNDER_WAY, {"questionnaire": questionnaire})
            return {row[0]: row[1] for row in rows}

    def finished(self, purpose: str, questionnaire: str) -> Generator[Session]:
        """Yield the finished sessions of those who allow this purpose at this moment, oldest first."""
        wanted = {"purpose": purpose, "questionnaire": questionnaire}
        with self._database.reading() as connection:
            for body in connection.scalars(_FINISHED, wanted, execution_options={"yield_per": _AT_ONCE}):
                yield session_of(self._seal, body)

    def rated(self, purpose: str, questionnaire: str | None) -> Generator[Rated]:
        """Yield the sessions in which something was rated, of those who allow this purpose at this moment."""
        wanted = {"purpose": purpose} | ({"questionnaire": questionnaire} if questionnaire else {})
        statement = _RATED_OF_ONE if questionnaire else _RATED
        with self._database.reading() as connection:
            rows = connection.execute(statement, wanted, execution_options={"yield_per": _AT_ONCE})
            for _, group in groupby(rows, lambda row: row.session_id):
                [first, *more] = group
                fits = {row.about: row.fits for row in (first, *more)}
                yield Rated(session_of(self._seal, first.body), fits)

    def kept_of(self, channel: str, address: str) -> dict[str, object] | None:
        """Return everything that is kept of one person, readable, or None when nothing is."""
        with self._database.reading() as connection:
            person = connection.execute(_PERSON, {"lookup": lookup(self._seal, channel, address)}).one_or_none()
            return None if person is None else self._everything(connection, person)

    def _logged(self, row: Row[Any], granted: frozenset[str]) -> LoggedAnswer:
        value, other = worded(self._seal, "answer.value", row.value)
        return LoggedAnswer(
            respondent=row.respondent_id,
            session=row.session_id,
            questionnaire=row.session_questionnaire,
            version=row.session_version,
            question=row.question,
            how=row.how,
            value=value,
            other=other,
            at=row.at,
            session_status=row.session_status,
            started_at=row.session_started_at,
            finished_at=row.session_finished_at,
            channel=row.session_channel,
            campaign=row.session_campaign,
            language=row.session_language,
            granted=granted,
        )

    def _everything(self, connection: Connection, person: Row[Any]) -> dict[str, object]:
        who = {"who": person.id}
        log = [self._answer(row) for row in connection.execute(_LOG, who)]
        happened = [_readable(row, "id", "respondent_id") for row in connection.execute(_EVENTS, who)]
        return {
            "respondent": _readable(person, "session_id"),
            "reached": [self._identity(row) for row in connection.execute(_IDENTITIES, who)],
            "traits": [_times(trait) for trait in traits_of(connection, self._seal, [person.id])[person.id]],
            "consents": [_times(given) for given in consents_of(connection, [person.id])[person.id]],
            "sessions": [self._session(row) for row in connection.execute(_SESSIONS, who)],
            "answers": log,
            "ratings": [_times(given) for given in ratings_of(connection, [person.id])[person.id]],
            "events": happened,
        }

    def _answer(self, row: Row[Any]) -> dict[str, object]:
        value, other = worded(self._seal, "answer.value", row.value)
        return _readable(row, "id", "respondent_id") | {"value": value, "other": other}

    def _identity(self, row: Row[Any]) -> dict[str, object]:
        address = self._seal.open("identity.address", row.address).decode()
        return _readable(row, "lookup", "respondent_id") | {"address": address}

    def _session(self, row: Row[Any]) -> dict[str, object]:
        """Return a session; its answers stand in the log."""
        body = session_of(self._seal, row.body)
        inside = {"start": msgspec.to_builtins(body.start), "state": msgspec.to_builtins(body.state)}
        return _readable(row, "respondent_id", "body") | inside


def _times(kept: Any) -> dict[str, object]:
    return _readable_values(msgspec.structs.asdict(kept))


def _readable(row: Row[Any], *without: str) -> dict[str, object]:
    return _readable_values({name: value for name, value in row._asdict().items() if name not in without})


def _readable_values(values: dict[str, Any]) -> dict[str, object]:
    """Return the values with times as ISO 8601 instead of seconds."""
    return {name: _moment(value) if _is_time(name) and value is not None else value for name, value in values.items()}


def _is_time(name: str) -> bool:
    return name in ("at", "until", "unreachable_since") or name.endswith("_at")


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat().replace("+00:00", "Z")
