"""The first meeting: what is said before anything is kept, and the links that lead here."""

import pytest

from tests.whole import parts
from tests.whole.acting import Actor, Part, read
from tests.whole.house import House

pytestmark = pytest.mark.asyncio(loop_scope="session")
COFFEE = Part("after-purchase", {})
BENCH = Part("test-bench", {})


async def test_a_greeting_promises_counts_and_says_what_starting_grants(house: House):
    ann = house.api.person()
    await ann.says("/start test-bench")
    words = ann.chat.last.text
    assert "A measurement plan written for your bench" in words
    assert "Usually 8 questions, about 2 minutes." in words
    assert "uses your answers to write your report" in words
    assert ann.chat.last.labels == ["Start", "Tell me more first", "فارسی", "العربية"]


async def test_who_only_looks_leaves_nothing_behind(house: House):
    await house.settle()
    before = house.files.rows()
    ann = house.api.person()
    await ann.says("/start after-purchase")
    await ann.presses("Tell me more first")
    await ann.presses("فارسی")
    for command in ("/profile", "/privacy", "/mydata", "/forget", "/help", "/language", "/continue", "/restart"):
        await ann.says(command)
    await ann.says("/back")
    await ann.says("/skip")
    await ann.says("hello?")
    await ann.sends_sticker()
    await house.settle()
    assert house.files.rows() == before


async def test_telling_more_first_leads_to_the_same_start(house: House):
    ann = house.api.person()
    await ann.says("/start after-purchase")
    await ann.presses("Tell me more first")
    assert "One question at a time" in ann.chat.last.text
    await ann.presses("Start", on=ann.chat.last)
    assert "Which machine did you take home?" in ann.chat.last.text


async def test_a_language_chosen_before_the_start_redraws_the_greeting(house: House):
    ann = house.api.person()
    await ann.says("/start after-purchase")
    await ann.presses("العربية")
    (greeting,) = ann.chat.from_bot
    assert greeting.labels[0] == "ابدأ"
    await ann.presses("ابدأ")
    assert "أي آلة أخذتها إلى بيتك؟" in ann.chat.last.text


async def test_words_of_a_stranger_are_answered_with_the_greeting(house: House):
    ann = house.api.person()
    await ann.says("Is anybody there?")
    assert "Start" in ann.chat.last.labels


async def test_a_link_keeps_its_campaign_through_every_button(house: House):
    ann = house.api.person()
    await ann.says("/start after-purchase_spring-26")
    await ann.presses("فارسی")
    await ann.presses("English")
    await ann.presses("Tell me more first")
    await ann.presses("Start", on=ann.chat.last)
    await house.rest(ann)
    assert house.files.sessions(ann.id) == [("after-purchase", "spring-26", "open")]


@pytest.mark.parametrize(
    "payload", ["nothing-here", "after-purchase-2", "_", "A" * 64, "test-bench_" + "x" * 53, "-'\"<b>"]
)
async def test_an_unknown_link_is_said_to_be_so_and_something_else_is_offered(house: House, payload: str):
    ann = house.api.person()
    await ann.says(f"/start {payload}")
    assert "That link is not known here" in ann.chat.last.text
    await ann.presses("Tell me more first")
    await ann.presses("Start", on=ann.chat.last)
    assert "What do you work on most?" in ann.chat.last.text


async def test_start_pressed_twice_begins_one_conversation(house: House):
    ann = house.api.person()
    await ann.says("/start after-purchase")
    greeting = ann.chat.last
    await ann.presses("Start", wait=False)
    await ann.presses("Start", on=greeting)
    await house.rest(ann)
    assert len(house.files.sessions(ann.id)) == 1
    assert [bool(message.rows) for message in ann.chat.from_bot] == [False, False, True]


async def test_who_comes_back_by_the_link_is_offered_to_go_on(house: House):
    actor = Actor(house, house.api.person(), parts.CONTENT)
    await actor.holds(questions=2)
    await actor.person.says("/start after-purchase")
    assert "Welcome back" in actor.person.chat.last.text
    assert actor.person.chat.last.labels == ["Go on", "Start over"]
    await actor.person.presses("Go on")
    assert "How likely are you to recommend it" in actor.person.chat.last.text


async def test_another_link_in_the_middle_of_a_conversation_leads_there(house: House):
    actor = Actor(house, house.api.person(), parts.CONTENT)
    await actor.holds(questions=2)
    other = Actor(house, actor.person, BENCH)
    await other.begins()
    assert "What do you work on most?" in read(actor.person.chat.last.text)
    await house.rest(actor.person)
    assert house.files.sessions(actor.person.id) == [("after-purchase", None, "expired"), ("test-bench", None, "open")]


async def test_the_bot_presents_itself_in_every_language_and_only_when_something_changed(house: House):
    profile = house.api.world.profile
    for language in ("", "en", "fa", "ar"):
        commands = [command["command"] for command in profile["commands", language]]
        assert {"start", "profile", "privacy", "mydata", "forget", "language", "help"} <= set(commands)
        assert profile.get(("description", language), profile["description", ""])
        assert profile.get(("short_description", language), profile["short_description", ""])
    assert profile["description", "fa"] != profile["description", "ar"] != profile["description", ""]
    before = len(house.api.calls)
    await house.process.stop()
    await house.process.start()
    await house.api.idle()
    assert [call.method for call in house.api.calls[before:] if call.method.startswith("set")] == []
