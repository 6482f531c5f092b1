"""Delivery: the utterances of a decided turn, sent in order; what was pressed is answered at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from bot.report.compose import afterwards, digest
from bot.report.document import Document
from bot.service.ports import Delivered, Files, Reply, Unavailable
from bot.speech.prompt import Handout, Image, Passage, Prompt, Reward, Sequel, Settled, Toast, Utterance
from bot.speech.standing import keys_gone, report_page
from bot.telegram import layout
from bot.telegram.calls import (
    HTML,
    AnswerCallbackQuery,
    Buttons,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    Keys,
    Method,
    NoKeys,
    SendMessage,
)
from bot.telegram.files import Markup, document, photo
from bot.telegram.outgoing import Outgoing, Refused, Undelivered, UnknownCall, Unreachable
from bot.telegram.rich import SendRichMessage, rich_message

_log = logging.getLogger(__name__)
BY_KEYS = -1
"""Stands for the open message where a reply keyboard shows the open prompt, which no edit can take away."""
KeepSent = Callable[[Reply], Awaitable[None]]


class Delivery:
    """Sends turns to their chats; `files` makes what is made only when it is sent, `keep_sent` keeps how far one came.

    Whoever holds a press open (a webhook waits for its response) can `offer` to carry the answer to it.
    """

    def __init__(self, outgoing: Outgoing, files: Files, keep_sent: KeepSent) -> None:
        self._outgoing = outgoing
        self._files = files
        self._keep_sent = keep_sent
        self._abilities = Abilities()
        self._offers: dict[str, asyncio.Future[str | None]] = {}
        self._sent: dict[str, int] = {}
        """How many messages of a turn were sent by an attempt that did not come to its end."""

    def offer(self, press: str) -> "asyncio.Future[str | None]":
        """Offer to carry the answer to a press; the future becomes its toast (None: none), or is cancelled."""
        self._offers[press] = asyncio.get_running_loop().create_future()
        return self._offers[press]

    def withdraw(self, press: str | None) -> None:
        """Take an offer back; nothing is to be carried, or it would take too long."""
        offered = self._offers.pop(press or "", None)
        if offered is not None:
            offered.cancel()

    async def deliver(self, reply: Reply) -> Delivered:
        """Send everything a turn says; a chat that cannot be reached counts as delivered."""
        toast = next((said.text for said in reply.says if isinstance(said, Toast)), None)
        answering = asyncio.ensure_future(self._answer_press(reply, toast)) if reply.press else None
        sent = max(reply.sent, self._sent.pop(reply.id, 0))
        course = _Course(self._outgoing, self._files, self._keep_sent, replace(reply, sent=sent), self._abilities)
        try:
            for said in reply.says:
                await course.say(said)
        except Unreachable:
            _log.info("a chat cannot be reached; its turn is dropped")
        except (Undelivered, Unavailable):
            self._sent[reply.id] = course.sent
            raise
        finally:
            if answering is not None:
                await answering
        return Delivered(reply, course.open_message)

    async def _answer_press(self, reply: Reply, toast: str | None) -> None:
        text = toast[: layout.LONGEST_TOAST] if toast else None
        offered = self._offers.pop(reply.press or "", None)
        if offered is not None and not offered.done():
            offered.set_result(text)
            return
        try:
            await self._outgoing.call(AnswerCallbackQuery(reply.press or "", text), chat_id=None)
        except (Refused, Unreachable, Undelivered) as trouble:
            # The press only spins on; what it changed is kept and said in messages.
            _log.info("a press was not answered: %s", trouble)


@dataclass
class Abilities:
    """What the server can do, as far as it has shown."""

    rich: bool = True


class _Course:
    """One turn on its way to its chat.

    Edits can be repeated without harm, messages cannot. So before a second message is sent it is kept that the first
    one was, and what an earlier process has sent is not sent again: a crash repeats one message at most.
    """

    def __init__(
        self, outgoing: Outgoing, files: Files, keep_sent: KeepSent, reply: Reply, abilities: Abilities
    ) -> None:
        self.open_message: int | None = None
        """The message that now shows the open prompt with its controls; 0: none does; `BY_KEYS`; None: as before.

        Negative where its words are the caption of a picture, as in every number of a message here.
        """
        self._outgoing = outgoing
        self._files = files
        self._keep_sent = keep_sent
        self._abilities = abilities
        self._reply = reply
        self._chat = int(reply.address)
        self._keys = reply.open_message == BY_KEYS
        """Whether a reply keyboard stands in the chat."""
        self._shown = 0 if self._keys else reply.open_message
        self._messages = 0
        self.sent = reply.sent
        """How many of its messages are out."""

    async def say(self, said: Utterance) -> None:
        """Send one utterance; what Telegram refuses of it does not hold up the next."""
        try:
            await self._say(said)
        except Refused as refusal:
            _log.error("Telegram refuses a message: %s", refusal)

    async def _say(self, said: Utterance) -> None:
        match said:
            case Toast():
                if self._reply.press is None:
                    await self._message(layout.escaped(said.text))
            case Settled():
                await self._settle(said)
            case Prompt():
                await self._prompt(said)
            case Reward():
                await self._reward(said)
                await self._sequel(Sequel(said.language, said.session))
            case Sequel():
                await self._sequel(said)
            case Handout():
                content = await self._files.copy(self._reply.channel, self._reply.address)
                await self._document(content, said.name, said.caption)
            case Passage():
                address = await self._files.passage(self._reply.channel, self._reply.address)
                if address is not None:
                    await self._message(layout.escaped(said.text), layout.link(said.label, address))

    async def _settle(self, said: Settled) -> None:
        pressed, shown = self._reply.message, self._shown
        self.open_message = 0
        if self._keys or said.wants in ("contact", "location"):
            await self._message(layout.escaped(said.answer), NoKeys())
        elif message := pressed or shown:
            await self._edit(message, layout.settled(said, _room(message)))
        if pressed and shown and pressed != shown:
            await self._strip(shown)

    async def _prompt(self, said: Prompt) -> None:
        pressed, shown, asks = self._reply.message, self._shown, said.question is not None
        text, markup = layout.text_of(said.lines, said.language), layout.keyboard(said)
        under: Markup = NoKeys() if self._keys and self._reply.farewell else markup
        by_keys = isinstance(markup, Keys)
        # A menu never takes the place of the open prompt, even where the message with the menu is out of reach.
        message = pressed or (shown if asks else None)
        if said.redraws and message and not by_keys and await self._redraw(message, said, text, markup) is not None:
            self.open_message = message if asks else None
            return
        if asks and self.open_message is None and (replaced := shown or pressed):
            await self._strip(replaced)
        if asks and self._keys and not by_keys:
            # Buttons under a message cannot come with the order to take the keys away.
            await self._message(layout.escaped(keys_gone(said.language)), NoKeys())
        images = layout.images(said)
        sent = await (self._pictured(images, said.language, text, under) if images else self._message(text, under))
        if asks:
            # A message with a reply keyboard can never be edited.
            self.open_message = BY_KEYS if by_keys else sent

    async def _redraw(self, message: int, said: Prompt, text: str, markup: Buttons | Keys | None) -> object:
        """Let a prompt take the place of a message; return None where it cannot: a picture stays what it is."""
        if message < 0 and not (layout.images(said) and layout.fits(text, layout.LONGEST_CAPTION)):
            return None
        return await self._edit(message, text, markup)

    async def _pictured(self, images: Sequence[Image], language: str, text: str, markup: Markup) -> int | None:
        """Send words with their pictures as one picture, the words under it where there is room for them.

        Where there is no picture, or Telegram does not take it, the words alone have to do.
        """
        content = await self._files.picture(images, language)
        caption = text if layout.fits(text, layout.LONGEST_CAPTION) else ""
        if content is not None:
            before = self._messages
            try:
                sent = await self._send(photo(self._chat, content, caption, markup if caption else None))
            except Refused as refusal:
                _log.warning("a question goes without its picture: %s", refusal)
                self._messages = before
            else:
                if caption:
                    self._keys = isinstance(markup, Keys) or (self._keys and not isinstance(markup, NoKeys))
                    return sent and -sent
        return await self._message(text, markup)

    async def _strip(self, message: int) -> None:
        """Take the controls from a prompt that another one takes the place of; where it has none, nothing is lost."""
        bare = EditMessageReplyMarkup(self._chat, abs(message))
        try:
            await self._outgoing.call(bare, chat_id=self._chat)
        except Refused as refusal:
            _log.info("an old prompt keeps its controls: %s", refusal)

    async def _reward(self, said: Reward) -> None:
        made = await self._files.report(said.session, said.language)
        if made is None:
            return
        document, pdf = made
        await self._digest(document)
        title = "".join(span.text for span in document.title)
        address = await self._files.page(said.session, said.language)
        page = layout.link(report_page(said.language), address) if address else None
        await self._document(pdf, f"{_file_name(title)}.pdf", title, page)
        for block in afterwards(document):
            await self._message(*layout.after_report(block, said.language))

    async def _digest(self, document: Document) -> None:
        """Say what stands in the message: as a rich one, or in HTML where the server takes none."""
        sections = digest(document)
        texts = layout.messages(document, sections)
        counted = self._messages
        # What began as HTML before a restart goes on as HTML; a rich message counts for all that it stands for.
        rich = SendRichMessage(self._chat, rich_message(document, sections))
        if self._reply.sent <= counted and await self._rich(rich):
            self._messages = self.sent = counted + len(texts)
            return
        self._messages = counted
        for text in texts:
            await self._message(text)

    async def _rich(self, message: SendRichMessage) -> bool:
        """Send a rich message; tell whether it was taken."""
        if not self._abilities.rich:
            return False
        try:
            await self._send(message)
        except UnknownCall:
            self._abilities.rich = False
            _log.info("this server knows no rich messages; reports are said in HTML")
            return False
        except Refused as refusal:
            _log.warning("a report is said in HTML, because its rich message was refused: %s", refusal)
            return False
        return True

    async def _sequel(self, said: Sequel) -> None:
        found = await self._files.outlook(self._reply.channel, self._reply.address, said.session, said.language)
        prompt = None if found is None else found.prompt(redraws=said.redraws)
        if prompt is not None:
            await self._prompt(prompt)

    async def _document(self, content: bytes, name: str, caption: str, markup: Buttons | None = None) -> None:
        await self._send(document(self._chat, content, name, caption[: layout.LONGEST_CAPTION], markup))

    async def _message(self, text: str, markup: Markup = None) -> int | None:
        sent = await self._send(SendMessage(self._chat, text, markup, HTML))
        if isinstance(markup, Keys | NoKeys):
            self._keys = isinstance(markup, Keys)
        return sent

    async def _edit(self, message: int, text: str, markup: Buttons | Keys | None = None) -> object:
        """Edit a message; return None where it is gone."""
        below = markup if isinstance(markup, Buttons) else None
        form = EditMessageText if message > 0 else EditMessageCaption
        return await self._outgoing.call(form(self._chat, abs(message), text, below, HTML), chat_id=self._chat)

    async def _send(self, method: Method) -> int | None:
        """Send a new message and return its number; None where it was sent before a restart."""
        self._messages += 1
        if self._messages <= self._reply.sent:
            return None
        if self._messages > self._reply.sent + 1:
            self._reply = replace(self._reply, sent=self._messages - 1)
            await self._keep_sent(self._reply)
        sent = await self._outgoing.call(method, chat_id=self._chat)
        self.sent = self._messages
        return int(sent.message_id)


def _room(message: int) -> int:
    """Return how many characters the words of a message may have."""
    return layout.LONGEST_MESSAGE if message > 0 else layout.LONGEST_CAPTION


def _file_name(title: str) -> str:
    """Return a title as a file name in its own script: letters and digits, words joined by hyphens."""
    words = "".join(letter if letter.isalnum() else " " for letter in title).split()
    return "-".join(words)[:60] or "report"
