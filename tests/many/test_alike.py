"""However updates come and wherever answers are kept: the same person is kept alike."""

from pathlib import Path
from typing import Any, cast

import pytest
from ulid import ULID

from bot.store.store import open_store
from tests.many.company import KEY, company
from tests.postgres import server
from tests.whole.acting import Actor, Part
from tests.whole.house import House
from tests.whole.parts import CONTENT, UNHAPPY

WAYS = [("sqlite", "webhook"), ("postgresql", "polling"), ("postgresql", "webhook")]


@pytest.mark.parametrize("part", [UNHAPPY, CONTENT], ids=["unhappy", "content"])
async def test_polled_or_called_on_either_database_the_same_is_kept(part: Part, tmp_path: Path):
    reference = await kept(part, tmp_path, "sqlite", "polling")
    assert len(reference["answers"]) == len(part.answers)
    for database, way in WAYS:
        assert await kept(part, tmp_path, database, way) == reference, f"{database}, {way}"


async def kept(part: Part, folder: Path, kind: str, way: str) -> dict[str, list[dict[str, Any]]]:
    """Hold the conversation in this way; return all that is kept of it, but for times and what is made by chance."""
    database = server().database() if kind == "postgresql" else f"sqlite:///{folder / way}.sqlite3"
    settings = {} if way == "webhook" else {"WEBHOOK_URL": ""}
    async with company(1, glance=0.02, database=database, **settings) as at:
        actor = Actor(cast("House", at), at.api.person("fa"), part)
        await actor.holds()
        assert at.api.check() == []
        assert at.api.caller.active is (way == "webhook")
        address = str(actor.person.id)
    store = open_store(database, [KEY], lambda: str(ULID()))
    everything = cast("dict[str, Any]", store.kept_of("telegram", address))
    store.close()
    shown = {name: rows for name, rows in everything.items() if isinstance(rows, list)}
    return {name: [lasting(row) for row in rows] for name, rows in shown.items()}


def lasting(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row without its times, its numbers, and names made by chance."""
    without = ("at", "until", "id", "session_id", "start", "address", "open_message")
    return {name: value for name, value in row.items() if name not in without and not name.endswith("_at")}
