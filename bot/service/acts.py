"""What a respondent can do, whatever the channel; a channel translates its updates into these."""

from typing import Literal

from msgspec import Struct

Odd = Literal["sticker", "photo", "voice", "file", "edited", "foreign_contact", "group", "other"]
Command = Literal[
    "start", "continue", "restart", "profile", "privacy", "mydata", "forget", "language", "web", "help", "back", "skip"
]
COMMANDS: tuple[Command, ...] = Command.__args__  # type: ignore[attr-defined]


class Typed(Struct, frozen=True, tag="typed", tag_field="is_a", omit_defaults=True):
    """Free text, a shared phone number, or a shared place as `lat,lon`.

    A page sends it with the session and the wait that it was written for, as a press is; a chat cannot.
    """

    text: str
    session: str | None = None
    awaits: str | None = None


class Pressed(Struct, frozen=True, tag="pressed", tag_field="is_a", omit_defaults=True):
    """A press on a control: its act, and the session and wait it was bound to (None: a menu, bound to nothing)."""

    act: str
    session: str | None = None
    awaits: str | None = None


class Commanded(Struct, frozen=True, tag="commanded", tag_field="is_a", omit_defaults=True):
    """A command, with what stood behind it (the payload of a deep link)."""

    command: Command
    argument: str = ""


class Sent(Struct, frozen=True, tag="sent", tag_field="is_a"):
    """Something that no question takes: a sticker, a photo, an edit."""

    kind: Odd


class Reached(Struct, frozen=True, tag="reached", tag_field="is_a"):
    """The respondent blocked the channel (`yes` false), or let it in again."""

    yes: bool


Act = Typed | Pressed | Commanded | Sent | Reached


class Arrival(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act of one person, with where it came from and how to answer it."""

    channel: str
    address: str
    """Where the person is reached on this channel: a chat id, as text."""
    act: Act
    key: str = ""
    """Names the update it came with, once and for all (`bot:update`); empty where nothing can repeat it."""
    language: str | None = None
    """What the person's client says it speaks."""
    press: str | None = None
    """The channel's id of the press, to be answered."""
    message: int | None = None
    """The channel's id of the message that was pressed."""
    continues: str | None = None
    """The respondent whom a signed link names, to go on here as the same person."""
