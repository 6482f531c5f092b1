"""The calls that conversations consist of, as plain data: encoded as they are.

aiogram's own objects for them cost an answer more than everything else that is done for it. They are still used for
every other call, and a test holds these against them.
"""

from typing import Any, ClassVar

import msgspec
from msgspec import Struct

from bot.telegram.deferred import methods

HTML = "HTML"


class Copied(Struct, frozen=True):
    """What a button copies: 1 to 256 characters."""

    text: str


class Button(Struct, frozen=True, omit_defaults=True):
    """A button under a message: pressing it sends `callback_data`, opens `url`, or copies `copy_text`."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    style: str | None = None
    copy_text: Copied | None = None


class Buttons(Struct, frozen=True):
    """The buttons under a message, in rows."""

    inline_keyboard: list[list[Button]]


class Key(Struct, frozen=True, omit_defaults=True):
    """A key of the keyboard that stands in place of the person's own."""

    text: str
    request_contact: bool = False
    request_location: bool = False


class Keys(Struct, frozen=True, omit_defaults=True):
    """The keyboard that stands in place of the person's own, in rows."""

    keyboard: list[list[Key]]
    resize_keyboard: bool = False
    one_time_keyboard: bool = False
    input_field_placeholder: str | None = None


class NoKeys(Struct, frozen=True):
    """The person's own keyboard again."""

    remove_keyboard: bool = True


class Call(Struct, frozen=True, omit_defaults=True):
    """A call; fields that have their default are not sent."""

    __api_method__: ClassVar[str]
    __returning__: ClassVar[Any] = bool
    """What aiogram's session expects in a refusal, which is nothing."""


class SendMessage(Call, frozen=True, omit_defaults=True):
    """Send a text."""

    __api_method__: ClassVar[str] = "sendMessage"
    chat_id: int
    text: str
    reply_markup: Buttons | Keys | NoKeys | None = None
    parse_mode: str | None = None


class EditMessageText(Call, frozen=True, omit_defaults=True):
    """Change the text of a message, and its buttons; without any it has none."""

    __api_method__: ClassVar[str] = "editMessageText"
    chat_id: int
    message_id: int
    text: str
    reply_markup: Buttons | None = None
    parse_mode: str | None = None


class EditMessageCaption(Call, frozen=True, omit_defaults=True):
    """Change the words under a picture, and its buttons; without any it has none."""

    __api_method__: ClassVar[str] = "editMessageCaption"
    chat_id: int
    message_id: int
    caption: str
    reply_markup: Buttons | None = None
    parse_mode: str | None = None


class EditMessageReplyMarkup(Call, frozen=True, omit_defaults=True):
    """Take the buttons from a message."""

    __api_method__: ClassVar[str] = "editMessageReplyMarkup"
    chat_id: int
    message_id: int


class AnswerCallbackQuery(Call, frozen=True, omit_defaults=True):
    """End the waiting of a button that was pressed, perhaps with a word."""

    __api_method__: ClassVar[str] = "answerCallbackQuery"
    callback_query_id: str
    text: str | None = None


Method = methods.TelegramMethod[Any] | Call
_encode = msgspec.json.Encoder().encode


def encoded(content: Call | dict[str, Any]) -> bytes:
    """Return a call, or its fields, as JSON; half a surrogate pair costs one sign, not the message."""
    try:
        return _encode(content)
    except UnicodeEncodeError:
        return _encode(_whole(msgspec.to_builtins(content)))


def _whole(content: Any) -> Any:
    if isinstance(content, str):
        return content.encode("utf-8", "replace").decode()
    if isinstance(content, dict):
        return {name: _whole(value) for name, value in content.items()}
    return [_whole(each) for each in content] if isinstance(content, list) else content
