"""Updates as Telegram's JSON has them, from what a person does."""

from tests.standin.screen import Json, Message


def user(number: int, name: str, language: str | None, username: str | None) -> Json:
    """Describe a person; Telegram leaves out what it does not know."""
    body: Json = {"id": number, "is_bot": False, "first_name": name}
    if username:
        body["username"] = username
    return body | ({"language_code": language} if language else {})


def private_chat(person: Json) -> Json:
    """Describe the private chat with a person: it has the person's id."""
    names = {name: person[name] for name in ("id", "first_name", "username") if name in person}
    return names | {"type": "private"}


def group_chat(number: int, title: str) -> Json:
    """Describe a small group."""
    return {"id": number, "title": title, "type": "group", "all_members_are_administrators": False}


def command_entities(text: str) -> list[Json]:
    """Mark the command a text begins with, as Telegram does."""
    if not text.startswith("/"):
        return []
    return [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]


def press(number: str, person: Json, data: str, message: Message) -> Json:
    """Describe the press of an inline button under a message."""
    return _press(number, person, data, message.raw())


def press_on_lost_message(number: str, person: Json, data: str) -> Json:
    """Describe a press under a message that the bot can no longer reach."""
    return _press(number, person, data, {"chat": private_chat(person), "message_id": 1, "date": 0})


def _press(number: str, person: Json, data: str, message: Json) -> Json:
    instance = str(-(7_000_000_000 + message["chat"]["id"]))
    return {"id": number, "from": person, "message": message, "chat_instance": instance, "data": data}


def membership(person: Json, bot: Json, date: int, *, blocked: bool) -> Json:
    """Describe that a person has blocked the bot or let it back."""
    member: Json = {"user": bot, "status": "member"}
    kicked: Json = {"user": bot, "status": "kicked", "until_date": 0}
    before, after = (member, kicked) if blocked else (kicked, member)
    return {
        "chat": private_chat(person),
        "from": person,
        "date": date,
        "old_chat_member": before,
        "new_chat_member": after,
    }


def contact(phone: str, name: str, owner: int | None) -> Json:
    """Describe a shared contact; the owner is unknown for one that was typed in by hand."""
    body: Json = {"phone_number": phone, "first_name": name}
    return {"contact": body | ({"user_id": owner} if owner is not None else {})}


def location(latitude: float, longitude: float) -> Json:
    """Describe a shared place."""
    return {"location": {"latitude": latitude, "longitude": longitude}}


def sticker() -> Json:
    """Describe a sticker."""
    body = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": body | {"emoji": "👍", "set_name": "Hands"} | _file("sticker")}


def photo() -> Json:
    """Describe a photo in the two sizes Telegram makes of it."""
    small = {"width": 90, "height": 67} | _file("photo-s")
    large = {"width": 1280, "height": 960} | _file("photo-x")
    return {"photo": [small, large]}


def voice() -> Json:
    """Describe a voice message of three seconds."""
    return {"voice": {"duration": 3, "mime_type": "audio/ogg"} | _file("voice")}


def _file(name: str) -> Json:
    return {"file_id": f"person-{name}", "file_unique_id": f"unique-{name}", "file_size": 4321}
