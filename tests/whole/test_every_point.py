"""Every crash and fault point of a short conversation, and of the beginning of a long one."""

import pytest

from tests.conftest import POINTS
from tests.whole import parts
from tests.whole.disturbing import Death, Failure, Story, deaths, failures, happen, in_houses, undisturbed
from tests.whole.house import House

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.exhaustive]
STORIES = {
    "a whole short conversation": Story(parts.PLEASED, "fa"),
    "the beginning of a long one": Story(parts.POWER, "en", questions=4),
}
HOUSES = 3
"""Bots at once: while one starts again, others talk."""
TALKS = 8
"""Conversations at once in one house, where none of them disturbs the others."""


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_the_bot_can_be_killed_at_every_call(story: Story, record_property):
    points: list[Death] = []

    async def all_of_them(houses: list[House]) -> list[str]:
        clean = await undisturbed(houses[0], story)
        points.extend(deaths(clean))
        return await happen(points, clean, houses)

    found = await in_houses(HOUSES, all_of_them)
    assert not found, "\n".join(found)
    record_property(POINTS, len(points))


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
async def test_every_call_can_fail_in_every_way(story: Story, record_property):
    points: list[Failure] = []

    async def all_of_them(houses: list[House]) -> list[str]:
        clean = await undisturbed(houses[0], story)
        points.extend(failures(clean))
        return await happen(points, clean, houses, at_once=TALKS)

    found = await in_houses(1, all_of_them)
    assert not found, "\n".join(found)
    record_property(POINTS, len(points))
