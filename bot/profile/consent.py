"""Consent: append-only events, one for each purpose granted, refused or withdrawn; the present is a fold of them."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Action = Literal["grant", "deny", "withdraw"]


class Consent(Struct, frozen=True):
    """One answer to one purpose, with the very wording that was shown; `at` is Unix seconds."""

    purpose: str
    action: Action
    wording: str
    language: str
    channel: str
    at: int


def standing(consents: Iterable[Consent]) -> dict[str, bool]:
    """Return, for each purpose ever asked, whether it is granted now: the newest counts, and a no wins a tie."""
    newest: dict[str, Consent] = {}
    for consent in consents:
        before = newest.get(consent.purpose)
        if before is None or consent.at > before.at or (consent.at == before.at and consent.action != "grant"):
            newest[consent.purpose] = consent
    return {purpose: consent.action == "grant" for purpose, consent in newest.items()}


def allows(consents: Iterable[Consent], purpose: str) -> bool:
    """Tell whether data may be used for a purpose at this moment; never asked means no."""
    return standing(consents).get(purpose, False)
