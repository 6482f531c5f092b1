"""What can happen in a conversation: facts in the past tense, in the order they happened."""

from typing import Literal

from msgspec import Struct

from bot.conversation.session import How
from bot.questionnaire.condition import Value


class QuestionAsked(Struct, frozen=True, tag=True):
    """A question now waits; `again` when it was waiting already or is asked anew after going back."""

    question: str
    again: bool = False


class NoteShown(Struct, frozen=True, tag=True):
    """A note was shown on the way to the next question."""

    question: str


class AnswerGiven(Struct, frozen=True, tag=True, omit_defaults=True):
    """A question has its answer, or was skipped or refused; `replaced` when it had one before."""

    question: str
    value: Value | None
    how: How = "given"
    other: str | None = None
    replaced: bool = False


class AnswerVoided(Struct, frozen=True, tag=True):
    """A later answer no longer counts, because an earlier one was changed."""

    question: str


class MisfitMet(Struct, frozen=True, tag=True):
    """The input did not fit; `times` counts misfits in a row at this question."""

    question: str
    reason: str
    """A word of the closed list in `bot.conversation.answering`."""
    detail: str
    """The limit, the unit or the part that was not understood; empty where the reason says all."""
    times: int


class DraftChanged(Struct, frozen=True, tag=True):
    """A tick or a rank was set or taken back."""

    question: str
    draft: tuple[str, ...]


class WordsAwaited(Struct, frozen=True, tag=True):
    """The choice `other` was taken; the person's own words are awaited."""

    question: str


class ConfirmationAsked(Struct, frozen=True, tag=True):
    """A yes or no is awaited before the value counts."""

    question: str
    kind: Literal["meant", "void"]
    value: Value | None
    other: str | None
    voids: tuple[str, ...]


class ConsentAsked(Struct, frozen=True, tag=True):
    """A purpose was asked for."""

    purpose: str


class ConsentAnswered(Struct, frozen=True, tag=True):
    """A purpose was granted or refused."""

    purpose: str
    granted: bool


class NothingBefore(Struct, frozen=True, tag=True):
    """There is no earlier question to go back to."""


class AnswerNeeded(Struct, frozen=True, tag=True):
    """The question is required and was not skipped."""

    question: str


class SessionFinished(Struct, frozen=True, tag=True):
    """The last question was answered; the report is due. `again` when the end had been reached before."""

    again: bool = False


class SessionClosed(Struct, frozen=True, tag=True):
    """Nothing more is asked: not even a consent."""


class SessionExpired(Struct, frozen=True, tag=True):
    """The session was closed without an end."""


Event = (
    QuestionAsked
    | NoteShown
    | AnswerGiven
    | AnswerVoided
    | MisfitMet
    | DraftChanged
    | WordsAwaited
    | ConfirmationAsked
    | ConsentAsked
    | ConsentAnswered
    | NothingBefore
    | AnswerNeeded
    | SessionFinished
    | SessionClosed
    | SessionExpired
)
