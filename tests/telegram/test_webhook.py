"""Telegram calls the bot: only Telegram is heard, nothing is confirmed before it is kept, presses are answered."""

import io
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.telegram.webhook import LARGEST_BODY, MOST_CONNECTIONS, address_of, secret_of
from tests.many.company import PUBLIC, Worker
from tests.standin import BotProcess, StandIn

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    async with StandIn() as api:
        api.caller.hurry = 0.02
        yield api


@pytest.fixture
async def worker(api: StandIn, tmp_path) -> AsyncIterator[Worker]:
    """A bot that waits for Telegram's calls, on a database of its own."""
    worker = Worker(api, f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    api.caller.gates[PUBLIC] = f"http://127.0.0.1:{worker.port}"
    async with worker:
        assert await api.pulse.until(lambda: api.caller.active, 5)
        yield worker


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


def secret(api: StandIn) -> str:
    assert api.world.webhook is not None
    return api.world.webhook.secret


async def test_the_webhook_is_set_with_its_secret_once(api: StandIn, worker: Worker):
    hook = api.world.webhook
    assert hook is not None
    assert hook.url.startswith(f"{PUBLIC}/telegram?secret=")
    assert (len(hook.secret), hook.connections) == (64, MOST_CONNECTIONS)
    assert "callback_query" in hook.allowed
    assert await worker.stop() == 0
    await worker.start()
    ann = api.person()
    await ann.says("/start")
    assert len([call for call in api.calls if call.method == "setWebhook"]) == 1
    assert api.check() == []


def test_another_secret_is_another_address_and_shows_nothing_of_it():
    token = "42:token"
    assert secret_of(token, None) == secret_of(token, None) != secret_of("43:token", None)
    assert secret_of(token, "chosen") == "chosen"
    addresses = {address_of("https://x/y", token, chosen) for chosen in ("one", "two")}
    assert len(addresses) == 2
    assert not [address for address in addresses if "one" in address or "two" in address]


BODIES = {
    b"": 400,
    b"not JSON": 400,
    b'"a word"': 400,
    b'{"message": {}}': 400,
    b'{"update_id": "1"}': 400,
    b'{"update_id": 1, "x": "\xff"}': 400,
    b"x" * (LARGEST_BODY + 1): 413,
    b'{"update_id": 1, "message": {"shape": "unknown"}}': 200,
    b'{"update_id": 2}': 200,
}


async def test_only_telegram_is_heard_and_only_updates_are_taken(api: StandIn, worker: Worker, client):
    for headers in ({SECRET_HEADER: "wrong"}, {SECRET_HEADER: ""}, {}):
        async with client.post(api.caller.where(), json={"update_id": 3}, headers=headers) as answer:
            assert (answer.status, await answer.read()) == (401, b"")
    assert "colloquy_updates_total 0.0" in await metrics(worker, client)
    headers = {SECRET_HEADER: secret(api)}
    found = {}
    for body in BODIES:
        async with client.post(api.caller.where(), data=io.BytesIO(body), headers=headers) as answer:
            found[body] = answer.status
    assert found == BODIES
    assert "colloquy_updates_total 2.0" in await metrics(worker, client)
    async with client.get(api.caller.where(), headers=headers) as answer:
        assert answer.status == 405


@pytest.mark.usefixtures("worker")
async def test_a_press_is_answered_in_the_response_and_messages_are_sent(api: StandIn):
    ann = api.person()
    await ann.says("/start test-bench")
    await ann.presses(ann.chat.last.labels[0])
    question = ann.chat.last
    (choice, *_) = question.labels
    await ann.presses(choice)
    assert api.caller.responses == ["answerCallbackQuery"] * 2
    await ann.presses(choice, on=question)
    assert ann.toast, "an old button is explained in the same way"
    assert api.caller.responses == ["answerCallbackQuery"] * 3
    assert api.check() == []


@pytest.mark.usefixtures("worker")
async def test_an_update_that_is_delivered_twice_changes_nothing(api: StandIn):
    ann = api.person()
    await ann.says("/start test-bench")
    await ann.presses(ann.chat.last.labels[0])
    said = len(ann.chat.from_bot)
    await ann.redelivers()
    assert len(ann.chat.from_bot) == said
    assert api.check() == []


async def test_what_comes_while_the_bot_is_away_is_brought_when_it_is_back(api: StandIn, worker: Worker):
    ann = api.person()
    await worker.kill()
    await ann.says("/start", wait=False)
    assert await api.pulse.until(lambda: api.caller.failures > 0, 5) or api.caller.failures
    await worker.start()
    await ann.sees(lambda chat: chat.from_bot)


async def test_who_polls_again_removes_the_webhook_and_loses_nothing(api: StandIn, worker: Worker):
    await worker.kill()
    ann = api.person()
    await ann.says("/start", wait=False)
    async with BotProcess(api):
        await ann.sees(lambda chat: chat.from_bot)
        assert api.world.webhook is None


async def test_operators_see_that_it_lives_works_and_how_much(api: StandIn, worker: Worker, client):
    ann = api.person()
    await ann.says("/start")
    here = f"http://127.0.0.1:{worker.port}"
    for path, body in (("/healthz", "alive\n"), ("/readyz", "ready\n")):
        async with client.get(here + path) as answer:
            assert (answer.status, await answer.text()) == (200, body)
    shown = await metrics(worker, client)
    assert "colloquy_updates_total 1.0" in shown
    assert 'colloquy_deliveries_total{ended="delivered"} 1.0' in shown
    assert "colloquy_turn_seconds_count 1.0" in shown
    assert 'colloquy_waiting{queue="updates"} 0.0' in shown
    assert str(ann.id) not in shown
    async with client.get(f"{here}/metrics", headers={"X-Forwarded-For": "127.0.0.1"}) as answer:
        assert answer.status == 404, "what a proxy passed on does not come from here"
    async with client.get(f"{here}/elsewhere") as answer:
        assert answer.status == 404


async def metrics(worker: Worker, client: aiohttp.ClientSession) -> str:
    async with client.get(f"http://127.0.0.1:{worker.port}/metrics") as answer:
        assert answer.status == 200
        return await answer.text()
