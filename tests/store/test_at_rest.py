"""What a person says or is, is in no file in the clear; what they took back, in no file at all."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import LargeBinary, select
from sqlmodel import SQLModel

from bot.conversation.session import Answer, Asking
from bot.profile.trait import Trait
from bot.service.dossier import Outcome
from bot.service.ports import Delivered, Update
from bot.store.seal import WrongKey
from bot.store.store import SqlStore, open_store
from tests.store.conftest import Reopen
from tests.store.people import KEY, commanded, consent, deciding, ids, person, say, seen, step, typed, values

OTHER = "somebody else"
OTHER_KEY = bytes(32)
ADDRESS = "canary-address"


def folder(store: SqlStore) -> Path:
    return Path(store.database.engine.url.database or "").parent


def raw(store: SqlStore) -> bytes:
    """Return every byte of every file of the database."""
    return b"".join(path.read_bytes() for path in folder(store).rglob("*") if path.is_file())


def live_a_little(store: SqlStore, address: str) -> None:
    """Leave something in every table, and in everything that a person can say."""
    store.receive([Update(f"7:{len(address)}", b"canary-update")], 90)
    store.work([commanded(address, "start")], step, 100)
    store.work([typed(address, "canary-answer")], step, 101)
    session = seen(store, typed(address, "?")).session
    assert session is not None
    draft = replace(session, state=Asking("q1", draft=("x",), other="canary-draft", writing=True))
    outcome = Outcome(
        session=draft,
        answers=(Answer("q0", 102, "canary-changed", other="canary-own-words"),),
        learned=(Trait("t", "canary-trait", "observed", 102, "shop", other="canary-trait-words"),),
        consents=(consent("contact", "deny", 102),),
        says=say("You said canary-said."),
    )
    store.work([typed(address, "x")], deciding(outcome), 102)


def rows_of(store: SqlStore, respondent: str) -> dict[str, int]:
    """Return in which tables a respondent has how many rows."""
    found = {}
    with store.database.reading() as connection:
        for table in SQLModel.metadata.sorted_tables:
            column = table.c.get("respondent_id", table.c.id if table.name == "respondent" else None)
            if column is not None:
                found[table.name] = len(connection.execute(select(column).where(column == respondent)).all())
    return found


def sealed_contents(store: SqlStore) -> list[bytes]:
    """Return all sealed bytes of all tables."""
    with store.database.reading() as connection:
        return [
            content
            for table in SQLModel.metadata.sorted_tables
            for column in table.c
            if isinstance(column.type, LargeBinary)
            for content in connection.scalars(select(column))
            if content is not None
        ]


def test_no_word_of_a_person_is_in_any_file_in_the_clear(store: SqlStore):
    live_a_little(store, ADDRESS)
    assert b"q0" in raw(store), "what is plain is there to be seen"
    assert b"canary" not in raw(store)
    store.close()
    assert b"canary" not in raw(store)


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


def test_nothing_of_a_forgotten_person_is_in_any_file(store: SqlStore):
    live_a_little(store, OTHER)
    theirs = set(sealed_contents(store))
    live_a_little(store, ADDRESS)
    mine = set(sealed_contents(store)) - theirs
    assert all(content in raw(store) for content in mine)
    (goodbye,) = store.work([commanded(ADDRESS, "forget", f"7:{len(ADDRESS)}")], step, 200)
    assert goodbye is not None
    store.deliver([Delivered(goodbye)])
    left = raw(store)
    assert not [content for content in mine if content in left]
    assert person(ADDRESS).encode() not in left
    assert person(OTHER).encode() in left


def test_what_a_reader_still_needed_goes_with_a_later_commit(store: SqlStore):
    live_a_little(store, ADDRESS)
    reading = store.answers("report")
    next(reading)
    store.work([commanded(ADDRESS, "forget")], step, 200)
    assert person(ADDRESS).encode() in raw(store), "a reader holds on to the older state"
    reading.close()
    store.settle("7:1", 201)
    assert person(ADDRESS).encode() not in raw(store)


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
