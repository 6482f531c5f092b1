"""What the stand-in remembers: chats, messages, files, presses, the bot's own profile."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import InlineKeyboardMarkup

from tests.standin.calls import whole
from tests.standin.markup import Formatted
from tests.standin.refusal import RefusedError, refuse_unless
from tests.standin.screen import Button, Chat, File, Json, Message, Rows
from tests.standin.webhooks import Hook

BOT: Json = {"id": 4242, "is_bot": True, "first_name": "Stand-in", "username": "standin_bot"}
TOKEN = "4242:a-token-of-the-stand-in"


@dataclass
class Press:
    """A press of an inline button, waiting for the bot's answer.

    It is `excused` when a fault or the bot's death got in between: then it may be answered twice or never.
    """

    id: str
    person_id: int
    chat: Chat
    data: str
    answered: bool = False
    excused: bool = False
    toast: str | None = None
    alert: bool = False


@dataclass
class World:
    """Everything there is besides the calls themselves."""

    chats: dict[int, Chat] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    profile: dict[tuple[str, str], Any] = field(default_factory=dict)
    webhook: Hook | None = None
    unknown: set[str] = field(default_factory=set)
    """Methods that this server is too old for."""
    changes: int = 0
    _message_ids: Iterator[int] = field(default_factory=lambda: itertools.count(101))
    _file_ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def chat(self, number: int | str) -> Chat:
        """Find a chat the bot may write to; raises RefusedError."""
        chat = self.chats.get(whole(number) or 0)
        if chat is None:
            raise RefusedError(400, "Bad Request: chat not found")
        if chat.refusal is not None:
            raise RefusedError(403, chat.refusal, blame=False)
        return chat

    def say(self, chat: Chat, sender: Json, content: Formatted, **details: Any) -> Message:
        """Add a message to a chat."""
        message = Message(
            id=next(self._message_ids),
            chat=chat,
            sender=sender,
            date=int(time.time()),
            text=content.text,
            entities=content.entities,
            **details,
        )
        self.touch(message)
        chat.messages.append(message)
        return message

    def touch(self, message: Message) -> None:
        """Note that a message is new or has changed."""
        self.changes += 1
        message.touched = self.changes

    def editable(self, chat: Chat, number: int | None) -> Message:
        """Find a message that the bot may edit; raises RefusedError."""
        message = chat.message(number or 0)
        if message is None:
            raise RefusedError(400, "Bad Request: message to edit not found")
        refuse_unless(message.by_bot and message.editable, "message can't be edited")
        return message

    def edit(self, message: Message, content: Formatted, rows: Rows) -> None:
        """Change a message of the bot; refuses a change that changes nothing."""
        if (message.text, message.entities, message.rows) == (content.text, content.entities, rows):
            blame, message.may_repeat = not message.may_repeat, False
            raise RefusedError(400, NOT_MODIFIED, blame=blame)
        message.text, message.entities = content.text, content.entities
        message.show(rows)
        message.edited = int(time.time())
        self.touch(message)

    def keep(self, name: str, content: bytes) -> File:
        """Keep a file that the bot has uploaded."""
        number = f"F{next(self._file_ids):04}"
        self.files[number] = File(number, name, content)
        return self.files[number]

    def unanswered(self) -> list[Press]:
        """List the presses whose person still sees the clock on the button."""
        return [press for press in self.presses.values() if not (press.answered or press.excused)]

    def forgive(self) -> None:
        """Let a bot that has just died repeat what it cannot know it has done."""
        for press in self.presses.values():
            press.excused = True
        for chat in self.chats.values():
            chat.owed = False
            for message in chat.from_bot:
                message.may_repeat = True


NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def inline_rows(markup: InlineKeyboardMarkup | None) -> Rows:
    """Read the buttons of an inline keyboard."""
    return [] if markup is None else button_rows(markup.inline_keyboard)


def button_rows(rows: Any) -> Rows:
    """Read rows of aiogram's buttons, inline or of the reply keyboard."""
    return [[Button(button.text, button.model_dump(exclude_unset=True)) for button in row] for row in rows]
