"""Updates are kept before they are confirmed, and known again."""

from bot.service.ports import Update
from bot.store.store import SqlStore
from tests.store.conftest import Reopen
from tests.store.people import commanded, step, typed, values


def test_what_arrives_is_unfinished_until_it_is_worked_off(store: SqlStore):
    updates = [Update(f"7:{number}", f"body {number}".encode()) for number in (99, 100, 101)]
    assert store.receive(updates, 10) == updates
    assert store.unfinished() == updates
    store.work([commanded("a", "start", "7:99")], step, 11)
    store.settle("7:100", 12)
    assert store.unfinished() == [Update("7:101", b"body 101")]


def test_an_update_that_arrives_twice_is_kept_once(store: SqlStore):
    first = Update("7:1", b"first")
    assert store.receive([first, Update("7:1", b"twice in a batch")], 10) == [first]
    assert store.receive([Update("7:1", b"again"), Update("7:2", b"new")], 11) == [Update("7:2", b"new")]
    assert store.unfinished() == [first, Update("7:2", b"new")]


def test_nothing_arriving_is_no_trouble(store: SqlStore):
    assert store.receive([], 10) == []


def test_an_update_that_was_worked_off_changes_nothing_when_it_comes_again(store: SqlStore):
    store.work([commanded("a", "start", "7:1")], step, 10)
    assert store.receive([Update("7:1", b"redelivered")], 11) == []
    assert store.work([typed("a", "once", "7:2")], step, 12) != [None]
    assert store.work([typed("a", "once", "7:2")], step, 13) == [None]
    assert values(store) == ["once"]


def test_what_was_received_but_not_worked_off_is_there_after_a_restart(opened: Reopen):
    opened().receive([Update("7:1", b"waiting")], 10)
    assert opened().unfinished() == [Update("7:1", b"waiting")]


def test_tombstones_go_when_they_are_old_and_what_waits_stays(store: SqlStore):
    store.receive([Update("7:1", b"old"), Update("7:2", b"waiting")], 10)
    store.settle("7:1", 20)
    store.settle("7:3", 30)
    assert store.prune(before=30) == 1
    assert store.prune(before=30) == 0
    assert [update.key for update in store.unfinished()] == ["7:2"]
    assert store.receive([Update("7:3", b"still known")], 31) == []


def test_acts_without_a_key_leave_no_trace_in_the_inbox(store: SqlStore):
    store.work([commanded("a", "start")], step, 10)
    store.work([typed("a", "twice")], step, 11)
    store.work([typed("a", "twice")], step, 11)
    assert values(store) == ["twice", "twice"]
    assert store.prune(before=99) == 0
