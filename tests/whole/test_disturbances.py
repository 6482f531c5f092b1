"""Conversations that are disturbed from outside end as if nothing had happened; a sample of every point there is."""

import asyncio

import pytest
import pytest_asyncio

from tests.whole import parts
from tests.whole.acting import Actor
from tests.whole.disturbing import FAULTS, Death, Failure, Story, Undisturbed, happen, undisturbed
from tests.whole.house import House, open_house

pytestmark = pytest.mark.asyncio(loop_scope="session")
STORY = Story(parts.PLEASED, "en")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def clean(shared_house: House) -> Undisturbed:
    return await undisturbed(shared_house, STORY)


async def test_every_update_may_come_twice(house: House, clean: Undisturbed):
    actor = STORY.actor(house)
    actor.between = lambda actor: actor.person.redelivers()
    before = len(house.api.calls)
    await actor.holds()
    assert clean.differences(actor, repeats=0) == []
    assert len(house.api.calls) - before == len(clean.methods)


async def test_every_button_may_be_pressed_twice_in_a_hurry(house: House, clean: Undisturbed):
    actor = STORY.actor(house)
    actor.hasty = True
    await actor.holds()
    assert len(actor.person.chat.files) == 1
    assert house.files.of(actor.person.id) == clean.kept


async def test_ticks_may_come_faster_than_the_bot_draws_them(house: House):
    actor = Actor(house, house.api.person(), parts.UNHAPPY)
    await actor.holds(questions=3)
    ticking = actor.now()
    for label in ("It leaks", "It is too loud", "It leaks"):
        await actor.person.presses(label, on=ticking, wait=False)
    await actor.presses("☐ The coffee tastes bad", ticking, twice=False)
    assert [label[0] for label in actor.person.chat.last.labels[:4]] == ["☐", "☐", "☑", "☑"]


async def test_the_bot_may_be_stopped_and_started_between_two_steps(house: House, clean: Undisturbed):
    actor, codes = STORY.actor(house), []

    async def restart(actor: Actor) -> None:
        if len(actor.updates) in {1, 6}:
            codes.append(await house.process.stop())
            await house.process.start()

    actor.between = restart
    await actor.holds()
    assert codes == [0, 0]
    assert clean.differences(actor, repeats=0) == []


async def test_what_is_said_while_the_bot_is_away_is_answered_when_it_is_back(house: House):
    actor = STORY.actor(house)
    await actor.begins()
    assert await house.process.stop() == 0
    await actor.person.presses("Alba", wait=False)
    await actor.person.says("/skip", wait=False)
    await actor.person.says("9", wait=False)
    await house.process.start()
    await house.rest(actor.person)
    given = [(question, value) for question, _, value, _ in house.files.of(actor.person.id).answers]
    assert given == [("machine", "alba"), ("bought", None), ("recommend", 9)]


async def test_the_bot_may_be_killed_at_any_call(house: House, clean: Undisturbed):
    document = clean.methods.index("sendDocument") + 1
    sample = [
        Death("before", call=2),
        Death("after", call=clean.methods.index("editMessageText") + 1),
        Death("before", call=document),
        Death("after", call=document),
        Death("after", update=4),
        Death("before", update=5),
    ]
    async with open_house() as another:
        assert await happen(sample, clean, [house, another]) == []


async def test_any_call_may_fail_once(house: House, clean: Undisturbed):
    calls = len(clean.methods)
    sample = [Failure(kind, 1 + place * calls // len(FAULTS)) for place, kind in enumerate(FAULTS)]
    assert await happen(sample, clean, [house], at_once=len(sample)) == []


async def test_answers_wait_while_telegram_is_away(house: House, clean: Undisturbed):
    fault = house.api.inject("bad_gateway", "getUpdates", times=2)
    actor = STORY.actor(house)
    await actor.holds()
    assert fault.struck == 2
    assert clean.differences(actor, repeats=0) == []


async def test_many_people_are_served_at_the_same_time(house: House, clean: Undisturbed):
    actors = [STORY.actor(house) for _ in range(8)]
    await asyncio.gather(*(actor.holds() for actor in actors))
    assert [clean.differences(actor, repeats=0) for actor in actors] == [[]] * len(actors)
