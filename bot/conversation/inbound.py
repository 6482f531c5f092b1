"""What a respondent (or the clock) can put into a conversation."""

from msgspec import Struct


class Said(Struct, frozen=True, tag="said", tag_field="is_a"):
    """Raw text, as typed; a shared contact or place arrives as its text too."""

    text: str


class Picked(Struct, frozen=True, tag="picked", tag_field="is_a"):
    """A press on a choice: an answer at once, or one tick or one rank of a draft. For a scale, its number."""

    choice: str


class Done(Struct, frozen=True, tag="done", tag_field="is_a"):
    """The draft is complete."""


class Skip(Struct, frozen=True, tag="skip", tag_field="is_a"):
    """No answer to this question; `refuse` when the person prefers not to say."""

    refuse: bool = False


class GoBack(Struct, frozen=True, tag="go_back", tag_field="is_a", omit_defaults=True):
    """Back to an earlier question; None: the one before."""

    question: str | None = None


class Confirm(Struct, frozen=True, tag="confirm", tag_field="is_a"):
    """Yes or no to what is being confirmed."""

    yes: bool


class Expiry(Struct, frozen=True, tag="expiry", tag_field="is_a"):
    """The session is to be closed without an end."""


Inbound = Said | Picked | Done | Skip | GoBack | Confirm | Expiry
