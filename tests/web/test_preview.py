"""The preview of a draft: what it shows beside the conversation, whom it lets in, and that saving shows at once."""

import asyncio
import re
import shutil
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import FrameLocator, Page, sync_playwright

from bot.assemble import pages, works
from bot.authoring.load import load
from bot.questionnaire.compiled import Compiled
from bot.serving.asgi import App
from bot.serving.server import serving
from bot.settings import Settings
from bot.typeset.drawer import TypstDrawer
from bot.typeset.typesetter import TypstTypesetter
from bot.web.door import Door
from bot.web.preview import Preview, preview_app
from bot.web.rehearsing import MOST_PEOPLE
from bot.web.workbench import Maps
from tests.cli.conftest import SAMPLE, edit
from tests.web.browsing import DESK, PHONE
from tests.web.conftest import CHROMIUM
from tests.web.guest import read
from tests.web.house import BEGIN
from tests.web.test_access import BROKEN, FAINT, UNNAMED

BENCH = "bench/questionnaire.yaml"
HERE = "http://127.0.0.1:8081"
OUTSIDE = ("203.0.113.7", 5000)
LOOPBACK = ("127.0.0.1", 5000)
TOKEN = "wild-garlic-and-thyme"
ACT = "/preview/-/act"
TALK = "/preview/-/c/bench"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "questionnaires")
    return tmp_path / "questionnaires"


def shown(folder: Path) -> Preview:
    return Preview(folder, lambda: BEGIN, TypstTypesetter(), TypstDrawer(), bytes(32))


@pytest.fixture
def preview(folder: Path) -> Preview:
    return shown(folder)


def browser(
    preview: Preview, token: str | None = None, *, client: tuple[str, int] = LOOPBACK, public: bool = False
) -> httpx.AsyncClient:
    return visiting(Door(preview_app(preview), token, public=public), client)


def visiting(app: App, client: tuple[str, int]) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=client), base_url=HERE)


async def press(guest: httpx.AsyncClient, page: httpx.Response, act: str) -> httpx.Response:
    """Press a button of a page, as a browser would."""
    form = page.text[: page.text.index(f'value="{act}"')].rpartition("<form")[2]
    assert f'action="{ACT}' in form
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return await guest.post(ACT, data=fields | {"act": act}, headers={"origin": HERE}, follow_redirects=True)


async def begun(guest: httpx.AsyncClient, *acts: str) -> httpx.Response:
    page = await press(guest, await guest.get(TALK), "begin:bench")
    for act in acts:
        page = await press(guest, page, act)
    return page


# What it shows -----------------------------------------------------------------------------------------------


async def test_the_panel_has_each_question_with_its_rule_before_anybody_begins(preview: Preview) -> None:
    async with browser(preview) as guest:
        page = (await guest.get("/preview/bench")).text
    assert "if application: power, signal: {at_least: 20}" in page
    assert page.count(">still ahead<") == 10


async def test_the_why_of_each_step_has_the_values_it_went_by(preview: Preview) -> None:
    async with browser(preview) as guest:
        await begun(guest, "pick:0")
        panel = read((await guest.get("/preview/bench/panel")).text)
    assert panel.of_class("now")[0].text == "signal asked now: application: power (application = power)"
    assert panel.all("li", id="step-application")[0].of_class("head")[0].text == "application = power answered"


async def test_what_was_skipped_and_what_was_not_asked_are_told_apart(preview: Preview) -> None:
    async with browser(preview) as guest:
        await begun(guest, "pick:0", "skip", "skip", "skip")
        panel = read((await guest.get("/preview/bench/panel")).text)
    states = {one.attributes["id"]: one.attributes["class"] for one in panel.all("li") if "id" in one.attributes}
    assert states["step-signal"] == "skipped"
    assert states["step-isolation"] == "passed"


async def test_the_map_marks_where_the_person_is_and_where_they_have_been(preview: Preview) -> None:
    async with browser(preview) as guest:
        await begun(guest, "pick:0")
        panel = read((await guest.get("/preview/bench/panel")).text)
        image = panel.all("image")[0].attributes["href"]
        picture = await guest.get(image)
    marks = {one.attributes["href"]: one.attributes["class"] for one in panel.all("g", id="marks")[0].all("a")}
    assert marks == {"#step-application": "given", "#step-signal": "open"}
    assert picture.headers["content-type"] == "image/svg+xml"
    assert b"<title>Plan my bench</title>" in picture.content


async def test_the_mark_lies_on_its_card(preview: Preview, folder: Path) -> None:
    """The rectangle has the place and the size that the picture gives to the card."""
    (scene,) = load(folder).scenes
    company = preview.library.company if preview.library else None
    assert company is not None
    drawn = Maps(TypstDrawer()).of(Compiled(scene.questionnaire, "v"), "en", company, "2026-11-21")
    [box] = [box for box in drawn.map.picture.boxes if box.node.id == "signal"]
    async with browser(preview) as guest:
        await begun(guest, "pick:0")
        panel = read((await guest.get("/preview/bench/panel")).text)
    [rect] = panel.of_class("open")[0].all("rect")
    assert [float(rect.attributes[name]) for name in ("x", "y", "width", "height")] == [
        box.x,
        box.y,
        box.width,
        box.height,
    ]


def test_a_map_is_drawn_once_a_version_and_a_language(preview: Preview, folder: Path) -> None:
    maps, (scene,) = Maps(TypstDrawer()), load(folder).scenes
    assert preview.library is not None
    company = preview.library.company
    one = maps.of(Compiled(scene.questionnaire, "v"), "en", company, "2026-11-21")
    assert maps.of(Compiled(scene.questionnaire, "v"), "en", company, "2026-11-21") is one
    assert maps.of(Compiled(scene.questionnaire, "v"), "fa", company, "2026-11-21").map.direction == "rtl"


async def test_the_panel_speaks_the_language_of_the_conversation(preview: Preview) -> None:
    async with browser(preview) as guest:
        panel = read((await guest.get("/preview/bench/panel?lang=fa")).text)
    assert panel.of_class("sheet")[0].attributes["dir"] == "rtl"
    assert {one.attributes["lang"] for one in panel.of_class("asks")} == {"fa"}


async def test_the_panel_is_sent_again_only_when_something_is_new(preview: Preview) -> None:
    async with browser(preview) as guest:
        first = await guest.get("/preview/bench/panel")
        again = await guest.get("/preview/bench/panel", params={"seen": first.headers["X-Mark"]})
    assert (first.status_code, again.status_code) == (200, 204)


async def test_each_of_several_people_sees_their_own_conversation(preview: Preview) -> None:
    async with browser(preview) as ann, browser(preview) as bob:
        await begun(ann, "pick:0")
        await begun(bob, "pick:1")
        panels = [(await guest.get("/preview/bench/panel")).text for guest in (ann, bob)]
    assert ["= power" in panel for panel in panels] == [True, False]
    assert ["= teaching" in panel for panel in panels] == [False, True]


async def test_what_is_held_in_memory_stays_small(preview: Preview) -> None:
    async with browser(preview) as first:
        await begun(first, "pick:0")
        for _ in range(MOST_PEOPLE):
            async with browser(preview) as guest:
                await begun(guest)
        panel = (await first.get("/preview/bench/panel")).text
    assert "= power" not in panel


# What is saved -----------------------------------------------------------------------------------------------


async def test_a_saved_mistake_shows_with_its_place_and_the_conversation_goes_on(
    preview: Preview, folder: Path
) -> None:
    async with browser(preview) as guest:
        edit(folder / BENCH, "type: decimal", "type: decimall")
        panel = (await guest.get("/preview/bench/panel")).text
        conversation = await guest.get(TALK)
    assert "<code>bench/questionnaire.yaml:21:11</code>" in panel
    assert "type: <mark>decimall</mark>" in panel
    assert "Did you mean <code>decimal</code>?" in panel
    assert "The conversation is as it was before these errors." in panel
    assert conversation.status_code == 200


async def test_a_mistake_in_one_questionnaire_takes_neither_it_nor_another_away(folder: Path) -> None:
    shutil.copytree(folder / "bench", folder / "other")
    edit(folder / "other/questionnaire.yaml", "questionnaire: bench", "questionnaire: other")
    preview = shown(folder)
    async with browser(preview) as guest:
        edit(folder / BENCH, "type: decimal", "type: decimall")
        panels = [(await guest.get(f"/preview/{name}/panel")).text for name in ("bench", "other")]
        held = [(await guest.get(f"/preview/-/c/{name}")).status_code for name in ("bench", "other")]
    assert ["as it was before" in panel for panel in panels] == [True, False]
    assert held == [200, 200]


async def test_what_may_not_be_published_can_still_be_held(preview: Preview, folder: Path) -> None:
    async with browser(preview) as guest:
        edit(folder / BENCH, "at_most: 9}", "at_most: 8}")
        panel = (await guest.get("/preview/bench/panel")).text
    assert "[over-budget]" in panel
    assert "as it was before" not in panel


async def test_a_saved_change_is_in_the_conversation_and_what_was_said_stays(preview: Preview, folder: Path) -> None:
    async with browser(preview) as guest:
        await begun(guest, "pick:0")
        edit(folder / BENCH, "What is the highest frequency?", "How fast does it get?")
        await guest.get("/preview/bench/panel")
        page = (await guest.get(TALK)).text
    assert "How fast does it get?" in page
    assert "Power conversion" in page


async def test_a_folder_in_which_nothing_passes_shows_its_problems_and_begins_once_they_are_mended(
    folder: Path,
) -> None:
    company = (folder / "company.yaml").rename(folder / "company.txt")
    async with browser(shown(folder)) as guest:
        page = await guest.get("/preview", follow_redirects=True)
        style = await guest.get("/preview/-/static/preview.css")
        company.rename(folder / "company.yaml")
        mended = await guest.get("/preview/bench")
    assert (page.status_code, style.status_code) == (200, 200)
    assert "Nothing can be held yet" in page.text
    assert "there is no such file" in page.text
    assert "<iframe" in mended.text


# Whom it lets in ---------------------------------------------------------------------------------------------


async def test_without_a_token_nobody_else_gets_in(preview: Preview) -> None:
    async with browser(preview, client=OUTSIDE) as guest:
        assert (await guest.get("/preview/bench")).status_code == 403
        assert (await guest.get(TALK)).status_code == 403
    async with browser(preview) as guest:
        refused = await guest.get("/preview/bench", headers={"host": "evil.example"})
        assert refused.status_code == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host"])
async def test_who_comes_through_a_proxy_does_not_sit_at_this_machine(preview: Preview, header: str) -> None:
    async with browser(preview) as guest:
        for said in ("127.0.0.1", "203.0.113.7", ""):
            assert (await guest.get("/preview/bench", headers={header: said})).status_code == 403


async def test_behind_a_public_address_a_proxy_that_says_nothing_opens_nothing(preview: Preview) -> None:
    async with browser(preview, public=True) as guest:
        assert (await guest.get("/preview/bench")).status_code == 403
    async with browser(preview, TOKEN, public=True) as guest:
        await guest.get(f"/preview/bench?token={TOKEN}")
        assert (await guest.get("/preview/bench")).status_code == 200


async def test_with_a_token_only_who_knows_it_gets_in(preview: Preview) -> None:
    async with browser(preview, TOKEN, client=OUTSIDE) as guest:
        assert (await guest.get("/preview/bench")).status_code == 403
        assert (await guest.get("/preview/bench?token=wrong")).status_code == 403
        led = await guest.get(f"/preview/bench?lang=fa&token={TOKEN}")
        assert (led.status_code, led.headers["location"]) == (303, "/preview/bench?lang=fa")
        assert (await guest.get("/preview/bench")).status_code == 200
        assert (await guest.get(TALK)).status_code == 200
        assert TOKEN not in str(dict(guest.cookies))


async def test_a_token_keeps_this_machine_out_as_well(preview: Preview) -> None:
    async with browser(preview, TOKEN) as guest:
        assert (await guest.get("/preview/bench")).status_code == 403


# In the running server ---------------------------------------------------------------------------------------


@asynccontextmanager
async def running(tmp_path: Path, folder: Path, **more: str) -> AsyncIterator[tuple[App, Settings]]:
    """Give what `bot run` serves by HTTP, and its settings."""
    settings = Settings.model_validate({"questionnaires_dir": folder, "data_dir": tmp_path / "data", **more})
    async with works(settings) as at_hand:
        yield pages(at_hand, settings), settings


async def test_the_running_server_shows_the_draft_and_keeps_nothing_of_it(tmp_path: Path, folder: Path) -> None:
    async with running(tmp_path, folder) as (app, settings), visiting(app, LOOPBACK) as guest:
        real = await guest.get("/c/bench")
        edit(folder / BENCH, "What is the highest frequency?", "How fast does it get?")
        await guest.get("/preview/bench")
        page = await begun(guest, "pick:0")
        assert "How fast does it get?" in page.text
        assert "= power" in (await guest.get("/preview/bench/panel")).text
        assert guest.cookies["visitor"] == real.cookies["visitor"]
    async with works(settings) as at_hand:
        with at_hand.house.store.database.reading() as connection:
            for table in ("respondent", "session", "answer", "inbox"):
                assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0, table  # noqa: S608


async def test_the_running_server_shows_strangers_no_draft(tmp_path: Path, folder: Path) -> None:
    async with running(tmp_path, folder) as (app, _), visiting(app, OUTSIDE) as guest:
        assert (await guest.get("/preview/bench")).status_code == 403
        assert (await guest.get("/c/bench")).status_code == 200
    async with running(tmp_path, folder, preview_token=TOKEN, public_url="https://bench.test") as (app, _):
        async with visiting(app, LOOPBACK) as guest:
            assert (await guest.get("/preview/bench", headers={"X-Forwarded-For": "127.0.0.1"})).status_code == 403
        async with visiting(app, OUTSIDE) as guest:
            led = await guest.get(f"/preview/bench?token={TOKEN}", headers={"X-Forwarded-Proto": "https"})
            assert led.status_code == 303
            assert "; Secure" in led.headers["set-cookie"]


# In a browser ------------------------------------------------------------------------------------------------


@pytest.fixture
def address(preview: Preview) -> Iterator[str]:
    """Serve a preview to a real browser."""
    found: list[str] = []
    ready, loop, stop = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with serving(Door(preview_app(preview), None), "127.0.0.1", 0) as here:
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


class Author:
    """Somebody at a browser, who notes whatever goes wrong."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.troubles: list[str] = []
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self.troubles.append(said.text) if said.type in ("error", "warning") else None)
        page.on("request", lambda asked: None if asked.url.startswith(address) else self.troubles.append(asked.url))

    @property
    def talk(self) -> FrameLocator:
        return self.page.frame_locator("#talk")

    def begins(self, path: str = "/preview") -> None:
        self.page.goto(self.address + path)
        self.talk.locator("form.hello .button.primary").click()
        self.talk.locator("form.ask [value='pick:0']").click()
        self.page.locator("#step-signal.open").wait_for()


@pytest.fixture
def author(address: str, request: pytest.FixtureRequest) -> Iterator[Author]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        settings = {"viewport": DESK, "reduced_motion": "reduce", **getattr(request, "param", {})}
        someone = Author(chromium.new_context(**settings).new_page(), address)
        yield someone
        chromium.close()
        assert someone.troubles == []


ON_A_PHONE = {"viewport": PHONE}
INSIDE = """() => {
  const [sheet, now] = [document.querySelector(".sheet"), document.querySelector("#marks .open rect")]
    .map((one) => one.getBoundingClientRect());
  return now.left >= sheet.left && now.right <= sheet.right && now.top >= sheet.top && now.bottom <= sheet.bottom;
}"""


def test_answering_moves_the_panel_and_saving_moves_the_conversation(author: Author, folder: Path) -> None:
    author.begins()
    edit(folder / BENCH, "What is the highest frequency?", "How fast does it get?")
    author.talk.get_by_role("heading", name="How fast does it get?").wait_for()
    edit(folder / BENCH, "type: decimal", "type: decimall")
    author.page.locator("#problems mark", has_text="decimall").wait_for()


@pytest.mark.parametrize(
    "author", [{}, ON_A_PHONE, {"color_scheme": "dark"}], indirect=True, ids=["desk", "phone", "dark"]
)
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_question_of_this_moment_is_in_sight_on_the_map_and_all_can_be_read(author: Author, language: str) -> None:
    author.begins(f"/preview/bench?lang={language}")
    author.page.locator("#marks .open rect").wait_for()
    assert author.page.evaluate(INSIDE)
    assert author.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert author.page.evaluate("document.querySelector('.sheet image').getBoundingClientRect().width > 400")
    assert author.page.evaluate(FAINT) == []
    assert author.page.evaluate(UNNAMED) == []
    assert author.page.evaluate(BROKEN) == []


def test_the_panel_follows_the_language_of_the_conversation(author: Author) -> None:
    author.page.goto(f"{author.address}/preview")
    author.talk.locator(".languages [lang=fa]").click()
    author.page.locator(".sheet[dir=rtl]").wait_for()


def test_the_map_stays_where_it_was_while_somebody_else_saves(author: Author, folder: Path) -> None:
    author.begins()
    author.page.locator("#whole").check()
    edit(folder / BENCH, "at_most: 9}", "at_most: 8}")
    author.page.locator("#problems li.error").wait_for()
    assert author.page.locator("#whole").is_checked()
    author.page.get_by_role("link", name="Start again").click()
    author.talk.locator("form.hello").wait_for()
