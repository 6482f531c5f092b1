"""A report as a rich message, and in HTML where a server refuses one or is too old for it."""

import json
from typing import Any

import pytest
from aiogram import methods

from bot.report.compose import digest
from bot.report.document import Callout, Document, Paragraph, Section, Span, Table
from bot.service.ports import Reply
from bot.speech.outlook import Outlook
from bot.speech.prompt import Reward
from bot.telegram.calls import encoded
from bot.telegram.delivery import Delivery
from bot.telegram.layout import FOLDED, messages
from bot.telegram.outgoing import Outgoing, Undelivered
from bot.telegram.pace import Pace
from bot.telegram.rich import SendRichMessage, rich_message
from bot.typeset.typesetter import TypstTypesetter
from tests.report.bench import LANGUAGES
from tests.report.charted import charted
from tests.standin.blocks import read_blocks
from tests.telegram.scripted import Scripted, page, refusal
from tests.telegram.test_delivery import NoFiles

UNKNOWN = refusal(404, "Not Found: method not found")
PDF = TypstTypesetter().pdf(charted())


class Report(NoFiles):
    async def report(self, _session_id: str, language: str) -> tuple[Document, bytes] | None:
        return charted(language), PDF

    async def outlook(self, _channel: str, _address: str, _session_id: str, _language: str) -> Outlook | None:
        return None


class Turns:
    """Delivers reports, one after another, over one Bot API."""

    def __init__(self, telegram: Scripted) -> None:
        self.kept: list[int] = []
        pace = Pace(send_rate=0, chat_rate=0, chat_burst=1)
        self.delivery = Delivery(Outgoing(telegram.bot, pace, patience=0.1), Report(), self._keep)

    async def _keep(self, reply: Reply) -> None:
        self.kept.append(reply.sent)

    async def deliver(self, sent: int = 0) -> None:
        says = (Reward(language="en", session="s"),)
        await self.delivery.deliver(Reply(id="t", channel="telegram", address="7", says=says, sent=sent))


def sent(telegram: Scripted) -> list[str]:
    return [call.method for call in telegram.calls]


def read(document: Document) -> list[str]:
    """Return the lines of a report as Telegram's own models hold them."""
    call = SendRichMessage(7, rich_message(document, digest(document)))
    model: Any = methods.SendRichMessage.model_validate(json.loads(encoded(call)))
    return list(read_blocks(model.rich_message.blocks))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rich_message_says_what_the_report_says_in_short(language):
    lines = read(charted(language))
    assert lines[0] == "".join(span.text for span in charted(language).title)
    assert "\u20684 Series B MSO\u2069" in " ".join(lines) if language != "en" else "4 Series B MSO · $14,000" in lines
    made = rich_message(charted(language), digest(charted(language)))
    assert made.is_rtl == (language != "en")
    assert made.skip_entity_detection, "an answer that looks like a command is none"


def test_drawings_are_tables_in_a_chat():
    lines = read(charted())
    assert "What you want | 4 Series B MSO | 3 Series MDO | 6 Series B MSO" in lines
    assert any(line.startswith("4 Series B MSO | $14,000 | ") for line in lines)


async def test_a_report_comes_as_a_rich_message_and_a_file():
    async with Scripted() as telegram:
        await Turns(telegram).deliver()
    assert sent(telegram)[:2] == ["sendRichMessage", "sendDocument"]


async def test_a_server_that_knows_no_rich_messages_is_asked_once():
    async with Scripted() as telegram:
        telegram.then("sendRichMessage", UNKNOWN, UNKNOWN)
        turns = Turns(telegram)
        await turns.deliver()
        await turns.deliver()
    assert sent(telegram).count("sendRichMessage") == 1
    assert sent(telegram).count("sendDocument") == 2
    first = next(call for call in telegram.calls if call.method == "sendMessage")
    assert first.fields["text"].startswith("<b>Your measurement plan</b>")


async def test_a_rich_message_that_is_refused_is_said_in_html_and_the_next_one_tried_again():
    async with Scripted() as telegram:
        telegram.then("sendRichMessage", refusal(400, "Bad Request: RICH_MESSAGE_INVALID"))
        turns = Turns(telegram)
        await turns.deliver()
        await turns.deliver()
    assert sent(telegram).count("sendRichMessage") == 2
    assert sent(telegram)[1] == "sendMessage"


async def test_what_was_sent_before_a_restart_is_not_sent_again():
    texts = len(messages(charted(), digest(charted())))
    async with Scripted() as telegram:
        await Turns(telegram).deliver(sent=texts)
    assert "sendRichMessage" not in sent(telegram)
    assert "sendMessage" not in sent(telegram)[:1]
    assert "sendDocument" in sent(telegram)


async def test_after_a_file_that_did_not_get_through_the_message_is_not_said_twice():
    async with Scripted() as telegram:
        telegram.then("sendDocument", page(502))
        turns = Turns(telegram)
        with pytest.raises(Undelivered):
            await turns.deliver()
        await turns.deliver()
    assert sent(telegram)[:3] == ["sendRichMessage", "sendDocument", "sendDocument"]


def test_a_long_passage_set_apart_is_folded():
    def told(length: int) -> str:
        block = Callout("tip", "Tip", ((Span("x" * length),),))
        return messages(charted(), (Section("s", (Span("S"),), (block,)),))[0]

    assert "<blockquote expandable><b>Tip</b>" in told(FOLDED + 1)
    assert "<blockquote><b>Tip</b>" in told(FOLDED - 1)


def test_a_table_without_a_header_and_with_short_rows_is_whole():
    cell = (Span("x"),)
    table = Table(((), ()), ((cell, cell), (cell,)))
    document = charted()
    call = SendRichMessage(7, rich_message(document, (Section("s", (Span("S"),), (table, Paragraph((Span("y"),)))),)))
    model: Any = methods.SendRichMessage.model_validate(json.loads(encoded(call)))
    assert list(read_blocks(model.rich_message.blocks))[-3:] == ["x | x", "x | ", "y"]
