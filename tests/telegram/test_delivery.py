"""Turns on their way: nothing said twice, nothing held up by what Telegram refuses."""

import pytest

from bot.report.document import Document
from bot.service.ports import Reply
from bot.speech.prompt import Line, Prompt, Utterance
from bot.telegram.delivery import Delivery
from bot.telegram.outgoing import Outgoing, Undelivered
from bot.telegram.pace import Pace
from tests.telegram.scripted import Scripted, page, refusal


class NoFiles:
    async def report(self, _session_id: str, _language: str) -> tuple[Document, bytes] | None:
        return None

    async def copy(self, _channel: str, _address: str) -> bytes:
        return b""

    async def page(self, _session_id: str, _language: str) -> str | None:
        return None

    async def passage(self, _channel: str, _address: str) -> str | None:
        return None


class Turns:
    """Delivers turns over a Bot API that misbehaves; `kept` is what was kept of how far they came."""

    def __init__(self, telegram: Scripted) -> None:
        self.kept: list[int] = []
        pace = Pace(send_rate=0, chat_rate=0, chat_burst=1)
        self.delivery = Delivery(Outgoing(telegram.bot, pace, patience=0.1), NoFiles(), self._keep)

    async def _keep(self, reply: Reply) -> None:
        self.kept.append(reply.sent)


def says(*texts: str) -> tuple[Utterance, ...]:
    return tuple(Prompt(language="en", lines=(Line("said", text),)) for text in texts)


def turn(*texts: str, sent: int = 0) -> Reply:
    return Reply(id="t", channel="telegram", address="7", says=says(*texts), sent=sent)


async def test_before_a_second_message_it_is_kept_that_the_first_was_sent():
    async with Scripted() as telegram:
        turns = Turns(telegram)
        await turns.delivery.deliver(turn("note"))
        assert turns.kept == []
        await turns.delivery.deliver(turn("note", "another", "question"))
    assert turns.kept == [1, 2]


async def test_what_an_earlier_process_has_sent_is_not_sent_again():
    async with Scripted() as telegram:
        await Turns(telegram).delivery.deliver(turn("note", "another", "question", sent=2))
    assert telegram.said() == ["question"]


async def test_another_attempt_goes_on_where_the_first_was_stuck():
    async with Scripted() as telegram:
        turns, reply = Turns(telegram), turn("note", "question")
        telegram.then("sendMessage", succeeds, page(502))
        with pytest.raises(Undelivered):
            await turns.delivery.deliver(reply)
        await turns.delivery.deliver(reply)
    assert telegram.said() == ["note", "question", "question"]


async def succeeds(_request: object) -> None:
    """Let a call succeed."""


async def test_a_message_that_is_refused_holds_up_none_behind_it():
    async with Scripted() as telegram:
        telegram.then("sendMessage", refusal(400, "Bad Request: can't parse entities"))
        await Turns(telegram).delivery.deliver(turn("broken", "question"))
    assert telegram.said() == ["broken", "question"]
