"""A report as messages: in the order and the digits of the language, each suggestion with its reason and its doubt."""

from msgspec.structs import replace

from bot.report.document import Card, Cards, Document, Listing, Paragraph, Section, Span
from bot.speech.prompt import Line
from bot.telegram.layout import messages, text_of

MARK = "\u200f"


def shown(*texts: str) -> str:
    return text_of([Line("said", text) for text in texts], "en")


def test_what_telegram_counts_is_what_people_see():
    assert shown("<" * 4096) == "&lt;" * 4096, "an escape counts one"
    assert text_of([Line("ask", "a" * 4096)], "en") == f"<b>{'a' * 4096}</b>", "a tag counts nothing"
    assert shown("😀" * 2048) == "😀" * 2048
    assert shown("Hello", "😀" * 2049, "there") == "Hello\n\nthere", "a letter beyond the first plane counts two"
    assert shown("Hello", "<" * 4090) == "Hello", "the break between paragraphs counts too"


def test_a_long_report_is_cut_where_people_see_4096_letters():
    part = Paragraph((Span("&" * 2000),))
    section = Section("s", (Span("S"),), (part, part, part), in_message=True)
    texts = messages(replace(report("en"), sections=(section,)), (section,))
    assert [text.count("&amp;") for text in texts] == [4000, 2000]


def report(language: str, *, short: bool = True) -> Document:
    card = Card(
        "mso",
        "MSO <5>",
        "Eight channels",
        "$20,000",
        ("Because it floats.",),
        ("It is heavy.",),
        1,
        "",
        role="Best fit",
    )
    steps = Listing(((Span("MSO 5 نگاه کنید"),), (Span("بعد"),)), numbered=True)
    section = Section("s", (Span("Three"),), (Cards((card,), short, "", "", "", "Nothing."), steps), in_message=True)
    return Document(
        title=(Span("Plan"),),
        language=language,
        direction="rtl" if language == "fa" else "ltr",
        company="Example",
        day="2026-11-21",
        dated="",
        footer="",
        accent="#0b5fa5",
        sections=(section,),
    )


def test_a_suggestion_says_its_role_its_reason_and_its_doubt():
    (text,) = messages(report("en"), report("en").sections)
    assert "Best fit: <b>MSO &lt;5&gt;</b> · $20,000\n• Because it floats.\n– It is heavy." in text
    (text,) = messages(report("en"), report("en", short=False).sections)
    assert "$20,000\nEight channels\n• Because it floats." in text


def test_every_line_of_a_right_to_left_report_begins_as_one_and_counts_in_its_digits():
    (text,) = messages(report("fa"), report("fa").sections)
    assert all(line.startswith(MARK) for line in text.split("\n") if line)
    assert f"{MARK}۱. MSO 5 نگاه کنید\n{MARK}۲. بعد" in text
