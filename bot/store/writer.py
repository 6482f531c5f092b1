"""The one thread that works on the store, and the queue of those who wait for it."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from bot.conversation.session import Session
from bot.service.acts import Arrival
from bot.service.ports import Clock, Delivered, Kept, Left, Reply, Shift, Step, Store, Unavailable, Update

_log = logging.getLogger(__name__)
Returned = TypeVar("Returned")
Parameters = ParamSpec("Parameters")
Named = Callable[[Arrival, int], Arrival]
Waiting = tuple[Arrival, "asyncio.Future[Reply | None]"]
MOST_AT_ONCE = 100
"""Acts in one transaction."""
IDLE = 0.05
"""Seconds without work after which delivered turns are marked in a commit of their own."""
LONG_REST = 1.0
"""The same, after the store could not be reached."""


class Writer:
    """Hands whatever waits to the store, together; nothing else may touch it meanwhile.

    `named` puts into an arrival the person whom a signed link names, at a moment (Unix seconds).
    """

    def __init__(self, store: Store, step: Step, clock: Clock, named: Named | None = None) -> None:
        self._store = store
        self._named = named
        self._step = step
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._waiting: list[Waiting] = []
        self._notes: list[Delivered] = []
        self._marking: list[Delivered] = []
        self._draining: asyncio.Task[None] | None = None
        self._alarm: asyncio.TimerHandle | None = None

    async def work(self, arrival: Arrival) -> Reply | None:
        """Work off one act; return the turn to be delivered, if it has one. A wait that is given up changes nothing."""
        if self._named is not None:
            arrival = self._named(arrival, self._clock())
        future: asyncio.Future[Reply | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, future))
        self._wake()
        return await future

    def delivered(self, note: Delivered) -> None:
        """Note that a turn was delivered; it is marked with the next work, or soon."""
        self._notes.append(note)
        if self._draining is None and self._alarm is None:
            self._rest(IDLE)

    async def keep_sent(self, reply: Reply) -> None:
        """Keep how many messages of a turn were sent; where that cannot be, the next one does not wait for it."""
        try:
            await self.call(self._store.keep_sent, reply)
        except Unavailable:
            _log.warning("how far a turn came was not kept; a restart now may repeat more than one message")

    async def look_up(self, channel: str, address: str, *, whole: bool = False) -> Kept:
        """Return what is kept of a person, without any act."""
        return await self.call(self._store.look_up, channel, address, whole=whole)

    async def session(self, session_id: str) -> Session | None:
        """Return a session as it is kept."""
        return await self.call(self._store.session, session_id)

    async def receive(self, updates: Sequence[Update]) -> list[Update]:
        """Keep updates; return those that are new."""
        return await self.call(self._store.receive, updates, self._clock())

    async def settle(self, key: str) -> None:
        """Mark an update done that asks for nothing."""
        await self.call(self._store.settle, key, self._clock())

    @property
    def shared(self) -> bool:
        """Whether several workers may share the work."""
        return self._store.shared

    async def release(self, lanes: Sequence[str]) -> Left:
        """Leave chats in which nothing is to be done; return what waits in some even so."""
        # With every delivery that is known: a turn that is not marked yet would look as if it still had to be sent.
        return await self.call(self._store.release, lanes, [*self._marking, *self._notes])

    async def sign(self) -> Shift:
        """Give a sign of life; take over what the dead left."""
        return await self.call(self._store.sign)

    async def ready(self) -> bool:
        """Tell whether the store can work: reachable, and as this program expects it."""
        return await self.call(self._store.ready)

    async def leave(self) -> None:
        """Mark what was delivered, and say that this worker is gone."""
        await self.release([])
        await self.call(self._store.leave)

    @property
    def waiting(self) -> int:
        """How many acts wait to be decided."""
        return len(self._waiting)

    async def call(
        self, function: Callable[Parameters, Returned], *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Returned:
        """Run a function of the store on its thread, in turn."""
        return await asyncio.wrap_future(self._thread.submit(function, *args, **kwargs))

    async def close(self) -> None:
        """Work off what waits, mark what was delivered, end the thread."""
        if self._draining is not None:
            await self._draining
        await self._wake()
        self._rest()
        self._thread.shutdown()

    def _wake(self) -> asyncio.Task[None]:
        self._rest()
        if self._draining is None:
            self._draining = asyncio.get_running_loop().create_task(self._drain())
        return self._draining

    def _rest(self, pause: float | None = None) -> None:
        """Set the alarm after which what was delivered is marked without any work; without a pause, take it back."""
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = None if pause is None else asyncio.get_running_loop().call_later(pause, self._wake)

    async def _drain(self) -> None:
        pause = IDLE
        while self._waiting or self._notes:
            pause = await self._together()
            if not self._waiting:
                break
        self._draining = None
        if self._notes:
            self._rest(pause)

    async def _together(self) -> float:
        """Have one batch worked off; return how long to rest after it."""
        batch, notes = self._next(), self._notes
        self._notes, self._marking = [], self._notes
        arrivals = [arrival for arrival, _ in batch]
        try:
            replies = await self.call(self._store.work, arrivals, self._step, self._clock(), notes)
        except Exception as failure:  # noqa: BLE001  it belongs to those who wait for the answer
            if isinstance(failure, Unavailable):
                self._notes = notes + self._notes
            _log.warning("%d acts and %d deliveries were not kept: %s", len(batch), len(notes), type(failure).__name__)
            for _, future in batch:
                if not future.done():
                    future.set_exception(failure)
            return LONG_REST
        finally:
            self._marking = []
        for (_, future), reply in zip(batch, replies, strict=True):
            if not future.done():
                future.set_result(reply)
        return IDLE

    def _next(self) -> list[Waiting]:
        """Take what waits, one act a person, in the order in which it came."""
        batch: dict[tuple[str, str], Waiting] = {}
        left = []
        for waiting in self._waiting:
            person = (waiting[0].channel, waiting[0].address)
            if person in batch or len(batch) == MOST_AT_ONCE:
                left.append(waiting)
            else:
                batch[person] = waiting
        self._waiting = left
        return list(batch.values())
