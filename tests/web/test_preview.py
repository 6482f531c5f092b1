"""The preview of a draft: what it shows beside the conversation, whom it lets in, and that saving shows at once."""

import asyncio
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, sync_playwright

from bot.serving.server import serving
from bot.typeset.typesetter import TypstTypesetter
from bot.web.preview import Preview, preview_app
from tests.cli.conftest import SAMPLE, edit
from tests.web.house import BEGIN

BENCH = "bench/questionnaire.yaml"
HERE = "http://127.0.0.1:8081"
OUTSIDE = ("203.0.113.7", 5000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "questionnaires")
    return tmp_path / "questionnaires"


@pytest.fixture
def preview(folder: Path) -> Preview:
    return Preview(folder, lambda: BEGIN, TypstTypesetter(), bytes(32))


def browser(
    preview: Preview, token: str | None = None, *, client: tuple[str, int] = ("127.0.0.1", 5000)
) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(preview_app(preview, token), client=client)
    return httpx.AsyncClient(transport=transport, base_url=HERE)


async def press(guest: httpx.AsyncClient, page: httpx.Response, act: str) -> httpx.Response:
    """Press a button of a page, as a browser would."""
    form = page.text[: page.text.index(f'value="{act}"')].rpartition("<form")[2]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return await guest.post("/act", data=fields | {"act": act}, headers={"origin": HERE}, follow_redirects=True)


async def test_the_panel_has_each_question_with_its_rule_before_anybody_begins(preview: Preview) -> None:
    async with browser(preview) as guest:
        page = (await guest.get("/preview/bench")).text
    assert "No problems." in page or "warning" in page
    assert "if application: power, signal: {at_least: 20}" in page
    assert page.count("still ahead") == 10


async def test_the_why_of_each_step_has_the_values_it_went_by(preview: Preview) -> None:
    async with browser(preview) as guest:
        begun = await press(guest, await guest.get("/c/bench"), "begin:bench")
        await press(guest, begun, "pick:0")
        panel = (await guest.get("/preview/bench/panel")).text
    assert "application: power (application = power)" in panel
    assert "asked now" in panel


async def test_the_panel_is_sent_again_only_when_something_is_new(preview: Preview) -> None:
    async with browser(preview) as guest:
        first = await guest.get("/preview/bench/panel")
        again = await guest.get("/preview/bench/panel", params={"seen": first.headers["X-Mark"]})
    assert (first.status_code, again.status_code) == (200, 204)


async def test_a_saved_mistake_shows_with_its_place_and_the_conversation_goes_on(
    preview: Preview, folder: Path
) -> None:
    async with browser(preview) as guest:
        edit(folder / BENCH, "type: decimal", "type: decimall")
        panel = (await guest.get("/preview/bench/panel")).text
        conversation = await guest.get("/c/bench")
    assert re.search(r"<code>questionnaire.yaml:21:11</code>\s+error", panel), panel
    assert "Did you mean <code>decimal</code>?" in panel
    assert conversation.status_code == 200


async def test_a_saved_change_is_in_the_conversation_and_what_was_said_stays(preview: Preview, folder: Path) -> None:
    async with browser(preview) as guest:
        begun = await press(guest, await guest.get("/c/bench"), "begin:bench")
        await press(guest, begun, "pick:0")
        edit(folder / BENCH, "What is the highest frequency?", "How fast does it get?")
        await guest.get("/preview/bench/panel")
        page = (await guest.get("/c/bench")).text
    assert "How fast does it get?" in page
    assert "Power conversion" in page


async def test_without_a_token_nobody_else_gets_in(preview: Preview) -> None:
    async with browser(preview, client=OUTSIDE) as guest:
        assert (await guest.get("/preview/bench")).status_code == 403
    async with browser(preview) as guest:
        refused = await guest.get("/preview/bench", headers={"host": "evil.example"})
        assert refused.status_code == 403


async def test_with_a_token_only_who_knows_it_gets_in(preview: Preview) -> None:
    async with browser(preview, "secret-word", client=OUTSIDE) as guest:
        assert (await guest.get("/preview/bench")).status_code == 403
        assert (await guest.get("/preview/bench?token=wrong")).status_code == 403
        assert (await guest.get("/preview/bench?token=secret-word")).status_code == 200
        assert (await guest.get("/c/bench")).status_code == 200


async def test_a_folder_in_which_nothing_passes_shows_its_problems(folder: Path) -> None:
    (folder / "company.yaml").unlink()
    async with browser(Preview(folder, lambda: BEGIN, TypstTypesetter(), bytes(32))) as guest:
        page = await guest.get("/preview/bench")
    assert page.status_code == 200
    assert "Nothing passes the check yet" in page.text
    assert "there is no such file" in page.text


@pytest.fixture
def address(preview: Preview) -> Iterator[str]:
    """Serve a preview to a real browser."""
    found: list[str] = []
    ready, loop, stop = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with serving(preview_app(preview, None), "127.0.0.1", 0) as here:
            found.append(here)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait(10)
    yield found[0]
    loop.call_soon_threadsafe(stop.set)
    thread.join(10)
    loop.close()


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium.new_page()
        chromium.close()


def test_in_a_browser_answering_moves_the_panel_and_saving_moves_the_conversation(
    address: str, page: Page, folder: Path
) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}/preview")
    talk = page.frame_locator("#talk")
    talk.get_by_role("button", name="Start").click()
    talk.get_by_role("button", name="Power conversion").click()
    page.locator("#panel li.open", has_text="signal").wait_for(timeout=5000)
    edit(folder / BENCH, "What is the highest frequency?", "How fast does it get?")
    talk.get_by_role("heading", name="How fast does it get?").wait_for(timeout=5000)
    assert wrong == []
