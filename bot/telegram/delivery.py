"""Delivery: the utterances of a decided turn, sent in order; what was pressed is answered at once."""

import asyncio
import logging

from bot.report.compose import digest
from bot.service.ports import Delivered, Files, Reply
from bot.speech.prompt import Handout, Prompt, Reward, Settled, Toast, Utterance
from bot.telegram import layout
from bot.telegram.deferred import methods, types
from bot.telegram.outgoing import Outgoing, Refused, Undelivered, Unreachable

_log = logging.getLogger(__name__)
LONGEST_CAPTION = 1024


class Delivery:
    """Sends turns to their chats; `files` makes what is made only when it is sent."""

    def __init__(self, outgoing: Outgoing, files: Files) -> None:
        self._outgoing = outgoing
        self._files = files

    async def deliver(self, reply: Reply) -> Delivered:
        """Send everything a turn says; a chat that cannot be reached counts as delivered."""
        chat = int(reply.address)
        toast = next((said.text for said in reply.says if isinstance(said, Toast)), None)
        answering = asyncio.ensure_future(self._answer_press(reply, toast)) if reply.press else None
        open_message = None
        try:
            for said in reply.says:
                shown = await self._say(chat, reply, said)
                open_message = shown if shown is not None else open_message
        except Unreachable:
            _log.info("a chat cannot be reached; its turn is dropped")
        except Refused as refusal:
            _log.error("Telegram refuses a message: %s", refusal)
        finally:
            if answering is not None:
                await answering
        return Delivered(reply, open_message)

    async def _answer_press(self, reply: Reply, toast: str | None) -> None:
        text = toast[: layout.LONGEST_TOAST] if toast else None
        try:
            await self._outgoing.call(
                methods.AnswerCallbackQuery(callback_query_id=reply.press or "", text=text), chat_id=None
            )
        except (Refused, Unreachable, Undelivered) as trouble:
            # The press only spins on; what it changed is kept and said in messages.
            _log.info("a press was not answered: %s", trouble)

    async def _say(self, chat: int, reply: Reply, said: Utterance) -> int | None:
        """Send one utterance; return the message that now shows the open prompt, if this is it."""
        match said:
            case Toast():
                if reply.press is None:
                    await self._send(chat, methods.SendMessage(chat_id=chat, text=layout.escaped(said.text)))
            case Settled():
                await self._settle(chat, reply, said)
            case Prompt():
                return await self._prompt(chat, reply, said)
            case Reward():
                await self._reward(chat, said)
            case Handout():
                content = await self._files.copy(reply.channel, reply.address)
                await self._document(chat, content, said.name, said.caption)
        return None

    async def _send(self, chat: int, method: methods.TelegramMethod[types.Message]) -> int:
        sent = await self._outgoing.call(method, chat_id=chat)
        return int(sent.message_id)

    async def _settle(self, chat: int, reply: Reply, said: Settled) -> None:
        message = reply.message or reply.open_message
        if said.wants in ("contact", "location"):
            text = layout.escaped(said.answer)
            remove = types.ReplyKeyboardRemove(remove_keyboard=True)
            await self._send(chat, methods.SendMessage(chat_id=chat, text=text, reply_markup=remove, parse_mode="HTML"))
        elif message is not None:
            edit = methods.EditMessageText(
                chat_id=chat, message_id=message, text=layout.settled(said), parse_mode="HTML"
            )
            await self._outgoing.call(edit, chat_id=chat)

    async def _prompt(self, chat: int, reply: Reply, said: Prompt) -> int | None:
        text, markup = layout.text_of(said.lines, said.language), layout.keyboard(said)
        message = reply.message or reply.open_message
        if said.redraws and message is not None and not isinstance(markup, types.ReplyKeyboardMarkup):
            edit = methods.EditMessageText(
                chat_id=chat,
                message_id=message,
                text=text,
                parse_mode="HTML",
                reply_markup=markup if isinstance(markup, types.InlineKeyboardMarkup) else None,
            )
            if await self._outgoing.call(edit, chat_id=chat) is not None:
                return message
        if said.question is not None and message is not None and not _settles(reply):
            await self._strip(chat, message)
        sent = await self._send(
            chat, methods.SendMessage(chat_id=chat, text=text, reply_markup=markup, parse_mode="HTML")
        )
        return sent if said.question is not None else None

    async def _strip(self, chat: int, message: int) -> None:
        """Take the controls from a prompt that another one takes the place of; where it has none, nothing is lost."""
        try:
            await self._outgoing.call(methods.EditMessageReplyMarkup(chat_id=chat, message_id=message), chat_id=chat)
        except Refused as refusal:
            _log.info("an old prompt keeps its controls: %s", refusal)

    async def _reward(self, chat: int, said: Reward) -> None:
        made = await self._files.report(said.session, said.language)
        if made is None:
            return
        document, pdf = made
        for text in layout.messages(document, digest(document)):
            message = methods.SendMessage(chat_id=chat, text=text, parse_mode="HTML")
            await self._send(chat, message)
        title = "".join(span.text for span in document.title)
        await self._document(chat, pdf, f"{_file_name(title)}.pdf", title)

    async def _document(self, chat: int, content: bytes, name: str, caption: str) -> None:
        file = types.BufferedInputFile(content, filename=name)
        await self._send(
            chat, methods.SendDocument(chat_id=chat, document=file, caption=caption[:LONGEST_CAPTION] or None)
        )


def _settles(reply: Reply) -> bool:
    return any(isinstance(said, Settled) for said in reply.says)


def _file_name(title: str) -> str:
    """Return a title as a file name in its own script: letters and digits, words joined by hyphens."""
    words = "".join(letter if letter.isalnum() else " " for letter in title).split()
    return "-".join(words)[:60] or "report"
