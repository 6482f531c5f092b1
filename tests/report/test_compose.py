"""An author's report and a person's answers become one document."""

from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.questionnaire.model import Need
from bot.questionnaire.report import ParagraphText, ReportText, Run, SectionText
from bot.report.compose import compose, digest
from bot.report.document import Block, Callout, Card, Cards, Chart, Document, Listing, Offers, Paragraph, Spans, Table
from bot.suggestion.suggest import accessories, nearest, suggest
from tests import making
from tests.report.bench import BENCH, COMPANY, COMPILED, KNOWN, LANGUAGES, PRODUCTS, RICH

IMPOSSIBLE = {**KNOWN, "signal": 9000.0}


def report(known: Known = KNOWN, language: str = "en", compiled: Compiled = COMPILED) -> Document:
    found = suggest(compiled, PRODUCTS, known)
    found = (found or nearest(compiled, PRODUCTS, known)) + accessories(compiled, PRODUCTS, known, found)
    return compose(compiled, known, found, PRODUCTS, COMPANY, language, day="2026-11-21")


def text(spans: Spans) -> str:
    return "".join(span.text for span in spans).replace("\u00a0", " ")


def first(document: Document, section: str, kind: type[Any]) -> Any:
    blocks: tuple[Block, ...] = next(each.blocks for each in document.sections if each.id == section)
    return next(block for block in blocks if isinstance(block, kind))


def cards(document: Document, section: str = "full") -> tuple[Card, ...]:
    found: Cards = first(document, section, Cards)
    return found.cards


def test_a_document_says_whose_it_is_and_when_it_was_made():
    made = report()
    assert text(made.title) == "Your measurement plan"
    assert (made.language, made.direction, made.company) == ("en", "ltr", "Colloquy Instruments")
    assert (made.day, made.dated) == ("2026-11-21", "Prepared for you on 21 November 2026")
    assert made.footer == "Colloquy Instruments · hello@example.com"
    assert made.accent == "#0B6B6B"


def test_sections_that_do_not_concern_the_person_or_have_nothing_to_say_are_left_out():
    assert [section.id for section in report().sections] == ["short", "full", "why", "answers"]
    assert "never" in [section.id for section in report({**KNOWN, "application": "teaching"}).sections]


def test_the_same_person_gets_the_same_sections_in_every_language():
    assert len({tuple(section.id for section in report(language=language).sections) for language in LANGUAGES}) == 1
    assert report(language="fa").direction == "rtl"
    assert text(report(language="fa").title) == "برنامهٔ اندازه‌گیری شما"


def test_a_language_without_a_translation_is_served_in_the_first_one():
    assert text(report(language="de").title) == "Your measurement plan"


def test_answers_are_filled_into_sentences_and_styles_survive():
    paragraph: Paragraph = first(report(), "full", Paragraph)
    assert [(span.text.replace("\u00a0", " "), span.style) for span in paragraph.spans] == [
        ("You need about 500 MHz.", "strong"),
        (" Every reason goes back to something you said.", "plain"),
    ]


def test_a_foreign_title_set_apart_keeps_its_own_order():
    runs = (Run(("از ",)), Run(("12 Things",), "emphasis"))
    section = SectionText("book", {"en": runs}, {"en": (ParagraphText(runs),)})
    book = Compiled(msgspec.structs.replace(BENCH, report=ReportText({"en": runs}, (section,))))
    assert text(report(compiled=book, language="fa").title) == "از \u206812 Things\u2069"
    assert text(report(compiled=book, language="en").title) == "از 12 Things"


def test_tables_lists_and_callouts_are_filled():
    table: Table = first(report(), "why", Table)
    assert [[text(cell) for cell in row] for row in table.rows] == [["100 MHz", "1 ×"], ["500 MHz", "5 ×"]]
    steps: Listing = first(report(), "why", Listing)
    assert steps.numbered
    assert text(steps.items[0]) == "Today: write down the fastest edge."
    tip: Callout = first(report(language="ar"), "why", Callout)
    assert (tip.kind, tip.label) == ("tip", "نصيحة")


def test_a_chart_has_a_bar_for_the_person_and_one_for_each_suggestion():
    chart: Chart = first(report(), "why", Chart)
    assert [(bar.label, bar.value, bar.shown.replace("\u00a0", " "), bar.accent) for bar in chart.bars] == [
        ("What you need", 500.0, "500 MHz", True),
        ("4 Series B MSO", 1500.0, "1.5 GHz", False),
        ("3 Series MDO", 1000.0, "1 GHz", False),
        ("6 Series B MSO", 10000.0, "10 GHz", False),
    ]
    assert chart.alt.replace("\u00a0", " ") == (
        "Bar chart: None of these is too slow for you. "
        "What you need 500 MHz; 4 Series B MSO 1.5 GHz; 3 Series MDO 1 GHz; 6 Series B MSO 10 GHz."
    )


def test_other_answers_make_another_chart_and_another_table():
    other = report({**KNOWN, "signal": 20.0})
    assert first(other, "why", Chart) != first(report(), "why", Chart)
    assert first(other, "answers", Table) != first(report(), "answers", Table)


def test_each_card_has_reasons_and_something_against_it():
    made = cards(report(RICH))
    assert all(card.reasons for card in made[:3])
    assert all(card.against for card in made[1:3])
    assert [card.role for card in made] == ["Best fit", "A step up", "Costs less", "Goes with it"]
    assert made[2].reasons[-1] == "It costs 43% less than the 4 Series B MSO."
    assert made[1].against[0] == "It costs about 4.3 times as much as the 4 Series B MSO."


def test_a_perfect_fit_says_so_honestly():
    known = {**KNOWN, "budget": 100000}
    found: Cards = first(report(known), "full", Cards)
    assert found.nothing == "Nothing you told us."
    assert () in [card.against for card in found.cards if card.reasons]


def test_a_card_shows_its_price_and_its_fit():
    best = cards(report())[0]
    assert (best.name, best.price, best.fit_shown) == ("4 Series B MSO", "$14,000", "89%")
    assert best.fit == pytest.approx(0.89, abs=0.005)


def test_an_accessory_is_neither_praised_nor_blamed_for_what_was_asked_of_the_main_product():
    accessory = cards(report())[3]
    assert (accessory.fit_shown, accessory.reasons, accessory.against) == ("", (), ())


def test_a_name_in_latin_letters_keeps_its_order_in_a_persian_report():
    assert cards(report(language="fa"))[0].name == "\u20684 Series B MSO\u2069"


def test_short_cards_have_one_reason_each_and_another_one_each_and_no_accessories():
    short = cards(report(), "short")
    assert short[0].reasons[0].startswith("Because")
    assert [len(card.reasons) for card in short] == [1, 1, 1]
    assert len({card.reasons[0].split(":")[0] for card in short}) == 3
    assert all(len(card.against) <= 1 for card in short)
    dearer = cards(report(RICH), "short")[1]
    assert dearer.against == ("It costs about 4.3 times as much as the 4 Series B MSO.",)


def test_what_leaves_most_wishes_open_is_not_called_a_fit():
    wishes = tuple(
        Need(id=name, attribute=name, test="at_least", operand=operand)
        for name, operand in (("bandwidth", 1000.0), ("channels", 80.0), ("price", 90000000.0))
    )
    compiled = Compiled(replace(COMPILED.questionnaire, needs=wishes))
    made = cards(report(RICH, compiled=compiled))
    assert all(card.fit < 0.5 for card in made[:3])
    roles = [card.role for card in made]
    assert (roles[0], "Fits in part" in roles, "Also fits" in roles) == ("The closest we have", True, False)


@pytest.mark.parametrize(("language", "written"), [("en", "8 of 10"), ("fa", "۸ از ۱۰"), ("ar", "٨ من ١٠")])
def test_a_mark_on_a_scale_says_of_how_many(language: str, written: str):
    scale = making.question("verdict", "scale", low=0, high=10)
    compiled = Compiled(replace(COMPILED.questionnaire, questions=(*COMPILED.questionnaire.questions, scale)))
    table: Table = first(report({**KNOWN, "verdict": 8}, language, compiled), "answers", Table)
    assert text(table.rows[-1][1]) == written


@pytest.mark.parametrize(("kind", "said"), [("instrument", True), ("accessory", True), ("coffee", False)])
def test_a_notice_is_said_of_the_products_that_it_concerns(kind: str, said: bool):
    concerning = replace(PRODUCTS, notice_for={"kind": (kind,)})
    found = suggest(COMPILED, PRODUCTS, KNOWN)
    found = (*found, *accessories(COMPILED, PRODUCTS, KNOWN, found))
    made = compose(COMPILED, KNOWN, found, concerning, COMPANY, "en", day="2026-11-21")
    full = next(section for section in made.sections if section.id == "full")
    written = [text(block.spans) for block in full.blocks if isinstance(block, Paragraph)]
    assert ("Illustrative data, not current." in written) is said


def test_the_notice_and_the_offers_follow_the_suggestions():
    full = next(section for section in report().sections if section.id == "full")
    notice, offers = full.blocks[-2:]
    assert isinstance(offers, Offers)
    assert [(step.text, step.link) for step in offers.steps] == [("Borrow it for a week.", "https://example.com/try")]
    assert isinstance(notice, Paragraph)
    assert text(notice.spans) == "Illustrative data, not current."
    without_bus = report({**KNOWN, "buses": ("lin",)})
    assert not any(isinstance(block, Offers) for block in without_bus.sections[1].blocks)


def test_where_nothing_fits_the_report_says_so_and_what_stands_in_the_way():
    found: Cards = first(report(IMPOSSIBLE), "full", Cards)
    assert found.against == "What stands in the way"
    assert found.cards[0].against[0].replace("\u00a0", " ") == "It ends at 10 GHz; you need 45 GHz."
    assert {card.fit_shown for card in found.cards} == {""}
    short = cards(report(IMPOSSIBLE), "short")[0]
    assert short.reasons[0].replace("\u00a0", " ") == "It ends at 10 GHz; you need 45 GHz."
    said: Paragraph = first(report(IMPOSSIBLE), "short", Paragraph)
    assert text(said.spans).startswith("Nothing we have meets everything")
    chart: Chart = first(report(IMPOSSIBLE), "why", Chart)
    assert [bar.label for bar in chart.bars] == ["What you need"], "what does not fit is no bar"


def test_the_answers_are_told_back_without_contacts_and_notes():
    table: Table = first(report(), "answers", Table)
    rows = dict([text(cell) for cell in row] for row in table.rows)
    assert rows["What is the highest frequency you need to see?"] == "100 MHz"
    assert rows["Which buses do you read?"] == "CAN FD and USB"
    assert rows["Anything else?"] == KNOWN["remarks"]
    assert "Your e-mail?" not in rows
    assert "Welcome." not in rows


def test_the_message_holds_the_sections_marked_for_it():
    assert [section.id for section in digest(report())] == ["short"]


def test_a_questionnaire_without_a_report_still_gives_suggestions_and_answers():
    bare = Compiled(msgspec.structs.replace(BENCH, report=None))
    made = report(compiled=bare)
    assert text(made.title) == "Plan my test bench"
    assert [text(section.title) for section in made.sections] == ["What fits", "What you told us"]
    assert [section.id for section in digest(made)] == ["suggestions"]


def test_a_report_survives_on_nothing_at_all():
    assert compose(COMPILED, {}, (), PRODUCTS, COMPANY, "en", day="2026-11-21").sections != ()
