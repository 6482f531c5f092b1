"""The company's font on pages: handed out by us alone, worn in a real browser, and ours behind it."""

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from bot.service.pictures import Faces
from bot.serving.server import serving
from bot.typeset.drawer import TypstDrawer
from bot.typeset.typesetter import TypstTypesetter
from bot.values.fonts import LARGEST, media_type, weight
from bot.web.door import Door
from bot.web.preview import Preview, preview_app
from tests.cli.conftest import edit
from tests.fonts import FAMILY, latin
from tests.web.browsing import Sitter, sitting
from tests.web.guest import Guest
from tests.web.house import BEGIN, SAMPLE, Served, served

MISSING = (
    "/font/company.yaml",
    "/font/fonts/../company.yaml",
    "/font/fonts/other.ttf",
    "/font/",
    "/font/%2fetc%2fpasswd",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample that wears a font in two weights, and has another that nobody names."""
    copy = tmp_path / "questionnaires"
    shutil.copytree(SAMPLE, copy)
    (copy / "fonts").mkdir()
    for name, style in (("a hand.ttf", "Regular"), ("bold.ttf", "Bold"), ("other.ttf", "Regular")):
        (copy / "fonts" / name).write_bytes(latin(style))
    edit(
        copy / "company.yaml",
        'accent_dark: "#8fd19e"}',
        'accent_dark: "#8fd19e", font: [fonts/a hand.ttf, fonts/bold.ttf]}',
    )
    return copy


@pytest.fixture
async def lettered(tmp_path: Path, folder: Path) -> AsyncIterator[Served]:
    async with served(tmp_path, questionnaires=folder, running=True) as opened:
        yield opened


async def test_the_style_sheet_names_every_weight_and_keeps_ours_behind(lettered: Served):
    sheet = (await Guest(lettered.app).client.get("/theme.css")).text
    assert re.findall(r"font-weight:(\d+)", sheet) == ["400", "700"]
    assert ':root body{font-family:"Company",Vazirmatn,system-ui,sans-serif}' in sheet
    assert not re.search(r'url\("(?!font/)', sheet)


async def test_a_font_is_handed_out_for_ever_under_the_mark_of_its_content(lettered: Served):
    guest = Guest(lettered.app)
    sheet = (await guest.client.get("/theme.css")).text
    address = re.findall(r'url\("([^"]+)"\)', sheet)[0]
    assert re.fullmatch(r"font/fonts/a%20hand\.ttf\?v=[0-9a-f]{12}", address)
    answer = await guest.client.get(f"/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "font/ttf")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "font-src 'self'" in answer.headers["content-security-policy"]
    assert answer.content == latin("Regular")


@pytest.mark.parametrize("path", MISSING)
async def test_no_other_file_is_handed_out_as_a_font(lettered: Served, path: str):
    assert (await Guest(lettered.app).client.get(path)).status_code == 404


async def test_without_a_font_nothing_is_said_of_one(guest: Guest):
    assert "font" not in (await guest.client.get("/theme.css")).text
    assert 'rel="preload" href="/static/Vazirmatn-Regular.woff2"' in (await guest.client.get("/c/garden")).text


# In a real browser --------------------------------------------------------------------------------------------


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("language", ["en", "fa"])
async def test_a_page_loads_it_from_us_and_ours_for_persian(
    browser: Browser, tmp_path: Path, folder: Path, language: str
):
    async with (
        served(tmp_path, questionnaires=folder, running=True) as house,
        serving(house.app, "127.0.0.1", 0) as address,
        sitting(browser, address, language) as ann,
    ):
        await ann.open("/c/garden")
        await ann.page.evaluate("document.fonts.ready")
        # The spaces of a Persian line are in the company's font too: it has them.
        assert await drawn_with(ann, "h1") == ({FAMILY, "Vazirmatn"} if language == "fa" else {FAMILY})


async def drawn_with(ann: Sitter, place: str) -> set[str]:
    """Return the fonts with which a browser drew the letters of a place."""
    talk = await ann.context.new_cdp_session(ann.page)
    await talk.send("DOM.enable")
    await talk.send("CSS.enable")
    root = (await talk.send("DOM.getDocument"))["root"]["nodeId"]
    node = await talk.send("DOM.querySelector", {"nodeId": root, "selector": place})
    fonts = await talk.send("CSS.getPlatformFontsForNode", node)
    return {font["familyName"] for font in fonts["fonts"]}


@pytest.mark.asyncio(loop_scope="session")
async def test_the_preview_wears_it_on_both_sides(browser: Browser, folder: Path):
    preview = Preview(folder, lambda: BEGIN, TypstTypesetter(faces=Faces(folder)), TypstDrawer(), bytes(32))
    async with serving(Door(preview_app(preview), None), "127.0.0.1", 0) as address:
        page = await browser.new_page()
        loaded: list[tuple[str, int]] = []
        page.on("response", lambda answer: loaded.append((answer.url, answer.status)))
        await page.goto(f"{address}/preview/garden", wait_until="load")
        family = "getComputedStyle(document.body).fontFamily"
        assert (await page.evaluate(family)).startswith("Company")
        talk = page.frames[1]
        await talk.evaluate("document.fonts.ready")
        assert (await talk.evaluate(family)).startswith("Company")
        await page.close()
    fonts = [status for url, status in loaded if url.startswith(f"{address}/preview/-/font/fonts/a%20hand.ttf?v=")]
    assert fonts
    assert set(fonts) == {200}


# What is a font -----------------------------------------------------------------------------------------------


def test_a_font_is_known_by_its_first_bytes_and_its_tables():
    assert media_type(latin()) == "font/ttf"
    assert media_type(b"OTTO" + latin()[4:]) == "font/otf"
    for content in (b"", b"\0\1\0\0", b"wOF2" + latin()[4:], latin()[:-1], latin()[:200], b"<svg/>"):
        assert media_type(content) is None
    assert (weight(latin("Regular")), weight(latin("Bold"))) == ("400", "700")


def test_what_is_gone_outside_too_large_or_no_font_is_not_worn(tmp_path: Path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "outside.ttf").write_bytes(latin())
    (folder / "link.ttf").symlink_to(tmp_path / "outside.ttf")
    (folder / "large.ttf").write_bytes(latin() + bytes(LARGEST))
    (folder / "text.ttf").write_text("hello")
    (folder / "hand.ttf").write_bytes(latin())
    faces = Faces(folder)
    assert faces("hand.ttf") is not None
    for name in ("gone.ttf", "../outside.ttf", "link.ttf", "large.ttf", "text.ttf", ""):
        assert faces(name) is None, name
