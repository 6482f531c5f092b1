"""The stand-in's people talk to a bot, and faults and kills strike where they are asked to."""

import sys
import time
from typing import Any

import pytest
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramServerError,
)

from tests.standin import BotProcess, StandIn
from tests.standin.example import TinyBot


async def test_a_conversation_ends_with_a_file_and_nothing_to_complain_about(api: StandIn, bot: TinyBot):
    ann = api.person(language="fa")
    await ann.says("/start test-bench")
    question = ann.chat.last
    assert question.text == "What do you drink?"
    assert question.entities == [{"type": "bold", "offset": 0, "length": 4}]
    assert question.labels == ["Green tea", "Coffee"]
    await ann.presses("tea")
    assert (question.text, question.rows, ann.toast) == ("Done", [], "You take tea.")
    report = await ann.sees("Your report")
    assert (report.file.name, report.file.content) == ("report.pdf", b"%PDF")
    assert [call.method for call in api.done(chat=ann.chat)] == [
        "sendMessage",
        "answerCallbackQuery",
        "editMessageText",
        "sendDocument",
    ]
    assert api.check() == []
    assert bot.failures == []


@pytest.mark.parametrize(
    ("kind", "failure", "messages"),
    [
        ("bad_gateway", ClientDecodeError, 1),
        ("server_error", TelegramServerError, 1),
        ("reset", TelegramNetworkError, 1),
        ("lost", TelegramNetworkError, 2),
    ],
)
async def test_a_fault_hits_once_and_only_a_lost_call_counts(
    api: StandIn, bot: TinyBot, kind: Any, failure: type[AiogramError], messages: int
):
    ann = api.person()
    fault = api.inject(kind)
    await ann.says("/start")
    assert [type(error) for error in bot.failures] == [failure]
    assert (fault.struck, len(ann.chat.from_bot)) == (1, messages)
    assert [call.outcome for call in api.calls] == [kind, "done"]
    assert api.check() == []


async def test_a_lost_edit_may_be_repeated_without_blame(api: StandIn, bot: TinyBot):
    ann = api.person()
    await ann.says("/start")
    api.inject("lost", "editMessageText")
    api.inject("lost", "answerCallbackQuery")
    await ann.presses("Coffee")
    await ann.sees("Your report")
    assert [type(error) for error in bot.failures] == [TelegramNetworkError, TelegramBadRequest] * 2
    assert api.check() == []


async def test_faults_skip_wait_and_spare_polling(api: StandIn, bot: TinyBot):
    ann = api.person()
    slow = api.inject("slow", skip=1, delay=0.1)
    await ann.says("one")
    assert slow.struck == 0
    began = time.monotonic()
    await ann.says("two")
    assert (slow.struck, time.monotonic() - began > 0.1) == (1, True)
    api.inject("bad_gateway", "getUpdates")
    await ann.says("three")
    await ann.says("four")
    assert [type(error) for error in bot.failures] == [ClientDecodeError]


@pytest.mark.parametrize(("moment", "sent"), [("before", 0), ("after", 1)])
async def test_the_bot_is_killed_at_the_chosen_call(api: StandIn, moment: Any, sent: int):
    ann = api.person()
    async with TinyBot(api) as bot:
        point = api.kill_when(lambda call: call.number == 1, bot, moment)
        await ann.says("/start")
        assert point.fired
        assert (len(ann.chat.from_bot), api.deaths) == (sent, 1)
    async with TinyBot(api):
        await api.idle()
        assert len(ann.chat.from_bot) == sent + 1
    assert api.check() == []


async def test_a_kill_can_wait_for_a_batch_of_updates(api: StandIn):
    ann = api.person()
    async with TinyBot(api) as bot:
        api.kill_when(lambda call: call.method == "getUpdates" and bool(call.result), bot, "after")
        await ann.says("/start")
    assert (api.calls, api.deaths) == ([], 1)


async def test_a_blocked_bot_is_told_and_kept_out(api: StandIn, bot: TinyBot):
    ann = api.person()
    await ann.says("/start")
    await ann.blocks_bot()
    assert ann.last_update is not None
    assert ann.last_update["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    await ann.says("hello?")
    assert [type(error) for error in bot.failures] == [TelegramForbiddenError]
    await ann.unblocks()
    await ann.says("hello!")
    await ann.sees("A text")
    assert api.check() == []


async def test_people_send_all_sorts_of_things(api: StandIn, bot: TinyBot):
    ann = api.person(language=None)
    await ann.sends_location(52.5, 13.4)
    await ann.sees("A location in a private.")
    await ann.sends_sticker()
    await ann.sees("A sticker")
    await ann.sends_photo("look")
    await ann.sees("A photo")
    await ann.sends_voice()
    await ann.sees("A voice")
    await ann.sends_contact(own=False)
    await ann.sees("Yours: False")
    await ann.says("/phone")
    await ann.presses("Share")
    await ann.sees("Yours: True")
    group = api.group()
    await ann.says("hello", where=group)
    assert group.last.text == "A text in a group."
    assert bot.failures == []


async def test_a_kind_the_bot_does_not_want_is_not_sent(api: StandIn, bot: TinyBot):
    ann = api.person()
    message = await ann.says("hello")
    sent = len(api.calls)
    await ann.edits(message, "hallo")
    await api.idle()
    assert (len(api.calls), bot.failures) == (sent, [])


async def test_an_old_button_can_be_pressed_and_an_update_come_twice(api: StandIn, bot: TinyBot):
    ann = api.person()
    await ann.says("/start")
    question = ann.chat.last
    await ann.presses("Coffee")
    await ann.sees("Your report")
    assert question.rows == []
    await ann.presses("Green", on=question)
    assert ann.toast == "You take tea."
    answered = len(api.done("answerCallbackQuery"))
    await ann.redelivers()
    assert len(api.done("answerCallbackQuery")) == answered
    assert bot.failures
    assert len(api.check()) == len(bot.failures)


async def test_who_waits_in_vain_is_told_what_was_on_the_screen(api: StandIn, bot: TinyBot):
    ann = api.person()
    await ann.says("/start")
    with pytest.raises(AssertionError, match=r"Not seen within 0.05 s: Goodbye(.|\n)*\[Green tea\]"):
        await ann.sees("Goodbye", within=0.05)
    with pytest.raises(AssertionError, match='There is no button "Juice"'):
        await ann.presses("Juice")
    with pytest.raises(AssertionError, match='"e" could be any of'):
        await ann.presses("e")
    api.patience = 0.05
    await bot.kill()
    with pytest.raises(AssertionError, match="did not react"):
        await ann.says("anyone?")


SCRIPT = """
import json, os, signal, sys, urllib.request
def call(method, **parameters):
    url = f"{os.environ['BOT_API_BASE']}/bot{os.environ['BOT_TOKEN']}/{method}"
    body = json.dumps(parameters).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))["result"]
signal.signal(signal.SIGTERM, lambda *_: sys.exit(3))
print("here", os.environ["GREETING"], os.path.isdir(os.environ["DATA_DIR"]))
offset = 0
while True:
    for update in call("getUpdates", offset=offset, timeout=5):
        call("sendMessage", chat_id=update["message"]["chat"]["id"], text=os.environ["GREETING"])
        offset = update["update_id"] + 1
"""


async def test_a_process_is_started_killed_at_a_call_restarted_and_stopped(api: StandIn):
    command = [sys.executable, "-S", "-c", SCRIPT]
    ann = api.person()
    async with BotProcess(api, env={"GREETING": "Salam"}, command=command) as bot:
        await ann.says("one")
        assert ann.chat.last.text == "Salam"
        api.kill_when(lambda call: call.number == 2, bot)
        await ann.says("two")
        assert not bot.running
        await bot.start()
        await ann.sees(lambda chat: len(chat.from_bot) == 2)
        await bot.restart()
        await ann.says("three")
        assert await bot.stop() == 3
        assert bot.log == "here Salam True\n" * 3
        folder = bot.folder
    assert not folder.exists()
    assert api.check() == []


async def test_a_process_that_cannot_start_shows_its_log(api: StandIn):
    bot = BotProcess(api, command=[sys.executable, "-S", "-c", "raise SystemExit('no token')"])
    with pytest.raises(AssertionError, match="no token"):
        async with bot:
            pass
    assert not bot.folder.exists()
