"""What a batch of outcomes changes, collected as rows; nothing is written while a step may still raise."""

import hashlib
from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Connection

from bot.conversation.events import Event, SessionExpired
from bot.conversation.session import Expired, Session, to_bytes
from bot.profile.consent import Consent
from bot.questionnaire.condition import Value
from bot.service.acts import Arrival
from bot.service.dossier import Outcome, Respondent
from bot.service.ports import Reply
from bot.store.loading import Known
from bot.store.seal import Seal
from bot.store.statements import ERASURES, Rows, run, writes


class Changes:
    """Takes outcomes one by one, then writes them all; `kind` tells real sessions from test ones."""

    def __init__(self, seal: Seal, ids: Callable[[], str], *, kind: str, at: int) -> None:
        self._seal = seal
        self._ids = ids
        self._kind = kind
        self._at = at
        self._rows: dict[str, Rows] = {}
        self.forgotten: list[str] = []
        """Respondents of whom everything is erased."""

    def add(self, known: Known, arrival: Arrival, outcome: Outcome) -> Reply | None:
        """Take one outcome; return the turn that is to be delivered."""
        self.settle(arrival.key)
        before = known.dossier.respondent
        who = outcome.respondent or before
        if outcome.forgets:
            self.forgotten += [before.id] if before else []
            who = None
        elif who is not None:
            self._respondent(known, arrival, outcome)
            self._sessions(who, arrival, outcome)
            self._answers(who, known.dossier.session, outcome)
            self._traits(who, outcome)
            self._consents(who, outcome.consents)
            self._ratings(who, outcome)
            self._events(who, outcome)
        elif outcome.session or outcome.learned or outcome.consents or outcome.ratings:
            raise ValueError("an outcome keeps something of a person, but does not say of whom")
        return self._turn(who, known, arrival, outcome) if outcome.says else None

    def settle(self, key: str) -> None:
        """Mark an update done and erase its body."""
        if key:
            self._put("inbox", key=key, body=None, received_at=self._at, done_at=self._at)

    def fail(self, who: Respondent) -> None:
        """Keep that an act of a respondent could not be worked off."""
        self._put("event", respondent_id=who.id, session_id=None, turn=None, kind="Failed", about=None, at=self._at)

    def write(self, connection: Connection) -> None:
        """Write everything."""
        if self.forgotten:
            for erasure in ERASURES:
                connection.execute(erasure, {"owners": self.forgotten})
        for name, statement in writes(connection.dialect.name).items():
            if name in self._rows:
                run(connection, statement, self._rows[name])

    def _put(self, statement: str, /, **row: Any) -> None:
        self._rows.setdefault(statement, []).append(row)

    def _respondent(self, known: Known, arrival: Arrival, outcome: Outcome) -> None:
        before, after = known.dossier.respondent, outcome.respondent
        newest = outcome.session if outcome.begins else known.dossier.session
        session_id = newest.id if newest else None
        if before is None and after is not None:
            self._put("respondent", id=after.id, language=after.language, session_id=session_id, created_at=self._at)
            self._identity(after, known, arrival)
        elif before is not None and (outcome.begins or after not in (None, before)):
            language = (after or before).language
            self._put("respondent changed", who=before.id, language=language, session_id=session_id)
        if before is not None and known.moves_in:
            self._identity(before, known, arrival)
        if outcome.reachable is not None:
            self._put("reached", who=known.lookup, unreachable_since=None if outcome.reachable else self._at)

    def _identity(self, who: Respondent, known: Known, arrival: Arrival) -> None:
        self._put(
            "identity",
            lookup=known.lookup,
            respondent_id=who.id,
            channel=arrival.channel,
            address=self._seal.seal("identity.address", arrival.address.encode()),
            open_message=None,
            unreachable_since=None,
        )

    def _sessions(self, who: Respondent, arrival: Arrival, outcome: Outcome) -> None:
        if outcome.closes is not None:
            self._put("session changed", which=outcome.closes.id, **self._progress(outcome.closes))
        session = outcome.session
        if session is not None and not outcome.begins:
            self._put("session changed", which=session.id, **self._progress(session))
        elif session is not None:
            self._put(
                "session",
                id=session.id,
                respondent_id=who.id,
                questionnaire=session.questionnaire,
                version=session.version,
                kind=self._kind,
                channel=arrival.channel,
                campaign=session.start.known.get("campaign"),
                language=session.start.known.get("language", who.language),
                started_at=self._at,
                **self._progress(session),
            )

    def _progress(self, session: Session) -> dict[str, Any]:
        return {
            "status": status(session),
            "updated_at": self._at,
            "finished_at": self._at if session.finished else None,
            "body": self._seal.seal("session.body", to_bytes(session)),
        }

    def _answers(self, who: Respondent, before: Session | None, outcome: Outcome) -> None:
        session = outcome.session
        if session is None:
            return
        live = {kept.question for kept in before.answers} if before and before.id == session.id else set()
        for question in (*outcome.voided, *(given.question for given in outcome.answers)):
            if question in live:
                self._put("answer voided", who=who.id, which=session.id, what=question, voided_at=self._at)
        for given in outcome.answers:
            self._put(
                "answer",
                respondent_id=who.id,
                session_id=session.id,
                turn=session.turns,
                question=given.question,
                how=given.how,
                value=self._worded("answer.value", given.value, given.other),
                at=given.at,
                voided_at=None,
            )

    def _traits(self, who: Respondent, outcome: Outcome) -> None:
        for name in outcome.unlearned:
            self._put("trait gone", who=who.id, what=name)
        for learned in outcome.learned:
            self._put(
                "trait",
                respondent_id=who.id,
                name=learned.name,
                provenance=learned.provenance,
                value=self._worded("trait.value", learned.value, learned.other),
                source=learned.source,
                question=learned.question,
                at=learned.at,
                until=learned.until,
            )

    def _consents(self, who: Respondent, consents: tuple[Consent, ...]) -> None:
        for given in consents:
            digest = hashlib.sha256(given.wording.encode()).hexdigest()
            self._put("wording", hash=digest, text=given.wording)
            self._put(
                "consent",
                respondent_id=who.id,
                purpose=given.purpose,
                action=given.action,
                wording_hash=digest,
                language=given.language,
                channel=given.channel,
                at=given.at,
            )

    def _ratings(self, who: Respondent, outcome: Outcome) -> None:
        for about in outcome.unrated:
            self._put("rating gone", who=who.id, what=about)
        for given in outcome.ratings:
            self._put(
                "rating",
                respondent_id=who.id,
                session_id=given.session,
                about=given.about,
                fits=given.fits,
                source=given.source,
                at=given.at,
            )

    def _events(self, who: Respondent, outcome: Outcome) -> None:
        for happened in outcome.events:
            session = _session_of(happened, outcome)
            self._put(
                "event",
                respondent_id=who.id,
                session_id=session.id if session else None,
                turn=session.turns if session else None,
                kind=type(happened).__name__,
                about=getattr(happened, "question", None) or getattr(happened, "purpose", None),
                at=self._at,
            )

    def _turn(self, who: Respondent | None, known: Known, arrival: Arrival, outcome: Outcome) -> Reply:
        reply = Reply(
            id=self._ids(),
            channel=arrival.channel,
            address=arrival.address,
            says=outcome.says,
            press=arrival.press,
            message=arrival.message,
            open_message=known.dossier.open_message,
            farewell=outcome.forgets,
        )
        body = sealed_turn(self._seal, reply)
        owner = who.id if who else None
        self._put("turn", id=reply.id, respondent_id=owner, lane=known.lookup, body=body, created_at=self._at)
        return reply

    def _worded(self, place: str, value: Value | None, other: str | None) -> bytes:
        return self._seal.seal(place, msgspec.json.encode((value, other)))


def sealed_turn(seal: Seal, reply: Reply) -> bytes:
    """Return a turn as it is kept until it is delivered."""
    return seal.seal("turn.body", msgspec.json.encode(reply))


def status(session: Session) -> str:
    """Return how far a session came: `finished` once its end was reached, `expired` if closed before, else `open`."""
    if session.finished:
        return "finished"
    return "expired" if isinstance(session.state, Expired) else "open"


def _session_of(happened: Event, outcome: Outcome) -> Session | None:
    """Return where something happened: on the way to a new session, the one that expires is the older."""
    return outcome.closes if isinstance(happened, SessionExpired) and outcome.closes else outcome.session
