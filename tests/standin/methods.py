"""What each method of the Bot API does to the world; only those that the bot calls."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

from aiogram import methods
from aiogram.enums import ChatAction
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from PIL import Image, UnidentifiedImageError

from tests.standin.blocks import read_blocks
from tests.standin.calls import given
from tests.standin.keyboards import Markup, check_keyboard
from tests.standin.markup import Formatted, read_html, utf16_length
from tests.standin.refusal import RefusedError, refuse_unless
from tests.standin.screen import Chat, File, Message
from tests.standin.webhooks import Hook
from tests.standin.world import BOT, World, button_rows, inline_rows

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_TOAST = 200
MOST_COMMANDS = 100
LARGEST_FILE = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024
MOST_DOTS, MOST_STRETCHED = 10_000, 20
LONGEST = {"name": 64, "description": 512, "short_description": 120}
TOO_LATE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def carry_out(world: World, call: methods.TelegramMethod[Any]) -> Any:
    """Do what a checked call asks and give its result; raises RefusedError."""
    if call.__api_method__ in world.unknown:
        raise RefusedError(404, "Not Found: method not found")
    return HANDLERS[type(call)](world, call)


def _get_me(_world: World, _call: methods.GetMe) -> Any:
    return BOT | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def _set_webhook(world: World, call: methods.SetWebhook) -> Any:
    refuse_unless(not call.url or call.url.startswith("https://"), "bad webhook: an HTTPS URL must be given")
    refuse_unless(re.fullmatch("[A-Za-z0-9_-]{0,256}", call.secret_token or ""), "secret token has illegal characters")
    connections = call.max_connections or 40
    refuse_unless(1 <= connections <= 100, "max_connections out of bounds")
    hook = Hook(call.url, call.secret_token or "", tuple(call.allowed_updates or ()), connections)
    world.webhook = hook if call.url else None
    return True


def _delete_webhook(world: World, _call: methods.DeleteWebhook) -> Any:
    world.webhook = None
    return True


def _webhook_info(world: World, _call: methods.GetWebhookInfo) -> Any:
    hook = world.webhook
    shown = {"url": hook.url if hook else "", "has_custom_certificate": False, "pending_update_count": 0}
    if hook is not None:
        shown |= {"max_connections": hook.connections, "allowed_updates": list(hook.allowed)}
    return shown


def _send_message(world: World, call: methods.SendMessage) -> Any:
    chat = world.chat(call.chat_id)
    content = _formatted(call.text, call.parse_mode, call.entities)
    _check_text(content)
    return _send(world, chat, content, call).raw()


def _send_rich_message(world: World, call: methods.SendRichMessage) -> Any:
    chat = world.chat(call.chat_id)
    message = call.rich_message
    given_as = [name for name in ("html", "markdown", "blocks") if getattr(message, name) is not None]
    refuse_unless(given_as == ["blocks"], "exactly one of html, markdown and blocks must be used; the bot uses blocks")
    text = "\n".join(read_blocks(message.blocks or []))
    refuse_unless(text.strip(), "message text is empty")
    return _send(world, chat, Formatted(text, []), call).raw()


def _send_document(world: World, call: methods.SendDocument) -> Any:
    chat = world.chat(call.chat_id)
    content = _formatted(call.caption or "", call.parse_mode, call.caption_entities)
    refuse_unless(len(content.text) <= LONGEST_CAPTION, "message caption is too long")
    return _send(world, chat, content, call, file=_file(world, call.document)).raw()


def _send_photo(world: World, call: methods.SendPhoto) -> Any:
    chat = world.chat(call.chat_id)
    content = _formatted(call.caption or "", call.parse_mode, call.caption_entities)
    refuse_unless(utf16_length(content.text) <= LONGEST_CAPTION, "message caption is too long")
    file = _file(world, call.photo)
    _check_photo(file.content)
    return _send(world, chat, content, call, file=replace(file, photo=True)).raw()


def _check_photo(content: bytes) -> None:
    try:
        with Image.open(BytesIO(content)) as picture:
            kind, (width, height) = picture.format, picture.size
    except UnidentifiedImageError:
        raise RefusedError(400, "Bad Request: IMAGE_PROCESS_FAILED") from None
    refuse_unless(kind in ("PNG", "JPEG"), "IMAGE_PROCESS_FAILED")
    fits = width + height <= MOST_DOTS and max(width, height) <= MOST_STRETCHED * min(width, height)
    refuse_unless(fits and len(content) <= LARGEST_PHOTO, "PHOTO_INVALID_DIMENSIONS")


def _edit_message_caption(world: World, call: methods.EditMessageCaption) -> Any:
    refuse_unless(call.chat_id is not None, "chat_id is needed")
    content = _formatted(call.caption or "", call.parse_mode, call.caption_entities)
    message = world.editable(world.chat(call.chat_id or 0), call.message_id)
    refuse_unless(message.file is not None, "there is no caption in the message to edit")
    refuse_unless(utf16_length(content.text) <= LONGEST_CAPTION, "message caption is too long")
    check_keyboard(call.reply_markup)
    world.edit(message, content, inline_rows(call.reply_markup))
    return message.raw()


def _send(
    world: World,
    chat: Chat,
    content: Formatted,
    call: methods.SendMessage | methods.SendRichMessage | methods.SendDocument | methods.SendPhoto,
    file: File | None = None,
) -> Message:
    check_keyboard(call.reply_markup)
    replied = call.reply_parameters
    known = replied is None or given(replied.allow_sending_without_reply) or chat.message(replied.message_id)
    refuse_unless(known, "message to be replied not found")
    markup = call.reply_markup
    rows = inline_rows(markup) if isinstance(markup, InlineKeyboardMarkup) else []
    fixed = markup is not None and not isinstance(markup, InlineKeyboardMarkup)
    message = world.say(chat, BOT, content, rows=rows, file=file, editable=not fixed)
    _show_keyboard(chat, markup)
    return message


def _show_keyboard(chat: Chat, markup: Markup | None) -> None:
    if isinstance(markup, ReplyKeyboardMarkup):
        chat.keyboard = button_rows(markup.keyboard)
        chat.one_time = bool(markup.one_time_keyboard)
    elif isinstance(markup, ReplyKeyboardRemove | ForceReply):
        chat.keyboard = None


def _edit_message_text(world: World, call: methods.EditMessageText) -> Any:
    refuse_unless(call.chat_id is not None and call.text is not None, "chat_id and text are needed")
    content = _formatted(call.text or "", call.parse_mode, call.entities)
    message = world.editable(world.chat(call.chat_id or 0), call.message_id)
    refuse_unless(message.file is None, "there is no text in the message to edit")
    _check_text(content)
    check_keyboard(call.reply_markup)
    world.edit(message, content, inline_rows(call.reply_markup))
    return message.raw()


def _edit_reply_markup(world: World, call: methods.EditMessageReplyMarkup) -> Any:
    refuse_unless(call.chat_id is not None, "chat_id is needed")
    message = world.editable(world.chat(call.chat_id or 0), call.message_id)
    check_keyboard(call.reply_markup)
    world.edit(message, Formatted(message.text, message.entities), inline_rows(call.reply_markup))
    return message.raw()


def _answer_callback_query(world: World, call: methods.AnswerCallbackQuery) -> Any:
    press = world.presses.get(call.callback_query_id)
    refuse_unless(len(call.text or "") <= LONGEST_TOAST, "MESSAGE_TOO_LONG")
    if press is None or press.answered:
        raise RefusedError(400, TOO_LATE, blame=press is None or not press.excused)
    press.answered = True
    press.toast, press.alert = call.text or None, bool(call.show_alert)
    return True


def _send_chat_action(world: World, call: methods.SendChatAction) -> Any:
    world.chat(call.chat_id)
    refuse_unless(call.action in set(ChatAction), "wrong parameter action in request")
    return True


def _set_commands(world: World, call: methods.SetMyCommands) -> Any:
    refuse_unless(len(call.commands) <= MOST_COMMANDS, "BOT_COMMANDS_TOO_MUCH")
    for command in call.commands:
        refuse_unless(re.fullmatch("[a-z0-9_]{1,32}", command.command), "BOT_COMMAND_INVALID")
        refuse_unless(1 <= len(command.description) <= 256, "BOT_COMMAND_DESCRIPTION_INVALID")
    scope = call.scope.model_dump_json() if call.scope else ""
    commands = [command.model_dump(exclude_unset=True) for command in call.commands]
    world.profile[f"commands{scope}", _language(call.language_code)] = commands
    return True


def _get_commands(world: World, call: methods.GetMyCommands) -> Any:
    scope = call.scope.model_dump_json() if call.scope else ""
    return world.profile.get((f"commands{scope}", _language(call.language_code)), [])


def _setter(field: str) -> Callable[[World, Any], Any]:
    def set_field(world: World, call: Any) -> Any:
        value = getattr(call, field) or ""
        refuse_unless(len(value) <= LONGEST[field], f"{field} is longer than {LONGEST[field]} characters")
        world.profile[field, _language(call.language_code)] = value
        return True

    return set_field


def _getter(field: str) -> Callable[[World, Any], Any]:
    def get_field(world: World, call: Any) -> Any:
        general = world.profile.get((field, ""), "")
        return {field: world.profile.get((field, _language(call.language_code))) or general}

    return get_field


def _language(code: str | None) -> str:
    refuse_unless(re.fullmatch("([a-z]{2})?", code or ""), "invalid language_code specified")
    return code or ""


def _formatted(text: str, parse_mode: object, entities: list[MessageEntity] | None) -> Formatted:
    mode = given(parse_mode)
    if mode is not None:
        refuse_unless(mode == "HTML", f"this stand-in reads HTML, not {mode}")
        refuse_unless(not entities, "parse_mode and entities exclude each other")
        return read_html(text)
    for entity in entities or []:
        inside = entity.offset >= 0 and 0 < entity.offset + entity.length <= utf16_length(text)
        refuse_unless(inside, f"the entity {entity.type} does not lie in the text")
    return Formatted(text, [entity.model_dump(exclude_unset=True) for entity in entities or []])


def _check_text(content: Formatted) -> None:
    refuse_unless(content.text.strip(), "message text is empty")
    refuse_unless(len(content.text) <= LONGEST_TEXT, "message is too long")


def _file(world: World, document: object) -> File:
    if isinstance(document, BufferedInputFile):
        refuse_unless(document.data, "file must be non-empty")
        refuse_unless(len(document.data) <= LARGEST_FILE, "file is too big")
        return world.keep(document.filename or "document", document.data)
    file = world.files.get(str(document))
    if file is None:
        raise RefusedError(400, "Bad Request: wrong file identifier/HTTP URL specified")
    return file


HANDLERS: dict[type[methods.TelegramMethod[Any]], Callable[[World, Any], Any]] = {
    methods.GetMe: _get_me,
    methods.SetWebhook: _set_webhook,
    methods.DeleteWebhook: _delete_webhook,
    methods.GetWebhookInfo: _webhook_info,
    methods.SendMessage: _send_message,
    methods.SendRichMessage: _send_rich_message,
    methods.SendDocument: _send_document,
    methods.SendPhoto: _send_photo,
    methods.EditMessageText: _edit_message_text,
    methods.EditMessageCaption: _edit_message_caption,
    methods.EditMessageReplyMarkup: _edit_reply_markup,
    methods.AnswerCallbackQuery: _answer_callback_query,
    methods.SendChatAction: _send_chat_action,
    methods.SetMyCommands: _set_commands,
    methods.GetMyCommands: _get_commands,
    methods.SetMyName: _setter("name"),
    methods.GetMyName: _getter("name"),
    methods.SetMyDescription: _setter("description"),
    methods.GetMyDescription: _getter("description"),
    methods.SetMyShortDescription: _setter("short_description"),
    methods.GetMyShortDescription: _getter("short_description"),
}
