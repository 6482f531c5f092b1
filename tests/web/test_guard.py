"""What protects the pages and those who visit them: headers, forms, limits, escaping, and what a log may say."""

import logging
import re
from pathlib import Path

import httpx
import pytest

from bot.service.ports import Unavailable
from bot.web.guard import HEADERS
from bot.web.rendering import STATIC
from tests.web.guest import Element, Guest, read
from tests.web.house import BASE, Served, served
from tests.web.walking import at, whole

HOSTILE = "<script>alert(1)</script>\"'&{{7*7}}{%raw%}\u202e=cmd|' /C calc'!A0"
PUBLIC = "https://garden.test"


async def pages(guest: Guest) -> dict[str, httpx.Response]:
    """Go through all kinds of pages, and return them."""
    await whole(guest)
    seen = {"end": guest.response}
    report, resume = guest.shared("/report/"), guest.shared("/r/")
    paths = ["/profile", "/privacy", "/forget", "/back", "/help", "/language", "/restart", "/c/garden?again=yes"]
    for path in [*paths, report, resume, "/nowhere", "/r/forged", "/theme.css", "/icon.svg", "/robots.txt", "/mydata"]:
        seen[path] = await guest.client.get(path)
    for name in ("web.css", "web.js", "Vazirmatn-Regular.woff2"):
        seen[name] = await guest.client.get(f"/static/{name}")
    seen["stale"] = await guest.client.post("/act")
    seen["method"] = await guest.client.delete("/act")
    return seen


# Headers ------------------------------------------------------------------------------------------------------


async def test_every_answer_carries_the_headers_that_protect_its_reader(guest: Guest):
    for name, response in (await pages(guest)).items():
        assert response.status_code < 500, name
        for header, value in HEADERS.items():
            assert response.headers.get(header) == value, (name, header)


async def test_every_private_page_stays_out_of_indexes_and_caches(guest: Guest):
    for name, response in (await pages(guest)).items():
        if response.headers.get("content-type", "").startswith("text/html"):
            assert response.headers["cache-control"] == "no-store", name
            assert response.headers["x-robots-tag"] == "noindex, nofollow", name
    stranger = await guest.__class__(guest.client._transport.app).open("/c/garden")  # type: ignore[attr-defined]
    assert "x-robots-tag" not in stranger.response.headers


async def test_no_page_needs_what_the_policy_forbids_or_asks_a_third_party(guest: Guest):
    for name, response in (await pages(guest)).items():
        if not response.headers.get("content-type", "").startswith("text/html"):
            continue
        for one in read(response.text).all():
            assert one.tag not in ("style", "iframe", "object", "base"), name
            assert not [key for key in one.attributes if key == "style" or key.startswith("on")], name
            assert one.tag != "script" or one.attributes["src"].startswith("/static/"), name
            for key in ("src", "action"):
                assert one.attributes.get(key, "/").startswith("/"), (name, one)
            if one.tag == "link":
                assert one.attributes["href"].startswith("/"), (name, one)


def test_no_style_sheet_or_script_reaches_out():
    for path in STATIC.iterdir():
        if path.suffix in (".css", ".js"):
            assert not re.search(r"https?:|@import|//[a-z]+\.", path.read_text()), path.name


async def test_files_that_never_change_are_kept_for_ever_and_their_addresses_name_their_content(guest: Guest):
    await guest.open("/c/garden")
    for tag, key in (("link", "href"), ("script", "src")):
        for one in guest.page.all(tag):
            address = one.attributes[key]
            if address.startswith("/static/") and not address.endswith("woff2"):
                assert re.search(r"\?v=[0-9a-f]{12}$", address)
                response = await guest.client.get(address)
                assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (await guest.client.get("/static/..%2fapp.py")).status_code == 404


async def test_a_site_that_is_reached_by_https_says_so_and_guards_its_cookie(tmp_path: Path):
    async with served(tmp_path, public=PUBLIC) as house:
        guest = await Guest(house.app).open("/c/garden")
        assert guest.response.headers["strict-transport-security"] == "max-age=63072000"
        cookie = guest.response.headers["set-cookie"]
        assert cookie.startswith("__Host-visitor=")
        assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))


async def test_without_https_the_cookie_is_still_out_of_reach_of_scripts(guest: Guest):
    await guest.open("/c/garden")
    assert {"HttpOnly", "SameSite=lax"} <= set(guest.response.headers["set-cookie"].split("; "))
    assert "strict-transport-security" not in guest.response.headers


async def test_who_asks_for_the_head_of_a_page_gets_the_head_of_that_page(guest: Guest):
    await guest.open("/c/garden")
    head = await guest.client.head("/c/garden")
    assert head.status_code == 200
    assert head.headers["content-type"] == guest.response.headers["content-type"]
    assert (await guest.client.head("/r/forged")).status_code == 410


async def test_robots_may_read_what_asks_not_to_be_indexed(guest: Guest):
    assert "/report" not in (await guest.client.get("/robots.txt")).text


# Forms -----------------------------------------------------------------------------------------------------------


def hidden(form: Element) -> dict[str, str]:
    return {one.attributes["name"]: one.attributes.get("value", "") for one in form.all("input", type="hidden")}


async def test_a_form_without_its_token_changes_nothing(house: Served, guest: Guest):
    await at(guest, "size")
    fields = hidden(guest.form) | {"act": "say", "text": "80"}
    for token in ("", "x", "A" * 54, fields["token"][:-1] + "!", guest.cookie):
        response = await guest.client.post("/act", data=fields | {"token": token})
        assert response.status_code == 403, token
        assert "This page had grown old" in response.text
    assert house.session(guest.cookie).awaits == "size"


async def test_somebody_elses_form_changes_nothing(house: Served, guest: Guest):
    await at(guest, "size")
    other = await at(Guest(house.app), "size")
    stolen = hidden(other.form)["token"]
    response = await guest.client.post("/act", data=hidden(guest.form) | {"token": stolen, "act": "skip"})
    assert response.status_code == 403
    assert house.session(guest.cookie).awaits == "size"


async def test_a_form_that_another_site_lets_a_browser_send_arrives_without_the_cookie_and_changes_nothing(
    house: Served, guest: Guest
):
    await at(guest, "size")
    fields = hidden(guest.form) | {"act": "skip"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url=BASE) as bare:
        assert (await bare.post("/act", data=fields)).status_code == 403
    assert house.session(guest.cookie).awaits == "size"


async def test_a_form_grows_old_in_a_day(house: Served, guest: Guest):
    await at(guest, "size")
    house.clock.at += 24 * 3600
    await guest.types("80")
    assert guest.response.status_code == 403
    assert house.session(guest.cookie).awaits == "size"


async def test_a_forged_cookie_is_nobodys(house: Served, guest: Guest):
    await at(guest, "size")
    cookie = guest.cookie
    forged = Guest(house.app)
    for value in ("x", cookie[:-3] + "abc", "%C3%A9", cookie * 2):
        forged.client.cookies.set("visitor", value)
        await forged.open("/c/garden")
        assert forged.page.of_class("hello"), value
        forged.client.cookies.clear()


@pytest.mark.parametrize(
    "here", ["https://evil.test/", "//evil.test", "/\\evil.test", "/c/../../x", "javascript:alert(1)"]
)
async def test_no_form_leads_away_from_the_site(guest: Guest, here: str):
    await at(guest, "size")
    data = hidden(guest.form) | {"act": "language:en:", "here": here}
    response = await guest.client.post("/act", data=data)
    assert response.status_code == 303
    assert response.headers["location"] == "/"


# Limits ----------------------------------------------------------------------------------------------------------


async def test_a_form_may_hold_so_much_and_no_more(house: Served, guest: Guest):
    await at(guest, "dream")
    await guest.types("م" * 2000)
    assert guest.awaits == "place"
    await guest.press("back")
    response = await guest.client.post("/act", data=hidden(guest.form) | {"act": "say", "text": "x" * 70_000})
    assert response.status_code == 413
    assert (await guest.client.post("/act", content=b"a=b&" * 200)).status_code == 403
    assert (await guest.client.post("/act", content=b"\xff\xfe")).status_code == 403
    assert house.session(guest.cookie).awaits == "dream"


async def test_who_is_too_fast_has_to_wait(house: Served, guest: Guest):
    await guest.starts()
    fields = hidden(guest.form) | {"act": "why"}
    statuses = [(await guest.client.post("/act", data=fields)).status_code for _ in range(40)]
    assert statuses.index(429) == 29
    other = await Guest(house.app).starts()
    assert other.heading == "What is your soil like?"
    house.clock.at += 1
    assert (await guest.client.post("/act", data=fields)).status_code == 303
    fast = await guest.client.post("/act", data=fields)
    again = await guest.client.post("/act", data=fields)
    assert [fast.status_code, again.status_code] == [303, 429]
    assert again.headers["retry-after"] == "10"
    assert "Nothing was lost" in again.text


async def test_one_place_may_have_so_many_files_made(guest: Guest):
    await at(guest, "tools")
    statuses = [(await guest.client.get("/mydata")).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]


async def test_behind_a_proxy_people_are_told_apart_by_what_the_proxy_says(tmp_path: Path):
    async with served(tmp_path, public=PUBLIC) as house:
        one, other = Guest(house.app, "en", **{"X-Forwarded-For": "6.6.6.6, 1.1.1.1"}), Guest(house.app)
        statuses = [(await one.client.get("/c/garden/card.png")).status_code for _ in range(21)]
        assert statuses[-1] == 429
        other.client.headers["X-Forwarded-For"] = "1.1.1.1, 2.2.2.2"
        assert (await other.client.get("/c/garden/card.png")).status_code == 200
        one.client.headers["X-Forwarded-For"] = "9.9.9.9, 1.1.1.1"
        assert (await one.client.get("/c/garden/card.png")).status_code == 429


async def test_without_a_proxy_nobody_believes_such_a_header(guest: Guest):
    claims = [{"X-Forwarded-For": f"1.1.1.{number}"} for number in range(21)]
    statuses = [(await guest.client.get("/c/garden/card.png", headers=claim)).status_code for claim in claims]
    assert statuses == [200] * 20 + [429]


# What people write ----------------------------------------------------------------------------------------------


async def test_what_a_person_writes_is_text_on_every_page(guest: Guest):
    await guest.starts()
    await guest.press("pick:other")
    await guest.types(HOSTILE)
    await guest.ticks("other", other=HOSTILE)
    await guest.types(HOSTILE)
    assert guest.response.status_code == 422
    assert guest.form.all(id="answer")[0].attributes["value"] == HOSTILE
    await guest.press("back")
    while guest.kind != "sheet":
        await (guest.types(HOSTILE) if guest.awaits in ("name", "dream", "place") else answer_or_skip(guest))
    seen, report = [guest.response.text], guest.shared("/report/")
    for path in ("/profile", "/back", "/forget", report):
        await guest.open(path)
        seen.append(guest.response.text)
    for html in seen:
        assert "<script>alert" not in html
        assert "49" not in re.sub(r"[0-9a-f]{12}|value=\"[^\"]*\"", "", html)
        assert len(read(html).all("script")) == 1


async def answer_or_skip(guest: Guest) -> None:
    offered = {one.attributes.get("value") for one in guest.form.all("button")}
    await guest.press(next(act for act in ("skip", "refuse", "yes") if act in offered))


async def test_commands_in_what_is_said_are_links_and_in_what_a_person_writes_are_not(guest: Guest):
    await at(guest, "name")
    await guest.types("see /privacy or /forget")
    [said] = guest.page.of_class("answer")[-1:]
    assert said.all("a") == []
    await guest.open("/privacy")
    assert "/profile" in {one.attributes["href"] for one in guest.page.of_class("prose")[0].all("a")}


# When something breaks ------------------------------------------------------------------------------------------


async def test_a_bug_says_sorry_and_no_log_repeats_what_was_said(
    house: Served, guest: Guest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    await at(guest, "name")

    async def broken(*_: object, **__: object) -> None:
        raise RuntimeError("canary words of a person")

    monkeypatch.setattr(house.writer, "look_up", broken)
    with caplog.at_level(logging.DEBUG):
        response = await guest.client.get("/c/garden")
    assert response.status_code == 500
    assert "It is not your fault" in response.text
    assert response.headers["content-security-policy"]
    assert "canary" not in caplog.text + response.text
    assert "RuntimeError in broken" in caplog.text


async def test_a_store_that_is_away_is_a_moment_of_patience(
    house: Served, guest: Guest, monkeypatch: pytest.MonkeyPatch
):
    await at(guest, "name")
    form = guest.form

    async def away(*_: object) -> None:
        raise Unavailable("away")

    with monkeypatch.context() as patched:
        patched.setattr(house.writer, "work", away)
        await guest.submit(form, act="say", text="Eden")
        assert guest.response.status_code == 503
        assert guest.response.headers["retry-after"] == "5"
    await guest.submit(form, act="say", text="Eden")
    assert guest.awaits == "dream"


async def test_no_log_names_answers_tokens_or_addresses(guest: Guest, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        await whole(guest)
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    for canary in ("Eden", "ann@example.org", "+44", guest.cookie, "Leeds"):
        assert canary not in logged
