"""What is done beside everything else, once an hour: what is over is dropped, and who was silent for long forgotten."""

import asyncio
import logging

from bot.service.ports import Clock, Store, Unavailable
from bot.store.writer import Writer
from bot.values.errors import place_of

_log = logging.getLogger(__name__)
HOUR, DAY = 3600, 24 * 3600
TOMBSTONES = 48 * HOUR
"""How long the mark of an update that was worked off is kept; Telegram repeats none that is older than a day."""
BREATH = 0.01
"""Seconds between two steps, for those who wait for an answer."""


async def keep_house(store: Store, writer: Writer, clock: Clock, retention_days: int) -> None:
    """Tidy up at once and then every hour, until cancelled; people are looked through once a day.

    Who did not agree to be remembered is forgotten after `retention_days` of silence; 0: nobody is.
    """
    due = 0
    while True:
        try:
            await _drop(store, writer, clock() - TOMBSTONES)
            if clock() >= due:
                due = clock() + DAY
                if retention_days:
                    await _forget(store, writer, clock() - retention_days * DAY)
                await writer.call(store.sweep)
        except Unavailable:
            _log.warning("the store cannot be reached; it is tidied up in an hour")
        except Exception as trouble:  # noqa: BLE001  nothing depends on it, and it must not end for ever
            _log.error("the store could not be tidied up: %s", place_of(trouble))
        await asyncio.sleep(HOUR)


async def _drop(store: Store, writer: Writer, before: int) -> None:
    dropped = 1
    while dropped:
        dropped = await writer.call(store.prune, before)
        await asyncio.sleep(BREATH)


async def _forget(store: Store, writer: Writer, before: int) -> None:
    forgotten, after = 0, ""
    while True:
        count, following = await writer.call(store.forget_silent, before, after)
        forgotten += count
        if following is None:
            break
        after = following
        await asyncio.sleep(BREATH)
    if forgotten:
        _log.info("%d of whom nothing was heard for long %s forgotten", forgotten, "was" if forgotten == 1 else "were")
