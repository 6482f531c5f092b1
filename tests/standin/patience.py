"""Waiting for the bot without guessing how long it takes."""

import asyncio
from collections.abc import Callable


class Pulse:
    """Beats whenever anything has happened, so that those who wait look again."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def beat(self) -> None:
        """Wake everyone who waits."""
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, condition: Callable[[], object], seconds: float) -> bool:
        """Wait until the condition is true; tell whether it became so within the seconds."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not condition():
            event, left = self._event, deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return False
            try:
                await asyncio.wait_for(event.wait(), left)
            except TimeoutError:
                return bool(condition())
        return True

    async def change_of(self, value: Callable[[], int], seconds: float) -> bool:
        """Wait until a value is another than now; tell whether it became so within the seconds."""
        before = value()
        return await self.until(lambda: value() != before, seconds)
