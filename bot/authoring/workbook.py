"""A workbook of XLSForm as rows, read by pyxform's own reader, with columns and types by their canonical names."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from msgspec import Struct

from bot.values.errors import NotUnderstood

LARGEST = 5_000_000
"""Bytes of a workbook."""
LARGEST_UNPACKED = 20_000_000
"""Bytes of its sheets, once they are unpacked."""
MOST_ROWS = 2_000
"""Rows of a survey: ten times as many as a questionnaire has questions."""
_KINDS = {".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".csv": "csv", ".md": "md"}
_COLUMNS = {
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "tag": "name",
    "caption": "label",
    "command": "type",
    "calculate": "calculation",
    "choice filter": "choice_filter",
    "list name": "list_name",
    "read only": "readonly",
    "read_only": "readonly",
    "bind::readonly": "readonly",
    "value": "name",
    "repeat count": "repeat_count",
    "form title": "form_title",
    "form id": "form_id",
    "set form title": "form_title",
    "set form id": "form_id",
    "default language": "default_language",
    "title": "form_title",
    "id_string": "form_id",
}
_LANGUAGE = re.compile(r"\(\s*([A-Za-z]{2})(?:[-_][A-Za-z]+)?\s*\)\s*$")
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]+)?")
_NAMES = {"english": "en", "persian": "fa", "farsi": "fa", "dari": "fa", "arabic": "ar", "french": "fr", "german": "de"}
_NAMES |= {"spanish": "es", "português": "pt", "portuguese": "pt", "russian": "ru", "turkish": "tr", "italian": "it"}


class Row(Struct, frozen=True):
    """One row: cells by column; `translated` has those of a column `label::language` by language, as written."""

    number: int
    cells: dict[str, str]
    translated: dict[str, dict[str, str]] = {}

    def get(self, column: str) -> str:
        """Return a cell, empty where there is none."""
        return self.cells.get(column, "")

    def said(self, column: str, names: Sequence[str]) -> str:
        """Return what a column says in a language, by all its names in the workbook; empty where it says nothing."""
        texts = self.translated.get(column, {})
        return next((texts[name] for name in names if name in texts), "")

    def text(self, column: str, names: Sequence[str]) -> str:
        """Return what a column says in a language; where it does not, what stands in the column without one."""
        return self.said(column, names) or self.get(column)


class Workbook(Struct, frozen=True):
    """The sheets that matter here, and the languages of the labels as they are written there."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: dict[str, str]
    languages: tuple[str, ...]
    others: tuple[str, ...]
    """Other sheets that hold something."""


def read_workbook(path: Path) -> Workbook:
    """Read a workbook (xlsx, xls, csv or Markdown tables); raise `NotUnderstood` where that cannot be done."""
    kind = _KINDS.get(path.suffix.casefold())
    if kind is None:
        raise NotUnderstood(f"{path.name} is no workbook: it should end with {', '.join(_KINDS)}")
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except (OSError, ValueError) as error:
        raise NotUnderstood(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if content is None:
        raise NotUnderstood(f"{path.name} is larger than {LARGEST // 1_000_000} MB")
    return workbook_of(content, kind)


def workbook_of(content: bytes, kind: str) -> Workbook:
    """Read the content of a workbook; raise `NotUnderstood` where that cannot be done."""
    try:
        from pyxform.errors import PyXFormError  # noqa: PLC0415 - an extra
        from pyxform.xls2json_backends import get_xlsform  # noqa: PLC0415
    except ImportError:
        raise NotUnderstood("workbooks need the extra `xlsform`: pip install 'colloquy[xlsform]'") from None
    if kind == "xlsx" and _unpacked(content) > LARGEST_UNPACKED:
        raise NotUnderstood(f"unpacked, this workbook is larger than {LARGEST_UNPACKED // 1_000_000} MB")
    why = "it is damaged, or another kind of file than its name says"
    try:
        found = get_xlsform(content, f".{kind}")
    except PyXFormError as error:
        said = str(error).strip().partition("\n")[0]
        # What is no table at all is told in words for who calls the reader.
        said = why if said.startswith("Argument ") else said
        raise NotUnderstood(f"this cannot be read as a workbook: {said}") from None
    except Exception as error:  # noqa: BLE001 - a broken file makes its readers raise whatever they like
        raise NotUnderstood(f"this cannot be read as a workbook: {why} ({type(error).__name__})") from None
    survey, choices = _rows(found.survey), _rows(found.choices)
    if not survey:
        raise NotUnderstood("the workbook has no sheet called 'survey' with rows in it")
    if len(survey) > MOST_ROWS:
        raise NotUnderstood(f"the survey has {len(survey):,} rows, and {MOST_ROWS:,} are read; divide it")
    settings = _rows(found.settings)
    spoken = [code for row in (*survey, *choices) for texts in row.translated.values() for code in texts]
    others = [name for name in ("external_choices", "entities", "osm") if getattr(found, name, None)]
    return Workbook(survey, choices, settings[0].cells if settings else {}, tuple(dict.fromkeys(spoken)), tuple(others))


def _unpacked(content: bytes) -> int:
    """Return how large the sheets of a workbook are, by what it says of itself: nobody unpacks more than that."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return sum(each.file_size for each in archive.infolist() if each.filename.endswith(".xml"))
    except Exception:  # noqa: BLE001 - a broken file makes its readers raise whatever they like
        # The reader of workbooks opens it in the same way, and says what is wrong.
        return 0


def code_of(language: str) -> str | None:
    """Return the code of a language as workbooks write it: `English (en)`, `fa`, `Arabic`."""
    found = _LANGUAGE.search(language)
    if found:
        return found[1].casefold()
    plain = language.strip().casefold()
    code = _CODE.fullmatch(plain)
    return code[1] if code else _NAMES.get(plain)


def _rows(sheet: Any) -> tuple[Row, ...]:
    """Return the rows of a sheet that hold something; the first below the header is row 2."""
    rows = [_row(number, cells) for number, cells in enumerate(sheet or (), start=2)]
    return tuple(row for row in rows if row.cells or row.translated)


def _row(number: int, written: Any) -> Row:
    cells: dict[str, str] = {}
    translated: dict[str, dict[str, str]] = {}
    for header, cell in dict(written).items():
        text = str(cell).strip() if cell is not None else ""
        column, _, language = str(header).partition("::" if "::" in str(header) else ":")
        name = " ".join(column.casefold().split())
        if not text or not header:
            continue
        if language and name not in ("bind", "body", "instance", "control", "media"):
            translated.setdefault(_COLUMNS.get(name, name), {})[language.strip()] = text
        else:
            whole = f"{name}::{language.strip().casefold()}" if language else name
            cells[_COLUMNS.get(whole, whole)] = text
    return Row(number, cells, translated)
