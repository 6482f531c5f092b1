"""What is kept of a person and loaded for one act, and what the act changes."""

from msgspec import Struct

from bot.conversation.events import Event
from bot.conversation.session import Answer, Session
from bot.profile.consent import Consent
from bot.profile.rating import Rating
from bot.profile.trait import Trait
from bot.service.acts import Arrival, Pressed, Typed
from bot.speech.prompt import Utterance


class Respondent(Struct, frozen=True):
    """A person who answers; `id` is opaque, `language` the one they chose."""

    id: str
    language: str


class Dossier(Struct, frozen=True, kw_only=True):
    """What an act is decided on; `traits`, `consents` and `ratings` only where it `looks_at_all`."""

    respondent: Respondent | None = None
    session: Session | None = None
    """The newest session, whatever its state."""
    traits: tuple[Trait, ...] = ()
    consents: tuple[Consent, ...] = ()
    ratings: tuple[Rating, ...] = ()
    open_message: int | None = None
    """The channel's id of the message that shows the open prompt."""


def looks_at_all(arrival: Arrival) -> bool:
    """Tell whether an act is decided on traits and consents too; an answer never is, wherever it may lead."""
    bound = isinstance(arrival.act, Pressed) and arrival.act.session is not None
    return not (bound or isinstance(arrival.act, Typed))


class Outcome(Struct, frozen=True, kw_only=True):
    """What one act changes, and what is said in return; the default changes and says nothing."""

    respondent: Respondent | None = None
    """New or changed."""
    session: Session | None = None
    """New or changed."""
    begins: bool = False
    """Whether the session is new; the one before it, if still open, was closed (`closes`)."""
    closes: Session | None = None
    """An older session that was closed on the way."""
    answers: tuple[Answer, ...] = ()
    """For the log, in order: given, skipped or refused; each replaces a live one to the same question."""
    voided: tuple[str, ...] = ()
    """Questions of the session whose live answers no longer count."""
    learned: tuple[Trait, ...] = ()
    """Traits to keep: each replaces one of the same name and provenance."""
    unlearned: tuple[str, ...] = ()
    """Names of traits to remove, whatever their provenance."""
    consents: tuple[Consent, ...] = ()
    ratings: tuple[Rating, ...] = ()
    """To keep: each replaces one of the same session about the same thing."""
    unrated: tuple[str, ...] = ()
    """About what nothing is to be kept any more, in no session."""
    events: tuple[Event, ...] = ()
    says: tuple[Utterance, ...] = ()
    reachable: bool | None = None
    forgets: bool = False
    """Everything of this respondent is to be erased."""
