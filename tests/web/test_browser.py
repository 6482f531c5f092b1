"""A real browser holds whole conversations: three languages, with and without scripts, by finger and by keyboard."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.web.browsing import sitting

pytestmark = pytest.mark.asyncio(loop_scope="session")
LANGUAGES = ("en", "fa", "ar")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_whole_conversation_is_held(browser: Browser, site: str, language: str, *, scripts: bool):
    async with sitting(browser, site, language, scripts=scripts) as ann:
        await ann.starts()
        await ann.finishes()
        await expect(ann.page.locator(".reward h1")).to_be_visible()
        await ann.page.locator(".reward .button.primary").click()
        await expect(ann.page).to_have_url(re.compile("/report/"))
        await expect(ann.page.locator("html")).to_have_attribute("lang", language)
        direction = "ltr" if language == "en" else "rtl"
        await expect(ann.page.locator("html")).to_have_attribute("dir", direction)
        assert await ann.page.locator(".card").count() == 4
        await expect(ann.page.locator("figure svg").first).to_be_visible()


async def test_with_scripts_a_step_does_not_load_the_page_anew_and_the_focus_follows(browser: Browser, site: str):
    async with sitting(browser, site) as ann:
        await ann.starts()
        await ann.page.evaluate("document.marked = true")
        await ann.press("pick:0")
        await ann.form.locator("[value='pick:0']").check()
        await ann.press("done")
        assert await ann.page.evaluate("document.marked")
        assert await ann.page.evaluate("document.activeElement.id") == "answer"
        await ann.types("eighty and four")
        await expect(ann.page.locator("#voice")).to_have_text(re.compile("number"))
        assert await ann.page.locator("#answer").input_value() == "eighty and four"
        await ann.page.reload()
        await expect(ann.page.locator("#heading")).to_have_text("How large is it?")


async def test_a_double_click_is_one_click(browser: Browser, site: str):
    for scripts in (True, False):
        async with sitting(browser, site, scripts=scripts) as ann:
            await ann.starts()
            await ann.form.locator("[value='pick:0']").dblclick()
            await expect(ann.page.locator("#heading")).to_have_text("Which tools do you have?")
            assert await ann.page.locator(".news").count() == 0


async def test_what_stands_alone_takes_the_other_ticks_back_and_own_words_have_a_line(browser: Browser, site: str):
    async with sitting(browser, site) as ann:
        await ann.starts()
        await ann.press("pick:0")
        tick = {place: ann.form.locator(f"[value='pick:{place}']") for place in ("0", "4", "other")}
        await tick["0"].check()
        await tick["4"].check()
        await expect(tick["0"]).not_to_be_checked()
        await tick["0"].check()
        await expect(tick["4"]).not_to_be_checked()
        own = ann.form.locator("[name=other]")
        await expect(own).to_be_hidden()
        await tick["other"].check()
        await own.fill("a hoe")
        await ann.press("done")
        await expect(ann.page.locator(".answer").last).to_have_text(re.compile("a hoe"))


async def test_without_a_connection_nothing_is_lost(browser: Browser, site: str):
    async with sitting(browser, site) as ann:
        await ann.starts()
        await ann.until("size")
        await ann.page.locator("#answer").fill("80")
        await ann.context.set_offline(True)
        await ann.form.locator("[value=say]").click()
        await expect(ann.page.locator("#aside")).to_have_text(re.compile("no connection"))
        await ann.context.set_offline(False)
        ann.troubles.clear()
        await ann.press("say")
        await expect(ann.page.locator("#heading")).to_have_text("How many trees stand there?")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_the_keyboard_is_enough(browser: Browser, site: str, *, scripts: bool):
    async with sitting(browser, site, scripts=scripts) as ann:
        await ann.open("/c/garden")
        key = ann.page.keyboard

        async def reach(selector: str) -> None:
            for _ in range(40):
                await key.press("Tab")
                if await ann.page.locator(f"{selector}:focus-visible").count():
                    return
            raise AssertionError(f"{selector} cannot be reached by the keyboard")

        async def follows(question: str) -> None:
            """Wait for the next page, whole: keys pressed before go to the page that is about to leave."""
            await expect(ann.page.locator("form.ask #heading")).to_have_text(question)
            await ann.page.wait_for_load_state()

        await reach(".leap")
        await reach("[value='begin:garden']")
        await key.press("Enter")
        await follows("What is your soil like?")
        await reach("form.ask [value='pick:0']")
        await key.press("Space")
        await follows("Which tools do you have?")
        await reach("[value='pick:1']")
        await key.press("Space")
        await reach("[value=done]")
        await key.press("Enter")
        await follows("How large is it?")
        if not scripts:
            await reach("#answer")
        await key.type("80")
        await key.press("Enter")
        await follows("How many trees stand there?")
        await reach(".menu summary")
        await key.press("Enter")
        await expect(ann.page.locator(".menu nav")).to_be_visible()
        if scripts:
            await key.press("Escape")
            await expect(ann.page.locator(".menu nav")).to_be_hidden()


async def test_why_unfolds_where_it_is_asked(browser: Browser, site: str):
    async with sitting(browser, site, scripts=False) as ann:
        await ann.starts()
        why = ann.page.locator(".why p")
        await expect(why).to_be_hidden()
        await ann.page.locator(".why summary").click()
        await expect(why).to_have_text("Plants are particular about it.")


async def test_a_link_is_copied_with_one_press(browser: Browser, site: str):
    async with sitting(browser, site, permissions=["clipboard-read", "clipboard-write"]) as ann:
        await ann.starts()
        await ann.page.locator(".elsewhere summary").click()
        await ann.page.locator("[data-copy]").click()
        await expect(ann.page.locator("#aside")).to_have_text("Copied")
        link = await ann.page.evaluate("navigator.clipboard.readText()")
        async with sitting(browser, site, "fa", scripts=False) as other:
            await other.page.goto(link)
            await other.page.locator("form.ask .button").first.click()
            await expect(other.page.locator("#heading")).to_have_text("What is your soil like?")


async def test_a_place_is_filled_in_with_one_press(browser: Browser, site: str):
    here = {"latitude": 53.8, "longitude": -1.55}
    async with sitting(browser, site, permissions=["geolocation"], geolocation=here) as ann:
        await ann.starts()
        await ann.until("place")
        await ann.page.locator("[data-locate]").click()
        await expect(ann.page.locator("#answer")).to_have_value("53.80000,-1.55000")
        await ann.press("say")
        await expect(ann.page.locator(".answer").last).to_have_text(re.compile("53.8"))


async def test_forgetting_in_the_browser(browser: Browser, site: str):
    async with sitting(browser, site) as ann:
        await ann.starts()
        await ann.press("pick:0")
        await ann.open("/forget")
        await ann.form.locator("[value='forget!']").click()
        await expect(ann.page.locator(".news")).to_be_visible()
        assert await ann.context.cookies() == []
