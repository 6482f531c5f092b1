"""How the pages of a report look, against pictures that were looked at: `--update` takes them anew, to be looked at.

The fonts stand in the file and Typst draws them itself, so a page is the same picture on every machine; a small
tolerance is left for the last digit of a processor.
"""

import io
import logging
from pathlib import Path
from typing import Any

import pypdf
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageStat

from bot.report.document import Card, Cards, Document, Listing, Paragraph, Section, Span
from bot.service.pictures import Picture
from bot.typeset.typesetter import TypstTypesetter
from tests.report.bench import LANGUAGES
from tests.report.charted import FILES, charted, pictures
from tests.typeset.test_typesetter import alternative_texts, opened, words_of

GOLDEN = Path(__file__).parent / "golden"
PPI, COLOURS = 60, 32
APART, SHARE = 48, 0.002
"""How much a dot may differ of 255 before it counts, and how many of them may."""


@pytest.fixture(scope="module")
def typesetter() -> TypstTypesetter:
    return TypstTypesetter(pictures)


def differing(one: Image.Image, other: Image.Image) -> float:
    """Return the share of dots that differ."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    return sum(apart.histogram()[APART:]) / (one.width * one.height)


def seen(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def pages_of(document: Document, typesetter: TypstTypesetter) -> int:
    return len(opened(typesetter.pdf(document)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_look_as_they_were_approved(typesetter, language, pytestconfig):
    document = charted(language)
    for page in range(1, pages_of(document, typesetter) + 1):
        path, now = GOLDEN / f"{language}-{page}.png", seen(typesetter.png(document, page, ppi=PPI))
        if pytestconfig.getoption("--update"):
            GOLDEN.mkdir(exist_ok=True)
            now.quantize(COLOURS).save(path, optimize=True)
        share = differing(Image.open(path), now.quantize(COLOURS))
        assert share <= SHARE, f"{path.name}: {share:.2%} of its dots differ; look at it, then run pytest with --update"
    assert not (GOLDEN / f"{language}-{pages_of(document, typesetter) + 1}.png").exists()


def test_what_moved_by_a_line_is_noticed():
    page = Image.open(GOLDEN / "en-1.png").convert("RGB")
    assert differing(page, ImageChops.offset(page, 0, 3)) > SHARE
    assert differing(page, page) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_printed_grey_every_page_keeps_its_contrast(typesetter, language):
    for page in range(1, pages_of(charted(language), typesetter) + 1):
        grey = seen(typesetter.png(charted(language), page, ppi=PPI)).convert("L")
        darkest, lightest = ImageStat.Stat(grey).extrema[0]
        assert lightest - darkest > 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_of_drawings_and_pictures_has_three_pages_at_most(typesetter, language):
    assert 2 <= pages_of(charted(language), typesetter) <= 3


def test_drawings_pictures_and_logo_are_told_to_those_who_do_not_see_them(typesetter):
    root: Any = opened(typesetter.pdf(charted())).trailer["/Root"]
    told = alternative_texts(root["/StructTreeRoot"])
    for words in ("Radar chart: Each is strong elsewhere.", "Dot chart: What a better fit costs.", "4 Series B MSO"):
        assert words in told
    assert "Colloquy Instruments" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_pictures_too_the_same_document_gives_the_same_bytes(typesetter, language):
    assert typesetter.pdf(charted(language)) == TypstTypesetter(pictures).pdf(charted(language))


def test_a_photograph_stands_in_its_card():
    content = io.BytesIO()
    Image.new("RGB", (300, 200), (200, 30, 30)).save(content, "PNG")
    made = TypstTypesetter(lambda name: Picture("image/png", content.getvalue()) if name == "scope.svg" else None)
    assert any(red(made.png(charted(), page, ppi=36)) for page in (1, 2))
    assert not any(red(TypstTypesetter().png(charted(), page, ppi=36)) for page in (1, 2))


def red(png: bytes) -> bool:
    colours = seen(png).getcolors(100_000) or []
    return any(count > 100 and colour == (200, 30, 30) for count, colour in colours)


@pytest.mark.parametrize("content", [b"<svg", b"<svg xmlns='x'>" + b"\0", b"not a picture at all"])
def test_a_picture_that_cannot_be_read_costs_itself_and_not_the_report(caplog, content):
    broken = TypstTypesetter(lambda _: Picture("image/svg+xml", content))
    with caplog.at_level(logging.WARNING):
        assert "4 Series B MSO" in words_of(broken.pdf(charted()))


def test_pictures_that_are_not_there_leave_no_gap():
    assert TypstTypesetter(lambda _: None).pdf(charted()) == TypstTypesetter().pdf(charted())
    assert "Colloquy Instruments" in words_of(TypstTypesetter().pdf(charted()))
    assert set(FILES) == {"logo.svg", "scope.svg"}


# What stays together -------------------------------------------------------------------------------------------

FILLER = "word " * 35
CARD = Card("x", "The card", "Its summary", "$1", ("First reason.", "Second reason."), ("Last doubt.",), 0.5, "50%")


def with_filler(paragraphs: int, *sections: Section) -> Document:
    filler = tuple(Paragraph((Span(FILLER),)) for _ in range(paragraphs))
    return replace(charted(), sections=(Section("filler", (Span("Filler"),), filler), *sections), logo=None)


def pages(document: Document, typesetter: TypstTypesetter) -> list[str]:
    return [page.extract_text() for page in opened(typesetter.pdf(document)).pages]


def test_no_card_is_split_over_two_pages(typesetter):
    cards = Cards((CARD, CARD, CARD), False, "Why", "But", "Fit", "Nothing")
    for paragraphs in range(6, 18):
        made = pages(with_filler(paragraphs, Section("s", (Span("Cards"),), (cards,))), typesetter)
        assert sum(page.count("The card") for page in made) == 3
        assert all(page.count("The card") == page.count("Last doubt.") for page in made)


def test_no_heading_stays_behind_alone(typesetter):
    body = Section("s", (Span("A heading"),), (Paragraph((Span("What it is about."),)),))
    for paragraphs in range(6, 22):
        (page,) = (page for page in pages(with_filler(paragraphs, body), typesetter) if "A heading" in page)
        assert "What it is about." in page


def test_a_plan_stays_on_one_page(typesetter):
    plan = Listing(tuple((Span(f"Step {step}."),) for step in range(1, 5)), numbered=True)
    for paragraphs in range(6, 22):
        made = pages(with_filler(paragraphs, Section("s", (Span("Plan"),), (plan,))), typesetter)
        (page,) = (page for page in made if "Step 1." in page)
        assert "Step 4." in page
        assert "Plan" in page


def test_from_the_second_page_on_the_head_says_what_it_is_part_of(typesetter):
    first, *rest = pages(with_filler(30), typesetter)
    assert first.count("Your measurement plan") == 1
    assert all("Your measurement plan" in page and "Colloquy Instruments" in page for page in rest)


def test_what_can_be_read_by_machines_reads_in_the_order_of_the_page(typesetter):
    words = words_of(typesetter.pdf(charted()))
    places = [words.find(each) for each in ("In short", "At a glance", "Why five times?", "What you told us")]
    assert places == sorted(places)
    assert -1 not in places


def test_links_lead_where_they_say(typesetter):
    document = with_filler(1, Section("s", (Span("S"),), (Paragraph((Span("there", link="https://example.com/x"),)),)))
    found = [
        str(note.get_object()["/A"]["/URI"])
        for page in pypdf.PdfReader(io.BytesIO(typesetter.pdf(document))).pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert found == ["https://example.com/x"]
