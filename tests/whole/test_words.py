"""What people write and send instead of what was expected: each gets a sensible answer, and nothing is lost."""

import pytest

from tests.standin import Person
from tests.whole import parts
from tests.whole.acting import Actor, Part
from tests.whole.house import House
from tests.whole.kept import Answer
from tests.whole.reading import asked, label_of, open_messages, phrase, question, words

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def before(house: House, name: str, part: Part = parts.CONTENT) -> Person:
    """Give someone who is being asked this question."""
    actor = Actor(house, house.api.person(), part)
    await actor.rushes(list(part.answers).index(name))
    return actor.person


async def newest(house: House, person: Person) -> Answer:
    """Return the newest live answer."""
    await house.rest(person)
    return house.files.of(person.id).answers[-1]


@pytest.mark.parametrize("text", ["Brio", "brio (thermoblock)", "2", "۲"])
async def test_words_that_clearly_mean_a_choice_count_as_its_press(house: House, text: str):
    ann = await before(house, "machine")
    await ann.says(text)
    assert await newest(house, ann) == ("machine", "given", "brio", None)
    assert "✓ Brio" in ann.chat.from_bot[1].text


async def test_words_that_nearly_mean_a_choice_are_asked_about(house: House):
    ann = await before(house, "machine")
    await ann.says("thermoblok")
    assert ann.chat.last.text == phrase("meant", answer=label_of("after-purchase", "machine", "brio"))
    await ann.presses(phrase("yes"))
    assert await newest(house, ann) == ("machine", "given", "brio", None)


async def test_after_a_no_the_question_stands_again(house: House):
    ann = await before(house, "machine")
    await ann.says("thermoblok")
    await ann.says("no")
    assert asked(ann) == "machine"
    assert house.files.of(ann.id).answers == ()


async def test_the_third_nonsense_brings_an_example_and_a_way_on(house: House):
    ann = await before(house, "bought")
    await ann.says("a while ago")
    await ann.says("before the snow")
    assert phrase("may_skip") not in ann.chat.last.text
    await ann.says("do not ask me")
    assert phrase("may_skip") in ann.chat.last.text
    assert phrase("example", example="").strip() in ann.chat.last.text
    await ann.presses(phrase("skip"))
    assert await newest(house, ann) == ("bought", "skipped", None, None)


async def test_only_the_newest_prompt_keeps_its_buttons(house: House):
    ann = await before(house, "bought")
    for nonsense in ("one", "two", "three"):
        await ann.says(nonsense)
    assert open_messages(ann) == [ann.chat.last]


async def test_a_question_that_must_be_answered_cannot_be_skipped(house: House):
    ann = await before(house, "recommend")
    await ann.says("/skip")
    assert phrase("needed") in ann.chat.last.text
    assert phrase("skip") not in ann.chat.last.labels


async def test_a_number_that_does_not_fit_is_told_why(house: House):
    ann = await before(house, "cups")
    for text, complaint in {
        "many": phrase("misfit_number"),
        "2 or 3": phrase("misfit_numbers"),
        "0": phrase("misfit_small", limit="1"),
        "61": phrase("misfit_large", limit="60"),
        "2.5": phrase("misfit_whole"),
    }.items():
        await ann.says(text)
        assert complaint in ann.chat.last.text


async def test_a_number_with_another_unit_is_converted(house: House):
    ann = await before(house, "dose")
    await ann.says("0.018 kg")
    assert await newest(house, ann) == ("dose", "given", 18.0, None)


async def test_what_no_question_takes_gets_a_kind_word_and_changes_nothing(house: House):
    ann = await before(house, "bought")
    kept = house.files.of(ann.id)
    await ann.sends_sticker()
    assert ann.chat.last.text == phrase("odd_sticker")
    await ann.sends_photo("my bench")
    assert ann.chat.last.text == phrase("odd_photo")
    await ann.sends_voice()
    assert ann.chat.last.text == phrase("odd_voice")
    await ann.sends_contact(own=False)
    assert ann.chat.last.text == phrase("odd_foreign_contact")
    assert house.files.of(ann.id) == kept
    await ann.says("2026-09-01")
    assert await newest(house, ann) == ("bought", "given", "2026-09-01", None)


async def test_an_edited_message_changes_no_answer(house: House):
    ann = await before(house, "bought")
    written = await ann.says("2026-09-01")
    await ann.edits(written, "2026-09-02")
    assert phrase("odd_edited") in ann.chat.last.text
    assert await newest(house, ann) == ("bought", "given", "2026-09-01", None)


async def test_a_place_where_a_date_is_wanted_is_no_date(house: House):
    ann = await before(house, "bought")
    await ann.sends_location(48.2, 16.37)
    assert phrase("misfit_date") in ann.chat.last.text


async def test_4096_characters_are_too_many_and_told_so(house: House):
    ann = await before(house, "story", parts.LEAKING)
    await ann.presses(phrase("yes"))
    await ann.says("w" * 4096)
    assert "2,000 characters at most" in ann.chat.last.text
    await ann.says("<&>" * 666)
    assert await newest(house, ann) == ("story", "given", "<&>" * 666, None)


async def test_4096_characters_where_a_button_is_wanted_are_no_answer(house: House):
    ann = await before(house, "machine")
    await ann.says("💥ß" * 2048)
    assert phrase("misfit_choice") in ann.chat.last.text


async def test_a_phone_number_may_be_typed_shared_or_kept_to_oneself(house: House):
    for number, kept in (("+43 1 234 5678", "+4312345678"), ("0043 1 234 5678", "+4312345678")):
        ann = await before(house, "phone", parts.LEAKING)
        assert ann.chat.keyboard is not None
        await ann.says(number)
        assert await newest(house, ann) == ("phone", "given", kept, None)
    bob = await before(house, "phone", parts.LEAKING)
    await bob.says("01 234 5678")
    assert phrase("misfit_country", code="+44") in bob.chat.last.text
    await bob.presses(phrase("why"))
    assert bob.chat.last.text == why("phone")
    await bob.says(phrase("skip"))
    assert await newest(house, bob) == ("phone", "skipped", None, None)


@pytest.mark.parametrize("command", ["/back", "/restart", "/forget"])
async def test_the_keys_of_a_question_go_with_it(house: House, command: str):
    ann = await before(house, "phone", parts.LEAKING)
    assert ann.chat.keyboard is not None
    await ann.says(command)
    if command == "/restart":
        await ann.presses(phrase("start_over"))
    elif command == "/forget":
        await ann.presses(phrase("forget_yes"))
    assert ann.chat.keyboard is None


async def test_what_leaves_a_question_open_leaves_its_keys(house: House):
    ann = await before(house, "phone", parts.LEAKING)
    await ann.says("/privacy")
    await ann.says("my number is a secret")
    assert ann.chat.keyboard is not None
    await ann.says("/skip")
    assert await newest(house, ann) == ("phone", "skipped", None, None)
    assert phrase("keys_gone") not in [message.text for message in ann.chat.from_bot]


async def test_a_number_shared_without_its_plus_is_the_same_number(house: House):
    ann = await before(house, "phone", parts.LEAKING)
    await ann.sends_contact("4915123456789")
    assert await newest(house, ann) == ("phone", "given", "+4915123456789", None)
    assert ann.chat.keyboard is not None, "the next question asks for a place"


async def test_a_group_is_told_to_write_in_private_and_only_when_it_asks(house: House):
    ann, group = house.api.person(), house.api.group()
    await ann.says("/start@standin_bot", where=group)
    assert [message.text for message in group.from_bot] == [phrase("odd_group")]
    await ann.says("What a nice bot", where=group, wait=False)
    await house.api.idle()
    assert len(group.from_bot) == 1
    assert ann.chat.from_bot == []


def why(name: str) -> str:
    """Return why a question is asked."""
    reason = question("after-purchase", name).why
    assert reason is not None
    return words(reason)
