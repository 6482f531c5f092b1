"""Documents set in type: what is in the PDF, and that it is always the same."""

import io
import struct
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pypdf
import pytest

from bot.report.document import Bar, Block, Callout, Chart, Document, Listing, Paragraph, Section, Span, Table
from bot.typeset.typesetter import TypstTypesetter
from tests.report.bench import KNOWN, LANGUAGES
from tests.report.test_compose import report

HOSTILE = str(KNOWN["remarks"])
MUST_TAKE_UNDER = 0.3


@pytest.fixture(scope="module")
def typesetter():
    return TypstTypesetter()


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def fonts(pdf: pypdf.PdfReader) -> list[Any]:
    found: dict[str, Any] = {}
    for page in pdf.pages:
        resources: Any = page["/Resources"].get_object()
        for font in resources["/Font"].values():
            found[font.get_object()["/BaseFont"]] = font.get_object()
    return list(found.values())


def alone(*blocks: Block, language: str = "en") -> Document:
    """A document of one section with these blocks."""
    made = report(language=language)
    return msgspec.structs.replace(made, sections=(Section("one", (Span("One"),), blocks),))


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in opened(pdf).pages).split())


def test_hostile_text_comes_out_as_it_was_typed(typesetter):
    assert HOSTILE in words_of(typesetter.pdf(report()))


@pytest.mark.parametrize(
    "hostile",
    [
        HOSTILE,
        '#eval("1+1") #import "x.typ" #include "y"',
        "= heading - list + enum / term: x",
        "https://example.com `code` ```raw``` ~ -- --- ... 'q'",
        "*bold* _emph_ $ sum $ <label> @label // comment /* c */",
        '"},"title":[{"text":"x"}]',
    ],
)
def test_no_place_of_a_document_reads_its_text_as_markup(typesetter, hostile):
    spans = (Span(hostile),)
    document = alone(
        Paragraph((Span(hostile, "code"), Span(hostile, "strong"), Span(hostile, "emphasis"))),
        Listing((spans,)),
        Listing((spans,), numbered=True),
        Table((spans,), ((spans,),)),
        Callout("warning", hostile, (spans,)),
        Chart(hostile, (Bar(hostile[:20], 1.0, "1"),), hostile),
    )
    document = msgspec.structs.replace(document, title=spans, company=hostile, dated=hostile, footer=hostile)
    assert words_of(typesetter.pdf(document)).count(hostile) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_document_gives_the_same_bytes(typesetter, language):
    once = typesetter.pdf(report(language=language))
    assert typesetter.pdf(report(language=language)) == once
    assert TypstTypesetter().pdf(report(language=language)) == once


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_ours_and_stands_in_the_file(typesetter, language):
    found = fonts(opened(typesetter.pdf(report(language=language))))
    assert {str(font["/BaseFont"]).partition("+")[2] for font in found} == {
        "Vazirmatn-Regular",
        "Vazirmatn-Medium",
        "Vazirmatn-Bold",
    }
    for font in found:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_has_title_author_language_day_direction_and_bookmarks(typesetter, language):
    document = report(language=language)
    pdf = opened(typesetter.pdf(document))
    root: Any = pdf.trailer["/Root"]
    bookmarks: list[Any] = pdf.outline
    assert pdf.metadata is not None
    assert pdf.metadata.title == "".join(span.text for span in document.title)
    assert pdf.metadata.author == document.company
    assert str(pdf.metadata["/CreationDate"]) == "D:20261121000000Z"
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/Direction"] == ("/L2R" if language == "en" else "/R2L")
    assert [entry.title for entry in bookmarks] == [
        "".join(span.text for span in section.title) for section in document.sections
    ]


def test_a_pdf_is_tagged_and_a_chart_is_told_to_those_who_do_not_see_it(typesetter):
    pdf = typesetter.pdf(report())
    root: Any = opened(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "Bar chart: None of these is too slow for you" in alternative_texts(root["/StructTreeRoot"])


def alternative_texts(holder: Any) -> str:
    node = holder.get_object()
    if isinstance(node, list):
        return " ".join(alternative_texts(child) for child in node)
    if not isinstance(node, dict):
        return ""
    return str(node.get("/Alt", "")) + (alternative_texts(node["/K"]) if "/K" in node else "")


@pytest.mark.parametrize(("language", "last"), [("en", "Page 2 of 2"), ("fa", "۲"), ("ar", "٢")])
def test_pages_are_numbered_in_the_digits_of_the_language(typesetter, language, last):
    pages = opened(typesetter.pdf(report(language=language))).pages
    assert last in pages[-1].extract_text()
    assert len(pages) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_drawn_as_a_picture(typesetter, language):
    picture = typesetter.png(report(language=language), ppi=72)
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">II", picture[16:24]) == (595, 842)


def test_a_page_that_is_not_there_is_an_error(typesetter):
    with pytest.raises(IndexError):
        typesetter.png(report(), 99, ppi=36)


def test_writing_from_right_to_left_mirrors_a_chart(typesetter):
    chart = Chart("-", (Bar("-", 1.0, "-"), Bar("-", 4.0, "-")), "-")
    left, right = (bars(typesetter.png(alone(chart, language=language), ppi=36)) for language in ("en", "fa"))
    assert len(left) == len(right) == 2
    (short, long), (mirrored_short, mirrored_long) = left, right
    assert abs(short[0] - long[0]) <= 1, "bars start at the same place"
    assert short[1] < long[1]
    assert [mirrored_short, mirrored_long] == [pytest.approx((WIDTH - 1 - b, WIDTH - 1 - a), abs=2) for a, b in left]


WIDTH = 298
"""Of a page in pixels, at 36 to the inch."""
BELOW_THE_HEAD = 60
"""Pixels under which the line above the company's name is past."""


def bars(picture: bytes) -> list[tuple[int, int]]:
    """Return where each bar of a chart begins and ends: runs of rows with a long stretch of the accent colour."""
    found: list[tuple[int, int]] = []
    inside = False
    for row in rows(picture)[BELOW_THE_HEAD:]:
        accent = [x for x in range(WIDTH) if abs(row[4 * x] - 0x0B) + abs(row[4 * x + 1] - 0x6B) < 8]
        if len(accent) > 20 and not inside:
            found.append((accent[0], accent[-1]))
        inside = len(accent) > 20
    return found


def rows(picture: bytes) -> list[bytearray]:
    """Return the rows of a PNG of four bytes a pixel."""
    width, height = struct.unpack(">II", picture[16:24])
    data, at = b"", 8
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        data += picture[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    raw, stride = zlib.decompress(data), 4 * width
    made = [bytearray(stride)]
    for y in range(height):
        start = y * (stride + 1)
        made.append(unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), made[-1]))
    return made[1:]


def unfiltered(kind: int, row: bytearray, above: bytearray) -> bytearray:
    for i in range(len(row)):
        left, up, corner = (row[i - 4], above[i], above[i - 4]) if i >= 4 else (0, above[i], 0)
        guess = left + up - corner
        nearest = min((left, up, corner), key=lambda value: abs(guess - value))
        row[i] = (row[i] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return row


def test_long_and_empty_documents_are_set_too(typesetter):
    long = Paragraph((Span("word " * 20000),))
    many = Table(((Span("a"),), (Span(""),)), tuple(((Span(str(n)),), ()) for n in range(200)))
    document: Document = alone(long, many, Chart("zero", (Bar("a", 0.0, "0"), Bar("b", -1.0, "-1")), "alt"))
    assert len(opened(typesetter.pdf(document)).pages) > 20
    empty = msgspec.structs.replace(document, sections=(), title=())
    assert len(opened(typesetter.pdf(empty)).pages) == 1


def test_a_table_without_a_header_has_none(typesetter):
    cells = ((Span("Places"),), (Span("12"),))
    assert words_of(typesetter.pdf(alone(Table(((), ()), (cells,))))).count("Places 12") == 1
    assert words_of(typesetter.pdf(alone(Table(((Span(" "),), ()), (cells,))))).count("Places 12") == 1


def test_several_threads_may_use_one_typesetter(typesetter):
    wanted = {language: typesetter.pdf(report(language=language)) for language in LANGUAGES}
    languages = LANGUAGES * 6
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda language: typesetter.pdf(report(language=language)), languages))
    assert [wanted[language] == pdf for language, pdf in zip(languages, made, strict=True)] == [True] * len(languages)


def test_a_report_is_set_while_the_person_waits(typesetter):
    typesetter.pdf(report())
    document = report({**KNOWN, "signal": 123.0})
    started = time.perf_counter()
    typesetter.pdf(document)
    assert time.perf_counter() - started < MUST_TAKE_UNDER


def test_typst_is_loaded_only_when_a_report_is_made():
    script = "import sys, bot.typeset.typesetter as t; t.TypstTypesetter(); sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
