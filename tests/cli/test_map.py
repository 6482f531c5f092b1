"""`bot map`: the file that is written, and what is refused."""

from pathlib import Path

from PIL import Image

from tests.cli.conftest import Run


def test_a_map_is_written_as_svg_or_png_in_any_language(bot: Run, tmp_path: Path) -> None:
    svg, png = tmp_path / "map.svg", tmp_path / "map.png"
    assert bot("map", "bench", "--out", str(svg)).exit_code == 0
    assert svg.read_bytes().startswith(b"<svg")
    assert bot("map", "--out", str(png), "--language", "fa").exit_code == 0
    with Image.open(png) as picture:
        assert picture.format == "PNG"


def test_what_cannot_be_drawn_is_answered_with_a_sentence(bot: Run, tmp_path: Path) -> None:
    assert "has to end in .svg or .png" in str(bot("map", "--out", str(tmp_path / "map.gif")).exception)
    assert "does not speak 'de'; it speaks en, fa" in str(bot("map", "--language", "de").exception)
    assert "cannot be written" in str(bot("map", "--out", str(tmp_path / "no" / "map.svg")).exception)
