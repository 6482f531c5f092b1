"""Offers and shops in a real browser: a code copies at a press, and can be taken along without any script."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.serving.server import serving
from tests.next_steps import CODE, HOSTILE, written
from tests.web.browsing import Sitter, sitting
from tests.web.house import served

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def lamps(tmp_path: Path) -> AsyncIterator[str]:
    async with (
        served(tmp_path, questionnaires=written(tmp_path / "lamps"), running=True) as house,
        serving(house.app, "127.0.0.1", 0) as address,
    ):
        yield address


async def to_the_end(ann: Sitter) -> None:
    await ann.starts("lamp")
    await ann.press("pick:0")
    await ann.types("100")
    await ann.types("48.2, 16.4")


async def test_a_code_is_copied_with_one_press_and_nothing_is_asked_of_a_third_party(browser: Browser, lamps: str):
    async with sitting(browser, lamps, permissions=["clipboard-read", "clipboard-write"]) as ann:
        await to_the_end(ann)
        after = ann.page.locator(".reward .next")
        await expect(after).to_have_count(2)
        await expect(after.first.locator("h3").first).to_have_text(f"{HOSTILE}1.8\u00a0km")
        await expect(after.first.get_by_role("link", name="Map").first).to_have_attribute(
            "href", "https://www.openstreetmap.org/?mlat=48.21400&mlon=16.38700#map=17/48.21400/16.38700"
        )
        await after.last.get_by_role("button", name=f"Copy {CODE}").click()
        await expect(ann.page.locator("#aside")).to_have_text("Copied")
        assert await ann.page.evaluate("navigator.clipboard.readText()") == CODE
        await expect(after.last.get_by_role("link", name="Find out more")).to_have_attribute(
            "href", "mailto:hello@brightdesk.example"
        )


async def test_without_scripts_a_code_is_text_that_one_press_selects(browser: Browser, lamps: str):
    async with sitting(browser, lamps, scripts=False) as ann:
        await to_the_end(ann)
        await ann.page.locator(".reward .button.primary").first.click()
        code = ann.page.locator(".report .coupon code")
        await expect(code).to_have_text(CODE)
        await expect(code).to_have_css("user-select", "all")
        await expect(ann.page.locator("[data-copy]")).to_be_hidden()
        offers = ann.page.locator("#offers .next > li")
        await expect(offers).to_have_count(3)
        await expect(offers.first.locator("p").first).to_have_text(f"We come to you. {HOSTILE}")
