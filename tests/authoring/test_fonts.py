"""The font of a theme as authors name it: a file of their folder that is one, or a list of them."""

import re
from pathlib import Path

import pytest

from bot.authoring.load import load
from bot.values.fonts import LARGEST
from tests.authoring.frame import PAGE
from tests.authoring.samples import broken
from tests.fonts import latin


def wearing(tmp_path: Path, font: str, **files: bytes) -> Path:
    """Return the sample with a font in its theme, and files beside it."""
    old = 'theme: {accent: "#0b6b6b"}'
    root = broken(tmp_path, ("company.yaml", old, f"{old[:-1]}, font: {font}}}"))
    for name, content in files.items():
        (root / f"{name}.ttf").parent.mkdir(exist_ok=True)
        (root / f"{name}.ttf").write_bytes(content)
    return root


@pytest.mark.parametrize(
    ("font", "read"), [("hand.ttf", ("hand.ttf",)), ("[hand.ttf, bold.ttf]", ("hand.ttf", "bold.ttf"))]
)
def test_a_font_is_a_file_or_one_for_each_weight(tmp_path, font, read):
    company = load(wearing(tmp_path, font, hand=latin(), bold=latin("Bold"))).company
    assert company is not None
    assert company.theme.font == read


def test_the_example_on_the_page_is_read(tmp_path):
    (example,) = re.findall(r"`(\[fonts/.+\])`", PAGE.read_text("utf-8"))
    names = re.findall(r"[\w/-]+(?=\.ttf)", example)
    company = load(wearing(tmp_path, example, **{name: latin(name.rpartition("-")[2]) for name in names})).company
    assert company is not None
    assert company.theme.font == tuple(f"{name}.ttf" for name in names)


def test_a_theme_without_a_font_is_written_as_it_was(tmp_path):
    company = load(broken(tmp_path)).company
    assert company is not None
    assert company.theme.font == ()


@pytest.mark.parametrize(
    "content",
    [b"a font", b"wOF2" + latin()[4:], latin()[:-1], latin() + bytes(LARGEST)],
    ids=["no font", "for pages only", "cut off", "too large"],
)
def test_what_a_report_cannot_wear_is_no_font(tmp_path, content):
    problems = load(wearing(tmp_path, "hand.ttf", hand=content)).problems
    (problem,) = [each for each in problems if each.severity == "error"]
    assert (problem.code, Path(problem.place.file).name, problem.place.line) == ("wrong-value", "company.yaml", 6)
    assert problem.message == "'hand.ttf' cannot be worn: a font is a TrueType or OpenType file of at most 1024 kB"


def test_a_font_is_a_file_in_the_folder_and_nowhere_else(tmp_path):
    (tmp_path / "outside.ttf").write_bytes(latin())
    root = wearing(tmp_path, "hand.ttf")
    (root / "hand.ttf").symlink_to(tmp_path / "outside.ttf")
    assert "missing-file" in [each.code for each in load(root).problems if each.severity == "error"]
