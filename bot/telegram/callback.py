"""Callback data: what a button means, in at most 64 bytes, bound to the session and the wait it was shown for.

A bound button reads `<session>/<wait>/<act>`, a menu's `//<act>`. Whoever holds a client can send any data; what a
press may change is decided in its turn, against the session as it is kept.
"""

from bot.service.acts import Pressed
from bot.speech.acts import BOUND, session_key

LONGEST = 64
"""Bytes of callback data that Telegram takes."""


def pack(act: str, session: str | None, awaits: str | None) -> str:
    """Return the callback data of a control; `session` and `awaits` count only for acts that are bound to them."""
    bound = act.partition(":")[0] in BOUND and session is not None
    data = f"{session_key(session)}/{awaits or ''}/{act}" if bound and session is not None else f"//{act}"
    if len(data.encode()) > LONGEST:
        raise ValueError(f"callback data of {len(data.encode())} bytes: {data!r}")
    return data


def unpack(data: str) -> Pressed:
    """Read callback data; what is not ours reads as an act that means nothing."""
    session, _, rest = data.partition("/")
    awaits, _, act = rest.partition("/")
    return Pressed(act, session or None, awaits or None)
