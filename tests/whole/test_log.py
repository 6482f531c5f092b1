"""The log: what nobody may ever read there, whatever goes wrong."""

import json

import pytest

from tests.standin.world import TOKEN
from tests.whole.acting import Actor
from tests.whole.canaries import CANARIES, REPAIR
from tests.whole.house import House, open_house

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_log_holds_no_token_and_nothing_that_was_said_whatever_goes_wrong(house: House):
    await nothing_is_told_of(house, len(house.process.log))


async def test_nor_does_a_log_that_programs_read():
    async with open_house(LOG_FORMAT="json") as house:
        await nothing_is_told_of(house, 0)
        entries = [json.loads(line) for line in house.process.log.splitlines()]
    assert {"at", "level", "part", "message", "template"} <= set.intersection(*(set(entry) for entry in entries))
    assert {entry["level"] for entry in entries} >= {"info", "warning"}


async def nothing_is_told_of(house: House, before: int) -> None:
    """Let somebody hold a conversation while much goes wrong, and look for them in the log."""
    ann = house.api.person(name=CANARIES["name"], username=CANARIES["user name"])
    house.api.inject("bad_gateway", "sendMessage", skip=1, chat_id=ann.id)
    house.api.inject("lost", skip=7, chat_id=ann.id)
    house.api.inject("server_error", "sendDocument", chat_id=ann.id)
    house.api.inject("reset", "getUpdates", skip=3)
    await Actor(house, ann, REPAIR).holds()
    await ann.forges("forged-" + CANARIES["user name"])
    ann.chat.refusal = "Forbidden: bot was blocked by the user"
    await ann.says("/help", wait=False)
    await house.rest(ann)
    written = house.process.log[before:]
    for trouble in ("sendMessage again", "sendDocument again", "Telegram does not answer", "cannot be reached"):
        assert trouble in written
    secrets = [TOKEN, TOKEN.partition(":")[2], *CANARIES.values(), str(ann.id)]
    spelled = [words for secret in secrets for words in (secret, json.dumps(secret)[1:-1])]
    assert [secret for secret in spelled if secret in house.process.log] == []
