"""Drawings in a browser: as they were approved, told to who does not see them, and within their page."""

import pytest
from playwright.async_api import Browser, Page, expect

from bot.web.rendering import _ENVIRONMENT
from tests.report.charted import charted
from tests.web.browsing import DESK, PHONE, sitting
from tests.web.test_look import Scheme, looks_like

pytestmark = pytest.mark.asyncio(loop_scope="session")
TEMPLATE = _ENVIRONMENT.from_string(
    '{% import "blocks.html" as blocks %}<article class="report">{% for section in report.sections %}'
    '{% if section.id == "drawn" %}{% for block in section.blocks %}{{ blocks.block(block) }}{% endfor %}{% endif %}'
    "{% endfor %}</article>"
)


async def show(page: Page, language: str) -> None:
    """Put the drawings of the report in place of what the page said."""
    html = TEMPLATE.render(report=charted(language))
    await page.evaluate("html => { document.getElementById('content').innerHTML = html }", html)
    await page.evaluate("document.fonts.ready")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("fa", "dark"), ("ar", "light")])
async def test_drawings_look_as_they_were_approved(
    browser: Browser, site: str, language: str, scheme: Scheme, pytestconfig: pytest.Config
):
    async with sitting(browser, site, language, viewport=PHONE, color_scheme=scheme) as ann:
        await ann.open("/c/garden")
        await show(ann.page, language)
        looks_like(
            f"drawings-{language}-{scheme}",
            await ann.page.locator(".report").screenshot(),
            update=bool(pytestconfig.getoption("--update")),
        )


@pytest.mark.parametrize("viewport", [PHONE, DESK, {"width": 320, "height": 640}])
@pytest.mark.parametrize("language", ["en", "fa", "ar"])
async def test_no_word_of_a_drawing_leaves_the_page(browser: Browser, site: str, language: str, viewport):
    async with sitting(browser, site, language, viewport=viewport) as ann:
        await ann.open("/c/garden")
        await show(ann.page, language)
        boxes = await ann.page.evaluate(
            "[...document.querySelectorAll('.drawing text')].map(each => each.getBoundingClientRect().toJSON())"
        )
        assert boxes
        for box in boxes:
            assert box["left"] >= 0
            assert box["right"] <= viewport["width"]
            assert box["height"] >= 9, "letters that can be read"
        assert await ann.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_drawing_has_a_name_a_description_and_its_numbers(browser: Browser, site: str):
    async with sitting(browser, site, "en", viewport=PHONE) as ann:
        await ann.open("/c/garden")
        await show(ann.page, "en")
        drawing = ann.page.get_by_role("img", name="Each is strong elsewhere")
        await expect(drawing).to_have_count(1)
        assert await drawing.locator("desc").text_content() == (
            "Radar chart: Each is strong elsewhere. 4 Series B MSO: Weakest: Price, 60% met. 3 Series MDO: "
            "Weakest: Good for, 0% met. 6 Series B MSO: Weakest: Price, 0% met."
        )
        await ann.page.locator("summary", has_text="In numbers").first.click()
        await expect(ann.page.locator("details[open] tbody tr")).to_have_count(4)
