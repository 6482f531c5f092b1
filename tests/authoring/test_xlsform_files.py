"""Workbooks as files: every kind of them gives the same, and whatever is in them, damaged or not, ends in a
questionnaire that passes the check or in a sentence."""

import csv
import io
import itertools
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.authoring.workbook import workbook_of
from bot.authoring.xlsform import imported
from bot.values.errors import NotUnderstood
from tests.authoring.forms import FORMS, LISTS, Sheets, form, left, passes_or_is_refused, read, sheets


def as_xlsx(book: Sheets) -> bytes:
    file = openpyxl.Workbook()
    file.remove(file.active)
    for name, rows in book.items():
        page = file.create_sheet(name)
        for row in rows:
            page.append([cell or None for cell in row])
    return saved(file)


def saved(file: Any) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def as_csv(book: Sheets) -> bytes:
    out = io.StringIO()
    for name, rows in book.items():
        csv.writer(out).writerows([[name], *(["", *row] for row in rows)])
    return out.getvalue().encode()


def record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


BOF, EOF, SHEET, LABEL = 0x809, 0x0A, 0x85, 0x204
GLOBALS, WORKSHEET = 0x05, 0x10


def as_xls(book: Sheets) -> bytes:
    """Return the stream of records that the oldest workbooks are: texts only."""
    pages = [b"".join(labels(rows)) for rows in book.values()]
    starts = [record(BOF, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0)) for kind in (GLOBALS, WORKSHEET)]
    names = [name.encode("utf-16-le") for name in book]
    at = len(starts[0]) + sum(4 + 8 + len(name) for name in names) + 4
    bound = b""
    for name, page in zip(names, pages, strict=True):
        bound += record(SHEET, struct.pack("<IHBB", at, 0, len(name) // 2, 1) + name)
        at += len(starts[1]) + len(page) + 4
    end = record(EOF, b"")
    return starts[0] + bound + end + b"".join(starts[1] + page + end for page in pages)


def labels(rows: list[list[str]]) -> Iterator[bytes]:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell:
                text = cell.encode("utf-16-le")
                yield record(LABEL, struct.pack("<HHHHB", number, column, 0, len(text) // 2, 1) + text)


KINDS: dict[str, Callable[[Sheets], bytes]] = {"xlsx": as_xlsx, "xls": as_xls, "csv": as_csv}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", FORMS)
def test_every_kind_of_file_gives_the_same_questionnaire(case: str, kind: str) -> None:
    table = FORMS[case][0]
    found = imported(workbook_of(KINDS[kind](sheets(table)), kind), "form")
    assert found == read(table)


def test_numbers_days_and_switches_in_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    file = openpyxl.Workbook()
    page = file.active
    page.title = "Survey"
    page.append(["type", "name", "label", "required", "default", "relevant"])
    page.append(["integer", "a", 7, True, 3.0, None])
    page.append([])
    page.append(["date", "b", "When?", False, date(2026, 1, 31), "=1+1"])
    page.append(["text", "c", "Why?", None, None, "${a} > 3"])
    file.create_sheet("Remarks").append(["nothing of ours"])
    (tmp_path / "form.xlsx").write_bytes(saved(file))
    found = imported(workbook_of(saved(file), "xlsx"), "form")
    assert [line.partition(": ")[0] for line in left(found)] == ["survey 2", "survey 4"]
    assert passes_or_is_refused(tmp_path / "form.xlsx", tmp_path / "out")


ENTITIES = [f'<!ENTITY {own} "{f"&{before};" * 10}">' for before, own in itertools.pairwise("abcdefgh")]
BOMB = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{"".join(ENTITIES)}]><worksheet>&h;</worksheet>'.encode()
GOOD = sheets(form("type | name | label", "text | a | Who?", "select_one yn | b | Really?"))


def repacked(content: bytes, changed: Callable[[str, bytes], bytes]) -> bytes:
    """Return a workbook in which every file inside was changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed(name, old.read(name)))
    return out.getvalue()


def with_sheet(content: bytes) -> bytes:
    """Return a workbook with something else in the place of its first sheet."""
    return repacked(as_xlsx(GOOD), lambda name, old: content if "sheet1" in name else old)


BAD: dict[str, tuple[str, bytes]] = {
    "a bomb of entities": ("xlsx", with_sheet(BOMB)),
    "a sheet without end": (
        "xlsx",
        with_sheet(b"<x>" * 7_000_000),
    ),
    "nested deeply": ("xlsx", with_sheet(b"<x>" * 90_000)),
    "a file without sheets": ("xlsx", repacked(as_xlsx(GOOD), lambda *_: b"<workbook/>")),
    "a column twice": ("xlsx", as_xlsx({"survey": [["type", "name", "name"], ["text", "a", "b"]]})),
    "only choices": ("xlsx", as_xlsx({"choices": [["list_name", "name"], ["a", "b"]], "more": [["x"]]})),
    "an old workbook under a new name": ("xlsx", as_xls(GOOD)),
    "a new workbook under an old name": ("xls", as_xlsx(GOOD)),
    "half an old workbook": ("xls", as_xls(GOOD)[:150]),
    "a password": ("xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
    "nothing": ("xlsx", b""),
    "a table of something else": ("csv", b"name,age\nAnn,7\n"),
    "half a sign": ("md", "| survey |\n| | type | name | label |\n| | text | a | é |".encode()[:-3]),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_form_ends_in_one_sentence(case: str, tmp_path: Path) -> None:
    kind, content = BAD[case]
    (tmp_path / f"form.{kind}").write_bytes(content)
    assert not passes_or_is_refused(tmp_path / f"form.{kind}", tmp_path / "out")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["xlsx", "xls", "csv", "inside"]), st.integers(0, 2**32), st.integers(1, 20))
@example("xlsx", 252896, 11)
def test_a_damaged_workbook_ends_in_a_questionnaire_or_a_sentence(kind: str, seed: int, times: int) -> None:
    dice = random.Random(seed)

    def damaged(content: bytes) -> bytes:
        signs = bytearray(content)
        for _ in range(times):
            place = dice.randrange(len(signs))
            if dice.random() < 0.8:
                signs[place] = dice.randrange(256)
            else:
                del signs[place : place + dice.randrange(40)]
            signs += b" " * (not signs)
        return bytes(signs)

    content = damaged(KINDS[kind](GOOD)) if kind != "inside" else repacked(as_xlsx(GOOD), lambda _, old: damaged(old))
    with suppress(NotUnderstood):
        assert imported(workbook_of(content, kind if kind != "inside" else "xlsx"), "form").files


words = st.text(alphabet="abAB é{}$()'.,:;=<>!#-_|\t\n\u200f\ufeff چ9٣", max_size=20)
likely = st.sampled_from(["yes", "a", "q0", "${q0}", "${q1} > 3", "${q0} = 'yes'", ". < 9", "${q1} * 2", "x" * 300])
cells = words | likely
ASKED = ("text", "integer", "decimal", "date", "note", "range", "email", "geopoint", "image")
LISTED = ("select_one yn", "select_multiple tool or_other", "rank tool")
TEXTS = ("label::fa", "label::English (en)", "hint", "hint::fa", "label::Xyz (xy)")
OTHERS = ("required", "relevant", "constraint", "calculation", "default", "appearance", "parameters", "disabled")
kinds = st.sampled_from((*ASKED, *LISTED, "calculate", "begin_group", "end_group"))
columns = st.lists(st.sampled_from((*TEXTS, *OTHERS, "media::image")), unique=True, max_size=7)


@st.composite
def workbooks(draw: st.DrawFn) -> Sheets:
    """Draw a workbook with the usual columns and anything in its cells."""
    more = draw(columns)
    rows = [
        [draw(kinds), draw(st.just(f"q{place}") | words), draw(cells), *(draw(st.just("") | cells) for _ in more)]
        for place in range(draw(st.integers(1, 6)))
    ]
    choices = sheets(LISTS)["choices"][:1] + [
        [draw(st.sampled_from(["yn", "tool"])), draw(words | likely), draw(cells), draw(words)]
        for _ in range(draw(st.integers(0, 6)))
    ]
    first = [["type", "name", "label", *more], *rows]
    return {"survey": first, "choices": choices, "settings": [["form_title", "form_id"], [draw(words), draw(words)]]}


@settings(max_examples=100, deadline=None)
@given(workbooks())
def test_whatever_stands_in_a_workbook_passes_the_check_or_is_refused(book: Sheets) -> None:
    with TemporaryDirectory() as folder:
        file, out = Path(folder) / "form.xlsx", Path(folder) / "out"
        file.write_bytes(as_xlsx(book))
        passes_or_is_refused(file, out)
