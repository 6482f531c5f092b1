"""Pictures that authors name: handed out as what they are, and nothing else of the folder."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.report.document import Cards, Image
from bot.service.pictures import Pictures, named
from bot.values.pictures import LARGEST, media_type
from bot.web.rendering import _ENVIRONMENT
from tests.report.charted import charted
from tests.web.guest import Guest
from tests.web.house import Served, served

ROOT = Path(__file__).parents[2] / "questionnaires"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Served]:
    """A house with the pictures of the sample company."""
    async with served(tmp_path, questionnaires=ROOT) as opened:
        yield opened


@pytest.fixture
def guest(house: Served) -> Guest:
    return Guest(house.app)


async def test_the_logo_stands_at_the_head_of_a_page_and_can_be_fetched(guest: Guest):
    answer = await guest.client.get("/c/test-bench")
    assert '<img src="/picture/pictures/logo.svg" alt="Colloquy Instruments">' in answer.text
    picture = await guest.client.get("/picture/pictures/logo.svg")
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml")
    assert "sandbox" in picture.headers["content-security-policy"]
    assert picture.headers["x-content-type-options"] == "nosniff"


async def test_every_picture_of_the_sample_can_be_fetched(house: Served, guest: Guest):
    names = set(named(house.house.library))
    assert len(names) > 5
    for name in names:
        assert (await guest.client.get(f"/picture/{name}")).status_code == 200, name


async def test_pictures_of_a_question_and_of_its_choices_stand_in_its_page(house: Served, guest: Guest):
    names = set(named(house.house.library))
    assert {"after-purchase/pictures/dose.svg", "after-purchase/pictures/alba.svg"} <= names
    await guest.starts("after-purchase")
    choices = guest.page.of_class("sample")
    assert [one.attributes["src"] for one in choices] == [
        f"/picture/after-purchase/pictures/{name}.svg" for name in ("alba", "brio", "corsa")
    ]
    assert {one.attributes["alt"] for one in choices} == {""}, "their labels stand beside them"
    for act in ("pick:1", "skip", "pick:9", "skip", "skip", "pick:1"):
        await guest.press(act)
    [shown] = guest.page.of_class("shown")
    assert shown.attributes["src"] == "/picture/after-purchase/pictures/dose.svg"
    assert shown.attributes["alt"] == "How much ground coffee goes in?"


@pytest.mark.parametrize(
    "name", ["company.yaml", "pictures/../company.yaml", "..%2f..%2fpyproject.toml", "%2fetc%2fpasswd", "", "logo.svg"]
)
async def test_no_other_file_is_handed_out(guest: Guest, name: str):
    assert (await guest.client.get(f"/picture/{name}")).status_code == 404


# Where they come from -----------------------------------------------------------------------------------------


def test_a_file_is_read_again_only_when_it_changes(tmp_path: Path):
    (tmp_path / "a.png").write_bytes(PNG)
    pictures = Pictures(tmp_path)
    first = pictures("a.png")
    assert first is not None
    assert pictures("a.png") is first
    (tmp_path / "a.png").write_bytes(PNG + b"more")
    second = pictures("a.png")
    assert second is not None
    assert second.content == PNG + b"more"


def test_what_is_gone_outside_too_large_or_no_picture_is_not_shown(tmp_path: Path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "outside.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "large.png").write_bytes(PNG + bytes(LARGEST))
    (folder / "text.png").write_text("hello")
    pictures = Pictures(folder)
    for name in ("gone.png", "../outside.png", "link.png", "large.png", "text.png", "a\0b", "x" * 5000, ""):
        assert pictures(name) is None, name


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b'<svg xmlns="x"/>', "image/svg+xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- by hand -->\n<svg>", "image/svg+xml"),
        (b"<html><svg>", None),
        (b"<svgx>", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_what_it_begins_with(content: bytes, kind: str | None):
    assert media_type(content) == kind


def test_a_name_with_signs_is_one_address():
    template = _ENVIRONMENT.from_string('{% import "blocks.html" as blocks %}{{ blocks.cards(one) }}')
    (cards,) = (
        block
        for section in charted().sections
        for block in section.blocks
        if isinstance(block, Cards) and not block.short
    )
    odd = Image('a b/"c"?&.svg', "Odd")
    html = template.render(one=replace(cards, cards=(replace(cards.cards[0], image=odd),)))
    assert 'src="/picture/a%20b/%22c%22%3F%26.svg"' in html
