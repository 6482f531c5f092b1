"""What a workbook says that nothing here was made of: told with its sheet and row."""

from collections.abc import Iterable, Iterator, Set

from msgspec import Struct

from bot.authoring.workbook import Row

YES = ("yes", "true", "true()", "1")
NO = ("no", "false", "false()", "0")
_SWITCHES = frozenset(("required", "readonly", "read_only", "disabled", "autoplay"))
"""Columns in which a no says the same as nothing."""
_MOST_SAID = 60


class Left(Struct, frozen=True):
    """Something that was not carried over, and where it stands."""

    sheet: str
    row: int
    sentence: str


def of_cells(row: Row, used: Set[str]) -> Iterator[str]:
    """Yield a sentence for each cell of a row in a column that was not used."""
    cells = row.cells | {column: next(iter(texts.values())) for column, texts in row.translated.items()}
    for column, cell in cells.items():
        if column not in used and not (column in _SWITCHES and cell.casefold() in NO):
            yield f"{column!r} was left out: {shortened(cell)}"


def of_columns(rows: Iterable[Row], used: Set[str]) -> Iterator[tuple[Row, str]]:
    """Yield a sentence for each column that was not used, with the first row that has something in it."""
    told = set(used)
    for row in rows:
        for column in dict.fromkeys((*row.cells, *row.translated)):
            if column not in told:
                told.add(column)
                yield row, f"the column {column!r} was left out"


def shortened(text: str) -> str:
    """Return a text as it stands in a sentence: in one line, not too long."""
    words = " ".join(text.split())
    return words if len(words) <= _MOST_SAID else f"{words[:_MOST_SAID]}…"
