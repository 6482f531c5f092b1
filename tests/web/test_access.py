"""Whoever comes can use the pages: by sight, by ear, by keyboard, on a small phone, in the dark, in three scripts."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from bot.serving.server import serving
from tests.web.browsing import DESK, PHONE, Sitter, sitting
from tests.web.house import REAL, served

pytestmark = pytest.mark.asyncio(loop_scope="session")
LANGUAGES = ("en", "fa", "ar")
SMALL = {"width": 320, "height": 640}
"""The width that WCAG names: a phone of long ago, or a desk at four times the size."""

UNFOLD = "(open) => document.querySelectorAll('details').forEach(one => { one.open = open })"

UNNAMED = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), textarea, summary")]
  .filter(one => one.checkVisibility())
  .filter(one => !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length))
  .map(one => one.outerHTML.slice(0, 120))"""

BROKEN = """() => {
  const wrong = [], ids = new Set();
  for (const { id } of document.querySelectorAll("[id]")) { if (ids.has(id)) wrong.push(`twice #${id}`); ids.add(id); }
  for (const name of ["aria-labelledby", "aria-describedby", "for"])
    for (const one of document.querySelectorAll(`[${name}]`))
      for (const id of one.getAttribute(name).split(" ")) if (!ids.has(id)) wrong.push(`${name}=${id}`);
  if (document.querySelectorAll("h1").length > 1) wrong.push("several h1");
  if (!document.querySelector("main")) wrong.push("no main");
  return wrong;
}"""

FAINT = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parts = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data; };
  const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = (one) => { for (; one; one = one.parentElement) {
      const colour = parts(getComputedStyle(one).backgroundColor); if (colour[3] > 250) return colour; }
    return parts("white"); };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !one.checkVisibility()) continue;
    const style = getComputedStyle(one), size = parseFloat(style.fontSize);
    const [high, low] = [light(parts(style.color)), light(behind(one))].sort((a, b) => b - a);
    const needed = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    if ((high + 0.05) / (low + 0.05) < needed)
      faint.push(`${((high + 0.05) / (low + 0.05)).toFixed(2)} ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
  return faint;
}"""

SMALL_TARGETS = """() => [...document.querySelectorAll("button, .choice, .button, summary, .top a")]
  .filter(one => one.checkVisibility() && getComputedStyle(one).display !== "inline")
  .map(one => [one.getBoundingClientRect(), one.textContent.trim().slice(0, 30)])
  .filter(([box]) => box.width && (box.height < 24 || box.width < 24))
  .map(([box, text]) => `${box.width}x${box.height} ${text}`)"""

OVERFLOWING = """() => document.documentElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")].filter(one => { const box = one.getBoundingClientRect();
      return box.right > innerWidth + 1 || box.left < -1; }).map(one => one.outerHTML.slice(0, 100)) : []"""


async def everywhere(ann: Sitter, look: Any) -> None:
    """Go through every kind of page, and look at each."""
    await ann.open("/c/garden")
    await look(ann.page, "greeting")
    await ann.page.locator(".more summary").click()
    await look(ann.page, "more")
    await ann.starts()
    while await ann.kind() != "sheet":
        await look(ann.page, await ann.awaits())
        await ann.answers()
    await look(ann.page, "end")
    report = await ann.page.locator(".reward .button.primary").get_attribute("href") or ""
    resume = await ann.page.locator(".elsewhere input").get_attribute("value") or ""
    for path in ("/profile", "/privacy", "/forget", "/back", "/help", "/language", "/restart", "/nowhere"):
        await ann.open(path)
        await look(ann.page, path)
    for address in (report, resume):
        await ann.page.goto(address)
        await look(ann.page, address)
    ann.troubles = [trouble for trouble in ann.troubles if "404" not in trouble]


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("en", "dark"), ("fa", "light"), ("ar", "dark")])
async def test_everything_has_a_name_and_can_be_read(browser: Browser, site: str, language: str, scheme: Any):
    async def look(page: Page, name: str) -> None:
        await page.evaluate(UNFOLD, True)
        for wrong in (UNNAMED, BROKEN, FAINT):
            assert await page.evaluate(wrong) == [], name
        await page.evaluate(UNFOLD, False)
        assert await page.title(), name

    async with sitting(browser, site, language, color_scheme=scheme) as ann:
        await everywhere(ann, look)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_needs_scrolling_sideways_and_everything_can_be_hit(browser: Browser, site: str, language: str):
    async def look(page: Page, name: str) -> None:
        assert await page.evaluate(OVERFLOWING) == [], name
        assert await page.evaluate(SMALL_TARGETS) == [], name

    async with sitting(browser, site, language, viewport=SMALL) as ann:
        await everywhere(ann, look)


async def test_a_misfit_is_tied_to_its_line(browser: Browser, site: str):
    async with sitting(browser, site) as ann:
        await ann.starts()
        await ann.until("size")
        await ann.types("much")
        described = await ann.page.evaluate(
            "() => document.querySelector('#answer').getAttribute('aria-describedby').split(' ')"
            ".map(id => document.getElementById(id).innerText).join(' | ')"
        )
        assert described == "How large is it? | I was looking for a number and found none."
        assert await ann.page.locator("#misfit").get_attribute("role") == "alert"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_right_to_left_is_mirrored(browser: Browser, site: str, language: str):
    async with sitting(browser, site, language, viewport=DESK) as ann:
        await ann.starts()
        await ann.press("pick:0")
        boxes = {
            name: await ann.page.locator(selector).first.bounding_box()
            for name, selector in (("brand", ".brand"), ("menu", ".menu"), ("bar", ".track i"), ("left", ".left"))
        }
        at = {name: box["x"] for name, box in boxes.items() if box}
        before = (at["brand"] < at["menu"], at["bar"] < at["left"])
        assert before == ((True, True) if language == "en" else (False, False)), json.dumps(at)
        style = "getComputedStyle(document.querySelector('.choice')).textAlign"
        assert await ann.page.evaluate(style) == "start"


async def test_who_wants_no_motion_gets_none_and_who_does_not_mind_gets_little(browser: Browser, site: str):
    moving = "() => document.getAnimations().filter(one => one.playState === 'running').length"
    async with sitting(browser, site, reduced_motion="reduce") as ann:
        await ann.starts()
        await ann.until("tools")
        await ann.press("done")
        assert await ann.page.evaluate(moving) == 0
        await ann.page.locator(".why summary").click()
        assert await ann.page.evaluate(moving) == 0


async def test_the_focus_is_seen(browser: Browser, site: str):
    async with sitting(browser, site) as ann:
        await ann.starts()
        for _ in range(12):
            await ann.page.keyboard.press("Tab")
            seen = await ann.page.evaluate(
                "() => { const one = document.activeElement.closest('.tick') ?? document.activeElement;"
                " const style = getComputedStyle(one);"
                " return document.activeElement === document.body || parseFloat(style.outlineWidth) >= 2 }"
            )
            assert seen, await ann.page.evaluate("document.activeElement.outerHTML")


async def test_the_letters_are_our_own_in_every_script(browser: Browser, site: str):
    for language in LANGUAGES:
        async with sitting(browser, site, language, viewport=PHONE) as ann:
            await ann.open("/c/garden")
            loaded = "() => document.fonts.ready.then(() => document.fonts.check('700 20px Vazirmatn', document.title))"
            assert await ann.page.evaluate(loaded)
            used = "() => [...document.fonts].filter(one => one.status === 'loaded').map(one => one.weight).sort()"
            assert await ann.page.evaluate(used) == ["400", "500", "700"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_wide_logo_gives_way_to_what_stands_beside_it(browser: Browser, tmp_path: Path, language: str):
    async with (
        served(tmp_path, questionnaires=REAL, running=True) as house,
        serving(house.app, "127.0.0.1", 0) as address,
        sitting(browser, address, language, viewport=SMALL) as ann,
    ):
        await ann.starts("test-bench", language)
        await expect(ann.page.locator(".brand img")).to_be_visible()
        assert await ann.page.evaluate(OVERFLOWING) == []
        logo = await ann.page.locator(".brand img").bounding_box()
        assert logo is not None
        assert logo["width"] > 80, "it gives way, and does not go away"
