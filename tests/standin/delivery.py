"""The updates that wait for the bot: confirmed by offset, given again until then, as getUpdates does it."""

from dataclasses import dataclass, field
from typing import Any

from tests.standin.screen import Json

NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass
class Delivery:
    """A queue of updates. `redelivered` come first, once, although they were confirmed before."""

    waiting: list[Json] = field(default_factory=list)
    redelivered: list[Json] = field(default_factory=list)
    allowed: list[str] | None = None
    _next_id: int = 880_001
    _handed_over: list[Json] = field(default_factory=list)

    def push(self, kind: str, body: Any) -> Json | None:
        """Queue an update; None when the bot has not asked for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in NOT_BY_DEFAULT
        if not wanted:
            return None
        update = {"update_id": self._next_id, kind: body}
        self._next_id += 1
        self.waiting.append(update)
        return update

    def confirm(self, offset: int | None) -> None:
        """Forget what the bot has received; a negative offset keeps only that many of the newest."""
        self._handed_over.clear()
        if offset is not None and offset < 0:
            self.waiting = self.waiting[offset:]
        elif offset:
            self.waiting = [update for update in self.waiting if update["update_id"] >= offset]

    def take(self, limit: int) -> list[Json]:
        """Give what waits, oldest first."""
        again, self.redelivered = self.redelivered[:limit], self.redelivered[limit:]
        batch = again + [update for update in self.waiting if update not in again][: limit - len(again)]
        self._handed_over = list(again)
        return batch

    @property
    def ready(self) -> bool:
        """Whether there is anything to give."""
        return bool(self.waiting or self.redelivered)

    @property
    def settled(self) -> bool:
        """Whether the bot has confirmed everything."""
        return not (self.waiting or self.redelivered or self._handed_over)
