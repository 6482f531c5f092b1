"""`bot fit`: whether suggestions and reports fit, as those say who allow it."""

import csv
import sys
from collections.abc import Sequence
from typing import Literal

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.profile.rating import PURPOSE
from bot.service.fit import Fit, measured
from bot.settings import read_settings
from bot.terminal.tables import trimmed
from bot.values.errors import NotUnderstood

COLUMNS = Fit.__struct_fields__
NOTHING = (
    "Nobody who allows it has said yet whether something fits.\n"
    f"People are asked behind their report; what they tap is kept, and counted here, under the purpose '{PURPOSE}'.\n"
)
_WIDE = 160
"""Columns where the output goes to a file: no line of a table is broken."""


def fit(questionnaire: str | None, form: Literal["text", "json", "csv"]) -> None:
    """Print the measured fit of what was rated by those who allow it at this moment."""
    from bot.assemble import published_in  # noqa: PLC0415

    store, library = published_in(read_settings())
    try:
        names = library.names()
        if questionnaire and questionnaire not in names:
            raise NotUnderstood(f"there is no questionnaire {questionnaire!r}; there are {', '.join(names)}")
        found = measured(store.rated(PURPOSE, questionnaire or None), library)
    finally:
        store.close()
    if form == "json":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
    elif form == "csv":
        rows = csv.writer(sys.stdout, lineterminator="\n")
        rows.writerows([COLUMNS, *(msgspec.structs.astuple(each) for each in found)])
    elif not found:
        sys.stdout.write(NOTHING)
    else:
        with trimmed(Console(width=None if sys.stdout.isatty() else _WIDE)) as screen:
            show(found, screen)


def show(found: Sequence[Fit], console: Console) -> None:
    """Print the figures for people: a table for each questionnaire and segment."""
    for questionnaire, segment in dict.fromkeys((each.questionnaire, each.segment) for each in found):
        title = Text(f"{questionnaire}: {segment}", style="bold")
        table = Table(title=title, title_justify="left", box=None, pad_edge=False)
        table.add_column(Text("what"), header_style="dim")
        for column in ("it fits", "of", "share", "between (95 %)"):
            table.add_column(Text(column), justify="right", header_style="dim")
        for each in found:
            if (each.questionnaire, each.segment) == (questionnaire, segment):
                between = f"{each.low:.0%} and {each.high:.0%}"
                table.add_row(*map(Text, (each.suggestion, str(each.yes), str(each.n), f"{each.share:.0%}", between)))
        console.print(table)
        console.print()
