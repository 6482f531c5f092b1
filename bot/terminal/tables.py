"""Figures at a terminal: aligned columns without lines, colour only where it means something."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

Cell = str | Text
QUIET, GOOD, BAD, HEAD = "dim", "green", "red", "bold"


def table(rows: Iterable[Sequence[Cell]], heads: Sequence[str] = (), *, right: Iterable[int] = ()) -> Table:
    """Return rows as aligned columns; those in `right` (by place) are numbers and end on one line."""
    grid = Table(box=None, show_header=bool(heads), header_style=QUIET, padding=(0, 2, 0, 0), pad_edge=False)
    rows = [*rows]
    columns = max(map(len, rows), default=len(heads))
    for place in range(columns):
        grid.add_column(
            heads[place] if place < len(heads) else "",
            justify="right" if place in {*right} else "left",
            no_wrap=place < columns - 1,
            overflow="fold",
        )
    for row in rows:
        grid.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    return grid


def headed(title: str, *below: RenderableType) -> Group:
    """Return something under a title, with room above."""
    return Group(Text(""), Text(title, style=HEAD), *below)


def percent(share: float) -> str:
    """Return a share as whole per cents; what is there but less than one is not called nothing."""
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return "<1 %"
    return ">99 %" if whole == 100 and share < 1 - 1e-9 else f"{whole} %"  # noqa: PLR2004


def console() -> Console:
    """Return the console that figures are printed on: no markup, no guessing of numbers."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


@contextmanager
def trimmed(screen: Console) -> Iterator[Console]:
    """Print what is printed on a console meanwhile, without the blanks with which tables fill their last column."""
    with screen.capture() as captured:
        yield screen
    sys.stdout.write("\n".join(line.rstrip(" ") for line in captured.get().split("\n")))
