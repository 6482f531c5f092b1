"""A chat as the person sees it now: messages, buttons, files, the reply keyboard."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Button:
    """A button under a message or in the reply keyboard, with all its fields as the bot sent them."""

    text: str
    raw: Json

    @property
    def data(self) -> str | None:
        """What a press sends to the bot; None where the button does something else."""
        return self.raw.get("callback_data")


Rows = list[list[Button]]


@dataclass(frozen=True)
class File:
    """A file the bot has sent."""

    id: str
    name: str
    content: bytes
    photo: bool = False
    """Whether it is shown as a picture, and not to be fetched."""


@dataclass
class Message:
    """One message; `text` is what is read, a file's caption included, after formatting was taken out.

    `media` is what a person sent instead of text, as Telegram's JSON. `past_rows` keeps every keyboard the
    message ever had, for presses of buttons that are gone. `touched` is the stand-in's count of changes at
    which the message was last sent or edited. `may_repeat` allows one edit that changes nothing, after an
    edit whose answer was lost.
    """

    id: int
    chat: "Chat"
    sender: Json
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    rows: Rows = field(default_factory=list)
    file: File | None = None
    media: Json = field(default_factory=dict)
    edited: int | None = None
    editable: bool = True
    past_rows: list[Rows] = field(default_factory=list)
    touched: int = 0
    may_repeat: bool = False

    @property
    def by_bot(self) -> bool:
        """Whether the bot sent it."""
        return bool(self.sender["is_bot"])

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return [button.text for row in self.rows for button in row]

    def show(self, rows: Rows) -> None:
        """Put other buttons under the message."""
        self.past_rows.append(self.rows)
        self.rows = rows

    def button(self, label: str) -> Button | None:
        """Find the button with this label or, if only one has it, with this part of a label."""
        return find_button(self.rows, label)

    def past_button(self, label: str) -> Button | None:
        """Find a button that the message has or had, newest keyboards first."""
        keyboards = [self.rows, *reversed(self.past_rows)]
        return next((found for rows in keyboards if (found := find_button(rows, label))), None)

    def raw(self) -> Json:
        """Give the message as Telegram's JSON."""
        body: Json = {"message_id": self.id, "from": self.sender, "chat": self.chat.raw, "date": self.date}
        body |= self.media
        if self.file is not None:
            body |= {"photo": [_raw_photo(self.file)]} if self.file.photo else {"document": _raw_file(self.file)}
        if self.text:
            body["caption" if self.media or self.file else "text"] = self.text
        if self.entities:
            body["caption_entities" if self.media or self.file else "entities"] = self.entities
        if self.rows:
            body["reply_markup"] = {"inline_keyboard": [[button.raw for button in row] for row in self.rows]}
        if self.edited is not None:
            body["edit_date"] = self.edited
        return body

    def __str__(self) -> str:
        who = "bot" if self.by_bot else self.sender["first_name"]
        content = self.text or ", ".join(self.media)
        attached = f" <{self.file.name}, {len(self.file.content)} bytes>" if self.file else ""
        rows = "".join("\n    " + " ".join(f"[{button.text}]" for button in row) for row in self.rows)
        return f"{who}: {content}{attached}{rows}"


@dataclass
class Chat:
    """A chat between the bot and one person, or a group.

    `keyboard` is the reply keyboard, None while there is none. `refusal` is what Telegram answers while the
    bot cannot write here. `settled` counts calls that were answered for good, `owed` is true while the bot
    must repeat a call that a fault has hit, `busy` counts calls under way.
    """

    raw: Json
    messages: list[Message] = field(default_factory=list)
    keyboard: Rows | None = None
    one_time: bool = False
    refusal: str | None = None
    settled: int = 0
    arrived: int = 0
    busy: int = 0
    owed: bool = False

    @property
    def id(self) -> int:
        """Telegram's id of the chat."""
        return int(self.raw["id"])

    @property
    def from_bot(self) -> list[Message]:
        """What the bot has sent, oldest first."""
        return [message for message in self.messages if message.by_bot]

    @property
    def last(self) -> Message:
        """The bot's newest message."""
        sent = self.from_bot
        assert sent, f"The bot has sent nothing to chat {self.id}."
        return sent[-1]

    @property
    def files(self) -> list[File]:
        """The files the bot has sent, oldest first; pictures are none."""
        return [message.file for message in self.from_bot if message.file and not message.file.photo]

    def message(self, number: int | None) -> Message | None:
        """Find a message by its id."""
        return next((message for message in self.messages if message.id == number), None)

    def transcript(self) -> str:
        """Write the chat down as it looks now."""
        keyboard = "".join("\n    " + " ".join(f"({key.text})" for key in row) for row in self.keyboard or [])
        return "\n".join(str(message) for message in self.messages) + keyboard


def find_button(rows: Rows, label: str) -> Button | None:
    """Find a button by its label or by a part that only one label has; refuses to guess between several."""
    buttons = [button for row in rows for button in row]
    exact = [button for button in buttons if button.text == label]
    close = exact or [button for button in buttons if label in button.text]
    assert len(close) <= 1, f'"{label}" could be any of {[button.text for button in close]}.'
    return close[0] if close else None


def _raw_photo(file: File) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": f"u{file.id}",
        "width": 1,
        "height": 1,
        "file_size": len(file.content),
    }


def _raw_file(file: File) -> Json:
    kind = "application/pdf" if file.name.endswith(".pdf") else "application/octet-stream"
    return {
        "file_id": file.id,
        "file_unique_id": f"u{file.id}",
        "file_name": file.name,
        "mime_type": kind,
        "file_size": len(file.content),
    }
