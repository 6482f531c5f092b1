"""How a session begins: what a deep link asked for, what is known already, and what starting grants."""

import re
from datetime import UTC, datetime

from msgspec import Struct

from bot.conversation.session import Start
from bot.profile.consent import Consent
from bot.profile.trait import known_from
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.service.library import Library
from bot.service.visit import Visit

_PAYLOAD = re.compile(r"([a-z][a-z0-9-]{0,23})(?:_([A-Za-z0-9_-]{1,24}))?(?::([a-z]{2,3}))?")


class Wanted(Struct, frozen=True):
    """The questionnaire that a deep link names, and the campaign it came with."""

    questionnaire: str
    campaign: str | None = None
    language: str | None = None
    """The language chosen by one of whom nothing is kept yet; from then on it travels in every button."""
    unknown: bool = False
    """Whether the link named something that is not here, and this stands in its place."""

    @property
    def payload(self) -> str:
        """The payload that says this."""
        campaign = f"_{self.campaign}" if self.campaign else ""
        return self.questionnaire + campaign + (f":{self.language}" if self.language else "")


def wanted(payload: str, library: Library) -> Wanted:
    """Read a payload; whatever it is, something can be started: an unknown one starts what a bare /start does."""
    found = _PAYLOAD.fullmatch(payload)
    if found and library.to_begin(found[1]):
        return Wanted(found[1], found[2], found[3] if found[3] in library.company.languages else None)
    return Wanted(library.start, unknown=bool(payload))


def day(at: int) -> str:
    """Return the day of a moment, as an ISO date in UTC."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def beginning(compiled: Compiled, visit: Visit, *, campaign: str | None, only: str | None = None) -> Start:
    """Return what is frozen when a session starts: known and fresh traits, and the circumstances.

    What is remembered may be used only by those who allow it, and without that nothing was kept.
    """
    granted = visit.granted
    known: dict[str, Value] = {}
    if granted.get("remember"):
        known |= known_from(visit.dossier.traits, compiled.questionnaire, visit.at)
    known |= {"language": visit.language, "channel": visit.arrival.channel, "today": day(visit.at)}
    if campaign:
        known["campaign"] = campaign
    return Start(known=known, consents={**granted, "report": True}, only=only)


def consent(library: Library, purpose: str, *, granted: bool, language: str, channel: str, at: int) -> Consent:
    """Return the event of a purpose granted or refused, with the wording as it was shown."""
    asked = library.company.purpose(purpose)
    wording = "".join(map(str, asked.wording.template(language))) if asked else ""
    return Consent(purpose, "grant" if granted else "deny", wording, language, channel, at)
