"""The first meeting: what is said before anything is kept, and the links that lead here."""

import pytest

from tests.whole import parts
from tests.whole.acting import Actor, Part
from tests.whole.house import House, authored
from tests.whole.reading import asked, open_messages, phrase, words

pytestmark = pytest.mark.asyncio(loop_scope="session")
COFFEE = Part("after-purchase", {})
BENCH = Part("test-bench", {})


async def test_a_greeting_promises_counts_and_says_what_starting_grants(house: House):
    ann = house.api.person()
    await ann.says("/start test-bench")
    greeting, company = ann.chat.last, authored().company
    assert company is not None
    (purpose,) = [purpose for purpose in company.purposes if purpose.id == "report"]
    assert words(authored().questionnaires["test-bench"].promise) in greeting.text
    assert "8 questions" in greeting.text
    assert words(purpose.wording) in greeting.text
    assert greeting.labels == [phrase("start"), phrase("tell_more"), "فارسی", "العربية"]


async def test_who_only_looks_leaves_nothing_behind(house: House):
    await house.settle()
    before = house.files.rows()
    ann = house.api.person()
    await ann.says("/start after-purchase")
    await ann.presses(phrase("tell_more"))
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
    await ann.presses(phrase("tell_more"))
    assert phrase("more_title") in ann.chat.last.text
    await ann.presses(phrase("start"), on=ann.chat.last)
    await house.settle()
    assert asked(ann) == "machine"


async def test_a_language_chosen_before_the_start_redraws_the_greeting(house: House):
    ann = house.api.person()
    await ann.says("/start after-purchase")
    await ann.presses("العربية")
    (greeting,) = ann.chat.from_bot
    assert greeting.labels[0] == phrase("start", "ar")
    await ann.presses(phrase("start", "ar"))
    await house.settle()
    assert asked(ann, language="ar") == "machine"


async def test_words_of_a_stranger_are_answered_with_the_greeting(house: House):
    ann = house.api.person()
    await ann.says("Is anybody there?")
    assert phrase("start") in ann.chat.last.labels


async def test_a_link_keeps_its_campaign_through_every_button(house: House):
    ann = house.api.person()
    await ann.says("/start after-purchase_spring-26")
    await ann.presses("فارسی")
    await ann.presses("English")
    await ann.presses(phrase("tell_more"))
    await ann.presses(phrase("start"), on=ann.chat.last)
    await house.settle()
    await house.rest(ann)
    assert house.files.sessions(ann.id) == [("after-purchase", "spring-26", "open")]


@pytest.mark.parametrize(
    "payload", ["nothing-here", "after-purchase-2", "_", "A" * 64, "test-bench_" + "x" * 53, "-'\"<b>"]
)
async def test_an_unknown_link_is_said_to_be_so_and_something_else_is_offered(house: House, payload: str):
    ann = house.api.person()
    await ann.says(f"/start {payload}")
    assert phrase("unknown_link") in ann.chat.last.text
    await ann.presses(phrase("tell_more"))
    await ann.presses(phrase("start"), on=ann.chat.last)
    await house.settle()
    assert asked(ann, "test-bench") == "application"


async def test_start_pressed_twice_begins_one_conversation(house: House):
    ann = house.api.person()
    await ann.says("/start after-purchase")
    greeting = ann.chat.last
    await ann.presses(phrase("start"), wait=False)
    await ann.presses(phrase("start"), on=greeting)
    await house.rest(ann)
    assert len(house.files.sessions(ann.id)) == 1
    assert open_messages(ann) == [ann.chat.last]


async def test_who_comes_back_by_the_link_is_offered_to_go_on(house: House):
    actor = Actor(house, house.api.person(), parts.CONTENT)
    await actor.rushes(2)
    ann = actor.person
    await ann.says("/start after-purchase")
    assert ann.chat.last.labels == [phrase("continue"), phrase("start_over")]
    await ann.presses(phrase("continue"))
    assert asked(ann) == "recommend"


async def test_another_link_in_the_middle_of_a_conversation_leads_there(house: House):
    actor = Actor(house, house.api.person(), parts.CONTENT)
    await actor.rushes(2)
    other = Actor(house, actor.person, BENCH)
    await other.begins()
    assert asked(actor.person, "test-bench") == "application"
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
