"""Updates at the front: each is kept before it is confirmed, either as it is or by what it changed; none twice."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot.service.acts import Arrival
from bot.service.ports import Delivered, Reply, Step, Unavailable, Update
from bot.store.store import SqlStore, open_store
from bot.store.tables import inbox
from bot.store.writer import Writer
from bot.telegram.delivery import Delivery
from bot.telegram.front import Front
from bot.telegram.outgoing import Outgoing
from bot.telegram.pace import Pace
from tests.store.people import KEY, ids, step, values
from tests.telegram.scripted import Scripted, after
from tests.telegram.test_delivery import NoFiles


class Store(SqlStore):
    """A store that notes what is kept as it came, and can be out of reach."""

    received: list[str]
    out_of_reach = 0

    def receive(self, updates: Sequence[Update], at: int) -> list[Update]:
        self.received += [update.key for update in updates]
        return super().receive(updates, at)

    def work(
        self, arrivals: Sequence[Arrival], step: Step, at: int, delivered: Sequence[Delivered] = ()
    ) -> list[Reply | None]:
        if self.out_of_reach:
            self.out_of_reach -= 1
            raise Unavailable("the database is away")
        return super().work(arrivals, step, at, delivered)


class House:
    """A front with everything behind it but the questionnaires."""

    def __init__(self, telegram: Scripted, store: Store) -> None:
        self.telegram, self.store = telegram, store
        self.writer = Writer(store, step, lambda: 100)
        outgoing = Outgoing(telegram.bot, Pace(send_rate=0, chat_rate=0, chat_burst=1), patience=0.1)
        delivery = Delivery(outgoing, NoFiles(), self.writer.keep_sent)
        self.front = Front(42, self.writer, delivery, lambda _: None)

    def tombstones(self) -> dict[str, bool]:
        """Return the keys of the inbox, and whether each is done and its body erased."""
        with self.store.database.reading() as connection:
            rows = connection.execute(select(inbox)).all()
        return {row.key: row.done_at is not None and row.body is None for row in rows}


@pytest.fixture
async def house(tmp_path) -> AsyncIterator[House]:
    store = open_store(f"sqlite:///{tmp_path / 'store.sqlite3'}", [KEY], ids)
    store.__class__ = Store
    assert isinstance(store, Store)
    store.received = []
    async with Scripted() as telegram:
        house = House(telegram, store)
        yield house
        await house.front.finish(5)
        await house.writer.close()
    store.close()


def said(number: int, text: str, chat: int = 7) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Ann"}
    message = {"message_id": number, "date": 0, "chat": {"id": chat, "type": "private"}, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def test_an_act_in_an_idle_chat_is_kept_by_what_it_changes_when_taking_in_returns(house: House):
    await house.front.take_in([said(1, "/start")])
    await house.front.finish(5)
    await house.front.take_in([said(2, "blue")])
    assert values(house.store) == ["blue"]
    assert house.store.received == []
    assert house.tombstones() == {"42:1": True, "42:2": True}


async def test_acts_of_many_chats_and_what_concerns_nobody_are_kept_together(house: House):
    strange = {"update_id": 9, "poll": {"id": "1"}}
    await house.front.take_in([*(said(number, "/start", chat=number) for number in range(1, 9)), strange])
    assert house.store.received == ["42:9"]
    await house.front.finish(5)
    assert set(house.tombstones().values()) == {True}
    assert sorted(call.fields["chat_id"] for call in house.telegram.calls) == list(range(1, 9))


async def test_what_follows_in_a_busy_chat_is_kept_as_it_came_and_worked_off_in_order(house: House):
    silence = asyncio.Event()
    house.telegram.then("sendMessage", after(silence))
    await house.front.take_in([said(1, "/start"), said(2, "red")])
    await house.front.take_in([said(3, "green")])
    assert house.store.received == ["42:2", "42:3"]
    assert house.tombstones() == {"42:1": True, "42:2": False, "42:3": False}
    silence.set()
    await house.front.finish(5)
    assert values(house.store) == ["red", "green"]
    assert set(house.tombstones().values()) == {True}


async def test_an_act_that_could_not_be_kept_is_not_confirmed_and_counts_once_when_it_comes_again(house: House):
    await house.front.take_in([said(1, "/start"), said(2, "/start", chat=8)])
    await house.front.finish(5)
    house.store.out_of_reach = 1
    with pytest.raises(Unavailable):
        await house.front.take_in([said(3, "blue"), said(4, "green", chat=8)])
    assert house.front.waiting == 0
    await house.front.take_in([said(3, "blue"), said(4, "green", chat=8)])
    assert set(values(house.store)) == {"blue", "green"}


async def test_an_update_that_comes_twice_changes_nothing(house: House):
    await house.front.take_in([said(1, "/start")])
    await house.front.finish(5)
    await house.front.take_in([said(2, "blue")])
    await house.front.take_in([said(2, "blue")])
    await house.front.finish(5)
    await house.front.take_in([said(2, "blue"), said(1, "/start")])
    await house.front.finish(5)
    assert values(house.store) == ["blue"]
    assert len(house.telegram.calls) == len(set(house.tombstones())) == 2
