"""How a database is doing, found out without changing it."""

import time
from collections.abc import Sequence
from statistics import median

from msgspec import Struct
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.service.ports import Unavailable
from bot.store.database import Database
from bot.store.migrate import HEAD, revision
from bot.store.seal import Seal
from bot.store.store import SqlStore
from bot.values.errors import ColloquyError

TIMES = 20


class Vitals(Struct, frozen=True, kw_only=True):
    """What was found out; the rest holds only where there is no `trouble`."""

    trouble: str | None = None
    """Why nothing can be found out."""
    revision: str | None = None
    """None where nothing is in it."""
    head: str = HEAD
    """The revision that this program is written for."""
    seconds: float = 0.0
    """How long the shortest question takes."""
    wrong_key: str | None = None
    """What is wrong with the keys; None where nothing is, or nothing is sealed yet."""
    keyless: bool = False
    """Whether something is sealed, and no key was given."""


def vitals(url: str, keys: Sequence[bytes]) -> Vitals:
    """Look at a database; `keys` may be none."""
    database = Database(url, looks=True)
    try:
        found = revision(database)
        seconds = _round_trip(database)
        readable = found == HEAD
        return Vitals(
            revision=found,
            seconds=seconds,
            wrong_key=_wrong_key(database, keys) if readable and keys else None,
            keyless=readable and not keys and _somebody_is_known(database),
        )
    except Unavailable:
        return Vitals(trouble="The database cannot be reached, or is busy all the time.")
    except DBAPIError as error:
        return Vitals(trouble=f"The database cannot be read ({type(error.orig).__name__}).")
    finally:
        database.close()


def _round_trip(database: Database) -> float:
    took = []
    with database.reading() as connection:
        for _ in range(TIMES):
            begun = time.perf_counter()
            connection.execute(text("SELECT 1"))
            took.append(time.perf_counter() - begun)
    return median(took)


def _somebody_is_known(database: Database) -> bool:
    with database.reading() as connection:
        return connection.scalar(text("SELECT 1 FROM identity LIMIT 1")) is not None


def _wrong_key(database: Database, keys: Sequence[bytes]) -> str | None:
    try:
        SqlStore(database, Seal(keys), lambda: "").check_key()
    except ColloquyError as error:
        return str(error)
    return None
