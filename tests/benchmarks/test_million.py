"""An answer among a million stored respondents costs what one among a thousand costs."""

import contextlib
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from statistics import median
from string import Template
from typing import Any

import psycopg
import pytest

from bot.service.acts import Arrival
from bot.service.ports import Delivered
from bot.store.store import open_store
from tests.postgres import server
from tests.store.people import KEY, commanded, ids, step, typed

pytestmark = pytest.mark.exhaustive
FEW, MANY = 1_000, 1_000_000
ACTING = 300
"""People who answer; the others are only stored."""
ROUNDS = 6
MOST = 1.1

_SQLITE = {
    "id": "lower(hex(randomblob(13)))",
    "lookup": "lower(hex(randomblob(16)))",
    "address": "randomblob(48)",
    "session": "randomblob(400)",
    "series": "WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < $people)",
    "everybody": "series",
}
_POSTGRESQL = {
    "id": "substr(md5(random()::text), 1, 26)",
    "lookup": "md5(random()::text)",
    "address": "decode(repeat(md5(random()::text), 3), 'hex')",
    "session": "decode(repeat(md5(random()::text), 25), 'hex')",
    "series": "",
    "everybody": "generate_series(1, $people)",
}
_FILL = """
    CREATE TEMPORARY TABLE stored AS $series SELECT $id AS id FROM $everybody ORDER BY 1;
    CREATE TEMPORARY TABLE turns AS SELECT 1 AS turn UNION SELECT 2 UNION SELECT 3;
    INSERT INTO respondent (id, language, session_id, created_at) SELECT id, 'en', 's' || id, 1 FROM stored;
    INSERT INTO identity (lookup, respondent_id, channel, address)
        SELECT $lookup, id, 'telegram', $address FROM stored ORDER BY 1;
    INSERT INTO session (id, respondent_id, questionnaire, version, kind, status, channel, language, started_at,
        updated_at, body)
        SELECT 's' || id, id, 'bench', 'v1', 'real', 'open', 'telegram', 'en', 1, 1, $session FROM stored;
    INSERT INTO answer (respondent_id, session_id, turn, question, how, value, at)
        SELECT id, 's' || id, turn, 'q' || turn, 'given', $address, 1 FROM stored CROSS JOIN turns;
    INSERT INTO trait (respondent_id, name, provenance, value, source, question, at)
        SELECT id, 'trait_q' || turn, 'declared', $address, 'bench', 'q' || turn, 1 FROM stored CROSS JOIN turns;
    INSERT INTO event (respondent_id, session_id, turn, kind, about, at)
        SELECT id, 's' || id, turn, 'AnswerGiven', 'q' || turn, 1 FROM stored CROSS JOIN turns;
    DROP TABLE stored; DROP TABLE turns;
"""
"""Everybody has an address, a session, and three answers with their traits and events."""


def fill(url: str, people: int) -> None:
    """Store so many people by SQL."""
    words = _SQLITE if url.startswith("sqlite") else _POSTGRESQL
    script = Template(Template(_FILL).substitute(words)).substitute(people=people)
    if words is _SQLITE:
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
            database.executescript(f"PRAGMA synchronous=OFF; PRAGMA cache_size=-500000; BEGIN; {script} COMMIT;")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with psycopg.connect(url.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        connection.execute(script.encode())
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


class Company:
    """A store with so many people, some of whom answer."""

    def __init__(self, url: str, people: int) -> None:
        self.store = open_store(url, [KEY], ids)
        self.acting = [str(number) for number in range(ACTING)]
        self._keys = (f"7:{number}" for number in range(10**9))
        self._delivered: list[Delivered] = []
        fill(url, people - ACTING)
        for address in self.acting:
            self.does(commanded(address, "start", next(self._keys)))

    def answers(self, address: str, word: str) -> tuple[float, float]:
        """Let somebody answer; return the seconds it took, and those of them on the CPU."""
        arrival = typed(address, word, next(self._keys))
        begun, before = time.perf_counter(), time.process_time()
        self.does(arrival)
        return time.perf_counter() - begun, time.process_time() - before

    def does(self, arrival: Arrival) -> None:
        [reply] = self.store.work([arrival], step, 1, self._delivered)
        assert reply is not None
        self._delivered = [Delivered(reply, 1)]


@pytest.fixture(params=["sqlite", "postgresql"])
def companies(request: pytest.FixtureRequest, tmp_path) -> Iterator[tuple[Company, Company]]:
    def url(name: str) -> str:
        return server().database() if request.param == "postgresql" else f"sqlite:///{tmp_path / name}"

    both = Company(url("few"), FEW), Company(url("many"), MANY)
    yield both
    for company in both:
        company.store.close()


def test_an_answer_among_a_million_people_costs_what_one_among_a_thousand_costs(
    companies: tuple[Company, Company], record_property: Callable[[str, Any], None]
):
    dice = random.Random(7)
    took: list[list[list[float]]] = []
    for round_ in range(ROUNDS):
        order = dice.sample(companies[0].acting, ACTING)
        pairs = [[company.answers(address, f"word {round_}") for company in companies] for address in order]
        took.append([[pair[which][kind] for pair in pairs] for kind in (0, 1) for which in (0, 1)])
    wall = median(median(many) / median(few) for few, many, _, _ in took[1:])
    cpu = median(sum(many) / sum(few) for _, _, few, many in took[1:])
    print(f"\nan answer among {MANY:,} costs {cpu:.2f}x the CPU and {wall:.2f}x the time of one among {FEW:,}")
    record_property("cpu", cpu)
    record_property("time", wall)
    assert (cpu <= MOST, wall <= MOST) == (True, True)
