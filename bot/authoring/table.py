"""products.csv: a table whose rows are read as if they stood in products.yaml, every cell with its place.

The first row names the columns: `id`, and what a product may have. A dot goes a level down (`prices.eu`); behind the
name of a text it is a language (`name.fa`). An empty cell says nothing. Lists are parted by `;`, `|` or a comma.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from bot.authoring.problem import Problems
from bot.authoring.source import Source
from bot.authoring.tree import Entry, Mapping, Node, Scalar, Sequence

ID = "id"
MOST_LINES = 5_000
"""Lines of one table."""
_SEPARATORS = ",;\t"
_QUOTED = re.compile(r'"((?:[^"]|"")*)"[ ]*')
_ITEM = re.compile(r"[^,;|]+")
Row = list[Scalar]


class Table(Struct, frozen=True):
    """The rows of a table by their ids, and the texts of their translations in the shape of the whole file."""

    source: Source
    entries: dict[str, Entry]
    translations: tuple[tuple[str, Node], ...]


def read_table(
    source: Source, several: Collection[str], texts: Collection[str], languages: Iterable[str], problems: Problems
) -> Table | None:
    """Read a table; `several`: columns that hold lists; `texts`: columns that have translations into `languages`."""
    if source.text.count("\n") > MOST_LINES:
        problems.error(source.place(0), "unreadable", f"this table has more than {MOST_LINES:,} lines")
        return None
    rows = [row for row in _rows(source, problems) if any(cell.text for cell in row)]
    header = rows[0] if rows else []
    if ID not in [cell.text for cell in header]:
        place = header[0].place() if header else source.place(0)
        problems.error(place, "missing-key", f"the first row names the columns, and one of them is '{ID}'")
        return None
    for row in rows[1:]:
        _check_width(row, header, problems)
    reader = _Reader(source, header, several, problems)
    own = [column for column in reader.columns if not _language(column, texts, languages)]
    entries: dict[str, Entry] = {}
    for row in rows[1:]:
        key, cells = reader.row(row, own)
        if key is None:
            problems.error(row[0].place(), "missing-key", f"this row has no '{ID}'")
            continue
        if key.text in entries:
            first = f"first defined at line {entries[key.text].key.place().line}"
            problems.error(key.place(), "duplicate-key", f"'{key.text}' is already defined", context=first)
            continue
        entries[key.text] = Entry(key, cells)
    translations = tuple(
        (language, reader.translation(rows[1:], language, texts))
        for language in languages
        if any(_language(column, texts, (language,)) for column in reader.columns)
    )
    return Table(source, entries, translations)


def _language(column: Scalar, texts: Collection[str], languages: Iterable[str]) -> bool:
    name, _, language = column.text.partition(".")
    return name in texts and language in languages


class _Reader:
    """Turns the rows of one table into mappings."""

    def __init__(self, source: Source, header: Row, several: Collection[str], problems: Problems) -> None:
        self._source = source
        self._several = several
        self.columns: dict[Scalar, int] = {}
        seen: dict[str, Scalar] = {}
        for place, cell in enumerate(header):
            if cell.text in seen:
                problems.error(cell.place(), "duplicate-key", f"two columns are called '{cell.text}'")
            elif cell.text:
                seen[cell.text] = cell
                self.columns[cell] = place

    def row(self, row: Row, columns: Iterable[Scalar]) -> tuple[Scalar | None, Mapping]:
        """Return the id of a row, and its other cells under the names of their columns."""
        key: Scalar | None = None
        cells: list[tuple[list[Scalar], Node]] = []
        for column in columns:
            cell = self._cell(row, column)
            if column.text == ID:
                key = cell
            elif cell is not None:
                cells.append((_parts(column), self._value(column, cell)))
        return key, self._nested(row, cells)

    def translation(self, rows: Iterable[Row], language: str, texts: Collection[str]) -> Mapping:
        """Return the texts of one language in the shape of a translation of the whole file."""
        own = [column for column in self.columns if _language(column, texts, (language,))]
        found: dict[str, Entry] = {}
        for row in rows:
            key, _ = self.row(row, [column for column in self.columns if column.text == ID])
            cells = [(_parts(column)[:1], cell) for column in own if (cell := self._cell(row, column)) is not None]
            if key is not None and cells:
                found[key.text] = Entry(key, self._nested(row, list(cells)))
        at = next(iter(self.columns))
        products = Mapping(self._source, at.start, at.end, found)
        return Mapping(self._source, at.start, at.end, {"products": Entry(at, products)})

    def _cell(self, row: Row, column: Scalar) -> Scalar | None:
        place = self.columns[column]
        return row[place] if place < len(row) and row[place].text else None

    def _value(self, column: Scalar, cell: Scalar) -> Node:
        if column.text not in self._several:
            return cell
        items = tuple(_stripped(self._source, cell, found) for found in _ITEM.finditer(cell.text) if found[0].strip())
        return Sequence(self._source, cell.start, cell.end, items)

    def _nested(self, row: Row, cells: list[tuple[list[Scalar], Node]]) -> Mapping:
        """Return cells as a mapping; those whose names begin alike stand under one key."""
        entries: dict[str, Entry] = {}
        below: dict[str, tuple[Scalar, list[tuple[list[Scalar], Node]]]] = {}
        for (first, *rest), value in cells:
            if rest:
                below.setdefault(first.text, (first, []))[1].append((rest, value))
            else:
                entries[first.text] = Entry(first, value)
        entries |= {name: Entry(key, self._nested(row, inner)) for name, (key, inner) in below.items()}
        return Mapping(self._source, row[0].start, row[-1].end, entries)


def _parts(column: Scalar) -> list[Scalar]:
    """Return the parts of a column's name between its dots."""
    found = re.finditer(r"[^.]+", column.text)
    return [Scalar(column.source, column.start + each.start(), column.start + each.end(), each[0]) for each in found]


def _stripped(source: Source, cell: Scalar, found: re.Match[str]) -> Scalar:
    text = found[0].strip()
    start = cell.start + found.start() + found[0].index(text)
    return Scalar(source, start, start + len(text), text)


def _check_width(row: Row, header: Row, problems: Problems) -> None:
    for cell in row[len(header) :]:
        if cell.text:
            message = f"this row has {len(row)} cells, and the first row names {len(header)} columns"
            problems.error(cell.place(), "wrong-value", message)
            return


def _rows(source: Source, problems: Problems) -> Iterator[Row]:
    """Yield the rows; a quoted cell may hold separators, line breaks and, doubled, quotes."""
    text, at, row = source.text, 0, list[Scalar]()
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    plain = re.compile(rf"[^{separator}\n]*")
    while at < len(text) or row:
        cell, at = _one_cell(source, at, plain, problems)
        row.append(cell)
        if text[at : at + 1] != separator:
            yield row
            row = []
        at += 1


def _one_cell(source: Source, at: int, plain: re.Pattern[str], problems: Problems) -> tuple[Scalar, int]:
    quoted = _QUOTED.match(source.text, at)
    found = plain.match(source.text, quoted.end() if quoted else at)
    end = found.end() if found else at
    if quoted is None:
        if source.text[at : at + 1] == '"':
            problems.error(source.place(at, end), "unreadable", "the quote opened here is never closed")
        words = source.text[at:end]
        start = at + len(words) - len(words.lstrip())
        return Scalar(source, start, start + len(words.strip()), words.strip()), end
    if end > quoted.end():
        message = 'the text goes on after its closing quote; a quote inside a text is written twice: ""'
        problems.error(source.place(quoted.end(), end), "unreadable", message)
    return Scalar(source, quoted.start(1), quoted.end(1), quoted[1].replace('""', '"'), plain=False), end
