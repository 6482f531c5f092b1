"""`bot simulate`: what so many people would be asked, and what they would get."""

import csv
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from bot.cli.drafts import chosen
from bot.service.beginning import day
from bot.service.crowd import Crowd, Person
from bot.service.listed import listed
from bot.service.simulation import Simulation, Tally
from bot.terminal.simulated import as_json, page
from bot.terminal.tables import console, trimmed
from bot.values.errors import NotUnderstood

PATIENCE = 1.0
"""Seconds before a progress bar is shown."""
_STEP = 50
"""People between two looks at the clock."""
MOST_JUDGED = 10_000
"""Made-up people for whom suggestions are looked for: more of them make a share no truer than a point."""


def simulate(
    folder: Path, questionnaire: str, people: int, seed: int, answers: Path | None, form: Literal["text", "json"]
) -> None:
    """Send people through one or all questionnaires, and print what came of it."""
    library, questionnaires = chosen(folder, questionnaire)
    if answers is not None and len(questionnaires) > 1:
        raise NotUnderstood("answers are those of one questionnaire: say which one")
    at = int(time.time())
    pages = []
    for compiled in questionnaires:
        if answers is None:
            simulation = Simulation(compiled, at, library, judged=MOST_JUDGED)
            tally = _sent(Crowd(compiled, day(at), seed).people(people), people, simulation)
        else:
            crowd = list(listed(_rows(answers), compiled, day(at)))
            tally = _sent(crowd, len(crowd), Simulation(compiled, at, library))
        pages.append(as_json(tally, compiled))
        if form == "text":
            with trimmed(console()) as screen:
                for part in page(tally, compiled, library.products):
                    screen.print(part)
    if form == "json":
        sys.stdout.write(json.dumps(pages, ensure_ascii=False, indent=2) + "\n")


def _sent(people: Iterable[Person], count: int, simulation: Simulation) -> Tally:
    for person in _watched(people, count):
        simulation.send(person)
    return simulation.tally


def _watched(people: Iterable[Person], count: int) -> Iterator[Person]:
    """Pass people on; when that takes longer than a moment, show how far it is, on a terminal only."""
    screen = Console(stderr=True)
    bar = Progress(BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=screen, transient=True)
    task = bar.add_task("", total=count)
    began = time.monotonic()
    try:
        for number, person in enumerate(people, 1):
            yield person
            if number % _STEP == 0 and screen.is_terminal and time.monotonic() - began > PATIENCE:
                bar.start()
                bar.update(task, completed=number)
    finally:
        bar.stop()


def _rows(file: Path) -> list[dict[str, str | None]]:
    """Read a file of answers; raise `NotUnderstood` where it is none."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = [*csv.DictReader(lines, restkey="")]
    except OSError as error:
        raise NotUnderstood(f"{file} cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotUnderstood(f"{file} is no CSV file in UTF-8; save it from your spreadsheet as such") from error
    if not rows:
        raise NotUnderstood(f"{file} has no rows below its heading")
    return rows
