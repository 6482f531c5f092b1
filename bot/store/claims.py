"""Claims: several workers share one database, and each chat is one worker's at a time.

A worker that takes in an update claims its chat (its lane). What comes from there meanwhile waits for that worker,
wherever it was taken in, until nothing is left to decide or to deliver. So a person is answered in order, and a worker
that dies leaves its claims behind for the others to find. Times are the database's own: clocks of machines differ.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from bot.service.ports import Left, Shift
from bot.store.database import alone
from bot.store.loading import replies_in, updates_in
from bot.store.seal import Seal

_LOCK = 0x0C0112
"""Names the lock under which workers come; any number that nobody else uses."""
LEASE = 5
"""Seconds without a sign of life after which a worker counts as dead."""

_CLAIM = text("""
    INSERT INTO lane (lookup, worker) SELECT DISTINCT unnest(CAST(:lanes AS text[])), :me ORDER BY 1
    ON CONFLICT (lookup) DO UPDATE SET worker = lane.worker RETURNING lookup, worker
""")
# The lock on a lane keeps others from adding to it; a statement of its own, so that the next ones see what they added.
_MINE = text("SELECT lookup FROM lane WHERE lookup = ANY(:lanes) AND worker = :me ORDER BY lookup FOR UPDATE")
_WAITING = text("SELECT key, body, lane FROM inbox WHERE lane = ANY(:lanes) ORDER BY id")
_LET_GO = text("DELETE FROM lane WHERE lookup = ANY(:lanes)")
_LET_ALL_GO = text("DELETE FROM worker WHERE id = :me")
_TURNS = text("SELECT body, lane FROM turn WHERE lane = ANY(:lanes) ORDER BY created_at, id")
_COLLEAGUES = text(f"""
    SELECT id, shares, EXTRACT(EPOCH FROM clock_timestamp()) - seen_at AS silent FROM worker
    WHERE seen_at > EXTRACT(EPOCH FROM clock_timestamp()) - {LEASE} OR id = :me
""")  # noqa: S608  a number of ours
_SIGN = text("""
    INSERT INTO worker (id, seen_at, shares) VALUES (:me, EXTRACT(EPOCH FROM clock_timestamp()), :shares)
    ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, shares = excluded.shares
""")
_ORPHANS = text(f"""
    SELECT lookup FROM lane WHERE NOT EXISTS (
        SELECT 1 FROM worker WHERE id = lane.worker AND seen_at > EXTRACT(EPOCH FROM clock_timestamp()) - {LEASE}
    ) ORDER BY lookup FOR UPDATE SKIP LOCKED
""")  # noqa: S608  a number of ours
_ADOPT = text("UPDATE lane SET worker = :me WHERE lookup = ANY(:lanes)")
_BURY = text(f"DELETE FROM worker WHERE seen_at <= EXTRACT(EPOCH FROM clock_timestamp()) - {LEASE}")  # noqa: S608


class Claims:
    """What one worker (`me`) claims."""

    def __init__(self, seal: Seal, me: str) -> None:
        self._seal = seal
        self._me = me
        self._signed = False
        self._wary = 0

    def claim(self, connection: Connection, lanes: Sequence[str]) -> set[str]:
        """Claim lanes that are nobody's; return those (by lookup) that are this worker's."""
        return {
            lookup
            for lookup, worker in connection.execute(_CLAIM, {"lanes": list(lanes), "me": self._me})
            if worker == self._me
        }

    def release(self, connection: Connection, lanes: Sequence[str]) -> Left:
        """Let lanes go; return what waits in some of them, which stay this worker's."""
        lookups = [self._seal.lookup(lane) for lane in lanes]
        mine = list(connection.scalars(_MINE, {"lanes": lookups, "me": self._me}))
        busy, left = self._waiting(connection, mine)
        connection.execute(_LET_GO, {"lanes": [lane for lane in mine if lane not in busy]})
        return left

    def sign(self, connection: Connection) -> Shift:
        """Give a sign of life; return who else is there, and what the dead left, which now is this worker's."""
        if not self._signed:
            # Of two that come at once, one has to see the other: whoever sees nobody takes the whole rate of sending.
            alone(connection, _LOCK)
        seen = {row.id: row for row in connection.execute(_COLLEAGUES, {"me": self._me})}
        before = seen.pop(self._me, None)
        count = len(seen) + 1
        connection.execute(_SIGN, {"me": self._me, "shares": count})
        # Who was away itself (or the database was) cannot tell the dead from those who were away as well.
        away = self._signed and (before is None or before.silent > LEASE / 2)
        self._wary = LEASE if away else max(self._wary - 1, 0)
        self._signed = True
        left = Left() if self._wary else self._take_over(connection)
        return Shift(workers=count, agreed=all(other.shares >= count for other in seen.values()), left=left)

    def leave(self, connection: Connection) -> None:
        """Be gone; what is still claimed is found by the others at once."""
        connection.execute(_LET_ALL_GO, {"me": self._me})

    def _take_over(self, connection: Connection) -> Left:
        lanes = list(connection.scalars(_ORPHANS))
        connection.execute(_BURY)
        if not lanes:
            return Left()
        connection.execute(_ADOPT, {"lanes": lanes, "me": self._me})
        return self._waiting(connection, lanes)[1]

    def _waiting(self, connection: Connection, lanes: Sequence[str]) -> tuple[set[str], Left]:
        """Return in which lanes something waits, and what."""
        turns = connection.execute(_TURNS, {"lanes": lanes}).all()
        updates = connection.execute(_WAITING, {"lanes": lanes}).all()
        busy = {row.lane for row in (*turns, *updates)}
        undelivered = replies_in((row.body for row in turns), self._seal)
        return busy, Left(tuple(undelivered), tuple(updates_in(updates, self._seal)))
