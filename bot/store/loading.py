"""What is kept of the people of a batch, read back into the words of the house."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection

from bot.conversation.session import Session, from_bytes
from bot.profile.consent import Consent
from bot.profile.rating import Rating
from bot.profile.trait import Trait
from bot.questionnaire.condition import Value
from bot.service.acts import Arrival
from bot.service.dossier import Dossier, Respondent, looks_at_all
from bot.service.ports import Reply, Update
from bot.store.seal import Seal
from bot.store.statements import CONSENTS, LOAD, NAMED, RATINGS, TRAITS

Worded = tuple[Value | None, str | None]
"""A value, and the person's own words beside it: together they are sealed."""
_WORDED: msgspec.json.Decoder[Worded] = msgspec.json.Decoder(Worded)
_REPLY = msgspec.json.Decoder(Reply)


class Known(Struct, frozen=True):
    """Who acts: the lookup of their address, and what is kept of them."""

    lookup: str
    dossier: Dossier
    moves_in: bool = False
    """Whether nobody was known at this address until a link named this person."""


class OnePersonTwice(Exception):
    """Two acts of a batch are of one person: the second has to see what the first changed."""


def lookup(seal: Seal, channel: str, address: str) -> str:
    """Return what an identity is found by."""
    return seal.lookup(f"{channel}:{address}")


def worded(seal: Seal, place: str, sealed: bytes) -> Worded:
    """Open a value with the words beside it."""
    return _WORDED.decode(seal.open(place, sealed))


def session_of(seal: Seal, body: bytes) -> Session:
    """Open a session."""
    return from_bytes(seal.open("session.body", body))


def updates_in(rows: Iterable[Any], seal: Seal) -> list[Update]:
    """Open updates."""
    return [Update(row.key, seal.open("inbox.body", row.body)) for row in rows]


def replies_in(bodies: Iterable[bytes], seal: Seal) -> list[Reply]:
    """Open turns."""
    return [_REPLY.decode(seal.open("turn.body", body)) for body in bodies]


def load(connection: Connection, seal: Seal, arrivals: Sequence[Arrival]) -> list[Known]:
    """Return who acts, one for each arrival; what is known besides only where the act looks at it."""
    lookups = [lookup(seal, arrival.channel, arrival.address) for arrival in arrivals]
    here = {row.lookup: row for row in connection.execute(LOAD, {"lookups": lookups})}
    named = _named(connection, [arrival.continues for arrival in arrivals if arrival.continues])
    rows = [here.get(each) or named.get(arrival.continues) for each, arrival in zip(lookups, arrivals, strict=True)]
    if len({row.id if row else each for each, row in zip(lookups, rows, strict=True)}) < len(lookups):
        raise OnePersonTwice
    whole = [row.id for row, arrival in zip(rows, arrivals, strict=True) if row and looks_at_all(arrival)]
    traits = traits_of(connection, seal, whole)
    consents, ratings = consents_of(connection, whole), ratings_of(connection, whole)
    return [
        Known(each, _dossier(seal, row, traits, consents, ratings), moves_in=row is not None and each not in here)
        for each, row in zip(lookups, rows, strict=True)
    ]


def _named(connection: Connection, respondents: Sequence[str]) -> dict[str | None, Any]:
    """Return the persons whom links name; one who was forgotten meanwhile is missing."""
    rows = connection.execute(NAMED, {"owners": respondents}) if respondents else ()
    return {row.id: row for row in rows}


def traits_of(connection: Connection, seal: Seal, respondents: Sequence[str]) -> dict[str, list[Trait]]:
    """Return the traits of respondents."""
    found: dict[str, list[Trait]] = defaultdict(list)
    for row in connection.execute(TRAITS, {"owners": respondents}) if respondents else ():
        value, other = worded(seal, "trait.value", row.value)
        if value is not None:
            found[row.respondent_id].append(
                Trait(row.name, value, row.provenance, row.at, row.source, row.question, row.until, other)
            )
    return found


def consents_of(connection: Connection, respondents: Sequence[str]) -> dict[str, list[Consent]]:
    """Return the consent events of respondents, as they were given."""
    found: dict[str, list[Consent]] = defaultdict(list)
    for row in connection.execute(CONSENTS, {"owners": respondents}) if respondents else ():
        found[row.respondent_id].append(Consent(row.purpose, row.action, row.text, row.language, row.channel, row.at))
    return found


def ratings_of(connection: Connection, respondents: Sequence[str]) -> dict[str, list[Rating]]:
    """Return what respondents said fits or not, oldest first."""
    found: dict[str, list[Rating]] = defaultdict(list)
    for row in connection.execute(RATINGS, {"owners": respondents}) if respondents else ():
        found[row.respondent_id].append(Rating(row.session_id, row.about, row.fits, row.at, row.source))
    return found


def _dossier(
    seal: Seal,
    row: Any,
    traits: dict[str, list[Trait]],
    consents: dict[str, list[Consent]],
    ratings: dict[str, list[Rating]],
) -> Dossier:
    if row is None:
        return Dossier()
    return Dossier(
        respondent=Respondent(row.id, row.language),
        session=None if row.body is None else session_of(seal, row.body),
        traits=tuple(traits.get(row.id, ())),
        consents=tuple(consents.get(row.id, ())),
        ratings=tuple(ratings.get(row.id, ())),
        open_message=getattr(row, "open_message", None),
    )
