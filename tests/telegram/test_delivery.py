"""Turns on their way: nothing said twice, nothing held up by what Telegram refuses."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from bot.report.document import Document
from bot.service.ports import Reply
from bot.speech.outlook import Outlook
from bot.speech.prompt import Image, Line, Prompt, Settled, Utterance
from bot.telegram.delivery import Delivery
from bot.telegram.outgoing import Outgoing, Undelivered
from bot.telegram.pace import Pace
from tests.telegram.scripted import Scripted, page, refusal


class NoFiles:
    def __init__(self, made: bytes | None = None) -> None:
        self._made = made

    async def report(self, _session_id: str, _language: str) -> tuple[Document, bytes] | None:
        return None

    async def outlook(self, _channel: str, _address: str, _session_id: str, _language: str) -> Outlook | None:
        return None

    async def copy(self, _channel: str, _address: str) -> bytes:
        return b""

    async def picture(self, _images: Sequence[Image], _language: str) -> bytes | None:
        return self._made

    async def page(self, _session_id: str, _language: str) -> str | None:
        return None

    async def passage(self, _channel: str, _address: str) -> str | None:
        return None


class Turns:
    """Delivers turns over a Bot API that misbehaves; `kept` is what was kept of how far they came."""

    def __init__(self, telegram: Scripted, picture: bytes | None = None) -> None:
        self.kept: list[int] = []
        pace = Pace(send_rate=0, chat_rate=0, chat_burst=1)
        self.delivery = Delivery(Outgoing(telegram.bot, pace, patience=0.1), NoFiles(picture), self._keep)

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


PICTURED = Prompt(language="en", lines=(Line("ask", "Which one?"),), image=Image("bench/desk.png", "Which one?"))


def pictured(text: str = "Which one?") -> Reply:
    asked = replace(PICTURED, lines=(Line("ask", text),), session="s", question="q")
    return Reply(id="t", channel="telegram", address="7", says=(asked,))


async def test_a_picture_comes_with_its_words():
    async with Scripted() as telegram:
        await Turns(telegram).delivery.deliver(turn("note"))
        delivered = await Turns(telegram, picture=b"png").delivery.deliver(pictured())
    call = telegram.calls[-1]
    assert (call.method, call.fields["caption"]) == ("sendPhoto", "<b>Which one?</b>")
    assert ("picture", b"png") in call.fields.values()
    assert delivered.open_message == -2, "its words are a caption"


async def test_words_too_long_for_a_caption_follow_their_picture():
    async with Scripted() as telegram:
        turns = Turns(telegram, picture=b"png")
        delivered = await turns.delivery.deliver(pictured("w" * 1025))
    assert [call.method for call in telegram.calls] == ["sendPhoto", "sendMessage"]
    assert "caption" not in telegram.calls[0].fields
    assert (delivered.open_message, turns.kept) == (2, [1])


async def test_a_picture_that_is_not_there_or_is_refused_leaves_the_words():
    async with Scripted() as telegram:
        await Turns(telegram).delivery.deliver(pictured())
        telegram.then("sendPhoto", refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
        turns = Turns(telegram, picture=b"png")
        delivered = await turns.delivery.deliver(pictured())
    assert [call.method for call in telegram.calls] == ["sendMessage", "sendPhoto", "sendMessage"]
    assert (delivered.open_message, turns.kept) == (2, []), "what was refused is no message that was sent"


async def test_ticks_change_the_words_under_a_picture_and_an_answer_stays_within_a_caption():
    redrawn = replace(PICTURED, session="s", question="q", redraws=True)
    settled = Settled("en", "s", "q", (Line("ask", "Which one?"),), "w" * 1024)
    async with Scripted() as telegram:
        turns = Turns(telegram, picture=b"png")
        for said in (redrawn, settled):
            reply = Reply(id="t", channel="telegram", address="7", says=(said,), message=-5, open_message=-5)
            await turns.delivery.deliver(reply)
    assert [(call.method, call.fields["message_id"], call.fields["caption"]) for call in telegram.calls] == [
        ("editMessageCaption", 5, "<b>Which one?</b>"),
        ("editMessageCaption", 5, "<b>Which one?</b>"),
    ]


async def test_a_question_without_a_picture_takes_no_place_under_one():
    plain = replace(PICTURED, image=None, session="s", question="q", redraws=True)
    async with Scripted() as telegram:
        reply = Reply(id="t", channel="telegram", address="7", says=(plain,), message=-5, open_message=-5)
        await Turns(telegram).delivery.deliver(reply)
    assert [call.method for call in telegram.calls] == ["editMessageReplyMarkup", "sendMessage"]


async def succeeds(_request: object) -> None:
    """Let a call succeed."""


async def test_a_message_that_is_refused_holds_up_none_behind_it():
    async with Scripted() as telegram:
        telegram.then("sendMessage", refusal(400, "Bad Request: can't parse entities"))
        await Turns(telegram).delivery.deliver(turn("broken", "question"))
    assert telegram.said() == ["broken", "question"]
