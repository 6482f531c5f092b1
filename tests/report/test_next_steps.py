"""Offers and shops in a report: where they stand, what is said after it, and that every face shows them as written."""

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
from rich.console import Console

from bot.authoring.load import load
from bot.questionnaire.catalogue import Company, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.report.compose import afterwards, compose, digest
from bot.report.document import Chart, Document, Offers, Shops
from bot.report.steps import written_distance
from bot.suggestion.suggest import suggest
from bot.telegram.layout import after_report
from bot.terminal.reports import report_plain, report_rich
from bot.typeset.typesetter import TypstTypesetter
from bot.web import rendering
from tests.next_steps import CODE, FILES, HOSTILE, written

IN_VIENNA: Known = {"region": "europe", "spend": 100, "home": "48.20000,16.40000"}


class Written:
    """The folder of `tests.next_steps`, perhaps with another report, as reports are made of it."""

    def __init__(self, folder: Path, report: str = FILES["lamp/report.md"]) -> None:
        written(folder)
        (folder / "lamp" / "report.md").write_text(report, "utf-8")
        loaded = load(folder)
        assert [each.message for each in loaded.problems if each.severity == "error"] == []
        assert loaded.company is not None
        self.company: Company = loaded.company
        self.products: Products = loaded.products
        self.compiled = Compiled(loaded.questionnaires["lamp"])

    def report(self, known: Known, language: str = "en") -> Document:
        found = suggest(self.compiled, self.products, known)
        return compose(self.compiled, known, found, self.products, self.company, language, day="2026-11-22")


@pytest.fixture
def lamp(tmp_path: Path) -> Written:
    return Written(tmp_path)


def block(document: Document, section: str, kind: type[Any]) -> Any:
    [found] = [each for one in document.sections if one.id == section for each in one.blocks if isinstance(each, kind)]
    return found


def test_all_offers_stand_in_the_report_and_the_first_two_are_said_after_it(lamp: Written):
    made = lamp.report(IN_VIENNA)
    assert [step.link for step in block(made, "offers", Offers).steps] == [
        "https://brightdesk.example/visit?a=1&b=2",
        "mailto:hello@brightdesk.example",
        "https://brightdesk.example/third",
    ]
    shops, offers = afterwards(made)
    assert isinstance(shops, Shops)
    assert isinstance(offers, Offers)
    assert (shops.title, offers.title) == ("Where to see it", "Before you go")
    assert [step.coupon for step in offers.steps] == [None, CODE]


def test_what_is_said_after_the_report_does_not_stand_in_the_message_before_it(lamp: Written):
    assert [section.id for section in digest(lamp.report(IN_VIENNA))] == ["short"]


def test_a_link_without_words_of_its_own_has_ours_in_every_language(lamp: Written):
    for language, words in (("en", "Find out more"), ("fa", "بیشتر بدانید")):
        assert block(lamp.report(IN_VIENNA, language), "offers", Offers).steps[2].label == words


def test_a_section_without_anything_to_show_is_left_out(lamp: Written):
    nobody = lamp.report({"region": "elsewhere"})
    assert "shops" not in [section.id for section in nobody.sections]
    assert [type(each) for each in afterwards(nobody)] == [Offers]


def test_a_report_without_a_place_for_offers_has_them_below_the_suggestions(tmp_path: Path):
    bare = FILES["lamp/report.md"].partition("\n## What they cost")[0].replace("short: yes\n", "")
    made = Written(tmp_path, bare).report({})
    assert isinstance(made.sections[0].blocks[-1], Offers)
    assert [each.title for each in afterwards(made)] == ["Your next step"]


@pytest.mark.parametrize(
    ("kilometres", "language", "said"),
    [
        (0.04, "en", "0 km"),
        (3.44, "en", "3.4 km"),
        (12.5, "en", "12 km"),
        (1234.4, "en", "1,234 km"),
        (3.44, "fa", "۳٫۴ کیلومتر"),
        (1234.4, "ar", "١٬٢٣٤ كم"),
    ],
)
def test_a_distance_is_told_in_the_digits_of_the_language(kilometres, language, said):
    assert written_distance(kilometres, language).replace("\u00a0", " ") == said


def test_a_shop_tells_its_way_and_leads_to_a_map(lamp: Written):
    near, far = block(lamp.report(IN_VIENNA), "shops", Shops).shops
    assert (near.distance.replace("\u00a0", " "), far.distance.replace("\u00a0", " ")) == ("1.8 km", "4,238 km")
    assert near.map == "https://www.openstreetmap.org/?mlat=48.21400&mlon=16.38700#map=17/48.21400/16.38700"
    assert (near.phone, near.phone_shown) == ("+12065550134", "+1 (206) 555-0134")
    there = block(lamp.report({"region": "gulf"}, "fa"), "shops", Shops).shops
    assert [(each.name, each.address, each.distance) for each in there] == [("برایت دسک دبی", "دبی، القوز", "")]


# Prices of the place ---------------------------------------------------------------------------------------


def bars(document: Document, place: int) -> list[str]:
    charts = [each for one in document.sections if one.id == "costs" for each in one.blocks]
    chart = charts[place]
    assert isinstance(chart, Chart)
    return [bar.shown for bar in chart.bars]


def test_prices_are_those_of_the_place_and_beside_a_limit_those_in_its_currency(lamp: Written):
    here, gulf = lamp.report(IN_VIENNA), lamp.report({"region": "gulf", "spend": 100})
    assert bars(here, 0) == ["$100", "$90", "$240"]
    assert bars(here, 1) == ["€80", "€220"]
    assert bars(gulf, 0) == ["$100", "$90", "$240"]
    assert [bar.replace("\u00a0", " ") for bar in bars(gulf, 1)] == ["AED 300"], "of the other one nobody knows"


def test_a_reason_names_a_price_in_the_currency_of_the_limit_that_it_is_compared_with(lamp: Written):
    told = report_plain(lamp.report(IN_VIENNA))
    assert "Halo · €80" in told
    assert "It costs $240." in told
    assert "It costs €" not in told


# Hostile names ---------------------------------------------------------------------------------------------


def test_hostile_names_come_out_literally_in_a_chat(lamp: Written):
    shops, offers = (after_report(each, "en") for each in afterwards(lamp.report(IN_VIENNA)))
    literal = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert shops[0].count(literal) == 3
    assert offers[0].count(literal) == 1
    assert "<code>&lt;CODE&gt;-10%&amp;x</code>" in offers[0]
    assert offers[1] is not None
    [[visit], [copy]] = offers[1].inline_keyboard
    assert visit.text == f"Ask us {HOSTILE}"[:59] + "…"
    assert copy.copy_text is not None
    assert copy.copy_text.text == CODE
    assert copy.url is None


def test_hostile_names_come_out_literally_on_a_page(lamp: Written):
    made = lamp.report(IN_VIENNA)
    template = "{% import 'blocks.html' as blocks %}{% for one in all %}{{ blocks.block(one) }}{% endfor %}"
    page = from_string(template, all=[block(made, "shops", Shops), block(made, "offers", Offers)])
    assert "<b>" not in page
    assert page.count("&lt;b&gt;&amp;amp; *bold*") == 5
    assert 'data-copy="&lt;CODE&gt;-10%&amp;x"' in page
    assert 'href="https://brightdesk.example/visit?a=1&amp;b=2"' in page
    assert 'href="mailto:hello@brightdesk.example"' in page


def from_string(template: str, **content: Any) -> str:
    return rendering._ENVIRONMENT.from_string(template).render(**content)


def test_hostile_names_come_out_literally_in_a_file(lamp: Written):
    pdf = pypdf.PdfReader(io.BytesIO(TypstTypesetter().pdf(lamp.report(IN_VIENNA))))
    words = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert words.count("".join(HOSTILE.split())) == 5
    assert "".join(CODE.split()) in words
    notes: list[Any] = [note.get_object() for page in pdf.pages for note in page.get("/Annots", ())]
    leads_to = {note["/A"]["/URI"] for note in notes if "/A" in note}
    assert {"https://brightdesk.example/visit?a=1&b=2", "tel:+12065550134"} <= leads_to
    assert not any("evil" in each for each in leads_to)


def test_hostile_names_come_out_literally_in_a_terminal(lamp: Written):
    made = lamp.report(IN_VIENNA)
    assert report_plain(made).count(HOSTILE) == 5
    printed = io.StringIO()
    Console(file=printed, width=300).print(report_rich(made))
    assert printed.getvalue().count(HOSTILE) == 5


def test_marks_of_direction_stand_around_a_code_and_never_in_what_is_copied(lamp: Written):
    _, offers = (after_report(each, "fa") for each in afterwards(lamp.report(IN_VIENNA, "fa")))
    assert "\u2066<code>&lt;CODE&gt;-10%&amp;x</code>\u2069" in offers[0]
    assert offers[1] is not None
    assert offers[1].inline_keyboard[1][0].copy_text is not None
    assert offers[1].inline_keyboard[1][0].copy_text.text == CODE
    assert all(line.startswith("\u200f") for line in offers[0].split("\n") if line)


def test_mail_is_an_address_to_read_in_a_chat_because_no_button_opens_it(lamp: Written):
    _, offers = (after_report(each, "en") for each in afterwards(lamp.report(IN_VIENNA)))
    assert "\nhello@brightdesk.example\n" in offers[0]
