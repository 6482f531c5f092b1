"""Behind a report in the chat: a repair pressed, a rating tapped, and presses that nobody was offered."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.outlook.bikes import SAMPLE
from tests.standin import Message, Person
from tests.whole.house import House, open_house
from tests.whole.reading import phrase, read

pytestmark = pytest.mark.asyncio(loop_scope="session")
WORDING = "Hill & Dale may note whether you say that a suggestion fits, to suggest better ones."
UNKNOWN = phrase("press_unknown")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shop() -> AsyncIterator[House]:
    """A bot that sells bicycles."""
    async with open_house(QUESTIONNAIRES_DIR=str(SAMPLE)) as house:
        yield house
        assert house.api.check() == []
        assert " ERROR " not in house.process.log, house.process.log


async def rides(shop: House, budget: int) -> Person:
    """Give somebody who held the conversation to its end and is not to be remembered."""
    ann = shop.api.person()
    await ann.says("/start bike")
    for press in (phrase("start"), "Yes", "50", "Yes", str(budget), "No"):
        await (ann.says(press) if press.isdecimal() else ann.presses(press))
        await shop.rest(ann)
    return ann


def outlook(ann: Person) -> Message:
    """Return the newest message that asks whether something fits, or says what would help."""
    asks = (phrase("rate_ask"), phrase("rate_report_ask"))
    return next(one for one in reversed(ann.chat.from_bot) if any(each in read(one.text) for each in asks))


def ratings(shop: House) -> int:
    return shop.files.rows("rating")["rating"]


async def tap(shop: House, ann: Person, label: str, on: Message) -> None:
    await ann.presses(label, on=on)
    await shop.rest(ann)


async def test_where_nothing_fits_a_press_asks_just_that_and_the_next_report_has_something_that_fits(shop: House):
    ann = await rides(shop, 1000)
    message = outlook(ann)
    assert "• Raise the budget to €1,900. What fits then: Hill 60." in read(message.text).replace("\u00a0", " ")
    assert [read(label).replace("\u00a0", " ") for label in message.labels] == [
        "Raise the budget to €1,900", "Motor: No instead of Yes", "👍 The report", "👎 The report",
    ]  # fmt: skip
    await tap(shop, ann, message.labels[0], message)
    assert "What is the most it may cost?" in ann.chat.last.text
    await ann.says("2000")
    await shop.rest(ann)
    assert len(ann.chat.files) == 2
    assert outlook(ann).labels[:2] == ["👍 Hill 60", "👎 Hill 60"]


async def test_something_cheaper_asks_for_the_budget_again(shop: House):
    ann = await rides(shop, 6000)
    await tap(shop, ann, "Something cheaper", outlook(ann))
    assert "What is the most it may cost?" in ann.chat.last.text


async def test_two_verdicts_on_one_thing_share_a_row(shop: House):
    ann = await rides(shop, 6000)
    assert [[key.text for key in row] for row in outlook(ann).rows[:4]] == [
        [f"👍 {name}", f"👎 {name}"] for name in ("Feather", "Hill 60", "Tour 120", "The report")
    ]


async def test_a_tap_asks_first_in_the_same_message_and_a_yes_keeps_it(shop: House):
    ann, before = await rides(shop, 6000), ratings(shop)
    message, sent = outlook(ann), len(ann.chat.from_bot)
    await tap(shop, ann, "👍 Feather", message)
    assert WORDING in message.text
    assert ratings(shop) == before
    await tap(shop, ann, phrase("yes"), message)
    assert ann.toast == "Noted: Feather – yes."
    assert "👍 Feather ✓" in message.labels
    await tap(shop, ann, "👎 Feather", message)
    assert "👎 Feather ✓" in message.labels
    assert "👍 Feather" in message.labels
    assert ratings(shop) == before + 1
    assert len(ann.chat.from_bot) == sent, "one message, whatever is tapped"


async def test_a_no_keeps_nothing_and_shows_the_buttons_again(shop: House):
    ann, before = await rides(shop, 6000), ratings(shop)
    message = outlook(ann)
    labels = message.labels
    await tap(shop, ann, "👎 The report", message)
    await tap(shop, ann, phrase("no"), message)
    assert ann.toast == phrase("rate_off")
    assert message.labels == labels
    assert ratings(shop) == before


async def test_a_double_tap_counts_once(shop: House):
    ann, before = await rides(shop, 6000), ratings(shop)
    message = outlook(ann)
    await tap(shop, ann, "👍 Tour 120", message)
    await ann.presses(phrase("yes"), on=message, wait=False)
    await ann.presses(phrase("yes"), on=message)
    await shop.rest(ann)
    assert ratings(shop) == before + 1


async def test_a_button_of_a_report_that_was_written_anew_says_so_and_keeps_nothing(shop: House):
    ann, before = await rides(shop, 6000), ratings(shop)
    old = outlook(ann)
    await tap(shop, ann, "Something cheaper", old)
    await ann.says("4000")
    await shop.rest(ann)
    await tap(shop, ann, "👍 Feather", old)
    assert ann.toast == UNKNOWN
    assert ratings(shop) == before


async def test_what_was_tapped_is_in_the_copy_and_forgotten_with_everything_else(shop: House):
    ann, before = await rides(shop, 6000), ratings(shop)
    message = outlook(ann)
    await tap(shop, ann, "👍 Hill 60", message)
    await tap(shop, ann, phrase("yes"), message)
    await ann.says("/mydata")
    await shop.rest(ann)
    assert b'"about": "hill"' in ann.chat.files[-1].content
    await ann.says("/forget")
    await ann.presses(phrase("forget_yes"))
    await shop.rest(ann)
    assert ratings(shop) == before
