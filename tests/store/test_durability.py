"""Whatever kills the process, what it was told is kept is kept, once, and hangs together."""

import subprocess
import sys

import pytest
from sqlalchemy import event

from bot.service.acts import Arrival
from bot.store.migrate import CHECKOUT
from bot.store.store import SqlStore
from tests.store.conftest import Reopen
from tests.store.crashing import PEOPLE
from tests.store.people import commanded, person, seen, step, typed


def killed_after(url: str, lines: int) -> int:
    """Run the answering process, kill it after so many lines; return the last number that it printed."""
    command = [sys.executable, "-m", "tests.store.crashing", url]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        printed = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        printed += process.stdout.readlines()
    return int(printed[-1])


@pytest.mark.parametrize("lines", [1, 2, 40])
def test_a_killed_process_loses_nothing_and_repeats_nothing(url: str, opened: Reopen, lines: int):
    last = killed_after(url, lines)
    store = opened()
    logged = list(store.answers("report"))
    counts = {len([answer for answer in logged if answer.respondent == person(address)]) for address in PEOPLE}
    assert len(counts) == 1, "a batch is kept as a whole"
    (count,) = counts
    assert count in (last + 1, last + 2), "everything that was told, and at most the batch that was under way"
    for address in PEOPLE:
        session = seen(store, typed(address, "?")).session
        assert session is not None
        values = [answer.value for answer in logged if answer.session == session.id]
        assert values == [given.value for given in session.answers] == [f"{address}{n}" for n in range(count)]


def test_after_a_crash_the_last_turns_are_said_and_redelivered_updates_change_nothing(url: str, opened: Reopen):
    killed_after(url, 5)
    store = opened()
    waiting = store.undelivered()
    assert {reply.address for reply in waiting} == set(PEOPLE)
    count = len(list(store.answers("report")))
    again = [typed(address, f"{address}{count // 3 - 1}", f"{address}:{count // 3 - 1}") for address in PEOPLE]
    assert store.work(again, step, 200) == [None, None, None]
    assert len(list(store.answers("report"))) == count
    assert store.undelivered() == waiting


def test_undelivered_turns_are_there_after_a_restart_in_the_order_decided(opened: Reopen):
    store = opened()
    decided = [
        reply
        for act in (commanded("b", "start"), commanded("a", "start"), typed("b", "x"))
        for reply in store.work([act], step, 100)
    ]
    assert opened().undelivered() == decided


class Killed(BaseException):
    """The process ends here."""


def dies_before(store: SqlStore, statement: int, act: Arrival) -> bool:
    """Work off an act, but die before a statement; tell whether that came to pass."""
    left = statement

    def die(*_: object) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed

    event.listen(store.database.engine, "before_cursor_execute", die)
    try:
        store.work([act], step, 101)
    except Killed:
        return True
    finally:
        event.remove(store.database.engine, "before_cursor_execute", die)
    return False


def test_dying_before_any_statement_changes_nothing(store: SqlStore):
    store.work([commanded("a", "start", "7:1")], step, 100)
    before = store.kept_of("telegram", "a"), store.undelivered()
    statement = 0
    while dies_before(store, statement, typed("a", "x", "7:2")):
        assert (store.kept_of("telegram", "a"), store.undelivered()) == before
        statement += 1
    assert statement > 8, "each statement was a place to die"
    assert [answer.value for answer in store.answers("report")] == ["x"]
