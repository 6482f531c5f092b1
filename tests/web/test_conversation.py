"""The conversation as pages, by somebody who has no scripts: every kind of question, every way to move."""

import asyncio

import pytest

from bot.speech import standing
from tests.web.guest import Guest
from tests.web.house import Served
from tests.web.walking import answer, at, whole

HOUR = 3600


def values(house: Served, guest: Guest) -> dict[str, object]:
    return {answer.question: answer.value for answer in house.session(guest.cookie).answers if answer.how == "given"}


# Beginning ------------------------------------------------------------------------------------------------


async def test_who_only_looks_leaves_nothing_behind(house: Served, guest: Guest):
    await guest.open("/c/garden?campaign=spring")
    assert guest.page.of_class("hello")[0].all("h1")[0].text == "Your garden plan"
    for path in ("/", "/privacy", "/profile", "/forget", "/help", "/mydata", "/back", "/language"):
        await guest.open(path)
        assert guest.response.status_code == 200, path
    assert house.people() == 0
    assert "Max-Age" not in guest.response.headers.get("set-cookie", "Max-Age=")


async def test_starting_grants_the_report_and_keeps_the_campaign(house: Served, guest: Guest):
    await guest.starts(query="?campaign=spring")
    begun = house.session(guest.cookie)
    assert begun.start.known | {"today": ""} == {
        "language": "en", "channel": "web", "campaign": "spring", "today": "",
    }  # fmt: skip
    assert begun.start.consents == {"report": True}
    assert "Max-Age=15552000" in guest.response.headers["set-cookie"]


async def test_a_stranger_chooses_a_language_before_anything_is_kept(house: Served, guest: Guest):
    await guest.open("/c/garden?campaign=spring")
    [persian] = guest.page.all("a", hreflang="fa")
    await guest.open(persian.attributes["href"])
    assert guest.page.all("html")[0].attributes == {"lang": "fa", "dir": "rtl"}
    assert house.people() == 0
    await guest.press("begin:garden_spring")
    assert guest.heading == "خاک باغتان چه جور است؟"
    assert house.session(guest.cookie).start.known["campaign"] == "spring"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fa-IR,fa;q=0.9,en;q=0.5", "fa"),
        ("de,ar;q=0.3", "ar"),
        ("de", "en"),
        ("en;q=nonsense,fa;q=0.1", "fa"),
        ("", "en"),
    ],
)
async def test_the_page_speaks_what_the_browser_likes_best(house: Served, accepted: str, language: str):
    guest = await Guest(house.app, accepted).open("/c/garden")
    assert guest.page.all("html")[0].attributes["lang"] == language


async def test_an_unknown_questionnaire_is_not_found_but_greets_all_the_same(guest: Guest):
    await guest.open("/c/nowhere")
    assert guest.response.status_code == 404
    assert "That link is not known here" in guest.page.text
    await guest.press("begin:garden")
    assert guest.heading == "What is your soil like?"


# A whole conversation ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
async def test_a_whole_conversation_is_kept_as_it_was_held(house: Served, language: str):
    guest = await whole(Guest(house.app, language))
    assert values(house, guest) == {
        "soil": "sand",
        "tools": ("spade", "saw"),
        "size": 80.0,
        "trees": 3,
        "care": ("shade", "colour", "fruit"),
        "joy": 4,
        "start": "2026-12-24",
        "name": "Eden",
        "dream": "Green\nand wild",
        "place": "Leeds",
        "email": "ann@example.org",
        "phone": "+442079460018",
    }
    kept = house.session(guest.cookie)
    assert kept.finished
    assert kept.consents == {"contact": True, "remember": True}
    assert guest.page.all("html")[0].attributes["lang"] == language
    assert len(guest.page.of_class("card")) == 2


async def test_a_note_stands_where_it_was_said(guest: Guest):
    await at(guest, "start")
    notes = [one.text for one in guest.page.of_class("history")[0].of_class("note")]
    assert notes == ["Digging is best after rain."]


async def test_progress_never_goes_back_while_going_forward(guest: Guest):
    await guest.starts()
    done = []
    while guest.kind != "sheet":
        if bar := guest.page.all(role="progressbar"):
            done.append(int(bar[0].attributes["aria-valuenow"]))
            assert bar[0].attributes["aria-valuetext"]
        await answer(guest)
    assert done == sorted(done)
    assert done[0] < done[-1] < 5


async def test_why_is_there_to_be_unfolded_and_changes_nothing(house: Served, guest: Guest):
    await guest.starts()
    [why] = guest.page.of_class("why")
    assert why.text == "Why? Plants are particular about it."
    assert house.session(guest.cookie).turns == 0


# Every kind of question -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "attributes"),
    [
        ("size", {"type": "text", "inputmode": "decimal"}),
        ("trees", {"type": "text", "inputmode": "numeric"}),
        ("start", {"type": "date", "min": "2026-11-21", "max": "2027-12-26"}),
        ("name", {"type": "text", "autocomplete": "off"}),
        ("place", {"autocomplete": "address-level2"}),
        ("email", {"type": "email", "inputmode": "email", "autocomplete": "email"}),
        ("phone", {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    ],
)
async def test_a_line_helps_to_type_what_is_asked(guest: Guest, question: str, attributes: dict[str, str]):
    await at(guest, question)
    [line] = guest.form.all(id="answer")
    assert attributes.items() <= line.attributes.items()
    assert guest.form.all("label", **{"for": "answer"})[0].text


async def test_in_persian_a_day_is_chosen_by_the_persian_calendar(house: Served):
    guest = await at(Guest(house.app, "fa"), "start")
    chosen = {one.attributes["name"]: [option.text for option in one.all("option")] for one in guest.form.all("select")}
    assert list(chosen) == ["day", "month", "year"]
    assert chosen["year"] == ["", "۱۴۰۵", "۱۴۰۶"], "the question takes the next 400 days"
    assert [chosen["month"][1], chosen["day"][-1]] == ["فروردین", "۳۱"]
    assert [label.text.split()[0] for label in guest.form.all("label")] == ["روز", "ماه", "سال"]
    await guest.submit(guest.form, act="say", year="1405", month="10", day="3")
    assert values(house, guest)["start"] == "2026-12-24"


@pytest.mark.parametrize(("year", "month", "day"), [("1405", "12", "31"), ("1405", "10", ""), ("1405", "8", "29")])
async def test_a_day_that_does_not_fit_stays_as_it_was_chosen(house: Served, year: str, month: str, day: str):
    guest = await at(Guest(house.app, "fa"), "start")
    await guest.submit(guest.form, act="say", year=year, month=month, day=day)
    assert guest.response.status_code == 422
    assert guest.page.of_class("misfit")[0].text
    selected = [one.attributes["value"] for one in guest.form.all("option", selected="")]
    assert [each for each in selected if each] == [each for each in (day, month, year) if each]


async def test_a_day_may_still_be_sent_in_words(house: Served):
    guest = await at(Guest(house.app, "fa"), "start")
    await guest.types("۳ دی ۱۴۰۵")
    assert values(house, guest)["start"] == "2026-12-24"


async def test_what_does_not_fit_is_said_at_once_and_stays_in_its_line(house: Served, guest: Guest):
    await at(guest, "size")
    await guest.types("as large as <b>a field</b>")
    assert guest.response.status_code == 422
    assert guest.page.of_class("misfit")[0].text == "I was looking for a number and found none."
    [line] = guest.form.all(id="answer")
    assert line.attributes["value"] == "as large as <b>a field</b>"
    assert line.attributes["aria-invalid"] == "true"
    assert "misfit" in line.attributes["aria-describedby"].split()
    assert "size" not in values(house, guest)


async def test_several_ticks_are_sent_together(house: Served, guest: Guest):
    await at(guest, "tools")
    assert [one.text for one in guest.form.of_class("tick")][:2] == ["Spade", "Rake"]
    await guest.ticks("3", "1", "other", other="a hoe")
    given = house.session(guest.cookie).answer("tools")
    assert given is not None
    assert (given.value, given.other) == (("rake", "shears", "other"), "a hoe")


async def test_ticks_can_be_taken_back_and_own_words_changed(house: Served, guest: Guest):
    await at(guest, "tools")
    await guest.ticks("0", "other", other="a hoe")
    await guest.press("change:tools")
    assert [one.attributes["value"] for one in guest.form.all("input", checked="")] == ["pick:0", "pick:other"]
    assert guest.form.all("input", name="other")[0].attributes["value"] == "a hoe"
    await guest.ticks("2", "other", other="two hoes")
    given = house.session(guest.cookie).answer("tools")
    assert given is not None
    assert (given.value, given.other) == (("saw", "other"), "two hoes")


async def test_what_stands_alone_is_not_quietly_dropped_beside_others(house: Served, guest: Guest):
    await at(guest, "tools")
    await guest.ticks("0", "4")
    assert guest.page.of_class("misfit")[0].text.startswith("“None of them” goes with nothing else.")
    assert guest.awaits == "tools"
    await guest.ticks("4")
    assert values(house, guest)["tools"] == ("none",)


async def test_a_tick_too_many_is_not_quietly_dropped(guest: Guest):
    await at(guest, "tools")
    await guest.ticks("0", "1", "2", "3")
    assert guest.news == "Up to 3 go here. Take one back first."
    assert guest.awaits == "tools"


async def test_done_without_a_tick_asks_for_one(guest: Guest):
    await at(guest, "tools")
    await guest.ticks()
    assert guest.news == "Please choose at least one."
    assert guest.awaits == "tools"


async def test_own_words_without_any_are_asked_for(house: Served, guest: Guest):
    await at(guest, "tools")
    await guest.ticks("1", "other")
    assert "Please put it in your own words." in guest.form.text
    await guest.ticks("1", "other", other="a hoe")
    assert values(house, guest)["tools"] == ("rake", "other")


async def test_own_words_for_a_single_choice(house: Served, guest: Guest):
    await guest.starts()
    await guest.press("pick:other")
    await guest.types("Mostly rubble")
    given = house.session(guest.cookie).answer("soil")
    assert given is not None
    assert (given.value, given.other) == ("other", "Mostly rubble")


async def test_places_are_given_by_tapping_in_order_and_taken_back_by_tapping_again(house: Served, guest: Guest):
    await at(guest, "care")
    await guest.press("pick:1")
    [first] = guest.form.of_class("on")
    assert (first.text, first.attributes["aria-pressed"]) == ("1 Fruit", "true")
    await guest.press("pick:1")
    assert guest.form.of_class("on") == []
    await guest.press("pick:2")
    await guest.press("pick:1")
    assert values(house, guest)["care"] == ("shade", "fruit", "colour")


async def test_a_yes_and_a_no_weigh_the_same(guest: Guest):
    await at(guest, "consent.contact")
    yes, no = guest.form.of_class("button")
    assert yes.attributes["class"] == no.attributes["class"]
    assert "A gardener of Green Yard may write to you." in guest.form.text
    await guest.press("no")
    assert guest.awaits == "consent.remember"


# Moving -------------------------------------------------------------------------------------------------------


async def test_back_skip_and_changing_an_answer(guest: Guest):
    await at(guest, "size")
    await guest.press("back")
    assert guest.awaits == "tools"
    await guest.press("skip")
    assert guest.awaits == "size"
    assert "Skipped, which is fine" in guest.page.of_class("history")[0].text
    await guest.press("change:soil")
    assert guest.awaits == "soil"
    assert "Your answer so far: Sandy" in guest.form.text
    assert "Answered further on (1)" in guest.page.text


async def test_a_change_that_voids_an_answer_is_asked_about_first(house: Served, guest: Guest):
    await guest.starts()
    await guest.press("pick:1")
    await guest.press("pick:0")
    await guest.press("change:soil")
    await guest.press("pick:0")
    assert guest.kind == "decision"
    assert "Does water stand on it in winter? Yes" in guest.form.text
    await guest.press("yes")
    assert values(house, guest) == {"soil": "sand"}


async def test_a_guess_is_asked_about(house: Served, guest: Guest):
    await at(guest, "size")
    await guest.types("about 80")
    assert guest.heading.startswith("Did you mean")
    await guest.press("yes")
    assert values(house, guest)["size"] == 80


async def test_another_language_is_spoken_from_now_on(house: Served, guest: Guest):
    await at(guest, "size")
    await guest.press("language:ar:")
    assert guest.heading == "كم مساحتها؟"
    assert guest.news == standing.language_set("ar").text
    await guest.types("٨٠")
    assert values(house, guest)["size"] == 80


async def test_who_comes_back_the_next_day_goes_on_where_they_were(house: Served, guest: Guest):
    await at(guest, "size")
    house.clock.at += 4 * HOUR
    await guest.open("/")
    assert guest.address == "/c/garden"
    assert guest.news == "Welcome back. You were in the middle of “Your garden plan”."
    assert guest.heading == "How large is it?"


async def test_starting_over_is_asked_about_first(house: Served, guest: Guest):
    await at(guest, "size")
    await guest.open("/restart")
    await guest.press("restart")
    assert guest.heading == "What is your soil like?"
    assert values(house, guest) == {}


async def test_after_the_end_it_can_be_begun_again(guest: Guest):
    await whole(guest)
    await guest.open("/restart")
    assert guest.page.of_class("hello")
    await guest.press("begin:garden")
    # What is remembered and fresh is not asked again.
    assert guest.heading == "Which tools do you have?"


# Twice, late, and from elsewhere ------------------------------------------------------------------------------


async def test_a_double_click_is_one_click(house: Served, guest: Guest):
    await guest.open("/c/garden")
    [hello] = guest.page.of_class("hello")
    await guest.submit(hello, act="begin:garden")
    await guest.submit(hello, act="begin:garden")
    assert house.people() == 1
    form = guest.form
    await guest.submit(form, act="pick:0")
    await guest.submit(form, act="pick:0")
    assert (guest.awaits, guest.news) == ("tools", "")
    form = guest.form
    ticked = {"act": "done", "tick": ["pick:0", "pick:other"], "other": "a hoe"}
    await guest.submit(form, **ticked)
    await guest.submit(form, **ticked)
    assert (guest.awaits, guest.news) == ("size", "")
    assert values(house, guest)["tools"] == ("spade", "other")


async def test_an_old_page_says_that_it_is_old(house: Served, guest: Guest):
    await guest.starts()
    old = guest.form
    await guest.press("pick:0")
    await guest.submit(old, act="pick:2")
    assert guest.news == "That one is answered. /back to change it."
    assert values(house, guest) == {"soil": "sand"}
    await guest.open(guest.page.of_class("news")[0].all("a")[0].attributes["href"])
    assert guest.page.of_class("choice")[0].text == "What is your soil like? · Sandy"


async def test_words_from_an_old_page_are_no_answer_to_a_newer_question(house: Served, guest: Guest):
    await at(guest, "size")
    old = guest.form
    await guest.types("80")
    await guest.submit(old, act="say", text="7")
    assert guest.news == "That one is answered. /back to change it."
    assert "trees" not in values(house, guest)


async def test_what_was_said_is_said_once(guest: Guest):
    await at(guest, "tools")
    await guest.ticks()
    assert guest.news
    await guest.types("nothing of the kind, nothing at all and nothing else")
    assert guest.news
    await asyncio.sleep(0.2)  # what was shown is marked with the next commit, soon
    await guest.open("/c/garden")
    assert guest.news == ""


@pytest.mark.parametrize(
    "act", ["pick:99", "pick:x", "nonsense", "grant:report", "change:nowhere", "correct:nothing", "yes"]
)
async def test_a_forged_press_changes_nothing(house: Served, guest: Guest, act: str):
    await at(guest, "size")
    before = house.session(guest.cookie)
    await guest.submit(guest.form, act=act)
    assert guest.response.status_code == 200
    assert guest.news
    assert house.session(guest.cookie).answers == before.answers


# What a person controls -----------------------------------------------------------------------------------


async def test_the_profile_is_seen_corrected_and_deleted(guest: Guest):
    await whole(guest)
    await guest.open("/profile")
    assert [one.all("h2")[0].text for one in guest.page.of_class("clause")] == ["Soil", "E-mail address"]
    assert guest.page.of_class("value")[0].text == "Sandy"
    await guest.press("drop:email")
    assert guest.address == "/profile"
    assert guest.news == "Deleted: E-mail address"
    assert [one.all("h2")[0].text for one in guest.page.of_class("clause")] == ["Soil"]
    await guest.press("correct:soil")
    assert (guest.address, guest.heading) == ("/c/garden", "What is your soil like?")


async def test_every_purpose_has_a_switch_that_says_how_it_stands(guest: Guest):
    await whole(guest)
    await guest.open("/privacy")
    switches = {one.attributes["aria-label"]: one.attributes["aria-checked"] for one in guest.page.of_class("switch")}
    assert switches == {"Remember me": "true", "A person may write": "true", "Share with sales": "false"}
    await guest.press("grant:crm")
    assert (guest.address, guest.news) == ("/privacy", "Allowed: Share with sales")
    await guest.press("withdraw:remember")
    await guest.open("/profile")
    assert "Nothing is kept" in guest.page.text


async def test_a_copy_of_everything_is_handed_out(guest: Guest):
    await at(guest, "trees")
    await guest.open("/mydata")
    assert guest.response.headers["content-disposition"] == 'attachment; filename="my-data.json"'
    kept = guest.response.json()
    assert [answer["value"] for answer in kept["answers"]] == ["sand", ["spade", "saw"], 80.0]


async def test_forgetting_leaves_nothing_and_nobody(house: Served, guest: Guest):
    await at(guest, "trees")
    await guest.open("/forget")
    assert "3 answers" in guest.page.text
    await guest.press("forget!")
    assert guest.news == standing.forgotten("en").lines[0].text
    assert house.people() == 0
    assert "visitor" not in guest.client.cookies
    await guest.open("/")
    assert guest.page.of_class("hello")


async def test_what_was_opened_to_be_forgotten_can_be_kept(house: Served, guest: Guest):
    await at(guest, "trees")
    await guest.open("/forget")
    [keep] = [one for one in guest.form.all("a") if one.text == "Keep it"]
    await guest.open(keep.attributes["href"])
    assert guest.heading == "How many trees stand there?"
    assert house.people() == 1
