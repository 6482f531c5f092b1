"""A house under test: the bot as a process, the stand-in it talks to, and the files it keeps."""

import asyncio
import functools
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.authoring.load import Loaded, load
from tests.standin import BotProcess, Person, StandIn
from tests.standin.world import BOT
from tests.whole.kept import Files

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"
PATIENCE = 60.0
"""Seconds after which something is wrong, however busy the machine is."""
LOOK_AGAIN = 0.005
QUIET = 0.03
"""Seconds without a call after which the bot has said what it had to say."""


@functools.cache
def authored() -> Loaded:
    """Return the questionnaires that the bot serves."""
    loaded = load(QUESTIONNAIRES)
    assert loaded.company is not None, loaded.problems
    return loaded


class House:
    """The bot in a process of its own."""

    def __init__(self, api: StandIn, process: BotProcess) -> None:
        self.api = api
        self.process = process
        self.files = Files(process.folder)

    async def rest(self, person: Person) -> int:
        """Wait until the bot owes this person nothing; start it again where it was killed, and return how often."""
        update, crashes = person.last_update, 0
        assert update is not None, "This person has not done anything yet."
        late = time.monotonic() + PATIENCE
        while time.monotonic() < late:
            if not self.process.running:
                await self._start_again()
                crashes += 1
            elif not self._owes(person, update["update_id"]):
                return crashes
            await asyncio.sleep(LOOK_AGAIN)
        raise AssertionError(f"Not answered yet: {update}\n{person.chat.transcript()}\n{self.process.log}")

    async def settle(self) -> None:
        """Wait until the bot owes nobody anything."""
        async with asyncio.timeout(PATIENCE):
            while True:
                if self.api.delivery.settled and not self.files.rows("turn")["turn"]:
                    return
                await asyncio.sleep(LOOK_AGAIN)

    def _owes(self, person: Person, number: int) -> bool:
        """Tell whether an update is still with Telegram, or waits in the bot's files, or its answer does."""
        delivery = self.api.delivery
        waits = any(update["update_id"] == number for update in (*delivery.waiting, *delivery.redelivered))
        return waits or self.files.owes(f"{BOT['id']}:{number}", person.id)

    async def _start_again(self) -> None:
        assert self.process.killed, f"Nobody killed the bot, and yet it has ended.\n{self.process.log}"
        await self.process.start()


@asynccontextmanager
async def open_house(**env: str) -> AsyncIterator[House]:
    """Give a house with a bot that runs."""
    async with StandIn(quiet=QUIET) as api, BotProcess(api, env) as process:
        yield House(api, process)
