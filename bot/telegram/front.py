"""The front of the bot towards Telegram: updates are kept before they are confirmed, then worked off chat by chat."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.service.acts import Arrival
from bot.service.ports import Delivered, Left, Reply, Shift, Unavailable, Update
from bot.telegram.deferred import exceptions
from bot.telegram.delivery import Delivery
from bot.telegram.lanes import Lanes
from bot.telegram.outgoing import Undelivered
from bot.telegram.translate import CHANNEL, key, translate
from bot.values.errors import place_of

_log = logging.getLogger(__name__)
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Seconds between attempts at what may work later; the last is kept."""
BREATH = 0.01
"""Seconds in which chats gather that are left together."""


class Desk(Protocol):
    """What the front needs of the house."""

    @property
    def shared(self) -> bool:
        """Whether several workers share the work, so that chats are left when nothing waits in them."""
        ...

    async def receive(self, updates: Sequence[Update]) -> list[Update]:
        """Keep updates in one commit; return those that are to be worked off here, oldest first."""
        ...

    async def settle(self, key: str) -> None:
        """Mark an update done that asks for nothing."""
        ...

    async def work(self, arrival: Arrival) -> Reply | None:
        """Decide one act and keep what it changes; return what is to be said."""
        ...

    async def keep_sent(self, reply: Reply) -> None:
        """Keep how many messages of a turn were sent already."""
        ...

    def delivered(self, delivered: Delivered) -> None:
        """Note that a turn was delivered; kept with a later commit."""
        ...

    async def release(self, lanes: Sequence[str]) -> Left:
        """Leave chats to whoever takes in their next update; return what still waits in some."""
        ...

    async def sign(self) -> Shift:
        """Give a sign of life; take over what the dead left."""
        ...

    async def leave(self) -> None:
        """Say that this worker is gone."""
        ...


class Taken(Struct, frozen=True):
    """An update that was taken in, and when; `arrival` None: it concerns nobody."""

    key: str
    lane: str
    arrival: Arrival | None
    at: float
    kept: "asyncio.Future[None] | None" = None
    """Becomes done with the commit of what the act changed, where the update was not kept before."""


@dataclass(slots=True)
class Counts:
    """What went through since the start, for the metrics."""

    updates: int = 0
    turns: int = 0
    delivered: int = 0
    dropped: int = 0


class Front:
    """Takes updates in, brings turns out; `observe` is told how many seconds each act took, until its turn was out."""

    def __init__(self, bot_id: int, desk: Desk, delivery: Delivery, observe: Callable[[float], None]) -> None:
        self.counts = Counts()
        self._bot_id = bot_id
        self._desk = desk
        self._delivery = delivery
        self._observe = observe
        self._lanes: Lanes[Taken | Reply] = Lanes(self._take, self._emptied)
        self._here: set[str] = set()
        """The keys of the updates in the lanes."""
        self._leaving: set[str] = set()
        self._release: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many updates are taken in and not yet done."""
        return len(self._here)

    def has(self, raw: dict[str, Any]) -> bool:
        """Tell whether an update is being worked off here."""
        return key(self._bot_id, raw) in self._here

    async def take_in(self, batch: Sequence[dict[str, Any]]) -> None:
        """Have a batch of updates kept in one commit; return only then.

        Those that have to wait are kept as they are, and work on them starts then. An act in a chat where nothing waits
        is kept by what it changes, together with the mark that it is done: that is one commit less for its answer.
        """
        taken = {one.key: (one, raw) for raw in batch for one in (self._read(raw),)}
        self.counts.updates += len(taken)
        deciding = {} if self._desk.shared else self._decide_at_once([one for one, _ in taken.values()])
        waiting = [(one, raw) for name, (one, raw) in taken.items() if name not in deciding]
        if waiting:
            await self._keep(waiting)
        if deciding:
            await asyncio.wait(deciding.values())
            for kept in deciding.values():
                kept.result()

    async def _keep(self, waiting: Sequence[tuple[Taken, dict[str, Any]]]) -> None:
        updates = [Update(one.key, msgspec.json.encode(raw), one.lane) for one, raw in waiting]
        try:
            ours = await self._desk.receive(updates)
        except Unavailable:
            # Perhaps they were kept even so. Whoever leaves a chat finds what waits in it.
            self._leave(one.lane for one, _ in waiting)
            raise
        known = {one.key: one for one, _ in waiting}
        for update in ours:
            self._enter(known.get(update.key) or self._read(msgspec.json.decode(update.body)))

    def _decide_at_once(self, taken: Sequence[Taken]) -> "dict[str, asyncio.Future[None]]":
        """Start with the acts that need not wait; return by key what is done when they are kept."""
        deciding: dict[str, asyncio.Future[None]] = {}
        for one in taken:
            if one.arrival is not None and one.lane not in self._lanes:
                kept = deciding[one.key] = asyncio.get_running_loop().create_future()
                self._enter(replace(one, kept=kept))
        return deciding

    def recover(self, left: Left) -> None:
        """Take up what was left: first what was decided, then what was only received."""
        for reply in left.undelivered:
            if reply.channel == CHANNEL:
                self._lanes.put(_lane(reply), reply)
        for update in left.unfinished:
            self._enter(self._read(msgspec.json.decode(update.body)))

    async def finish(self, within: float) -> None:
        """Work off what is in the lanes, at most so many seconds; the rest waits in the inbox."""
        self._stopping.set()
        if not await self._lanes.finish(within):
            _log.warning("some updates were not worked off in time; they wait in the inbox")
        if self._release is not None:
            self._release.cancel()

    def _read(self, raw: dict[str, Any]) -> Taken:
        name = key(self._bot_id, raw)
        try:
            arrival = translate(raw, self._bot_id)
        except (KeyError, TypeError, AttributeError) as trouble:
            _log.error("update %s is not shaped like one: %s", name, place_of(trouble))
            arrival = None
        return Taken(name, name if arrival is None else _lane(arrival), arrival, asyncio.get_running_loop().time())

    def _enter(self, taken: Taken) -> None:
        if taken.key not in self._here:
            self._here.add(taken.key)
            self._lanes.put(taken.lane, taken)

    async def _take(self, item: Taken | Reply) -> None:
        """Work off an update, or deliver a turn left over."""
        if isinstance(item, Reply):
            await self._deliver(item)
            return
        try:
            reply = await (self._decided(item) if item.kept is None else self._decided_at_once(item, item.kept))
            if reply is not None:
                self.counts.turns += 1
                await self._deliver(reply)
                self._observe(asyncio.get_running_loop().time() - item.at)
        finally:
            self._here.discard(item.key)
            if item.arrival is not None:
                self._delivery.withdraw(item.arrival.press)

    async def _decided(self, taken: Taken) -> Reply | None:
        """Decide an act; while the store cannot be reached, try again: the update waits in the inbox meanwhile."""

        async def decide() -> Reply | None:
            if taken.arrival is not None:
                return await self._desk.work(taken.arrival)
            await self._desk.settle(taken.key)
            return None

        reply: Reply | None = await self._until(decide, Unavailable, "the store cannot be reached")
        return reply

    async def _decided_at_once(self, taken: Taken, kept: "asyncio.Future[None]") -> Reply | None:
        """Decide an act that was not kept before; where the store cannot be reached, it has to come again."""
        try:
            reply = await self._desk.work(taken.arrival) if taken.arrival is not None else None
            kept.set_result(None)
        except Unavailable as trouble:
            kept.set_exception(trouble)
            return None
        finally:
            if not kept.done():
                kept.set_exception(Unavailable("an act was not decided"))
        return reply

    async def _deliver(self, reply: Reply) -> None:
        """Deliver a turn, however long Telegram or the store are away; what can never be delivered is dropped."""
        try:
            delivered = await self._until(
                lambda: self._delivery.deliver(reply), (Undelivered, Unavailable), "a turn was not delivered"
            )
            self.counts.delivered += 1
        except (Undelivered, exceptions.TelegramAPIError):
            _log.warning("a turn was not delivered; it is sent again at the next start")
            return
        except Exception as trouble:  # noqa: BLE001  whatever it is, what comes next must not wait for it
            self.counts.dropped += 1
            _log.error("a turn cannot be delivered: %s", place_of(trouble))
            delivered = Delivered(reply)
        self._desk.delivered(delivered)

    async def _until(self, act: Callable[[], Awaitable[Any]], may_pass: Any, complaint: str) -> Any:
        """Do something until it succeeds; when the bot is stopping, not again."""
        for attempt in count():
            try:
                return await act()
            except may_pass:
                if self._stopping.is_set():
                    raise
                pause = PAUSES[min(attempt, len(PAUSES) - 1)]
                _log.warning("%s; trying again in %.1f s", complaint, pause)
                await self.pause(pause)
        return None

    async def pause(self, seconds: float) -> None:
        """Wait, but not beyond the order to stop."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return

    def _emptied(self, lane: str) -> None:
        if self._desk.shared:
            self._leave([lane])

    def _leave(self, lanes: Iterable[str]) -> None:
        self._leaving.update(lanes)
        if self._release is None and self._desk.shared:
            self._release = asyncio.get_running_loop().create_task(self._leave_lanes())

    async def _leave_lanes(self) -> None:
        """Leave all chats in which nothing is to be done; take up what others took in for them meanwhile."""
        while self._leaving:
            await asyncio.sleep(BREATH)
            lanes, self._leaving = [lane for lane in self._leaving if lane not in self._lanes], set()
            try:
                left = await self._desk.release(lanes) if lanes else Left()
            except Unavailable:
                self._leaving.update(lanes)
                await asyncio.sleep(PAUSES[1])
                continue
            self.recover(left)
        self._release = None


def _lane(of: Arrival | Reply) -> str:
    return f"{of.channel}:{of.address}"
