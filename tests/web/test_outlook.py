"""What stands behind a report, in a browser without scripts and in a real one: plain forms that anybody can press."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.profile.rating import PURPOSE
from bot.serving.server import serving
from tests.outlook.bikes import SAMPLE
from tests.web.browsing import sitting
from tests.web.guest import Guest
from tests.web.house import Served, served


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Served]:
    """A house that serves the shop of bicycles."""
    async with served(tmp_path, questionnaires=SAMPLE) as opened:
        yield opened


@pytest.fixture
def ann(shop: Served) -> Guest:
    return Guest(shop.app)


async def rides(guest: Guest, budget: int) -> Guest:
    """Hold the conversation to its end."""
    await guest.starts("bike")
    await guest.press("pick:0")
    await guest.types("50")
    await guest.press("pick:0")
    await guest.types(str(budget))
    return await guest.press("no")


def acts(guest: Guest, name: str = "outlook") -> list[str]:
    [part] = guest.page.of_class(name)
    return [button.attributes["value"] for button in part.all("button")]


def ratings(shop: Served, guest: Guest) -> dict[str, bool]:
    kept = shop.dossier("web", shop.address(guest.cookie)).ratings
    return {rating.about: rating.fits for rating in kept}


def pressed(guest: Guest) -> list[str]:
    return [button.attributes["value"] for button in guest.page.all("button", **{"aria-pressed": "true"})]


async def test_where_nothing_fits_a_press_asks_the_question_and_then_something_fits(ann: Guest):
    await rides(ann, 1000)
    report, outlook = (ann.page.of_class(name)[0].text.replace("\u00a0", " ") for name in ("reward", "outlook"))
    assert "What would help: Raise the budget to €1,900. What fits then: Hill 60." in report
    assert outlook.startswith("What would help: Raise the budget to €1,900 Motor"), "the report said it already"
    assert acts(ann, "onward") == ["change:budget", "change:motor"]
    await ann.press("change:budget")
    assert ann.awaits == "budget"
    await ann.types("2000")
    assert acts(ann) == ["rate:hill:yes", "rate:hill:no", "rate:report:yes", "rate:report:no", *acts(ann, "onward")]


async def test_cheaper_asks_for_the_budget_again(ann: Guest):
    await rides(ann, 6000)
    [way] = [button for button in ann.page.of_class("onward")[0].all("button") if button.text == "Something cheaper"]
    await ann.press(way.attributes["value"])
    assert ann.awaits == "budget"


async def test_a_product_that_no_question_leads_to_is_shown_at_once(ann: Guest):
    await ann.starts("bike")
    for act in ("pick:0", None, "pick:0", "skip", "no"):
        await (ann.types("50") if act is None else ann.press(act))
    await ann.press("show:hill")
    assert "It costs 63% less than the Feather." in ann.news.replace("\u00a0", " ")


async def test_a_tap_is_kept_only_after_its_purpose_was_granted(shop: Served, ann: Guest):
    await rides(ann, 6000)
    await ann.press("rate:feather:yes")
    assert ann.heading == "Learn from what I say fits"
    assert "Hill & Dale may note whether you say that a suggestion fits" in ann.form.text
    assert ratings(shop, ann) == {}
    await ann.press("grant:behaviour:feather:yes")
    assert ann.address == "/c/bike"
    assert ann.news == "Noted: Feather – yes."
    assert (ratings(shop, ann), pressed(ann)) == ({"feather": True}, ["rate:feather:yes"])
    await ann.press("rate:feather:no")
    assert (ratings(shop, ann), pressed(ann)) == ({"feather": False}, ["rate:feather:no"])


async def test_a_no_leads_back_and_nothing_is_kept(shop: Served, ann: Guest):
    await rides(ann, 6000)
    await ann.press("rate:report:no")
    await ann.press("decline:behaviour")
    assert (ann.address, ann.news) == ("/c/bike", "Not kept, which is fine.")
    assert ratings(shop, ann) == {}
    assert shop.session(ann.cookie).consents[PURPOSE] is False


async def test_on_the_page_of_the_report_only_its_owner_is_asked(shop: Served, ann: Guest):
    await rides(ann, 6000)
    link = ann.shared("/report/")
    await ann.open(link)
    assert "rate:tour:no" in acts(ann)
    await ann.press("rate:tour:no")
    await ann.press("grant:behaviour:tour:no")
    assert ann.address.startswith("/report/")
    assert ann.news == "Noted: Tour 120 – no."
    assert ratings(shop, ann) == {"tour": False}
    boss, bob = Guest(shop.app), Guest(shop.app)
    await boss.open(link)
    await rides(bob, 6000)
    await bob.open(link)
    for guest in (boss, bob):
        assert guest.response.status_code == 200
        assert guest.page.of_class("outlook") == []


async def test_a_forged_tap_changes_nothing_and_leads_nowhere_else(shop: Served, ann: Guest):
    await rides(ann, 6000)
    form = ann.page.of_class("outlook")[0]
    for act in ("rate:street:yes", "rate:report:perhaps", "show:street", "unrate:tour", "grant:crm:report:yes"):
        await ann.submit(form, act=act, here="https://example.org/report/x?lang=en")
        assert ann.news == "That button no longer does anything."
        assert str(ann.response.url).startswith(str(ann.client.base_url))
        assert ratings(shop, ann) == {}


async def test_the_profile_shows_and_deletes_what_was_tapped(shop: Served, ann: Guest):
    await rides(ann, 6000)
    await ann.press("rate:feather:no")
    await ann.press("grant:behaviour:feather:no")
    await ann.open("/profile")
    [clause] = ann.page.of_class("clause")
    assert clause.text.startswith("Feather it does not fit You said so with one tap on 21 November 2026")
    await ann.press("unrate:feather")
    assert ann.news == "Deleted: Feather"
    assert ratings(shop, ann) == {}


@pytest.mark.parametrize("language", ["fa", "ar"])
async def test_it_speaks_the_language_of_the_page(shop: Served, language: str):
    guest = await rides(Guest(shop.app, language), 1000)
    assert not re.search("[A-Za-z]", guest.page.of_class("outlook")[0].text)


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
async def test_in_a_real_browser_one_tap_is_enough_once_it_was_allowed(
    browser: Browser, tmp_path: Path, *, scripts: bool
):
    async with (
        served(tmp_path, questionnaires=SAMPLE, running=True) as house,
        serving(house.app, "127.0.0.1", 0) as address,
        sitting(browser, address, scripts=scripts) as eve,
    ):
        await eve.starts("bike")
        await eve.press("pick:0")
        await eve.types("50")
        await eve.press("pick:0")
        await eve.types("6000")
        await eve.press("no")
        await eve.page.get_by_role("button", name="Feather: Fits").click()
        await expect(eve.page.locator("#heading")).to_have_text("Learn from what I say fits")
        await eve.page.locator("[value='grant:behaviour:feather:yes']").click()
        tapped = eve.page.locator("[value='rate:feather:yes']")
        await expect(tapped).to_have_attribute("aria-pressed", "true")
        await eve.page.locator("[value='rate:tour:no']").click()
        await expect(eve.page.locator("[value='rate:tour:no']")).to_have_attribute("aria-pressed", "true")
        await eve.page.get_by_role("button", name="Something cheaper").click()
        await expect(eve.page.locator("#heading")).to_have_text("What is the most it may cost?")
