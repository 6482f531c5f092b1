"""Pictures of a question and its choices set as one: named, in the order of the language, and in nobody's way."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from bot.service.pictures import Pictures
from bot.speech.prompt import Image
from bot.typeset.typesetter import TypstTypesetter

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30" fill="{}"/></svg>'
RED, BLUE = (204, 0, 0), (0, 0, 204)


@pytest.fixture
def typesetter(tmp_path: Path) -> TypstTypesetter:
    (tmp_path / "red.svg").write_text(DRAWN.format("#cc0000"))
    (tmp_path / "broken.svg").write_text("<svg <")
    Pillow.new("RGB", (40, 30), BLUE).save(tmp_path / "blue.png")
    return TypstTypesetter(Pictures(tmp_path))


def seen(made: bytes | None) -> Pillow.Image:
    assert made is not None
    return Pillow.open(BytesIO(made)).convert("RGB")


@pytest.mark.parametrize(("language", "first", "second"), [("en", RED, BLUE), ("fa", BLUE, RED), ("ar", BLUE, RED)])
def test_pictures_stand_in_the_order_in_which_people_read(typesetter: TypstTypesetter, language, first, second):
    picture = seen(typesetter.picture([Image("red.svg", "One"), Image("blue.png", "Two")], language))
    at = picture.height // 3
    left, right = (picture.getpixel((picture.width * share // 4, at)) for share in (1, 3))
    assert (left, right) == (first, second)


def test_a_picture_alone_is_handed_on_as_it_came_or_drawn_to_be_shown(typesetter: TypstTypesetter, tmp_path: Path):
    assert typesetter.picture([Image("blue.png", "")], "en") == (tmp_path / "blue.png").read_bytes()
    drawn = seen(typesetter.picture([Image("red.svg", "")], "en"))
    assert drawn.getpixel((drawn.width // 2, drawn.height // 2)) == RED


def test_what_cannot_be_shown_is_left_out(typesetter: TypstTypesetter):
    assert typesetter.picture([Image("gone.png", "One")], "en") is None
    assert typesetter.picture([Image("broken.svg", "One")], "en") is None
    both = seen(typesetter.picture([Image("gone.png", "One"), Image("red.svg", "Two")], "en"))
    assert both.getpixel((both.width // 2, both.height // 3)) == RED
