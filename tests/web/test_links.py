"""Links that carry a token: to go on elsewhere as the same person, and to show a report to somebody else."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from bot.service.acts import Commanded, Pressed, Typed
from bot.speech.acts import session_key
from bot.speech.prompt import Passage, Prompt
from tests.web.guest import Guest
from tests.web.house import Served, served
from tests.web.walking import at, whole

PUBLIC = "https://garden.test"
DAY = 24 * 3600


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Served]:
    """A house that people can reach, with a bot on Telegram."""
    async with served(tmp_path, public=PUBLIC) as opened:
        opened.bot.append("garden_bot")
        yield opened


class Visitor(Guest):
    """Somebody who comes by HTTPS, as everybody does."""

    def __init__(self, house: Served, language: str = "en") -> None:
        super().__init__(house.app, language)
        self.client.base_url = PUBLIC

    @property
    def cookie(self) -> str:
        return self.client.cookies["__Host-visitor"]


@pytest.fixture
def guest(house: Served) -> Visitor:
    return Visitor(house)


@pytest.fixture
def other(house: Served) -> Visitor:
    """The same person, or somebody else, at another browser."""
    return Visitor(house, "fa")


# Going on elsewhere -----------------------------------------------------------------------------------------


async def test_a_person_goes_on_in_another_browser(house: Served, guest: Visitor, other: Visitor):
    await at(guest, "size")
    await other.open(guest.shared("/r/"))
    assert house.people() == 1
    assert other.heading == "همین‌جا ادامه می‌دهید؟"
    await other.submit(other.form)
    assert (other.address, other.heading) == ("/c/garden", "How large is it?")
    await other.types("80")
    await guest.open("/")
    assert guest.heading == "How many trees stand there?"
    assert house.people() == 1
    assert guest.cookie != other.cookie


async def test_only_opening_a_link_moves_nobody_in(guest: Visitor, other: Visitor):
    await at(guest, "size")
    await other.open(guest.shared("/r/"))
    await other.open("/")
    assert other.page.of_class("hello")


async def test_who_has_a_conversation_of_their_own_is_asked_and_keeps_it_apart(
    house: Served, guest: Visitor, other: Visitor
):
    await at(guest, "size")
    await at(other, "tools")
    own = house.address(other.cookie)
    await other.open(guest.shared("/r/"))
    assert other.page.of_class("remark")
    await other.submit(other.form)
    assert other.awaits == "size"
    assert house.people() == 2
    left = house.dossier("web", own).session
    assert left is not None
    assert left.awaits == "tools"


async def test_ones_own_link_leads_straight_back(guest: Visitor):
    await at(guest, "size")
    await guest.open(guest.shared("/r/"))
    assert (guest.address, guest.awaits) == ("/c/garden", "size")


async def test_a_link_to_go_on_expires(house: Served, guest: Visitor, other: Visitor):
    await at(guest, "size")
    link = guest.shared("/r/")
    house.clock.at += 7 * DAY
    await other.open(link)
    assert other.response.status_code == 410


async def test_a_link_to_who_was_forgotten_leads_nowhere(guest: Visitor, other: Visitor):
    await at(guest, "size")
    link = guest.shared("/r/")
    await guest.open("/forget")
    await guest.press("forget!")
    await other.open(link)
    await other.submit(other.form)
    assert other.response.status_code == 410


@pytest.mark.parametrize("token", ["x", "A" * 54, "é", "a.b.c", "-" * 200])
async def test_a_forged_link_leads_nowhere(house: Served, guest: Visitor, token: str):
    for path in (f"/r/{token}", f"/report/{token}", f"/report/{token}/pdf"):
        await guest.open(path)
        assert guest.response.status_code == 410, path
    await guest.open("/c/garden")
    [hello] = guest.page.of_class("hello")
    hello.attributes["action"] = f"/r/{token}"
    await guest.submit(hello)
    assert guest.response.status_code == 410
    assert house.people() == 0


async def test_a_token_for_one_purpose_is_nothing_for_another(guest: Visitor, other: Visitor):
    await whole(guest)
    report = guest.shared("/report/").partition("?")[0].rpartition("/")[2]
    resume = guest.shared("/r/").rpartition("/")[2]
    for path in (f"/r/{report}", f"/report/{resume}", f"/r/{guest.cookie}"):
        await other.open(path)
        assert other.response.status_code == 410, path


# From a chat to the browser, and back ---------------------------------------------------------------------------


async def begun_in_chat(house: Served, address: str = "77") -> None:
    await house.chat(Commanded("start"), address)
    await house.chat(Pressed("begin:garden"), address)
    session = house.dossier("telegram", address).session
    assert session is not None
    await house.chat(Pressed("pick:1", session_key(session.id), "soil"), address)


async def test_a_chat_goes_on_in_the_browser(house: Served, other: Visitor):
    await begun_in_chat(house)
    reply = await house.chat(Commanded("web"))
    assert reply is not None
    assert [type(said) for said in reply.says] == [Passage]
    link = await house.files.passage("telegram", "77")
    assert link is not None
    await other.open(link.removeprefix(PUBLIC))
    await other.submit(other.form)
    assert other.heading == "Does water stand on it in winter?"
    await other.press("pick:0")
    kept = house.dossier("telegram", "77").session
    assert kept is not None
    assert [answer.value for answer in kept.answers] == ["clay", "yes"]
    assert house.dossier("web", house.address(other.cookie)) == house.dossier("telegram", "77")


async def test_the_browser_goes_on_in_a_chat(house: Served, guest: Visitor):
    await at(guest, "size")
    [link] = [one.attributes["href"] for one in guest.page.all("a") if "t.me" in one.attributes["href"]]
    assert link.startswith("https://t.me/garden_bot?start=")
    token = link.partition("=")[2]
    assert len(token) <= 64
    assert token.replace("-", "").replace("_", "").isalnum()
    reply = await house.chat(Commanded("start", token))
    assert reply is not None
    assert isinstance(reply.says[0], Prompt)
    assert "Welcome back" in reply.says[0].lines[0].text
    await house.chat(Typed("80"))
    await guest.open("/")
    assert guest.awaits == "trees"
    assert house.people() == 1


async def test_a_chat_that_has_a_conversation_keeps_its_own(house: Served, guest: Visitor):
    await at(guest, "size")
    await begun_in_chat(house)
    [link] = [one.attributes["href"] for one in guest.page.all("a") if "t.me" in one.attributes["href"]]
    reply = await house.chat(Commanded("start", link.partition("=")[2]))
    assert reply is not None
    first, second = reply.says
    assert isinstance(first, Prompt)
    assert isinstance(second, Prompt)
    assert "Somebody is known here already" in first.lines[0].text
    assert second.question == "wet"
    assert house.people() == 2


async def test_an_expired_link_to_a_chat_greets_as_an_unknown_one_does(house: Served, guest: Visitor):
    await at(guest, "size")
    [link] = [one.attributes["href"] for one in guest.page.all("a") if "t.me" in one.attributes["href"]]
    house.clock.at += 2 * DAY
    reply = await house.chat(Commanded("start", link.partition("=")[2]))
    assert reply is not None
    assert isinstance(reply.says[0], Prompt)
    assert "That link is not known here" in reply.says[0].lines[0].text
    assert house.people() == 1


async def test_forgetting_in_the_browser_forgets_the_chat_too(house: Served, guest: Visitor):
    await at(guest, "size")
    [link] = [one.attributes["href"] for one in guest.page.all("a") if "t.me" in one.attributes["href"]]
    await house.chat(Commanded("start", link.partition("=")[2]))
    await guest.open("/forget")
    await guest.press("forget!")
    assert house.dossier("telegram", "77").respondent is None
    assert house.people() == 0


async def test_without_a_bot_no_chat_is_offered(house: Served, guest: Visitor):
    house.bot.clear()
    await at(guest, "size")
    assert "t.me" not in guest.response.text


# A report for whoever has its link -------------------------------------------------------------------------


async def test_a_report_is_shown_to_whoever_has_its_link(guest: Visitor, other: Visitor):
    await whole(guest)
    await other.open(guest.shared("/report/"))
    assert other.response.status_code == 200
    assert other.page.all("html")[0].attributes["lang"] == "en"
    assert [one.text for one in other.page.all("h2")] == [
        "In short",
        "What grows",
        "What they cost",
        "What you told us",
    ]
    assert other.response.headers["x-robots-tag"] == "noindex, nofollow"
    assert other.response.headers["cache-control"] == "no-store"
    assert other.page.all("figure")[0].all(role="img")[0].attributes["aria-label"]


async def test_a_report_says_nothing_of_how_to_reach_its_reader_and_leads_nowhere_else(guest: Visitor, other: Visitor):
    await whole(guest)
    await other.open(guest.shared("/report/"))
    assert "ann@example.org" not in other.response.text
    assert "+44" not in other.response.text
    assert "/r/" not in other.response.text
    assert other.page.of_class("history") == []
    await other.open("/")
    assert other.page.of_class("hello")


async def test_a_report_can_be_read_in_every_language_and_taken_away_as_a_file(guest: Visitor, other: Visitor):
    await whole(guest)
    link = guest.shared("/report/").partition("?")[0]
    await other.open(f"{link}?lang=ar")
    assert other.page.all("html")[0].attributes == {"lang": "ar", "dir": "rtl"}
    [download] = [one.attributes["href"] for one in other.page.all("a") if "/pdf" in one.attributes["href"]]
    await other.open(download)
    assert other.response.headers["content-type"] == "application/pdf"
    assert other.response.headers["x-robots-tag"] == "noindex, nofollow"
    assert pypdf.PdfReader(BytesIO(other.response.content)).metadata.title == "خطة حديقتك"  # type: ignore[union-attr]


async def test_what_a_preview_shows_holds_no_answer(guest: Visitor, other: Visitor):
    await whole(guest)
    await other.open(guest.shared("/report/"))
    shown = {
        one.attributes["property"]: one.attributes["content"]
        for one in other.page.all("meta")
        if "property" in one.attributes
    }
    assert shown["og:title"] == "Your garden plan"
    assert "80" not in shown["og:title"] + shown["og:description"]
    assert shown["og:image"] == f"{PUBLIC}/c/garden/card.png?lang=en"
    await other.open(shown["og:image"].removeprefix(PUBLIC))
    assert Image.open(BytesIO(other.response.content)).size == (1200, 630)
    await other.open("/c/nowhere/card.png")
    assert other.response.status_code == 404


async def test_links_to_a_report_can_be_taken_back_and_given_anew(guest: Visitor, other: Visitor):
    await whole(guest)
    first = guest.shared("/report/")
    await guest.press("unshare")
    assert guest.news
    await other.open(first)
    assert other.response.status_code == 410
    await other.open(first.partition("?")[0] + "/pdf")
    assert other.response.status_code == 410
    await other.open(guest.shared("/report/"))
    assert other.response.status_code == 200


async def test_a_link_to_a_report_expires(house: Served, guest: Visitor, other: Visitor):
    await whole(guest)
    link = guest.shared("/report/")
    house.clock.at += 89 * DAY
    await other.open(link)
    assert other.response.status_code == 200
    house.clock.at += DAY
    await other.open(link)
    assert other.response.status_code == 410


async def test_a_forgotten_person_has_no_report(guest: Visitor, other: Visitor):
    await whole(guest)
    link = guest.shared("/report/")
    await guest.open("/forget")
    await guest.press("forget!")
    await other.open(link)
    assert other.response.status_code == 410


async def test_an_answer_that_changed_changes_the_report(guest: Visitor, other: Visitor):
    await whole(guest)
    link = guest.shared("/report/")
    await guest.press("change:size")
    await guest.types("95")
    await other.open(link)
    assert "You have 95 m of garden." in other.page.text
