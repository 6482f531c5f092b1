"""Commands: what a person can always ask for, in the middle of everything."""

import json

import pytest

from tests.standin import Person
from tests.whole import parts
from tests.whole.acting import Actor
from tests.whole.house import House, authored
from tests.whole.reading import asked, open_messages, phrase, words

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def halfway(house: House, language: str = "en") -> Person:
    """Give someone who is asked how likely they are to recommend the machine."""
    actor = Actor(house, house.api.person(language=language), parts.CONTENT)
    await actor.rushes(2)
    return actor.person


async def finished(house: House) -> Person:
    """Give someone who has a report, and is remembered."""
    actor = Actor(house, house.api.person(), parts.PLEASED)
    await actor.rushes(len(parts.PLEASED.answers))
    await actor.goes_on()
    return actor.person


async def test_continue_shows_the_open_question_again(house: House):
    ann = await halfway(house)
    await ann.says("/continue")
    assert asked(ann) == "recommend"
    assert open_messages(ann) == [ann.chat.last]


async def test_continue_without_anything_open_says_so(house: House):
    ann = await finished(house)
    await ann.says("/continue")
    assert phrase("closed") in ann.chat.last.text
    bob = house.api.person()
    await bob.says("/continue")
    assert bob.chat.last.text == phrase("press_nothing")


async def test_restart_asks_first_and_then_begins_anew(house: House):
    ann = await halfway(house)
    await ann.says("/restart")
    assert ann.chat.last.text == phrase("restart_ask", title=words(authored().questionnaires["after-purchase"].title))
    await ann.presses(phrase("start_over"))
    await house.settle()
    assert asked(ann) == "machine"
    await house.rest(ann)
    assert [status for *_, status in house.files.sessions(ann.id)] == ["expired", "open"]


async def test_restart_thought_better_of_goes_on(house: House):
    ann = await halfway(house)
    await ann.says("/restart")
    await ann.presses(phrase("continue"))
    assert asked(ann) == "recommend"
    await house.rest(ann)
    assert [status for *_, status in house.files.sessions(ann.id)] == ["open"]


async def test_back_goes_to_the_question_before_and_no_further_than_the_first(house: House):
    ann = await halfway(house)
    await ann.says("/back")
    assert asked(ann) == "bought"
    await ann.presses(phrase("back"))
    await house.settle()
    assert asked(ann) == "machine"
    assert phrase("so_far", answer="Alba") in ann.chat.last.text
    await ann.says("/back")
    assert phrase("nothing_before") in ann.chat.last.text


async def test_skip_skips(house: House):
    ann = await halfway(house)
    await ann.says("/back")
    await ann.says("/skip")
    assert asked(ann) == "recommend"


async def test_the_profile_shows_what_is_remembered_and_lets_it_be_deleted(house: House):
    ann = await finished(house)
    await ann.says("/profile")
    profile = ann.chat.last
    assert "Espresso machine: Alba" in profile.text
    assert "Coffees a day: 3" in profile.text
    await ann.presses("🗑 Coffees a day")
    assert ann.toast == phrase("dropped", label="Coffees a day")
    assert "Coffees a day" not in profile.text
    await house.rest(ann)
    assert [name for name, _ in house.files.of(ann.id).traits] == ["espresso_machine"]


async def test_a_line_of_the_profile_can_be_corrected(house: House):
    ann = await finished(house)
    await ann.says("/profile")
    await ann.presses("✎ Coffees a day")
    assert asked(ann) == "cups"
    await ann.says("5")
    await house.rest(ann)
    assert dict(house.files.of(ann.id).traits)["cups_a_day"] == 5


async def test_a_profile_of_someone_who_is_not_remembered_is_empty(house: House):
    ann = await halfway(house)
    await ann.says("/profile")
    assert phrase("profile_empty") in ann.chat.last.text


async def test_privacy_shows_every_purpose_and_switches_them(house: House):
    ann = await finished(house)
    await ann.says("/privacy")
    menu = ann.chat.last
    assert "☑ Remember me for next time" in menu.labels
    await ann.presses("Reminders in this chat")
    assert ann.toast == phrase("switched_on", label="Reminders in this chat")
    assert "☑ Reminders in this chat" in menu.labels
    await ann.presses("Remember me for next time")
    assert ann.toast == phrase("switched_off", label="Remember me for next time")
    await house.rest(ann)
    kept = house.files.of(ann.id)
    assert kept.traits == ()
    assert kept.consents[-2:] == (("reminders", "grant"), ("remember", "withdraw"))


async def test_switching_a_purpose_does_not_lose_the_open_question(house: House):
    ann = await halfway(house)
    question = ann.chat.last
    await ann.says("/privacy")
    await ann.presses("Reminders in this chat")
    await ann.says("9")
    assert "✓ 9" in question.text
    assert question.rows == []
    assert asked(ann) == "praise"


async def test_mydata_hands_out_everything_that_is_kept(house: House):
    ann = await finished(house)
    await ann.says("/mydata")
    await house.rest(ann)
    copy = ann.chat.files[-1]
    kept = json.loads(copy.content)
    assert copy.name == "my-data.json"
    assert [answer["value"] for answer in kept["answers"]] == ["alba", None, 10, "Good.", 3, 3, None]
    assert {trait["name"] for trait in kept["traits"]} == {"espresso_machine", "cups_a_day"}
    assert kept["reached"][0]["address"] == str(ann.id)


async def test_language_changes_everything_from_here_on(house: House):
    ann = await halfway(house)
    await ann.says("/language")
    assert ann.chat.last.labels == ["English", "فارسی", "العربية"]
    await ann.presses("فارسی")
    assert ann.toast == phrase("language_set", "fa")
    assert asked(ann, language="fa") == "recommend"
    actor = Actor(house, ann, parts.CONTENT)
    actor.language = "fa"
    await actor.goes_on()
    assert ann.chat.files[0].name == "شما-و-دستگاه-اسپرسویتان.pdf"
    assert [answer[0] for answer in house.files.of(ann.id).answers] == list(parts.CONTENT.answers)


@pytest.mark.parametrize("command", ["/help", "/nothing_of_that_name", "/HELP"])
async def test_help_lists_the_commands_and_a_person_to_reach(house: House, command: str):
    ann = await halfway(house)
    await ann.says(command)
    assert f"/forget · {phrase('command_forget')}" in ann.chat.last.text
    assert "hello@example.com" in ann.chat.last.text


async def test_forgetting_shows_what_would_go_and_can_be_left(house: House):
    ann = await finished(house)
    await ann.says("/forget")
    assert "7 answers" in ann.chat.last.text
    assert "Espresso machine" in ann.chat.last.text
    before = house.files.of(ann.id)
    await ann.presses(phrase("forget_no"))
    assert ann.toast == phrase("kept")
    await house.rest(ann)
    assert house.files.of(ann.id) == before


async def test_after_the_end_an_answer_can_be_changed_and_the_report_comes_anew(house: House):
    ann = await finished(house)
    await ann.presses(phrase("change_answer"))
    await ann.presses("How many coffees")
    await ann.says("7")
    await house.rest(ann)
    first, second = ann.chat.files
    assert first.content != second.content
    assert house.files.of(ann.id).answers[-1] == ("cups", "given", 7, None)


async def test_who_is_remembered_is_not_asked_the_same_again(house: House):
    ann = await finished(house)
    again = Actor(house, ann, parts.PLEASED)
    await again.begins()
    await house.rest(ann)
    assert asked(ann) == "bought"
