"""`bot run` as a process: in the browser alone, and in the browser and on Telegram with one person in both."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.standin import BotProcess, StandIn
from tests.standin.process import ROOT
from tests.web.guest import read
from tests.web.house import SAMPLE

PUBLIC = "https://garden.test"


def environment(folder: Path, **more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in ("BOT_TOKEN", "ENCRYPTION_KEY")}
    settings = {"DATA_DIR": str(folder / "data"), "QUESTIONNAIRES_DIR": str(SAMPLE), "WEB_PORT": "0"}
    return inherited | settings | {"PYTHONUNBUFFERED": "1"} | more


async def test_without_a_token_the_conversation_is_held_in_the_browser_and_its_address_is_printed(tmp_path: Path):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=ROOT, env=environment(tmp_path), stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    async with asyncio.timeout(30):
        while not (found := re.search(rb"at (http://127\.0\.0\.1:\d+)", await process.stderr.readline())):
            assert process.returncode is None
    async with httpx.AsyncClient(base_url=found[1].decode(), follow_redirects=True) as client:
        page = await client.get("/")
        assert read(page.text).all("h1")[0].text == "Your garden plan"
        assert (await client.get("/readyz")).status_code == 200
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 15) == 0


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--role", "bot"), b"bot: BOT_TOKEN has to be set for --role bot"),
        (("--role", "shop"), b"'shop' is not one of"),
    ],
)
async def test_what_cannot_be_served_is_a_sentence(tmp_path: Path, more: tuple[str, ...], says: bytes):
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", *more, cwd=ROOT, env=environment(tmp_path), stderr=asyncio.subprocess.PIPE
    )
    _, written = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 2
    assert says in b" ".join(written.split())


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    async with StandIn() as api:
        yield api


async def test_one_process_serves_both_and_a_person_goes_from_one_to_the_other(api: StandIn):
    async with BotProcess(api, {"QUESTIONNAIRES_DIR": str(SAMPLE), "PUBLIC_URL": PUBLIC}) as process:
        ann = api.person()
        await ann.says("/start")
        await ann.presses("Start")
        await ann.presses("Sandy")
        await ann.says("/web")
        button = ann.chat.last.button("Open in the browser")
        assert button is not None
        assert button.raw["url"].startswith(f"{PUBLIC}/r/")
        found = re.search(r"listening at (http://\S+)", process.log)
        assert found
        # The proxy with the certificate is not part of it; a cookie for HTTPS is carried by hand.
        async with httpx.AsyncClient(base_url=found[1], follow_redirects=False) as client:
            asked = await client.get(button.raw["url"].removeprefix(PUBLIC))
            client.headers["Cookie"] = asked.headers["set-cookie"].partition(";")[0]
            [form] = read(asked.text).of_class("ask")
            fields = {one.attributes["name"]: one.attributes.get("value", "") for one in form.all("input")}
            moved = await client.post(form.attributes["action"], data=fields)
            assert moved.status_code == 303
            page = read((await client.get("/c/garden")).text)
            assert page.all(id="heading")[0].text == "Which tools do you have?"
            [back] = [one.attributes["href"] for one in page.all("a") if "t.me/" in one.attributes["href"]]
        token = back.partition("?start=")[2]
        await ann.says(f"/start {token}")
        assert "Welcome back" in ann.chat.last.text
        assert await process.stop() == 0
        assert " ERROR " not in process.log
        assert token not in process.log


async def test_a_report_comes_with_a_link_to_its_page(api: StandIn):
    async with BotProcess(api, {"QUESTIONNAIRES_DIR": str(SAMPLE), "PUBLIC_URL": PUBLIC}) as process:
        ann = api.person()
        await ann.says("/start")
        await ann.presses("Start")
        await ann.presses("Sandy")
        while not any(message.file for message in ann.chat.from_bot):
            await ann.says("/skip")
        [report] = [message for message in ann.chat.from_bot if message.file]
        button = report.button("Open as a page")
        assert button is not None
        found = re.search(r"listening at (http://\S+)", process.log)
        assert found
        async with httpx.AsyncClient(base_url=found[1]) as client:
            page = await client.get(button.raw["url"].removeprefix(PUBLIC))
        assert page.status_code == 200
        assert read(page.text).all("h1")[0].text == "Your garden plan"
