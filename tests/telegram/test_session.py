"""The lean session against a real server: what it sends, what it makes of the replies, what it never says."""

import asyncio
import logging
import traceback
from typing import Any

import pytest

from bot.telegram.deferred import Bot, TelegramAPIServer, exceptions, methods, types
from bot.telegram.session import LeanSession, Sent
from tests.telegram.scripted import SECRET, TOKEN, Scripted, after, flood, page, refusal, reset, result

SEND = methods.SendMessage(chat_id=7, text="سلام <b>دنیا</b>")


async def test_a_send_is_json_of_the_set_fields_and_returns_the_number_of_the_message():
    keyboard = types.InlineKeyboardMarkup(
        inline_keyboard=[[types.InlineKeyboardButton(text="بله", callback_data="1:yes")]]
    )
    async with Scripted() as telegram:
        sent = await telegram.bot(methods.SendMessage(chat_id=7, text="سلام", reply_markup=keyboard))
    (call,) = telegram.calls
    assert call.content_type == "application/json"
    assert call.fields == {
        "chat_id": 7,
        "text": "سلام",
        "reply_markup": {"inline_keyboard": [[{"text": "بله", "callback_data": "1:yes"}]]},
    }
    assert isinstance(sent, Sent)
    assert sent.message_id == 1


async def test_the_defaults_of_the_bot_are_filled_in():
    async with Scripted() as telegram:
        telegram.bot.default.parse_mode = "HTML"
        await telegram.bot(SEND)
        await telegram.bot(methods.SendMessage(chat_id=7, text="plain", parse_mode=None))
    assert [call.fields.get("parse_mode") for call in telegram.calls] == ["HTML", None]


async def test_half_a_surrogate_pair_does_not_cost_the_message():
    async with Scripted() as telegram:
        await telegram.bot(methods.SendMessage(chat_id=7, text="a\ud83d"))
    assert telegram.said() == ["a?"]


async def test_updates_come_as_plain_json_and_an_edit_may_return_true():
    updates = [{"update_id": 5, "message": {"message_id": 1, "something_new": {"x": 1}}}]
    edit = methods.EditMessageText(text="x", inline_message_id="i")
    async with Scripted() as telegram:
        telegram.then("getUpdates", result(updates))
        telegram.then("editMessageText", result(True))
        received: Any = await telegram.bot(methods.GetUpdates(offset=5, timeout=0))
        assert received == updates
        assert await telegram.bot(edit) is True
        assert await telegram.bot(methods.AnswerCallbackQuery(callback_query_id="1")) is True


async def test_other_replies_are_aiograms_models():
    async with Scripted() as telegram:
        telegram.then("getMe", result({"id": 42, "is_bot": True, "first_name": "B", "username": "b_bot"}))
        telegram.then("getMyCommands", result([{"command": "start", "description": "Begin"}]))
        me = await telegram.bot.get_me()
        commands = await telegram.bot.get_my_commands()
    assert isinstance(me, types.User)
    assert me.username == "b_bot"
    assert [(type(command), command.command) for command in commands] == [(types.BotCommand, "start")]


async def test_a_file_goes_as_a_form_with_everything_else_beside_it():
    report = types.BufferedInputFile(b"%PDF-1.7", filename="گزارش.pdf")
    async with Scripted() as telegram:
        sent = await telegram.bot(methods.SendDocument(chat_id=7, document=report, caption="گزارش"))
    (call,) = telegram.calls
    assert call.content_type == "multipart/form-data"
    assert (call.fields["chat_id"], call.fields["caption"]) == ("7", "گزارش")
    part = call.fields["document"].removeprefix("attach://")
    assert call.fields[part] == ("گزارش.pdf", b"%PDF-1.7")
    assert sent.message_id == 1


@pytest.mark.parametrize(
    ("status", "description", "error"),
    [
        (400, "Bad Request: chat not found", exceptions.TelegramBadRequest),
        (401, "Unauthorized", exceptions.TelegramUnauthorizedError),
        (403, "Forbidden: bot was blocked by the user", exceptions.TelegramForbiddenError),
        (404, "Not Found", exceptions.TelegramNotFound),
        (409, "Conflict: terminated by other getUpdates request", exceptions.TelegramConflictError),
        (413, "Request Entity Too Large", exceptions.TelegramEntityTooLarge),
        (500, "Internal Server Error: restart", exceptions.RestartingTelegram),
        (502, "Bad Gateway", exceptions.TelegramServerError),
    ],
)
async def test_refusals_are_aiograms_errors(status, description, error):
    async with Scripted() as telegram:
        telegram.then("sendMessage", refusal(status, description))
        with pytest.raises(error) as caught:
            await telegram.bot(SEND)
    assert caught.value.message == description


async def test_a_flood_says_how_long_to_wait():
    async with Scripted() as telegram:
        telegram.then("sendMessage", flood(3))
        with pytest.raises(exceptions.TelegramRetryAfter) as caught:
            await telegram.bot(SEND)
    assert caught.value.retry_after == 3


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (page(502), exceptions.TelegramServerError),
        (page(413), exceptions.TelegramEntityTooLarge),
        (page(403), exceptions.TelegramNetworkError),
        (page(200), exceptions.TelegramNetworkError),
        (page(200, '{"ok": true'), exceptions.TelegramNetworkError),
        (page(502, '{"ok": true, "result": {}}'), exceptions.TelegramServerError),
        (page(500, '{"ok": false}'), exceptions.TelegramServerError),
        (page(200, '["a list"]'), exceptions.TelegramNetworkError),
        (reset(), exceptions.TelegramNetworkError),
    ],
    ids=["502", "413", "403 of a proxy", "200", "half a body", "a lie", "nameless 500", "a list", "reset"],
)
async def test_what_does_not_come_from_the_bot_api_can_be_told_from_a_refusal(answer, error):
    async with Scripted() as telegram:
        telegram.then("sendMessage", answer)
        with pytest.raises(error):
            await telegram.bot(SEND)


async def test_an_answer_that_takes_too_long_is_a_network_error():
    async with Scripted() as telegram:
        telegram.then("sendMessage", after(asyncio.Event()))
        with pytest.raises(exceptions.TelegramNetworkError, match=r"no answer within 0\.1 s"):
            await telegram.bot(SEND, request_timeout=0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answer",
    [
        reset(),
        page(502),
        refusal(500, "Internal"),
        refusal(401, "Unauthorized"),
        after(asyncio.Event()),
    ],
    ids=["reset", "page", "500", "401", "silence"],
)
async def test_the_token_is_in_no_error_and_no_log(answer, caplog):
    caplog.set_level(logging.DEBUG)
    async with Scripted() as telegram:
        telegram.then("sendMessage", answer)
        with pytest.raises(exceptions.TelegramAPIError) as caught:
            await telegram.bot(SEND, request_timeout=0.2)  # type: ignore[arg-type]
    told = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert SECRET not in told


@pytest.mark.parametrize("base", ["http://127.0.0.1:1", "http://nobody.invalid", "http://[::bad"])
async def test_the_token_is_in_no_error_of_an_address_that_does_not_work(base):
    bot = Bot(TOKEN, session=LeanSession(api=TelegramAPIServer.from_base(base), timeout=5))
    with pytest.raises(exceptions.TelegramNetworkError) as caught:
        await bot(SEND)
    await bot.session.close()
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert SECRET not in str(caught.value)
