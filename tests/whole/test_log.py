"""The log: what an operator reads there, and what nobody may ever read there."""

import pytest

from tests.standin.world import TOKEN
from tests.whole.acting import Actor, Part
from tests.whole.disturbing import FAULTS
from tests.whole.house import open_house

pytestmark = pytest.mark.asyncio(loop_scope="session")
SECRET = "the-secret-recipe"
PART = Part(
    "after-purchase",
    {"machine": "alba", "bought": "2026-09-01", "recommend": 10, "praise": SECRET, "cups": "37", "flavour": 3},
)


async def test_the_log_holds_no_token_and_nothing_that_was_said_whatever_goes_wrong():
    async with open_house(LOG_LEVEL="DEBUG") as house:
        actor = Actor(house, house.api.person(name="Ludmilla", username="ludmilla_1815"), PART)
        for place, kind in enumerate(FAULTS):
            house.api.inject(kind, skip=5 * place, chat_id=actor.person.id)
        house.api.inject("reset", "getUpdates", skip=3)
        house.api.inject("bad_gateway", "setMyName")
        await actor.holds()
        await actor.person.forges("forged-" + SECRET)
        await actor.person.blocks_bot()
        assert await house.process.stop() == 0
        log = house.process.log
        assert "encryption key was made" in log
        assert "again in" in log
        secrets = [
            TOKEN,
            TOKEN.partition(":")[2],
            SECRET,
            "Ludmilla",
            "ludmilla_1815",
            str(actor.person.id),
            "Traceback",
        ]
        assert [secret for secret in secrets if secret in log] == []
