"""The plain calls beside aiogram's own: same names, same fields, same meaning; and what no JSON can hold."""

import json
from typing import Any

import pytest

from bot.telegram.calls import (
    AnswerCallbackQuery,
    Button,
    Buttons,
    Call,
    Copied,
    EditMessageCaption,
    EditMessageReplyMarkup,
    EditMessageText,
    Key,
    Keys,
    NoKeys,
    SendMessage,
    encoded,
)
from bot.telegram.deferred import exceptions, methods
from bot.telegram.rich import RichMessage, SendRichMessage
from tests.telegram.scripted import Scripted, flood, refusal

BUTTONS = Buttons([[Button("بله", "s/q/yes", style="primary"), Button("Page", url="https://example.com")], []])
COPIED = Buttons([[Button("Copy", copy_text=Copied("FRANK-10"))]])
KEYS = Keys([[Key("Phone", request_contact=True)], [Key("Place", request_location=True)]], True, True, "+98 21")
RICH: list[dict[str, Any]] = [
    {"type": "heading", "text": "سلام", "size": 2},
    {"type": "paragraph", "text": ["a ", {"type": "url", "text": {"type": "bold", "text": "b"}, "url": "https://c.d"}]},
    {"type": "list", "items": [{"blocks": [{"type": "paragraph", "text": "1"}], "value": 1, "type": "1"}]},
    {"type": "table", "cells": [[{"align": "left", "valign": "top", "text": "x", "is_header": True}]]},
    {"type": "blockquote", "blocks": [{"type": "paragraph", "text": {"type": "italic", "text": "q"}}]},
]
CALLS = [
    SendMessage(7, "سلام <b>دنیا</b>", BUTTONS, "HTML"),
    SendMessage(7, "Yours", COPIED),
    SendMessage(7, "?", KEYS),
    SendMessage(7, "✓", NoKeys()),
    SendRichMessage(7, RichMessage(RICH, is_rtl=True, skip_entity_detection=True)),
    EditMessageText(7, 3, "✓", BUTTONS, "HTML"),
    EditMessageText(7, 3, "✓"),
    EditMessageCaption(7, 3, "✓", BUTTONS, "HTML"),
    EditMessageReplyMarkup(7, 3),
    AnswerCallbackQuery("1", "Thanks"),
    AnswerCallbackQuery("1"),
]


@pytest.mark.parametrize("call", CALLS, ids=repr)
def test_a_call_is_what_aiograms_own_would_have_sent(call: Call):
    fields = json.loads(encoded(call))
    theirs: Any = getattr(methods, type(call).__name__)
    model = theirs.model_validate(fields)
    assert call.__api_method__ == theirs.__api_method__
    assert model.model_extra in (None, {})
    assert json.loads(model.model_dump_json(exclude_unset=True)) == fields
    # What aiogram would take and leave alone is spelt wrong here.
    assert fields.keys() <= theirs.model_fields.keys()


def test_every_plain_call_was_looked_at():
    assert {type(call) for call in CALLS} == set(Call.__subclasses__())


async def test_a_plain_call_returns_what_aiograms_own_returns():
    async with Scripted() as telegram:
        sent: Any = await telegram.bot(CALLS[0])  # type: ignore[arg-type]
        assert sent.message_id == 1
        assert await telegram.bot(CALLS[-1]) is True  # type: ignore[arg-type]
    assert telegram.calls[0].content_type == "application/json"
    assert telegram.calls[0].fields == json.loads(encoded(CALLS[0]))


async def test_a_plain_call_that_is_refused_raises_aiograms_errors():
    async with Scripted() as telegram:
        telegram.then("sendMessage", refusal(403, "Forbidden: bot was blocked by the user"), flood(3))
        with pytest.raises(exceptions.TelegramForbiddenError, match="blocked"):
            await telegram.bot(CALLS[0])  # type: ignore[arg-type]
        with pytest.raises(exceptions.TelegramRetryAfter) as caught:
            await telegram.bot(CALLS[0])  # type: ignore[arg-type]
    assert caught.value.retry_after == 3


def test_half_a_surrogate_pair_costs_one_sign_wherever_it_stands():
    call = SendMessage(7, "a\ud83d", Buttons([[Button("b\ud83d", "c")]]))
    assert json.loads(encoded(call)) == {
        "chat_id": 7,
        "text": "a?",
        "reply_markup": {"inline_keyboard": [[{"text": "b?", "callback_data": "c"}]]},
    }
