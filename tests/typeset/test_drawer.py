"""Maps as files: outlines instead of letters, the same bytes each time, and the sides where they belong."""

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from bot.questionnaire.condition import OneOf
from bot.service.mapping import Map, mapped
from bot.typeset.drawer import TypstDrawer
from tests.making import choice, compiled, question
from tests.paths.building import TODAY

SVG = "{http://www.w3.org/2000/svg}"
BENCH = compiled(
    question("field", "select_one", choice("a", "Power & <radio>"), "b"),
    question("more", "text", ask_if=OneOf("field", ("a",))),
)


@pytest.fixture(scope="module")
def drawer() -> TypstDrawer:
    return TypstDrawer()


def drawn(language: str) -> Map:
    return mapped(BENCH, language, TODAY, company="Acme", accent="#0b6b6b")


def test_an_svg_needs_no_font_and_says_what_it_shows(drawer: TypstDrawer) -> None:
    root = ET.fromstring(drawer.svg(drawn("en")))  # noqa: S314 - our own
    assert root.tag == f"{SVG}svg"
    assert root[0].text == "A sample"
    assert (root[1].text or "").startswith("A typical visitor sees")
    assert not list(root.iter(f"{SVG}text"))
    assert list(root.iter(f"{SVG}path"))


def test_the_same_map_gives_the_same_bytes(drawer: TypstDrawer) -> None:
    assert drawer.svg(drawn("fa")) == TypstDrawer().svg(drawn("fa"))
    assert drawer.png(drawn("en")) == drawer.png(drawn("en"))


def test_a_png_is_as_large_as_asked_and_mirrored_for_persian(drawer: TypstDrawer) -> None:
    map_ = drawn("en")
    picture = Image.open(BytesIO(drawer.png(map_, ppi=144)))
    assert picture.size[0] == pytest.approx(2 * map_.picture.width, abs=2)
    left, right = sides(drawer.png(map_))
    persian_left, persian_right = sides(drawer.png(drawn("fa")))
    assert left > right
    assert persian_left < persian_right


def sides(png: bytes) -> tuple[int, int]:
    """Return how much ink the title has on the left and on the right."""
    picture = Image.open(BytesIO(png)).convert("L")
    width, top = picture.size[0], int(picture.size[1] * 0.2)
    halves = [picture.crop(box) for box in ((0, 0, width // 2, top), (width // 2, 0, width, top))]
    dark = [sum(count for level, count in enumerate(half.histogram()) if level < 100) for half in halves]
    return dark[0], dark[1]
