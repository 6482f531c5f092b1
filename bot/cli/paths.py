"""`bot paths`: who sees which question, how long it gets, and what nobody can reach and why."""

import json
import sys
from pathlib import Path
from typing import Literal

from bot.cli.drafts import chosen, today
from bot.paths.findings import findings
from bot.questionnaire.compiled import Compiled
from bot.service.measuring import Counts, counted
from bot.terminal.findings import as_json, page
from bot.terminal.tables import console


def paths(folder: Path, questionnaire: str, form: Literal["text", "json"], *, measured: bool) -> None:
    """Print what the paths of one or all questionnaires are like."""
    _, questionnaires = chosen(folder, questionnaire)
    counts = _measured(questionnaires) if measured else {}
    pages = []
    for compiled in questionnaires:
        own = counts.get(compiled.questionnaire.id)
        found = findings(compiled, today(), measured=own.answers if own else None)
        if form == "json":
            pages.append(as_json(found, compiled, own))
            continue
        screen = console()
        for part in page(found, compiled, own):
            screen.print(part)
    if form == "json":
        sys.stdout.write(json.dumps(pages, ensure_ascii=False, indent=2) + "\n")


def _measured(questionnaires: list[Compiled]) -> dict[str, Counts]:
    """Count the answers of real people, as they are kept; nothing but counts comes out of the store."""
    from bot.assemble import keys_of, new_id  # noqa: PLC0415 - SQL, which nothing else needs here
    from bot.settings import read_settings  # noqa: PLC0415
    from bot.store.store import open_store  # noqa: PLC0415

    settings = read_settings()
    store = open_store(settings.database, keys_of(settings), new_id)
    try:
        return {
            each.questionnaire.id: counted(store.answers("report", each.questionnaire.id), each)
            for each in questionnaires
        }
    finally:
        store.close()
