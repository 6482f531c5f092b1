"""Calls against a real server that misbehaves: order, retries, verdicts, and a clean end."""

import asyncio
from collections.abc import Awaitable
from itertools import pairwise
from typing import Any

import pytest

from bot.telegram.deferred import exceptions, methods
from bot.telegram.outgoing import Counts, Outgoing, Refused, Undelivered, Unreachable
from bot.telegram.pace import Pace
from tests.telegram.scripted import Scripted, after, flood, page, refusal, reset


def outgoing(telegram: Scripted, *, send_rate=0, chat_rate=0.0, chat_burst=1, patience=5.0) -> Outgoing:
    pace = Pace(send_rate=send_rate, chat_rate=chat_rate, chat_burst=chat_burst)
    return Outgoing(telegram.bot, pace, patience=patience)


def message(chat_id: int, text: str) -> methods.SendMessage:
    return methods.SendMessage(chat_id=chat_id, text=text)


EDIT = methods.EditMessageText(chat_id=7, message_id=1, text="✓")
ANSWER = methods.AnswerCallbackQuery(callback_query_id="1")


async def test_a_call_returns_what_telegram_returned():
    async with Scripted() as telegram:
        out = outgoing(telegram)
        sent = await out.call(message(7, "a"), chat_id=7)
    assert sent.message_id == 1
    assert out.counts == Counts(sent=1)


async def test_calls_of_a_chat_arrive_in_their_order_even_when_the_first_is_slow():
    async with Scripted() as telegram:
        decided = asyncio.Event()
        telegram.then("sendMessage", after(decided))
        out = outgoing(telegram)
        calls = [asyncio.create_task(out.call(message(7, text), chat_id=7)) for text in "abcd"]
        await asyncio.sleep(0.1)
        assert telegram.said() == ["a"]
        decided.set()
        await asyncio.gather(*calls)
    assert telegram.said() == ["a", "b", "c", "d"]


async def test_a_slow_chat_hinders_no_other():
    async with Scripted() as telegram:
        decided = asyncio.Event()
        telegram.then("sendMessage", after(decided))
        out = outgoing(telegram)
        slow = asyncio.create_task(out.call(message(1, "slow"), chat_id=1))
        await telegram.until_called(1)
        await out.call(message(2, "fast"), chat_id=2)
        assert not slow.done()
        decided.set()
        await slow


async def test_a_flood_holds_its_chat_so_long_keeps_the_order_and_hinders_no_other():
    async with Scripted() as telegram:
        telegram.then("sendMessage", flood(1))
        out = outgoing(telegram)
        await asyncio.gather(
            out.call(message(1, "a"), chat_id=1),
            out.call(message(1, "b"), chat_id=1),
            out.call(message(2, "other"), chat_id=2),
        )
    assert telegram.said() == ["a", "other", "a", "b"]
    assert telegram.calls[1].at - telegram.calls[0].at < 1
    assert telegram.calls[2].at - telegram.calls[0].at >= 1
    assert out.counts == Counts(sent=3, flooded=1)


@pytest.mark.parametrize(
    "answer",
    [reset(), page(502), refusal(500, "Internal Server Error"), refusal(502, "Bad Gateway: restart")],
    ids=["reset", "html 502", "500", "restarting"],
)
async def test_a_call_without_an_answer_is_made_again(answer):
    async with Scripted() as telegram:
        telegram.then("sendMessage", answer)
        out = outgoing(telegram)
        await asyncio.gather(out.call(message(7, "a"), chat_id=7), out.call(message(7, "b"), chat_id=7))
    assert telegram.said() == ["a", "a", "b"]
    assert out.counts == Counts(sent=2, retried=1)


async def test_the_pauses_between_attempts_grow():
    async with Scripted() as telegram:
        telegram.then("sendMessage", page(502), page(502))
        await outgoing(telegram).call(message(7, "a"), chat_id=7)
    pauses = [later.at - earlier.at for earlier, later in pairwise(telegram.calls)]
    assert 0.5 <= pauses[0] < 1 <= pauses[1]


async def outcomes(*calls: Awaitable[Any]) -> list[Any]:
    """Return what each call returned or raised."""
    ended: list[Any] = await asyncio.gather(*calls, return_exceptions=True)
    return ended


async def test_patience_ends_and_the_chat_goes_on():
    async with Scripted() as telegram:
        telegram.then("sendMessage", page(502), page(502))
        out = outgoing(telegram, patience=1)
        lost, kept = await outcomes(out.call(message(7, "a"), chat_id=7), out.call(message(7, "b"), chat_id=7))
    assert isinstance(lost, Undelivered)
    assert kept.message_id == 1
    assert telegram.said() == ["a", "a", "b"]


@pytest.mark.parametrize(
    ("status", "description"),
    [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: PEER_ID_INVALID"),
        (400, "Bad Request: INPUT_USER_DEACTIVATED"),
    ],
)
async def test_a_chat_that_nobody_reads_is_told_once_and_not_tried_again(status, description):
    async with Scripted() as telegram:
        telegram.then("sendMessage", refusal(status, description))
        out = outgoing(telegram)
        with pytest.raises(Unreachable, match=description):
            await out.call(message(7, "a"), chat_id=7)
    assert len(telegram.calls) == 1
    assert out.counts == Counts(unreachable=1)


@pytest.mark.parametrize(
    "answer",
    [refusal(400, "Bad Request: can't parse entities"), refusal(413, "Too Large"), page(413)],
    ids=["400", "413", "413 of a gateway"],
)
async def test_a_refused_call_is_not_made_again(answer):
    async with Scripted() as telegram:
        telegram.then("sendMessage", answer)
        out = outgoing(telegram)
        with pytest.raises(Refused):
            await out.call(message(7, "a"), chat_id=7)
        await out.call(message(7, "b"), chat_id=7)
    assert telegram.said() == ["a", "b"]
    assert out.counts == Counts(sent=1, refused=1)


async def test_a_wrong_token_is_nobodys_refusal():
    async with Scripted() as telegram:
        telegram.then("sendMessage", refusal(401, "Unauthorized"))
        with pytest.raises(exceptions.TelegramUnauthorizedError):
            await outgoing(telegram).call(message(7, "a"), chat_id=7)


@pytest.mark.parametrize(
    ("description", "outcome"),
    [
        ("Bad Request: message is not modified: specified new message content is exactly the same", True),
        ("Bad Request: message to edit not found", None),
        ("Bad Request: message can't be edited", None),
        ("Bad Request: MESSAGE_ID_INVALID", None),
    ],
)
async def test_an_edit_that_has_nothing_to_do_is_done(description, outcome):
    async with Scripted() as telegram:
        telegram.then("editMessageText", refusal(400, description))
        out = outgoing(telegram)
        assert await out.call(EDIT, chat_id=7) is outcome
    assert out.counts == Counts()


async def test_an_answer_to_a_callback_overtakes_its_chat_and_is_done_when_it_is_too_old():
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    async with Scripted() as telegram:
        decided = asyncio.Event()
        telegram.then("sendMessage", after(decided))
        telegram.then("answerCallbackQuery", refusal(400, old))
        out = outgoing(telegram, send_rate=1, chat_rate=1)
        sending = asyncio.create_task(out.call(message(7, "a"), chat_id=7))
        await telegram.until_called(1)
        assert await out.call(ANSWER, chat_id=7) is True
        assert not sending.done()
        decided.set()
        await sending
    assert [call.method for call in telegram.calls] == ["sendMessage", "answerCallbackQuery"]


async def test_an_answer_to_a_callback_survives_a_bad_gateway():
    async with Scripted() as telegram:
        telegram.then("answerCallbackQuery", page(502))
        assert await outgoing(telegram).call(ANSWER, chat_id=7) is True
    assert len(telegram.calls) == 2


async def test_the_rate_over_all_chats_holds_and_replies_go_first():
    async with Scripted() as telegram:
        out = outgoing(telegram, send_rate=5)
        bulk = [out.call(message(chat, "bulk"), chat_id=chat, urgent=False) for chat in range(10)]
        reply = out.call(message(99, "reply"), chat_id=99)
        await asyncio.gather(*bulk, reply)
    times = [call.at for call in telegram.calls]
    # Strict as calls leave (see the pace); on the way they may move a little closer.
    assert all(later - earlier > 0.9 for earlier, later in zip(times, times[5:], strict=False))
    assert telegram.said().index("reply") == 5


async def test_a_chat_may_burst_and_then_goes_at_its_rate():
    async with Scripted() as telegram:
        out = outgoing(telegram, chat_rate=2, chat_burst=3)
        await asyncio.gather(*(out.call(message(7, str(i)), chat_id=7) for i in range(5)))
    times = [call.at - telegram.calls[0].at for call in telegram.calls]
    assert times[2] < 0.5 <= times[3]
    assert times[4] >= 1


async def test_a_cancelled_call_leaves_its_place_to_the_next():
    async with Scripted() as telegram:
        telegram.then("sendMessage", after(asyncio.Event()))
        out = outgoing(telegram)
        going, waiting, last = (asyncio.create_task(out.call(message(7, text), chat_id=7)) for text in ("a", "b", "c"))
        await telegram.until_called(1)
        going.cancel()
        waiting.cancel()
        assert (await last).message_id
        await asyncio.gather(going, waiting, return_exceptions=True)
    assert going.cancelled()
    assert waiting.cancelled()
    assert telegram.said() == ["a", "c"]


async def test_closing_lets_the_call_on_its_way_arrive_and_turns_the_rest_back():
    async with Scripted() as telegram:
        decided = asyncio.Event()
        telegram.then("sendMessage", after(decided))
        telegram.then("answerCallbackQuery", page(502))
        out = outgoing(telegram)
        tasks = [
            asyncio.create_task(call)
            for call in (
                out.call(message(7, "on its way"), chat_id=7),
                out.call(message(7, "waits"), chat_id=7),
                out.call(ANSWER, chat_id=None),
            )
        ]
        await telegram.until_called(2)
        asyncio.get_running_loop().call_later(0.1, decided.set)
        await out.close()
        assert tasks[0].done()
        arrived, waited, answered = await outcomes(*tasks)
        with pytest.raises(Undelivered):
            await out.call(message(7, "too late"), chat_id=7)
        with pytest.raises(Undelivered):
            await out.call(ANSWER, chat_id=None)
    assert arrived.message_id == 1
    assert isinstance(waited, Undelivered)
    assert isinstance(answered, Undelivered)
    assert telegram.said() == ["on its way", ""]


async def test_a_call_may_be_cancelled_in_the_moment_of_closing():
    async with Scripted() as telegram:
        decided = asyncio.Event()
        telegram.then("sendMessage", after(decided))
        out = outgoing(telegram)
        going, waiting = (asyncio.create_task(out.call(message(7, text), chat_id=7)) for text in ("a", "b"))
        await telegram.until_called(1)
        waiting.cancel()
        decided.set()
        await out.close()
        assert (await going).message_id == 1
    assert waiting.cancelled()


async def test_closing_does_not_wait_for_ever():
    async with Scripted() as telegram:
        telegram.then("sendMessage", after(asyncio.Event()))
        out = outgoing(telegram)
        hanging = asyncio.create_task(out.call(message(7, "a"), chat_id=7))
        await telegram.until_called(1)
        await out.close(grace=0.1)
        assert not hanging.done()
        await telegram.session.close()
        with pytest.raises(Undelivered):
            await hanging
