"""Published versions: one of each name is current, however many processes publish at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.store.store import SqlStore
from tests.store.conftest import Reopen

WORKERS = 6
ROUNDS = 15


@pytest.fixture
def together(opened: Reopen) -> Callable[[Callable[[int], tuple[str, str]]], list[bool]]:
    """Lets workers publish at the same moment: each what the function names for it, as name and version."""
    workers = [opened() for _ in range(WORKERS)]
    barrier = Barrier(WORKERS, timeout=20)

    def publish(store: SqlStore, what: tuple[str, str]) -> bool:
        barrier.wait()
        name, version = what
        return store.publish("questionnaire", name, version.encode(), version, 1)

    def all_at_once(named: Callable[[int], tuple[str, str]]) -> list[bool]:
        with ThreadPoolExecutor(WORKERS) as pool:
            return list(pool.map(publish, workers, map(named, range(WORKERS))))

    return all_at_once


def test_workers_that_start_together_may_all_publish_the_same(opened: Reopen, together):
    for turn in range(ROUNDS):
        assert sum(together(lambda _, turn=turn: (f"bench-{turn}", "v1"))) == 1
    current = opened().current("questionnaire")
    assert current == {f"bench-{turn}": ("v1", b"v1") for turn in range(ROUNDS)}


def test_workers_that_start_together_with_different_versions_leave_one_current(opened: Reopen, together):
    assert all(together(lambda place: ("bench", f"v{place}")))
    version, body = opened().current("questionnaire")["bench"]
    assert body == version.encode()
    assert set(opened().versions("questionnaire", "bench")) == {f"v{place}".encode() for place in range(WORKERS)}
