"""A report as messages: in the order and the digits of the language, each suggestion with its reason and its doubt."""

from bot.report.document import Card, Cards, Document, Listing, Section, Span
from bot.telegram.layout import messages

MARK = "\u200f"


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
