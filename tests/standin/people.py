"""People who talk to the bot: they write, press, send things, and wait to see what it does."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.standin import raw
from tests.standin.markup import Formatted
from tests.standin.screen import Button, Chat, Json, Message, find_button
from tests.standin.world import BOT, Press

if TYPE_CHECKING:
    from tests.standin.server import StandIn

LONGEST_TEXT = 4096


class Person:
    """Someone with a private chat with the bot.

    Each action returns once the bot has reacted and fell silent (`wait=False`: at once). `toast` is what
    the answer to the last press showed, `alert` whether it had to be closed by hand, `last_update` what
    the bot was last sent.
    """

    def __init__(self, api: "StandIn", user: Json) -> None:
        self.raw = user
        self.chat = Chat(raw.private_chat(user))
        self.last_update: Json | None = None
        self._api = api
        self._press: Press | None = None
        self._acted = 0

    @property
    def id(self) -> int:
        """Telegram's id of the person."""
        return int(self.raw["id"])

    @property
    def toast(self) -> str | None:
        """What the answer to the last press showed."""
        return self._press.toast if self._press else None

    @property
    def alert(self) -> bool:
        """Whether that had to be closed by hand."""
        return self._press is not None and self._press.alert

    async def says(self, text: str, *, where: Chat | None = None, wait: bool = True) -> Message:
        """Send a text, here or in a group."""
        assert 1 <= len(text) <= LONGEST_TEXT, "Telegram's apps send 1 to 4096 characters at once."
        formatted = Formatted(text, raw.command_entities(text))
        return await self._sends({}, formatted, where=where, wait=wait)

    async def edits(self, message: Message, text: str, *, wait: bool = True) -> None:
        """Change a text sent before."""
        message.text, message.entities = text, raw.command_entities(text)
        message.edited = int(time.time())
        await self._acts("edited_message", message.raw(), message.chat, wait=wait)

    async def presses(self, label: str, *, on: Message | None = None, wait: bool = True) -> None:
        """Press a button by its label or a part only it has.

        Looks in the reply keyboard, then under the newest message that has it; with `on` under that one,
        even if the button is gone by now.
        """
        if on is not None:
            found = on.past_button(label)
            assert found, f'There was never a button "{label}" under: {on}'
            await self._taps(found, on, wait=wait)
        elif key := find_button(self.chat.keyboard or [], label):
            await self._types(key, wait=wait)
        else:
            await self._taps(*self._find(label), wait=wait)

    async def forges(self, data: str, message: Message | None = None, *, wait: bool = True) -> None:
        """Send a press with any data; without a message, from one that the bot cannot reach any more."""
        self._press = Press(f"{4_382_000_000_000_000_000 + len(self._api.world.presses)}", self.id, self.chat, data)
        self._api.world.presses[self._press.id] = self._press
        if message is None:
            body = raw.press_on_lost_message(self._press.id, self.raw, data)
        else:
            body = raw.press(self._press.id, self.raw, data, message)
        await self._acts("callback_query", body, self.chat, wait=wait, press=self._press)

    async def sends_contact(self, phone: str = "+4915123456789", *, own: bool = True, wait: bool = True) -> Message:
        """Share a phone number, one's own or another's."""
        content = raw.contact(phone, self.raw["first_name"], self.id if own else None)
        return await self._sends(content, wait=wait)

    async def sends_location(self, latitude: float, longitude: float, *, wait: bool = True) -> Message:
        """Share a place."""
        return await self._sends(raw.location(latitude, longitude), wait=wait)

    async def sends_sticker(self, *, wait: bool = True) -> Message:
        """Send a sticker."""
        return await self._sends(raw.sticker(), wait=wait)

    async def sends_photo(self, caption: str = "", *, wait: bool = True) -> Message:
        """Send a photo, with a caption if wanted."""
        return await self._sends(raw.photo(), Formatted(caption), wait=wait)

    async def sends_voice(self, *, wait: bool = True) -> Message:
        """Send a voice message."""
        return await self._sends(raw.voice(), wait=wait)

    async def blocks_bot(self, *, wait: bool = True) -> None:
        """Block the bot: it is told once, and everything it sends is refused from now on."""
        self.chat.refusal = "Forbidden: bot was blocked by the user"
        await self._changes_membership(blocked=True, wait=wait)

    async def unblocks(self, *, wait: bool = True) -> None:
        """Let the bot back; it may say something or not."""
        self.chat.refusal = None
        await self._changes_membership(blocked=False, wait=wait)

    async def redelivers(self) -> None:
        """Let Telegram send the last update once more."""
        assert self.last_update, "This person has not done anything yet."
        await self._api.redeliver(self.last_update)

    async def sees(self, what: str | Callable[[Chat], Any], within: float = 5.0) -> Any:
        """Wait until a text stands in what the bot sent or edited since the last action, and give that
        message; or until a function of the chat is true, and give its value.
        """
        found: Any = None

        def look() -> Any:
            nonlocal found
            found = self._newly(what) if isinstance(what, str) else what(self.chat)
            return found

        seen = await self._api.pulse.until(look, within)
        assert seen, f"Not seen within {within} s: {what}\n{self.chat.transcript()}"
        return found

    def _newly(self, text: str) -> Message | None:
        new = (message for message in reversed(self.chat.from_bot) if message.touched > self._acted)
        return next((message for message in new if text in message.text), None)

    def _find(self, label: str) -> tuple[Button, Message]:
        for message in reversed(self.chat.from_bot):
            if button := message.button(label):
                return button, message
        raise AssertionError(f'There is no button "{label}".\n{self.chat.transcript()}')

    async def _taps(self, button: Button, message: Message, *, wait: bool) -> None:
        assert button.data is not None, f'The button "{button.text}" sends nothing to the bot.'
        await self.forges(button.data, message, wait=wait)

    async def _types(self, key: Button, *, wait: bool) -> None:
        """Do what a key of the reply keyboard does."""
        if key.raw.get("request_contact"):
            await self.sends_contact(wait=wait)
        elif key.raw.get("request_location"):
            await self.sends_location(35.68919, 51.38897, wait=wait)
        else:
            await self.says(key.text, wait=wait)

    async def _sends(
        self, media: Json, text: Formatted | None = None, *, where: Chat | None = None, wait: bool
    ) -> Message:
        chat = where or self.chat
        if chat.one_time:
            chat.keyboard, chat.one_time = None, False
        message = self._api.world.say(chat, self.raw, text or Formatted(""), media=media)
        await self._acts("message", message.raw(), chat, wait=wait)
        return message

    async def _changes_membership(self, *, blocked: bool, wait: bool) -> None:
        body = raw.membership(self.raw, BOT, int(time.time()), blocked=blocked)
        await self._acts("my_chat_member", body, self.chat, wait=False)
        if wait:
            await self._api.idle()

    async def _acts(self, kind: str, body: Json, chat: Chat, *, wait: bool, press: Press | None = None) -> None:
        self._api.world.chats[chat.id] = chat
        self._acted = self._api.world.changes
        since = chat.settled
        update = self._api.push(kind, body)
        self.last_update = update or self.last_update
        if wait and update is not None:
            await self._api.settled(chat, since, press)
