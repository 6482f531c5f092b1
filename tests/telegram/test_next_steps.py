"""What comes after the report in a real chat: shops with a button to a map, offers with codes that copy at a tap."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.next_steps import CODE, HOSTILE, written
from tests.standin import BotProcess, StandIn
from tests.standin.people import Person
from tests.standin.screen import Message

PATIENCE = 30
"""Seconds for a first report on a machine that has other things to do."""


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    async with StandIn() as api:
        yield api


async def to_the_end(api: StandIn, where: str, place: tuple[float, float] | str) -> Person:
    ann = api.person()
    await ann.says("/start")
    await ann.presses("Start")
    await ann.presses(where)
    await ann.says("100")
    if isinstance(place, str):
        await ann.says(place)
    else:
        await ann.sends_location(*place)
    await ann.sees("Before you go", within=PATIENCE)
    return ann


def titled(ann: Person, title: str) -> Message:
    [found] = [message for message in ann.chat.from_bot if message.text.startswith(title)]
    return found


async def test_after_the_report_come_the_nearest_shops_and_what_is_offered(api: StandIn, tmp_path: Path):
    async with BotProcess(api, {"QUESTIONNAIRES_DIR": str(written(tmp_path / "lamp"))}) as process:
        ann = await to_the_end(api, "In Europe", (48.2, 16.4))
        kinds = ["file" if message.file else message.text.split("\n")[0] for message in ann.chat.from_bot]
        order = [kinds.index(each) for each in ("file", "Where to see it", "Before you go")]
        assert order == sorted(order)

        shops = titled(ann, "Where to see it")
        assert shops.text.count(HOSTILE) == 3, "a name is a name, whatever it looks like"
        assert "1.8\u00a0km" in shops.text
        [near], [far] = shops.rows
        assert near.raw["url"] == "https://www.openstreetmap.org/?mlat=48.21400&mlon=16.38700#map=17/48.21400/16.38700"
        assert far.text == "Map: Bright Desk Dubai"

        offers = titled(ann, "Before you go")
        assert f"We come to you. {HOSTILE}" in offers.text
        assert f"Your code: {CODE}" in offers.text
        assert "A third one." not in offers.text, "in a chat nobody chooses among many"
        [visit], [copy] = offers.rows
        assert visit.raw["url"] == "https://brightdesk.example/visit?a=1&b=2"
        assert copy.raw["copy_text"] == {"text": CODE}
        assert await process.stop() == 0
        assert " ERROR " not in process.log
    assert api.check() == []


async def test_who_is_nowhere_near_gets_only_what_holds_everywhere(api: StandIn, tmp_path: Path):
    async with BotProcess(api, {"QUESTIONNAIRES_DIR": str(written(tmp_path / "lamp"))}):
        ann = await to_the_end(api, "Elsewhere", "Leeds")
        assert "We come to you." not in titled(ann, "Before you go").text
        assert not [message for message in ann.chat.from_bot if message.text.startswith("Where to see it")]
