"""A visit: one act of one person, with everything that it is decided on."""

from msgspec import Struct

from bot.conversation.session import Session
from bot.profile.consent import standing
from bot.service.acts import Arrival, Pressed
from bot.service.dossier import Dossier


class Visit(Struct, frozen=True, kw_only=True):
    """One act: what is kept of the person, what arrived, when (Unix seconds), and the language to answer in."""

    dossier: Dossier
    arrival: Arrival
    at: int
    language: str

    @property
    def session(self) -> Session | None:
        """The newest session."""
        return self.dossier.session

    @property
    def open_session(self) -> Session | None:
        """The newest session, where it waits for something."""
        session = self.dossier.session
        return session if session is not None and session.awaits is not None else None

    @property
    def granted(self) -> dict[str, bool]:
        """Every purpose ever asked for, and whether it is granted now."""
        return standing(self.dossier.consents)

    @property
    def pressed(self) -> bool:
        """Whether a control was pressed, so that a toast can be shown."""
        return isinstance(self.arrival.act, Pressed)

    @property
    def in_place(self) -> bool:
        """Whether it was a control of the open prompt, so that what comes next can take its place."""
        return isinstance(self.arrival.act, Pressed) and self.arrival.act.session is not None
