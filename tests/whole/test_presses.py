"""Presses: those that count once, those that come too late, and those that nobody was ever offered."""

import pytest

from tests.standin import Message, Person
from tests.whole import parts
from tests.whole.acting import Actor
from tests.whole.house import House
from tests.whole.reading import asked, label_of, phrase, question, words

pytestmark = pytest.mark.asyncio(loop_scope="session")
ANSWERED = phrase("press_answered")
FOREIGN = phrase("press_foreign")


async def answering(house: House, questions: int) -> tuple[Actor, Person, Message]:
    """Give someone who has answered so many questions, and the message that asks the next."""
    actor = Actor(house, house.api.person(), parts.CONTENT)
    await actor.rushes(questions)
    message = actor.now()
    assert message is not None
    return actor, actor.person, message


async def test_a_question_that_was_answered_keeps_its_answer_and_loses_its_buttons(house: House):
    _, ann, message = await answering(house, 0)
    brio = label_of("after-purchase", "machine", "brio")
    await ann.presses(brio)
    assert message.text.split("\n\n") == [words(question("after-purchase", "machine").ask), f"✓ {brio}"]
    assert message.rows == []
    assert ann.chat.last is not message
    assert ann.toast is None


async def test_why_is_a_toast_and_changes_nothing(house: House):
    _, ann, message = await answering(house, 2)
    before, why = ann.chat.transcript(), question("after-purchase", "recommend").why
    await ann.presses(phrase("why"))
    assert why is not None
    assert ann.toast == words(why)
    assert ann.chat.transcript() == before
    assert message.rows


async def test_an_old_button_gets_a_friendly_word(house: House):
    actor, ann, message = await answering(house, 2)
    before = house.files.of(ann.id)
    await ann.presses("Corsa", on=ann.chat.from_bot[1])
    assert ann.toast == ANSWERED
    await house.rest(ann)
    assert house.files.of(ann.id) == before
    assert actor.now() is message


async def test_a_double_tap_counts_once(house: House):
    _, ann, message = await answering(house, 2)
    await ann.presses("8", on=message, wait=False)
    await ann.presses("8", on=message)
    await house.rest(ann)
    answers = house.files.of(ann.id).answers
    assert answers[-1] == ("recommend", "given", 8, None)
    assert ann.toast == ANSWERED


async def test_two_different_buttons_at_once_count_as_the_first(house: House):
    _, ann, message = await answering(house, 2)
    await ann.presses("9", on=message, wait=False)
    await ann.presses("0", on=message)
    await house.rest(ann)
    assert house.files.of(ann.id).answers[-1] == ("recommend", "given", 9, None)


async def test_a_button_of_a_finished_conversation_says_so(house: House):
    actor = Actor(house, house.api.person(), parts.PLEASED)
    await actor.holds()
    await actor.person.presses("9", on=actor.person.chat.from_bot[3])
    assert actor.person.toast == phrase("press_finished")


async def test_a_button_of_a_conversation_that_was_started_over_belongs_to_another_one(house: House):
    _, ann, message = await answering(house, 2)
    await ann.says("/restart")
    await ann.presses(phrase("start_over"))
    await ann.presses("9", on=message)
    assert ann.toast == FOREIGN


async def test_pressing_what_another_person_was_shown_changes_nothing_for_anybody(house: House):
    _, ann, of_ann = await answering(house, 2)
    _, bob, of_bob = await answering(house, 2)
    before = house.files.of(ann.id), house.files.of(bob.id)
    button = of_ann.button("9")
    assert button is not None
    assert button.data is not None
    await bob.forges(button.data, of_bob)
    assert bob.toast == FOREIGN
    await house.rest(bob)
    assert (house.files.of(ann.id), house.files.of(bob.id)) == before


async def test_a_press_on_a_message_that_telegram_no_longer_shows_still_counts(house: House):
    _, ann, message = await answering(house, 2)
    button = message.button("9")
    assert button is not None
    assert button.data is not None
    await ann.forges(button.data)
    await house.rest(ann)
    assert house.files.of(ann.id).answers[-1] == ("recommend", "given", 9, None)


FORGED = [
    "{session}/recommend/pick:11",
    "{session}/recommend/pick:-1",
    "{session}/recommend/pick:٣",
    "{session}/recommend/pick:",
    "{session}/recommend/pick:999999999999999999999999",
    "{session}/recommend/pick:other",
    "{session}/recommend/done",
    "{session}/recommend/skip",
    "{session}/recommend/yes",
    "{session}/recommend/no",
    "{session}/recommend/share",
    "{session}/recommend/begin:",
    "{session}/machine/pick:1",
    "{session}/recommend?/yes",
    "{session}/consent.crm/yes",
    "{session}//pick:9",
    "{session}",
    "0000000000/recommend/pick:9",
    "/recommend/pick:9",
    "//pick:9",
    "//back",
    "//begin!",
    "//change:email",
    "//change:recommend",
    "//drop:nothing",
    "//correct:nothing",
    "//grant:report",
    "//grant:everything",
    "//withdraw:report",
    "//language:xx:",
    "//language:",
    "//nothing",
    "///",
    "/",
    "\x00\x01\x02\x7f",
    "💥" * 16,
    "a" * 64,
    "<b>&amp;{session}",
]


async def test_forged_presses_change_nothing_and_are_answered(house: House):
    actor, ann, message = await answering(house, 2)
    before = house.files.of(ann.id)
    forged = [data.replace("{session}", session_of(message)) for data in FORGED]
    for data in forged:
        await ann.forges(data, message, wait=False)
    await house.rest(ann)
    assert house.files.of(ann.id) == before
    assert [data for data in silent(house, ann) if data in forged] == []
    assert asked(ann) == "recommend"
    await actor.presses("9")
    assert house.files.of(ann.id).answers[-1] == ("recommend", "given", 9, None)


async def test_forged_presses_of_a_stranger_are_answered_too(house: House):
    ann = house.api.person()
    await ann.says("/start")
    for data in [*FORGED, "//more:" + "y" * 57, "//again:" + "y" * 56, "//language:fa:" + "y" * 50]:
        await ann.forges(data.replace("{session}", "0123456789"), ann.chat.last, wait=False)
    await house.rest(ann)
    assert house.files.sessions(ann.id) == []


def session_of(message: Message) -> str:
    """Return what binds the buttons of a question to their session."""
    return str(message.rows[0][0].data).partition("/")[0]


def silent(house: House, person: Person) -> list[str]:
    """List the presses that were answered without a word."""
    presses = house.api.world.presses.values()
    return [press.data for press in presses if press.person_id == person.id and press.answered and not press.toast]
