"""What a keyboard must be like before Telegram shows it."""

import re

from aiogram.enums import ButtonStyle
from aiogram.types import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from tests.standin.refusal import refuse_unless

Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply
MOST_INLINE_BUTTONS = 100
MOST_REPLY_BUTTONS = 300
MOST_CALLBACK_BYTES = 64
MOST_COPIED = 256
MOST_PLACEHOLDER = 64
NOT_ACTIONS = {"text", "style", "icon_custom_emoji_id"}


def check_keyboard(markup: Markup | None) -> None:
    """Refuse a keyboard that Telegram would refuse."""
    if isinstance(markup, InlineKeyboardMarkup):
        buttons = [button for row in markup.inline_keyboard for button in row]
        refuse_unless(all(markup.inline_keyboard), "a row of the inline keyboard is empty")
        refuse_unless(len(buttons) <= MOST_INLINE_BUTTONS, "reply markup is too long: more than 100 buttons")
        for button in buttons:
            _check_inline_button(button)
    elif isinstance(markup, ReplyKeyboardMarkup):
        keys = [key for row in markup.keyboard for key in row]
        refuse_unless(keys and all(markup.keyboard), "a reply keyboard or a row of it is empty")
        refuse_unless(len(keys) <= MOST_REPLY_BUTTONS, "reply markup is too long: more than 300 buttons")
        for key in keys:
            _check_reply_button(key)
    if isinstance(markup, ReplyKeyboardMarkup | ForceReply):
        placeholder = markup.input_field_placeholder
        fits = placeholder is None or 1 <= len(placeholder) <= MOST_PLACEHOLDER
        refuse_unless(fits, "input_field_placeholder must have 1 to 64 characters")


def _check_inline_button(button: InlineKeyboardButton) -> None:
    actions = button.model_fields_set - NOT_ACTIONS
    refuse_unless(button.text.strip(), "text buttons are unallowed to be empty")
    refuse_unless(len(actions) == 1, f'the button "{button.text}" must do one thing, not {sorted(actions)}')
    _check_style(button.text, button.style)
    if button.callback_data is not None:
        size = len(button.callback_data.encode())
        refuse_unless(1 <= size <= MOST_CALLBACK_BYTES, f"BUTTON_DATA_INVALID: {size} bytes, not 1 to 64")
    if button.copy_text is not None:
        length = len(button.copy_text.text)
        refuse_unless(1 <= length <= MOST_COPIED, f"BUTTON_COPY_TEXT_INVALID: {length} characters, not 1 to 256")
    if button.url is not None:
        refuse_unless(re.match(r"(https?|tg)://\S+$", button.url), f'the url "{button.url}" is invalid')


def _check_reply_button(key: KeyboardButton) -> None:
    requests = key.model_fields_set - NOT_ACTIONS
    refuse_unless(key.text.strip(), "text buttons are unallowed to be empty")
    refuse_unless(len(requests) <= 1, f'the button "{key.text}" asks for several things: {sorted(requests)}')
    _check_style(key.text, key.style)


def _check_style(label: str, style: str | None) -> None:
    known = style is None or style in set(ButtonStyle)
    refuse_unless(known, f'the button "{label}" has the unknown style "{style}"')
