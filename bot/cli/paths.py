"""`bot paths`: who sees which question and is suggested what, how long it gets, and what can never be and why."""

import json
import sys
import time
from pathlib import Path
from typing import Literal

from bot.cli.drafts import chosen
from bot.paths.findings import findings
from bot.questionnaire.compiled import Compiled
from bot.service.beginning import day
from bot.service.crowd import Crowd
from bot.service.library import Library
from bot.service.measuring import Counts, counted
from bot.service.simulation import Simulation, Tally
from bot.suggestion.outcomes import outcomes
from bot.terminal import products
from bot.terminal.findings import as_json, page
from bot.terminal.tables import console, trimmed

SAMPLED = 1000
"""Made-up people whose suggestions are counted."""
_SEED = 1


def paths(folder: Path, questionnaire: str, form: Literal["text", "json"], *, measured: bool) -> None:
    """Print what the paths of one or all questionnaires are like."""
    library, questionnaires = chosen(folder, questionnaire)
    counts = _measured(questionnaires) if measured else {}
    at = int(time.time())
    pages = []
    for compiled in questionnaires:
        own = counts.get(compiled.questionnaire.id)
        found = findings(compiled, day(at), measured=own.answers if own else None)
        ends = outcomes(compiled, library.products, day(at))
        tally = _sampled(compiled, library, at)
        if form == "json":
            told = {"products": products.as_json(ends, tally, compiled, library.products)}
            pages.append(as_json(found, compiled, own) | told)
            continue
        with trimmed(console()) as screen:
            for part in (*page(found, compiled, own), *products.page(ends, tally, compiled, library.products)):
                screen.print(part)
    if form == "json":
        sys.stdout.write(json.dumps(pages, ensure_ascii=False, indent=2) + "\n")


def _sampled(compiled: Compiled, library: Library, at: int) -> Tally:
    """Send made-up people through a questionnaire, the same ones every time."""
    simulation = Simulation(compiled, at, library)
    for person in Crowd(compiled, day(at), _SEED).people(SAMPLED):
        simulation.send(person)
    return simulation.tally


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
