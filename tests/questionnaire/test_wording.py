"""Answers put into sentences, in three languages."""

import pytest

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.questionnaire.formula import parse
from bot.questionnaire.model import Choice, Fact, Question
from bot.questionnaire.wording import ELLIPSIS, Extra, Words
from bot.values.text import Part, Placeholder, Plural, Text
from tests import making

APPLICATION = making.question(
    "application",
    "select_one",
    Choice("power", making.text(en="Power", fa="قدرت"), making.text(en="you work on power", fa="روی قدرت کار می‌کنید")),
    Choice("rf", making.text(en="Radio", fa="رادیو"), making.text(en="you work with radio", fa="با رادیو کار می‌کنید")),
    Choice("lab", making.text(en="A lab", fa="آزمایشگاه")),
    other=True,
)
SIGNAL = making.question(
    "signal",
    "decimal",
    unit="MHz",
    said=Text("en", {"en": ("your board reaches ", Placeholder("signal"))}),
)
QUESTIONS = (
    APPLICATION,
    making.question("jobs", "select_multiple", *APPLICATION.choices),
    SIGNAL,
    making.question("ready", "yes_no", said=making.text(en="you are ready")),
    making.question("wishes", "rank", *APPLICATION.choices),
    making.question("stars", "scale"),
    making.question("when", "date"),
    making.question("name", "text"),
    making.question("phone", "phone"),
    making.question("place", "location"),
)
COMPILED = Compiled(
    making.questionnaire(
        *QUESTIONS, facts=(Fact("needed", parse("5 * signal"), "MHz"), Fact("many", parse("count(jobs)")))
    )
)
KNOWN: Known = {
    "application": "power",
    "jobs": ("power", "rf"),
    "signal": 100.0,
    "ready": "yes",
    "wishes": ("rf", "power", "lab"),
    "stars": 4,
    "when": "2026-11-21",
    "name": "Ada",
    "phone": "+98912",
    "place": "35.70000,51.40000",
    "today": "2026-11-21",
}
ENGLISH, PERSIAN = Words(COMPILED, "en"), Words(COMPILED, "fa")


def filled(words: Words, *template: Part, known: Known | None = None, extra: Extra | None = None) -> str:
    return words.fill(template, KNOWN if known is None else known, extra)


@pytest.mark.parametrize(
    ("name", "english", "persian"),
    [
        ("application", "Power", "قدرت"),
        ("jobs", "Power and Radio", "قدرت و رادیو"),
        ("signal", "100\u00a0MHz", "۱۰۰\u00a0\u2068MHz\u2069"),
        ("needed", "500\u00a0MHz", "۵۰۰\u00a0\u2068MHz\u2069"),
        ("many", "2", "۲"),
        ("ready", "Yes", "Yes"),
        ("wishes", "1\u00a0Radio · 2\u00a0Power · 3\u00a0A lab", "۱\u00a0رادیو · ۲\u00a0قدرت · ۳\u00a0آزمایشگاه"),
        ("stars", "4", "۴"),
        ("when", "21 November 2026", "۳۰ آبان ۱۴۰۵"),
        ("name", "Ada", "\u2068Ada\u2069"),
        ("phone", "+98912", "\u2066+98912\u2069"),
        ("place", "35.70000,51.40000", "\u206635.70000,51.40000\u2069"),
        ("today", "21 November 2026", "۳۰ آبان ۱۴۰۵"),
        ("said.application", "you work on power", "روی قدرت کار می‌کنید"),
        ("said.jobs", "you work on power and you work with radio", "روی قدرت کار می‌کنید و با رادیو کار می‌کنید"),
        ("said.wishes", "you work with radio", "با رادیو کار می‌کنید"),
        ("said.ready", "you are ready", "you are ready"),
        ("said.signal", "your board reaches 100\u00a0MHz", "your board reaches ۱۰۰\u00a0\u2068MHz\u2069"),
    ],
)
def test_each_kind_of_answer_is_written_as_its_language_does(name, english, persian):
    assert filled(ENGLISH, Placeholder(name)) == english
    assert filled(PERSIAN, Placeholder(name)) == persian


def test_what_is_unknown_takes_its_fallback_or_an_ellipsis():
    assert filled(ENGLISH, "at ", Placeholder("signal", "your speed"), known={}) == "at your speed"
    assert filled(ENGLISH, "at ", Placeholder("needed"), known={}) == "at " + ELLIPSIS
    assert filled(ENGLISH, Placeholder("said.signal"), known={}) == ELLIPSIS
    assert filled(ENGLISH, Placeholder("product.bandwidth"), known={}) == ELLIPSIS


def test_a_choice_without_a_saying_takes_the_fallback_of_its_place():
    assert ENGLISH.said(APPLICATION, "lab") is None
    assert filled(ENGLISH, Placeholder("said.application", "you have a lab"), known={"application": "lab"}) == (
        "you have a lab"
    )


def test_the_persons_own_words_stand_for_the_choice_other():
    known = {"application": "other", "application.other": "ساعت‌سازی"}
    assert filled(ENGLISH, Placeholder("application"), known=known) == "\u2068ساعت‌سازی\u2069"
    assert PERSIAN.label(APPLICATION, "other", known) == "ساعت‌سازی"


def test_further_names_are_taken_as_they_are_written():
    extra: Extra = {"product.bandwidth": "1 GHz", "product.channels": 4}
    assert filled(PERSIAN, Placeholder("product.bandwidth"), " / ", Placeholder("product.channels"), extra=extra) == (
        "1 GHz / ۴"
    )


def test_a_plural_counts_numbers_ticks_and_further_names():
    form = Plural("jobs", {"one": ("one job",), "other": (Placeholder("many"), " jobs")})
    assert filled(ENGLISH, form) == "2 jobs"
    assert filled(ENGLISH, form, known={"jobs": ("rf",)}) == "one job"
    channels = Plural("product.channels", {"one": ("one",), "other": (Placeholder("product.channels"), "!")})
    assert filled(ENGLISH, channels, extra={"product.channels": 1}) == "one"
    assert filled(ENGLISH, channels, extra={"product.channels": 6}) == "6!"


def test_a_plural_of_something_unknown_is_a_sentence_with_an_ellipsis():
    form = Plural("jobs", {"one": ("one job",), "other": (Placeholder("many"), " jobs")})
    assert filled(ENGLISH, form, known={}) == ELLIPSIS + " jobs"


def test_a_saying_that_names_itself_ends_in_an_ellipsis():
    endless = making.question("endless", "integer", said=Text("en", {"en": ("so ", Placeholder("said.endless"))}))
    words = Words(Compiled(making.questionnaire(endless)), "en")
    assert words.fill((Placeholder("said.endless"),), {"endless": 1}).endswith("so " + ELLIPSIS)


def test_yes_and_no_have_words_where_the_author_gave_none():
    question = Question(id="sure", type="yes_no", ask=making.text(en="Sure?"))
    compiled = Compiled(making.questionnaire(question))
    assert [Words(compiled, language).label(question, "no") for language in ("en", "fa", "ar")] == ["No", "خیر", "لا"]
