"""A report in the company's font: embedded under its own name, with ours behind it for the scripts it lacks."""

import logging

import pytest

from bot.report.document import Document
from bot.service.pictures import Face
from bot.typeset.typesetter import TypstTypesetter
from bot.values.fonts import media_type, weight
from tests.fonts import latin
from tests.report.charted import charted
from tests.typeset.test_typesetter import fonts, opened

FILES = {f"{style}.ttf": latin(style) for style in ("Regular", "Bold")}


def face(name: str) -> Face | None:
    content = FILES.get(name)
    return None if content is None else Face(media_type(content) or "font/ttf", content, weight(content), name)


def lettered(language: str, *font: str) -> Document:
    document = charted(language)
    return Document(**{name: getattr(document, name) for name in document.__struct_fields__} | {"font": font})


def names(pdf: bytes) -> set[str]:
    """Return what the fonts of a PDF are called, without the mark of the part that is embedded."""
    return {str(font["/BaseFont"]).rpartition("+")[2].removesuffix("-Identity-H") for font in fonts(opened(pdf))}


def test_a_report_wears_the_font_in_its_weights():
    found = names(TypstTypesetter(faces=face).pdf(lettered("en", "Regular.ttf", "Bold.ttf")))
    assert {"GardenHand-Regular", "GardenHand-Bold"} <= found


@pytest.mark.parametrize("language", ["fa", "ar"])
def test_what_the_font_lacks_stays_in_ours(language):
    found = names(TypstTypesetter(faces=face).pdf(lettered(language, "Regular.ttf", "Bold.ttf")))
    assert {"GardenHand-Regular", "Vazirmatn-Regular", "Vazirmatn-Bold"} <= found


def test_without_a_font_a_report_is_what_it_was():
    assert TypstTypesetter(faces=face).pdf(charted("en")) == TypstTypesetter().pdf(charted("en"))
    assert not any(name.startswith("Garden") for name in names(TypstTypesetter(faces=face).pdf(charted("en"))))


def test_a_font_that_is_gone_or_cannot_be_read_after_all_costs_itself_and_not_the_report(caplog):
    plain = TypstTypesetter().pdf(charted("en"))
    assert TypstTypesetter().pdf(lettered("en", "gone.ttf")) == plain
    broken = TypstTypesetter(faces=lambda _: Face("font/ttf", b"\0\1\0\0 no tables", "400", "x"))
    with caplog.at_level(logging.WARNING):
        assert broken.pdf(lettered("en", "any.ttf")) == plain


def test_a_font_whose_file_changed_is_worn_anew():
    worn = ["Regular.ttf"]
    typesetter = TypstTypesetter(faces=lambda _: face(worn[0]))
    assert "GardenHand-Regular" in names(typesetter.pdf(lettered("en", "hand.ttf")))
    worn[0] = "Bold.ttf"
    assert names(typesetter.pdf(lettered("en", "hand.ttf"))) & {"GardenHand-Bold", "GardenHand-Regular"} == {
        "GardenHand-Bold"
    }


def test_the_picture_of_a_shared_link_wears_it():
    typesetter = TypstTypesetter(faces=face)
    plain = typesetter.card("A garden", "Green Yard", accent="#2f6b3a", language="en")
    # The letters are those of our own font: a heavier weight is what can be seen.
    worn = typesetter.card("A garden", "Green Yard", accent="#2f6b3a", language="en", font=("Bold.ttf",))
    assert plain.startswith(b"\x89PNG")
    assert worn != plain
