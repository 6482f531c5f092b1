"""Whatever dies, every answer of everybody is kept exactly once, and every conversation comes to its end."""

import asyncio
import itertools
from collections import Counter
from contextlib import suppress
from typing import Any, cast

import pytest
from ulid import ULID

from bot.store.store import open_store
from tests.many.company import KEY, Company, Worker, company
from tests.postgres import server
from tests.whole.acting import Actor
from tests.whole.house import House
from tests.whole.parts import PLEASED

LANGUAGES = ("en", "fa", "ar")
KILLS = 30
"""As many as fall into the time that a thousand conversations take."""


async def crowd(at: Company, people: int) -> list[Actor]:
    """Let so many people hold their conversations, all at once."""
    house = cast("House", at)
    languages = itertools.islice(itertools.cycle(LANGUAGES), people)
    actors = [Actor(house, at.api.person(language), PLEASED) for language in languages]
    await asyncio.gather(*(actor.holds() for actor in actors))
    return actors


async def trouble(at: Company, kills: int, every: float) -> None:
    """Kill a worker that serves every so many seconds, and start it again."""
    async with asyncio.TaskGroup() as starting:
        while kills:
            await asyncio.sleep(every)
            if serving := [worker for worker in at.workers if worker.serves]:
                kills -= 1
                await serving[0].kill()
                at.workers.append(at.workers.pop(at.workers.index(serving[0])))
                starting.create_task(start_again(serving[0]))


async def start_again(worker: Worker) -> None:
    """Start a worker as a service manager does: again, where it ended at once since the database was away."""
    for _ in range(5):
        with suppress(AssertionError):
            return await worker.start()
    raise AssertionError(worker.log)


def answers(at: Company) -> list[tuple[tuple[str, Any], ...]]:
    """Return the live answers of each session."""
    store = open_store(at.database, [KEY], lambda: str(ULID()))
    try:
        by_session: dict[str, list[tuple[str, Any]]] = {}
        for logged in store.answers("report"):
            by_session.setdefault(logged.session, []).append((logged.question, logged.value))
    finally:
        store.close()
    return [tuple(given) for given in by_session.values()]


async def check(at: Company, people: int) -> None:
    """Every answer exactly once, every conversation at its end, nobody waiting, nothing claimed."""
    for owed in ("inbox WHERE done_at IS NULL", "turn"):
        await at.until_none(owed)
    assert at.rows("SELECT status, count(*) FROM session GROUP BY status") == [("finished", people)]
    assert len(Counter(answers(at))) == 1, "all gave the same answers"
    assert len(answers(at)) == people
    assert at.rows("SELECT session_id, question FROM answer GROUP BY session_id, question HAVING count(*) > 1") == []
    assert at.rows("SELECT count(*) FROM answer WHERE voided_at IS NOT NULL") == [(0,)]


async def test_thirty_people_are_served_by_two_workers_of_which_one_dies():
    async with company(2, glance=0.05) as at:

        async def one_dies() -> None:
            await asyncio.sleep(1)
            await at.workers[0].kill()
            await at.workers[0].start()

        await asyncio.gather(crowd(at, 30), one_dies())
        await check(at, 30)
        await at.until_none("lane")


@pytest.mark.exhaustive
async def test_a_thousand_people_are_served_by_three_workers_that_keep_dying_and_a_database_that_restarts():
    async with company(3, glance=0.5) as at:

        async def restart() -> None:
            await asyncio.sleep(15)
            await asyncio.to_thread(server().restart)

        async with asyncio.TaskGroup() as troubles:
            troubles.create_task(trouble(at, KILLS, every=2))
            troubles.create_task(restart())
            await crowd(at, 1000)
        await check(at, 1000)
        assert at.api.deaths == KILLS
