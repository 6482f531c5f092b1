"""People who block the bot, and come back."""

import pytest

from tests.whole import parts
from tests.whole.acting import Actor
from tests.whole.house import House
from tests.whole.reading import asked, phrase

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_who_blocks_the_bot_is_left_alone_and_finds_everything_when_back(house: House):
    actor = Actor(house, house.api.person(), parts.CONTENT)
    await actor.rushes(2)
    ann = actor.person
    await ann.blocks_bot()
    await house.rest(ann)
    calls = len(house.api.calls)
    await ann.unblocks()
    await house.rest(ann)
    assert len(house.api.calls) == calls
    await ann.says("/continue")
    assert asked(ann) == "recommend"


async def test_an_answer_of_someone_who_blocks_at_once_counts_and_is_not_retried(house: House):
    actor = Actor(house, house.api.person(), parts.CONTENT)
    await actor.rushes(2)
    ann = actor.person
    question = ann.chat.last
    ann.chat.refusal = "Forbidden: bot was blocked by the user"
    await ann.presses("8", on=question, wait=False)
    await house.rest(ann)
    assert house.files.of(ann.id).answers[-1] == ("recommend", "given", 8, None)
    refused = [call for call in house.api.calls if call.chat_id == ann.id and call.error and "blocked" in call.error]
    assert len(refused) == 1
    ann.chat.refusal = None
    await ann.says("/continue")
    assert asked(ann) == "wishes"


async def test_others_are_served_while_someone_cannot_be_reached(house: House):
    ann, bob = house.api.person(), house.api.person()
    await ann.says("/start")
    ann.chat.refusal = "Forbidden: user is deactivated"
    await ann.says("/help", wait=False)
    await bob.says("/start")
    assert phrase("start") in bob.chat.last.labels
    await house.rest(ann)
