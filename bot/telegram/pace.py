"""Who may call the Bot API now: limits over all chats and in each, order within a chat, replies before bulk.

Pure: time comes in as seconds on any clock that only goes forward.
"""

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

# A second as Telegram may see it: calls sent evenly can arrive a little closer together.
_SECOND = 1.02


@dataclass(slots=True, eq=False)
class Place:
    """A call's place in the line of its chat, kept until the call is finished, through all its retries."""

    chat_id: int
    urgent: bool


@dataclass(slots=True)
class _Chat:
    """What is known of one chat: its line, and the times before which nothing may go there."""

    line: deque[Place] = field(default_factory=deque)
    calling: bool = False
    paid_until: float = float("-inf")  # each call pays for 1/chat_rate seconds; a burst is credit
    held_until: float = float("-inf")
    stamp: int = 0  # the newest entry of this chat in the heaps; older entries are void

    @property
    def urgent(self) -> bool:
        return any(place.urgent for place in self.line)


class Pace:
    """The lines of all chats and the limits they share.

    `send_rate`: calls in any second over all chats. `chat_rate`: calls a second in one chat, after a burst of
    `chat_burst`. A rate of 0 is no limit.
    """

    def __init__(self, *, send_rate: int, chat_rate: float, chat_burst: int) -> None:
        self._send_rate = send_rate
        self._price = 1 / chat_rate if chat_rate else 0.0
        self._credit = self._price * (max(chat_burst, 1) - 1)
        self._granted: deque[float] = deque(maxlen=send_rate)
        self._closed = False
        self._chats: dict[int, _Chat] = {}
        self._sweep_at = 1024
        self._stamps = count(1)
        self._later: list[tuple[float, int, _Chat]] = []
        self._ready: list[tuple[bool, int, _Chat]] = []

    def resize(self, send_rate: int | None) -> None:
        """Change the limit over all chats; None: nothing may leave until it is changed again."""
        self._closed = send_rate is None
        if send_rate is not None and send_rate != self._send_rate:
            self._send_rate = send_rate
            self._granted = deque(self._granted, maxlen=send_rate)

    def join(self, chat_id: int, *, urgent: bool) -> Place:
        """Take the last place in the line of a chat; one urgent place makes the whole line urgent."""
        place = Place(chat_id, urgent)
        chat = self._chats.setdefault(chat_id, _Chat())
        changes = not chat.line or (urgent and not chat.urgent)
        chat.line.append(place)
        if changes:
            self._schedule(chat)
        return place

    def grant(self, at: float) -> Place | None:
        """Return the place that may call now, or None; its chat waits until it is finished."""
        while self._later and self._later[0][0] <= at:
            _, stamp, chat = heappop(self._later)
            if stamp == chat.stamp:
                heappush(self._ready, (not chat.urgent, stamp, chat))
        while self._ready and self._window_opens() <= at:
            _, stamp, chat = heappop(self._ready)
            if stamp == chat.stamp:
                chat.calling = True
                self._granted.append(at)
                return chat.line[0]
        return None

    def look_again(self) -> float | None:
        """Return when `grant`, which had nothing, may have something; None: not before something happens."""
        if self._ready:
            return None if self._closed else self._window_opens()
        return self._later[0][0] if self._later else None

    def again(self, place: Place, at: float, not_before: float) -> None:
        """Keep the place of a call that failed, and hold its chat until `not_before`."""
        chat = self._chats[place.chat_id]
        chat.held_until = max(chat.held_until, not_before)
        self._charge(chat, at)
        self._schedule(chat)

    def finished(self, place: Place, at: float) -> None:
        """Give up a place: its call is done, or nobody waits for it any more."""
        chat = self._chats[place.chat_id]
        if chat.calling and chat.line[0] is place:
            self._charge(chat, at)
        chat.line.remove(place)
        self._schedule(chat)
        self._sweep(at)

    def _charge(self, chat: _Chat, at: float) -> None:
        """End a call. It is paid for as it ends, since Telegram may have counted it any time before."""
        chat.calling = False
        chat.paid_until = max(chat.paid_until, at) + self._price

    def _schedule(self, chat: _Chat) -> None:
        """Let the chat wait for its turn, if it has one to wait for; what was scheduled before is void."""
        chat.stamp = next(self._stamps)
        if chat.line and not chat.calling:
            opens = max(chat.held_until, chat.paid_until - self._credit)
            heappush(self._later, (opens, chat.stamp, chat))

    def _window_opens(self) -> float:
        if self._closed:
            return float("inf")
        if not self._send_rate or len(self._granted) < self._send_rate:
            return float("-inf")
        return self._granted[0] + _SECOND

    def _sweep(self, at: float) -> None:
        """Forget the chats that owe nothing, each time their number has doubled."""
        if len(self._chats) < self._sweep_at:
            return
        self._chats = {
            number: chat
            for number, chat in self._chats.items()
            if chat.line or max(chat.paid_until, chat.held_until) > at
        }
        self._sweep_at = max(1024, 2 * len(self._chats))
