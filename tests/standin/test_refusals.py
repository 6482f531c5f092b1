"""The stand-in refuses what Telegram refuses."""

import asyncio
from typing import Any

import pytest
from aiogram.types import Update
from aiohttp import FormData

from tests.standin import Call, StandIn
from tests.standin.example import Wire
from tests.standin.faults import Faults
from tests.standin.refusal import RefusedError


async def known_chat(api: StandIn) -> int:
    """Let a person appear whom the bot may write to."""
    ann = api.person()
    await ann.says("hello", wait=False)
    return ann.id


def buttons(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"text": ""}, "text is empty"),
        ({"text": " \n"}, "text is empty"),
        ({"text": "x" * 4097}, "too long"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text is empty"),
        ({"text": "<b>open", "parse_mode": "HTML"}, "never closed"),
        ({"text": "<b><i>x</b></i>", "parse_mode": "HTML"}, 'unexpected end tag "</b>"'),
        ({"text": "<h1>x</h1>", "parse_mode": "HTML"}, 'unsupported start tag "h1"'),
        ({"text": '<b class="x">x</b>', "parse_mode": "HTML"}, "attributes"),
        ({"text": "1 < 2", "parse_mode": "HTML"}, "must be escaped"),
        ({"text": "salt & pepper", "parse_mode": "HTML"}, "must be escaped"),
        ({"text": "x", "parse_mode": "MarkdownV2"}, "reads HTML"),
        ({"text": 5}, "text: Input should be a valid string"),
        ({}, "text: Field required"),
        ({"text": "x", "colour": "red"}, "there is no colour in sendMessage"),
        ({"text": "x", "reply_markup": None}, "reply_markup is null"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup"),
        ({"text": "x", "reply_markup": {"inline_keyboards": []}}, "there is no inline_keyboards"),
        ({"text": "x", "reply_markup": buttons([{"text": "a", "data": "a"}])}, "there is no data in inline_keyboard"),
        ({"text": "x", "reply_markup": buttons([{"text": "a"}])}, "must do one thing"),
        ({"text": "x", "reply_markup": buttons([])}, "row of the inline keyboard is empty"),
        ({"text": "x", "reply_markup": buttons([{"text": "a", "callback_data": "ی" * 33}])}, "66 bytes"),
        ({"text": "x", "reply_markup": buttons([{"text": "a", "callback_data": ""}])}, "0 bytes"),
        ({"text": "x", "reply_markup": buttons([{"text": "a", "url": "example.com"}])}, "invalid"),
        ({"text": "x", "reply_markup": buttons([{"text": "a", "copy_text": {"text": "x" * 257}}])}, "257 characters"),
        ({"text": "x", "reply_markup": buttons([{"text": "a", "copy_text": {"text": ""}}])}, "0 characters"),
        (
            {"text": "x", "reply_markup": buttons([{"text": "a", "callback_data": "a", "style": "loud"}])},
            'unknown style "loud"',
        ),
        ({"text": "x", "reply_markup": buttons(*[[{"text": "a", "callback_data": "a"}]] * 101)}, "100 buttons"),
        ({"text": "x", "reply_markup": {"keyboard": []}}, "reply keyboard"),
        ({"text": "x", "reply_parameters": {"message_id": 77}}, "message to be replied not found"),
    ],
)
async def test_a_bad_message_is_refused_and_held_against_the_bot(
    api: StandIn, wire: Wire, parameters: dict[str, Any], reason: str
):
    answer = await wire.call("sendMessage", chat_id=await known_chat(api), **parameters)
    assert (answer["ok"], answer["error_code"]) == (False, 400)
    assert reason in answer["description"]
    assert len(api.check()) == 1


async def test_a_method_the_bot_never_calls_is_not_there(api: StandIn, wire: Wire):
    answer = await wire.call("sendPoll", chat_id=await known_chat(api))
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
    assert len(api.check()) == 1


async def test_the_longest_text_and_the_fullest_keyboard_pass(api: StandIn, wire: Wire):
    markup = buttons(*[[{"text": "a", "callback_data": "ی" * 32, "style": "primary"}]] * 100)
    text = "<b>" + "&lt;" * 4096 + "</b>"
    answer = await wire.call(
        "sendMessage", chat_id=await known_chat(api), text=text, parse_mode="HTML", reply_markup=markup
    )
    assert answer["result"]["text"] == "<" * 4096
    assert api.check() == []


async def test_json_and_forms_are_read_alike(api: StandIn, wire: Wire):
    chat = str(await known_chat(api))
    markup = '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}'
    form = FormData({"chat_id": chat, "text": "5", "reply_markup": markup, "disable_notification": "true"})
    answer = await wire.post("sendMessage", form)
    assert answer["result"]["text"] == "5"
    assert answer["result"]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "b"
    assert api.check() == []


async def test_files_are_kept_and_empty_ones_refused(api: StandIn, wire: Wire):
    chat = str(await known_chat(api))
    results = []
    for content, caption in ((b"%PDF", "yours"), (b"", "yours"), (b"%PDF", "x" * 1025)):
        form = FormData({"chat_id": chat, "document": "attach://there", "caption": caption}, quote_fields=False)
        form.add_field("there", content, filename="گزارش.pdf")
        results.append(await wire.post("sendDocument", form))
    sent = results[0]["result"]["document"]
    assert sent["file_name"] == "گزارش.pdf"
    assert "non-empty" in results[1]["description"]
    assert "caption is too long" in results[2]["description"]
    assert (await wire.call("sendDocument", chat_id=chat, document=sent["file_id"]))["ok"]
    assert "wrong file" in (await wire.call("sendDocument", chat_id=chat, document="F77"))["description"]
    assert len(api.check()) == 3


async def test_only_what_can_change_may_be_edited(api: StandIn, wire: Wire):
    chat = await known_chat(api)
    sent = (await wire.call("sendMessage", chat_id=chat, text="a"))["result"]["message_id"]
    fixed = await wire.call("sendMessage", chat_id=chat, text="a", reply_markup={"remove_keyboard": True})
    own = api.world.chats[chat].messages[0].id
    for number, text, reason in (
        (sent, "a", "message is not modified"),
        (99, "b", "message to edit not found"),
        (own, "b", "message can't be edited"),
        (fixed["result"]["message_id"], "b", "message can't be edited"),
    ):
        answer = await wire.call("editMessageText", chat_id=chat, message_id=number, text=text)
        assert reason in answer["description"]
    assert (await wire.call("editMessageText", chat_id=chat, message_id=sent, text="b"))["ok"]
    assert len(api.check()) == 4


async def test_a_press_must_be_answered_exactly_once(api: StandIn, wire: Wire):
    ann = api.person()
    await ann.forges("x", wait=False)
    press = (await wire.call("getUpdates"))["result"][0]["callback_query"]
    assert (press["message"]["date"], press["data"]) == (0, "x")
    assert api.check() == ['the press "x" was never answered']
    assert (await wire.call("answerCallbackQuery", callback_query_id=press["id"], text="thanks"))["ok"]
    assert (ann.toast, api.check()) == ("thanks", [])
    assert "too old" in (await wire.call("answerCallbackQuery", callback_query_id=press["id"]))["description"]
    assert "too old" in (await wire.call("answerCallbackQuery", callback_query_id="7"))["description"]
    assert len(api.check()) == 2


async def test_updates_are_given_again_until_confirmed(api: StandIn, wire: Wire):
    ann = api.person()
    for text in ("one", "two"):
        await ann.says(text, wait=False)
    first = (await wire.call("getUpdates"))["result"]
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert first[1]["update_id"] == first[0]["update_id"] + 1
    assert (await wire.call("getUpdates", offset=first[1]["update_id"]))["result"] == first[1:]
    assert (await wire.call("getUpdates", offset=first[1]["update_id"] + 1))["result"] == []
    again = asyncio.create_task(api.redeliver(first[0]))
    later = {"offset": first[1]["update_id"] + 1, "timeout": 1}
    assert (await wire.call("getUpdates", **later))["result"] == first[:1]
    assert (await wire.call("getUpdates", offset=later["offset"]))["result"] == []
    await again


async def test_all_that_people_do_arrives_as_updates_that_aiogram_knows(api: StandIn, wire: Wire):
    ann = api.person(language="fa", username="ann")
    message = await ann.says("/start now", wait=False)
    await ann.edits(message, "/start later", wait=False)
    await ann.forges("data", message, wait=False)
    await ann.sends_photo("look", wait=False)
    await ann.sends_contact(wait=False)
    await ann.blocks_bot(wait=False)
    updates = [Update.model_validate(update) for update in (await wire.call("getUpdates"))["result"]]
    kinds = ["message", "edited_message", "callback_query", "message", "message", "my_chat_member"]
    assert [update.event_type for update in updates] == kinds
    assert all(not update.event.model_extra for update in updates)
    edited = updates[1].edited_message
    assert edited is not None
    assert (edited.text, edited.message_id) == ("/start later", message.id)
    assert [entity.extract_from(edited.text or "") for entity in edited.entities or []] == ["/start"]


async def test_a_poll_waits_for_the_next_update(api: StandIn, wire: Wire):
    poll = asyncio.create_task(wire.call("getUpdates", timeout=5))
    await asyncio.sleep(0.02)
    assert not poll.done()
    await known_chat(api)
    assert len((await poll)["result"]) == 1


async def test_of_two_pollers_the_older_is_sent_away(api: StandIn, wire: Wire):
    older = asyncio.create_task(wire.call("getUpdates", timeout=5))
    await asyncio.sleep(0.02)
    assert (await wire.call("getUpdates"))["result"] == []
    assert (await older)["error_code"] == 409
    assert (api.conflicts, api.check()) == (1, [])


async def test_a_webhook_excludes_polling(wire: Wire):
    assert (await wire.call("setWebhook", url="https://example.org/hook"))["ok"]
    assert (await wire.call("getUpdates"))["error_code"] == 409
    assert (await wire.call("deleteWebhook"))["ok"]
    assert (await wire.call("getUpdates"))["ok"]


async def test_strangers_chats_and_tokens_are_unknown(api: StandIn, wire: Wire):
    assert (await wire.call("getMe", token="4242:another"))["error_code"] == 401
    answer = await wire.call("sendMessage", chat_id=api.person().id, text="Buy!")
    assert answer["description"] == "Bad Request: chat not found"
    assert len(api.check()) == 1


async def test_the_profile_is_kept_per_language(api: StandIn, wire: Wire):
    start = {"command": "start", "description": "Begin"}
    assert (await wire.call("setMyCommands", commands=[start]))["ok"]
    assert (await wire.call("getMyCommands"))["result"] == [start]
    assert (await wire.call("getMyCommands", language_code="fa"))["result"] == []
    assert (await wire.call("setMyName", name="Colloquy", language_code="en"))["ok"]
    assert (await wire.call("getMyName", language_code="en"))["result"] == {"name": "Colloquy"}
    assert (await wire.call("setMyShortDescription", short_description="Ask."))["ok"]
    answer = await wire.call("getMyShortDescription", language_code="ar")
    assert answer["result"] == {"short_description": "Ask."}
    assert api.check() == []
    for method, wrong in (
        ("setMyDescription", {"description": "x" * 513}),
        ("setMyName", {"name": "x", "language_code": "english"}),
        ("setMyCommands", {"commands": [start | {"command": "My data"}]}),
        ("sendChatAction", {"chat_id": await known_chat(api), "action": "thinking"}),
    ):
        assert (await wire.call(method, **wrong))["error_code"] == 400
    assert len(api.check()) == 4


async def test_after_a_flood_its_chat_and_no_other_must_wait(api: StandIn, wire: Wire):
    flooded, other = await known_chat(api), await known_chat(api)
    api.inject("flood", chat_id=flooded, retry_after=3)
    answer = await wire.call("sendMessage", chat_id=flooded, text="a")
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 3})
    assert (await wire.call("sendMessage", chat_id=other, text="a"))["ok"]
    await asyncio.sleep(0.06)
    assert (await wire.call("sendMessage", chat_id=flooded, text="a"))["error_code"] == 429
    assert len(api.check()) == 1


def test_patience_ends_when_the_seconds_are_over():
    faults = Faults()

    def call_at(seconds: float) -> Call:
        return Call("sendMessage", number=1, arrived=seconds, chat_id=7)

    faults.flood(call_at(100.0), retry_after=3)
    with pytest.raises(RefusedError) as already_on_its_way:
        faults.check_patience(call_at(100.01))
    with pytest.raises(RefusedError) as hasty:
        faults.check_patience(call_at(102.5))
    faults.check_patience(call_at(103.0))
    assert (already_on_its_way.value.blame, hasty.value.blame) == (False, True)
