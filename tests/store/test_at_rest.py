"""What a person says or is, is kept sealed; what they took back is in no table any more."""

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.service.ports import Delivered, Update
from bot.store.seal import WrongKey
from bot.store.store import SqlStore, open_store
from tests.store.conftest import Reopen
from tests.store.people import (
    ADDRESS,
    KEY,
    OTHER,
    commanded,
    ids,
    live_a_little,
    person,
    sealed_contents,
    seen,
    step,
    typed,
    values,
)

OTHER_KEY = bytes(32)


def everything(store: SqlStore) -> str:
    """Return every column of every row of every table, as the database has it."""
    with store.database.reading() as connection:
        return str([connection.execute(select(table)).all() for table in SQLModel.metadata.sorted_tables])


def rows_of(store: SqlStore, respondent: str) -> dict[str, int]:
    """Return in which tables a respondent has how many rows."""
    found = {}
    with store.database.reading() as connection:
        for table in SQLModel.metadata.sorted_tables:
            column = table.c.get("respondent_id", table.c.id if table.name == "respondent" else None)
            if column is not None:
                found[table.name] = len(connection.execute(select(column).where(column == respondent)).all())
    return found


def test_no_word_of_a_person_is_in_any_column_in_the_clear(store: SqlStore):
    live_a_little(store, ADDRESS)
    assert "Yes, write my report." in everything(store), "what is plain is there to be seen"
    assert "canary" not in everything(store)


def test_what_is_done_keeps_no_content_not_even_sealed(store: SqlStore):
    store.receive([Update("7:1", b"canary-update")], 90)
    (reply,) = store.work([commanded("a", "start")], step, 100)
    assert reply is not None
    before = set(sealed_contents(store))
    store.deliver([Delivered(reply)])
    store.settle("7:1", 101)
    assert len(before - set(sealed_contents(store))) == 2


def test_a_forgotten_person_has_no_row_in_any_table(store: SqlStore):
    live_a_little(store, ADDRESS)
    live_a_little(store, OTHER)
    before = rows_of(store, person(ADDRESS))
    assert all(before.values()), f"the test must reach every table: {before}"
    others = rows_of(store, person(OTHER))
    (goodbye,) = store.work([commanded(ADDRESS, "forget")], step, 200)
    assert set(rows_of(store, person(ADDRESS)).values()) == {0}
    assert store.kept_of("telegram", ADDRESS) is None
    assert rows_of(store, person(OTHER)) == others
    assert goodbye in store.undelivered(), "the goodbye still has to be said"


def test_who_comes_back_after_being_forgotten_is_a_stranger(store: SqlStore):
    live_a_little(store, ADDRESS)
    store.work([commanded(ADDRESS, "forget")], step, 200)
    assert seen(store, commanded(ADDRESS, "profile")).respondent is None
    store.work([commanded(ADDRESS, "start")], step, 201)
    assert values(store) == []


def test_a_stranger_can_ask_to_be_forgotten(store: SqlStore):
    (goodbye,) = store.work([commanded("stranger", "forget")], step, 200)
    assert store.undelivered() == [goodbye]


def test_being_forgotten_in_the_middle_of_a_batch_touches_nobody_else(store: SqlStore):
    store.work([commanded(address, "start") for address in "abc"], step, 100)
    store.work([typed("a", "stays"), commanded("b", "forget"), typed("c", "stays too")], step, 101)
    assert sorted(map(str, values(store))) == ["stays", "stays too"]


@pytest.mark.parametrize("keys", [[OTHER_KEY], [OTHER_KEY, KEY]])
def test_the_wrong_key_or_order_of_keys_is_noticed_when_the_store_is_opened(url: str, opened: Reopen, keys):
    opened().work([commanded("a", "start")], step, 100)
    with pytest.raises(WrongKey, match="ENCRYPTION_KEY"):
        open_store(url, keys, ids)
    open_store(url, [KEY, OTHER_KEY], ids).close()
