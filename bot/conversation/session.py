"""The whole state of one respondent in one questionnaire version, as plain data that goes to bytes and back."""

from typing import Literal

import msgspec
from msgspec import Struct

from bot.questionnaire.condition import Value

How = Literal["given", "skipped", "refused", "shown"]
"""Given; skipped; refused (prefers not to say); or a note that was shown."""


class Answer(Struct, frozen=True, omit_defaults=True):
    """One respondent's checked value for one question; `value` is None unless it was given. `at` is Unix seconds."""

    question: str
    at: int
    value: Value | None = None
    how: How = "given"
    other: str | None = None
    """The person's own words, where the choice `other` was taken."""


class Start(Struct, frozen=True, omit_defaults=True):
    """What is frozen when a session starts."""

    known: dict[str, Value] = {}
    """Fresh traits under the ids of the questions they answer, and the reserved names of conditions."""
    consents: dict[str, bool] = {}
    """Purposes already granted (true) or refused (false)."""
    only: str | None = None
    """For a correction: the one question that is asked."""


class Asking(Struct, frozen=True, omit_defaults=True, tag="asking", tag_field="is_a"):
    """A question waits for its answer."""

    question: str
    misfits: int = 0
    draft: tuple[str, ...] = ()
    """Ticks or ranks not yet confirmed, in the order made."""
    other: str | None = None
    """The person's own words, where the draft holds `other`."""
    writing: bool = False
    """Whether `other` was taken and its words are awaited."""


class Confirming(Struct, frozen=True, omit_defaults=True, tag="confirming", tag_field="is_a"):
    """A yes or no is awaited: whether a value was meant, or whether a changed answer may void later ones."""

    kind: Literal["meant", "void"]
    question: str
    value: Value | None
    how: How = "given"
    other: str | None = None
    voids: tuple[str, ...] = ()


class Consenting(Struct, frozen=True, omit_defaults=True, tag="consenting", tag_field="is_a"):
    """A yes or no to one purpose is awaited: before `question`, or (None) after the report."""

    purpose: str
    question: str | None = None


class Finished(Struct, frozen=True, tag="finished", tag_field="is_a"):
    """Nothing is awaited; the report is due or was given. Going back opens the session again."""


class Expired(Struct, frozen=True, tag="expired", tag_field="is_a"):
    """Closed without an end; nothing opens it again."""


State = Asking | Confirming | Consenting | Finished | Expired


class Session(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One respondent going through one questionnaire version."""

    id: str
    questionnaire: str
    version: str
    start: Start
    state: State
    answers: tuple[Answer, ...] = ()
    """Live answers in questionnaire order; what was voided is not here but in the log."""
    consents: dict[str, bool] = {}
    """Purposes granted or refused during the session."""
    turns: int = 0
    finished: bool = False
    """Whether the end was reached at least once."""
    unshared: int = 0
    """How often links to its report were withdrawn; a link carries the count with which it was made."""

    @property
    def awaits(self) -> str | None:
        """A name for what is awaited, for binding buttons: a question id, `question?`, `consent.purpose`, or None."""
        match self.state:
            case Asking(question=question):
                return question
            case Confirming(question=question):
                return f"{question}?"
            case Consenting(purpose=purpose):
                return f"consent.{purpose}"
        return None

    def answer(self, question: str) -> Answer | None:
        """Return the live answer to a question."""
        for answer in self.answers:
            if answer.question == question:
                return answer
        return None

    def consented(self, purpose: str) -> bool | None:
        """Tell whether a purpose was granted or refused, here or before; None: never asked."""
        here = self.consents.get(purpose)
        return self.start.consents.get(purpose) if here is None else here


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Session)


def to_bytes(session: Session) -> bytes:
    """Return the session as JSON."""
    return _ENCODER.encode(session)


def from_bytes(body: bytes) -> Session:
    """Read a session back from its JSON."""
    return _DECODER.decode(body)
