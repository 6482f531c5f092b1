"""What can go wrong on purpose: failing answers, lost connections, and the bot killed at a chosen call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from tests.standin.calls import Call
from tests.standin.refusal import RefusedError

Kind = Literal["flood", "bad_gateway", "server_error", "reset", "lost", "slow"]
Moment = Literal["before", "after"]
ALREADY_ON_ITS_WAY = 0.05


class Killable(Protocol):
    """A bot that can be ended without notice."""

    async def kill(self) -> None:
        """End it at once."""


@dataclass
class Fault:
    """One planned fault; `struck` counts how often it has happened."""

    kind: Kind
    method: str = "*"
    times: float = 1
    skip: int = 0
    chat_id: int | None = None
    retry_after: int = 1
    delay: float = 0.5
    struck: int = 0

    def strikes(self, call: Call) -> bool:
        """Tell whether this call is hit, and count it."""
        anything = self.method == "*" and call.method != "getUpdates"
        elsewhere = self.chat_id is not None and self.chat_id != call.chat_id
        if elsewhere or not (anything or self.method == call.method) or self.struck >= self.times:
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.struck += 1
        return True


@dataclass
class KillPoint:
    """A call at which the bot is killed, once."""

    matches: Callable[[Call], bool]
    process: Killable
    moment: Moment
    fired: bool = False

    async def strikes(self, call: Call, moment: Moment) -> bool:
        """Kill the bot if this is the call and the moment, and tell whether it was."""
        if self.fired or moment != self.moment or not self.matches(call):
            return False
        self.fired = True
        await self.process.kill()
        return True


@dataclass
class Faults:
    """All planned faults, and the chats that must be left alone for a while after a flood."""

    planned: list[Fault] = field(default_factory=list)
    kill_points: list[KillPoint] = field(default_factory=list)
    _quiet_until: dict[int | str, float] = field(default_factory=dict)
    _flooded_at: dict[int | str, float] = field(default_factory=dict)

    def next(self, call: Call) -> Fault | None:
        """Give the fault that hits this call."""
        return next((fault for fault in self.planned if fault.strikes(call)), None)

    async def kills(self, call: Call, moment: Moment) -> bool:
        """Tell whether the bot has been killed at this moment of this call."""
        return any([await point.strikes(call, moment) for point in self.kill_points])

    def flood(self, call: Call, retry_after: int) -> RefusedError:
        """Ask the bot to leave the call's chat alone for some seconds."""
        self._flooded_at[_lane(call)] = call.arrived
        self._quiet_until[_lane(call)] = call.arrived + retry_after
        return _too_many(retry_after, blame=False)

    def check_patience(self, call: Call) -> None:
        """Refuse a call to a chat that the bot was asked to leave alone, and hold it against the bot."""
        if not call.method.startswith(("send", "edit")):
            return
        left = self._quiet_until.get(_lane(call), 0.0) - call.arrived
        if left > 0.01:
            crossed = call.arrived - self._flooded_at[_lane(call)] < ALREADY_ON_ITS_WAY
            raise _too_many(int(left) + 1, blame=not crossed)

    def forget_floods(self) -> None:
        """Let a bot that has been started anew call at once: it cannot know of earlier floods."""
        self._quiet_until.clear()


def _lane(call: Call) -> int | str:
    """Return what a flood holds up: the chat that is written to, or (an answer to a press is in no chat) a method."""
    return call.chat_id if call.chat_id is not None and "chat_id" in call.parameters else call.method


def _too_many(retry_after: int, *, blame: bool) -> RefusedError:
    description = f"Too Many Requests: retry after {retry_after}"
    return RefusedError(429, description, blame=blame, retry_after=retry_after)
