"""From a raw update to what the person did, without a model in between; what concerns nobody is None."""

from typing import Any

from bot.service.acts import COMMANDS, Act, Arrival, Commanded, Odd, Pressed, Reached, Sent, Typed
from bot.telegram.callback import unpack

CHANNEL = "telegram"
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_ODD: dict[str, Odd] = {
    "sticker": "sticker",
    "animation": "sticker",
    "dice": "sticker",
    "photo": "photo",
    "video": "photo",
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "document": "file",
}
Raw = dict[str, Any]


def key(bot_id: int, update: Raw) -> str:
    """Return the name of an update, unique over all bots."""
    return f"{bot_id}:{update['update_id']}"


def translate(update: Raw, bot_id: int) -> Arrival | None:
    """Return the act that an update stands for; None where nobody waits for an answer to it."""
    name = key(bot_id, update)
    if query := update.get("callback_query"):
        return _press(query, name)
    if message := update.get("message"):
        return _message(message, name)
    if message := update.get("edited_message"):
        return _private(message, Sent("edited"), name)
    if change := update.get("my_chat_member"):
        return _membership(change, name)
    return None


def _press(query: Raw, name: str) -> Arrival:
    person, message = query["from"], query.get("message") or {}
    return Arrival(
        channel=CHANNEL,
        address=str(person["id"]),
        act=unpack(query["data"]) if "data" in query else Pressed("nothing"),
        key=name,
        language=person.get("language_code"),
        press=query["id"],
        # A message that the bot cannot reach any more comes without its date; it cannot be edited either.
        message=_number(message) if message.get("date") else None,
    )


def _number(message: Raw) -> int:
    """Return the number of a message of ours; negative where its words are the caption of a picture."""
    number: int = message["message_id"]
    return -number if "photo" in message else number


def _message(message: Raw, name: str) -> Arrival | None:
    if message["chat"]["type"] != "private":
        return _in_a_group(message, name)
    act = _act(message)
    return _private(message, act, name) if act is not None else None


def _private(message: Raw, act: Act, name: str) -> Arrival | None:
    person = message.get("from")
    if person is None or message["chat"]["type"] != "private":
        return None
    return Arrival(
        channel=CHANNEL,
        address=str(message["chat"]["id"]),
        act=act,
        key=name,
        language=person.get("language_code"),
    )


def _in_a_group(message: Raw, name: str) -> Arrival | None:
    """Answer in a group only when called by a command: everything else there is said to others."""
    if not str(message.get("text", "")).startswith("/"):
        return None
    language = message.get("from", {}).get("language_code")
    return Arrival(channel=CHANNEL, address=str(message["chat"]["id"]), act=Sent("group"), key=name, language=language)


def _act(message: Raw) -> Act | None:
    if "text" in message:
        text: str = message["text"]
        return _command(text) if text.startswith("/") else Typed(text)
    if contact := message.get("contact"):
        own = contact.get("user_id") == message["from"]["id"]
        return Typed("+" + contact["phone_number"].lstrip("+")) if own else Sent("foreign_contact")
    if "location" in message:
        return Typed(f"{message['location']['latitude']},{message['location']['longitude']}")
    for field, kind in _ODD.items():
        if field in message:
            return Sent(kind)
    # Service messages (a pinned message, a changed title) ask for no answer; new kinds of content do.
    return Sent("other") if {"poll", "story", "venue", "paid_media", "game"} & message.keys() else None


def _command(text: str) -> Act:
    word, _, argument = text[1:].partition(" ")
    command = word.partition("@")[0].casefold()
    for known in COMMANDS:
        if command == known:
            return Commanded(known, argument.strip())
    return Commanded("help")


def _membership(change: Raw, name: str) -> Arrival | None:
    if change["chat"]["type"] != "private":
        return None
    inside = change["new_chat_member"]["status"] not in ("kicked", "left")
    return Arrival(channel=CHANNEL, address=str(change["chat"]["id"]), act=Reached(inside), key=name)
