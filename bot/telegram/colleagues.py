"""The other workers of one bot: signs of life, what the dead left, and an equal part of the limits of sending."""

import asyncio
import logging

from bot.service.ports import Shift, Unavailable
from bot.telegram.front import Desk, Front
from bot.telegram.outgoing import Outgoing

_log = logging.getLogger(__name__)
BEAT = 1.0
"""Seconds between two signs of life."""


class Share:
    """How much of a common rate one worker may use. Pure.

    A share shrinks at once, and grows only a beat after everybody knew of it: what the others sent at their larger
    shares has then left the second that Telegram looks at.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._now: int | None = None
        self._next: int | None = None

    def after(self, shift: Shift) -> int | None:
        """Return the share from now on; None: nothing may be sent yet."""
        part = max(1, self._rate // shift.workers)
        if self._now is not None and part <= self._now:
            self._now, self._next = part, None
        elif (self._now is None and shift.workers == 1) or (self._next is not None and self._next <= part):
            self._now, self._next = self._next or part, None
        else:
            self._next = part if shift.agreed else None
        return self._now


class Colleagues:
    """One worker among those that share a database."""

    def __init__(self, desk: Desk, front: Front, outgoing: Outgoing, send_rate: int) -> None:
        self._desk = desk
        self._front = front
        self._outgoing = outgoing
        self._share = Share(send_rate) if send_rate else None

    async def sign(self) -> None:
        """Give a sign of life, take up what the dead left, keep to the share. Raises `Unavailable`."""
        shift = await self._desk.sign()
        if self._share is not None and self._desk.shared:
            self._outgoing.resize(self._share.after(shift))
        self._front.recover(shift.left)

    async def keep_signing(self) -> None:
        """Go on giving signs of life, for ever; without others there is nobody to give them to."""
        while self._desk.shared:
            await asyncio.sleep(BEAT)
            try:
                await self.sign()
            except Unavailable:
                _log.warning("the store cannot be reached; the other workers may take this one for dead")

    async def leave(self) -> None:
        """Tell the others that this worker is gone; where that cannot be, they notice by themselves."""
        try:
            await self._desk.leave()
        except Unavailable:
            _log.warning("the store cannot be reached; what is left waits until the others notice")
