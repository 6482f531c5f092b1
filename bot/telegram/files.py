"""The calls that carry a file: a document, or a picture with words under it."""

from typing import Any

import msgspec

from bot.telegram.calls import HTML, Buttons, Keys, NoKeys
from bot.telegram.deferred import methods, types

Markup = Buttons | Keys | NoKeys | None


def document(chat: int, content: bytes, name: str, caption: str, markup: Buttons | None) -> methods.SendDocument:
    """Return the call that sends a file with a plain caption."""
    file = types.BufferedInputFile(content, filename=name)
    return methods.SendDocument(chat_id=chat, document=file, caption=caption or None, reply_markup=_model(markup))


def photo(chat: int, content: bytes, caption: str, markup: Markup) -> methods.SendPhoto:
    """Return the call that sends a picture (PNG or JPEG) with a caption in HTML."""
    file = types.BufferedInputFile(content, filename="picture")
    below = _model(markup)
    return methods.SendPhoto(
        chat_id=chat, photo=file, caption=caption or None, parse_mode=HTML if caption else None, reply_markup=below
    )


def _model(markup: Markup) -> Any:
    """Return buttons or keys as aiogram knows them: what goes with a file goes by its form."""
    match markup:
        case Buttons():
            return types.InlineKeyboardMarkup.model_validate(msgspec.to_builtins(markup))
        case Keys():
            return types.ReplyKeyboardMarkup.model_validate(msgspec.to_builtins(markup))
        case NoKeys():
            return types.ReplyKeyboardRemove(remove_keyboard=True)
    return None
