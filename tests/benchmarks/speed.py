"""How quick an answer is, beside a bare aiogram echo bot in the same run: `python -m tests.benchmarks.speed`.

Rounds take turns, and the median of each figure counts. Compare within one run only: the machine has other work too.
"""

import argparse
import asyncio
import contextlib
import gc
import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from tests.benchmarks.load import Load
from tests.benchmarks.people import ANSWERS
from tests.benchmarks.process import ROOT, Measured

PEOPLE, AT_ONCE, ROUNDS = 400, 50, 3
REST = 1.0
"""Seconds of silence before the memory at rest is read."""
ECHO, FROZEN, SQLITE, POSTGRES = "aiogram echo", "aiogram echo, frozen", "colloquy, SQLite", "colloquy, PostgreSQL"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one bot."""

    cpu: float
    """CPU milliseconds for an answer, in the middle 80 %."""
    rate: float
    """Answers a second, there."""
    middle: float
    """Milliseconds from an update's delivery to the reply: half of them are quicker."""
    slow: float
    """The same: nineteen of twenty are quicker."""
    calls: float
    """Calls for an answer."""
    cold: float
    """Seconds from the start of the process to the first getUpdates."""
    memory: float
    """Resident memory in MB, started and at rest."""
    loaded: float
    """The same after all the answers."""


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Give a folder with the shipped questionnaires and the pool beside them."""
    with tempfile.TemporaryDirectory(prefix="speed-") as path:
        shutil.copytree(ROOT / "questionnaires", Path(path) / "questionnaires")
        shutil.copytree(Path(__file__).parent / "pool", Path(path) / "questionnaires" / "pool")
        (Path(path) / "data").mkdir()
        yield Path(path)


def bot(name: str, place: Path, limits: dict[str, str], database: str = "") -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the module to run, and its settings."""
    if name == ECHO:
        return ("tests.benchmarks.echo",), {}
    if name == FROZEN:
        return ("tests.benchmarks.echo", "--freeze"), {}
    settings = {"WEB_PORT": "0", "DATA_DIR": str(place / "data"), "QUESTIONNAIRES_DIR": str(place / "questionnaires")}
    return ("bot", "run"), {**settings, "DATABASE_URL": database, **limits}


NO_LIMITS = {"SEND_RATE": "0", "CHAT_RATE": "0"}


async def round_of(name: str, people: int = PEOPLE) -> Figures:
    """Start a bot for the second time, let people answer, and measure."""
    with folder() as place:
        database = new_database() if name == POSTGRES else ""
        module, env = bot(name, place, NO_LIMITS, database)
        if module[0] == "bot":
            await started_once(module, env, place)
        load = Load(people=people, at_once=AT_ONCE, echoed=module[0] != "bot")
        address = await load.open()
        async with Measured(module, load, address, place, env) as process:
            await asyncio.sleep(REST)
            memory = process.memory()
            await load.all_begin()
            await asyncio.sleep(REST)
            figures = await _answered(load, process, memory)
        load.close()
        assert not load.wrong, load.wrong[:3]
        if name == SQLITE:
            assert kept(place) == people * ANSWERS, "not every answer is kept exactly once"
        return figures


async def started_once(module: tuple[str, ...], env: dict[str, str], place: Path) -> float:
    """Start a bot for the first time: the database is made, everything is published; return the seconds."""
    load = Load(people=0, at_once=0, echoed=False)
    async with Measured(module, load, await load.open(), place, env) as process:
        cold = process.cold
    load.close()
    return cold


async def _answered(load: Load, process: Measured, memory: float) -> Figures:
    marks: list[tuple[float, float]] = []
    total = len(load.people) * ANSWERS
    for part in (total // 10, total * 9 // 10):
        load.at(part, lambda: marks.append((process.cpu(), perf_counter())))
    before = load.calls
    await load.all_answer()
    await asyncio.sleep(REST)
    (cpu_before, begun), (cpu_after, ended) = marks
    inside = total * 9 // 10 - total // 10
    middle = sorted(load.delays[total // 10 : total * 9 // 10])
    return Figures(
        cpu=(cpu_after - cpu_before) / inside * 1e3,
        rate=inside / (ended - begun),
        middle=median(middle) * 1e3,
        slow=p95(middle),
        calls=(load.calls - before) / total,
        cold=process.cold,
        memory=memory,
        loaded=process.memory(),
    )


async def under_limits() -> tuple[float, float]:
    """Return p95 in milliseconds from an update to its first call: at rest, and at 25 messages a second.

    The limits are those that a bot has that nobody configured. An answer is two messages: an edit, and the question.
    """
    with folder() as place:
        module, env = bot(SQLITE, place, {})
        await started_once(module, env, place)
        load = Load(people=60, at_once=5, echoed=False)
        async with Measured(module, load, await load.open(), place, env):
            await load.all_begin()
            await asyncio.sleep(6)  # every chat may be written to again
            rest = await load.answers_apart(60, pause=0.3)
            busy = await load.answers_apart(240, pause=2 / 25)
        load.close()
        assert not load.wrong, load.wrong[:3]
        assert load.answers == len(rest) + len(busy) == 300
        return p95(rest), p95(busy)


def p95(seconds: list[float]) -> float:
    """Return the milliseconds within which nineteen of twenty are done."""
    return quantiles(seconds, n=20)[-1] * 1e3


def kept(place: Path) -> int:
    """Return how many different answers stand in the SQLite file."""
    with contextlib.closing(sqlite3.connect(place / "data" / "colloquy.sqlite3")) as database:
        [[number]] = database.execute("SELECT count(DISTINCT session_id || question) FROM answer")
        [[rows]] = database.execute("SELECT count(*) FROM answer")
    assert number == rows, "an answer is kept twice"
    return int(number)


def new_database() -> str:
    """Return the address of an empty PostgreSQL database."""
    from tests.postgres import server

    return server().empty()


async def compared(names: tuple[str, ...], rounds: int = ROUNDS, people: int = PEOPLE) -> dict[str, Figures]:
    """Return the median figures of each bot over rounds that take turns."""
    results: dict[str, list[Figures]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            results[name].append(await round_of(name, people))
    return {name: _median(each) for name, each in results.items()}


def _median(rounds: list[Figures]) -> Figures:
    return Figures(**{one.name: median(getattr(each, one.name) for each in rounds) for one in fields(Figures)})


_COLUMNS: tuple[tuple[str, str, Callable[[Figures, Figures], str]], ...] = (
    ("answers/s", "r", lambda one, _: f"{one.rate:.0f}"),
    ("CPU ms", "r", lambda one, _: f"{one.cpu:.3f}"),
    ("x echo", "r", lambda one, echo: f"{one.cpu / echo.cpu:.2f}"),
    ("p50 / p95 ms", "r", lambda one, _: f"{one.middle:.1f} / {one.slow:.1f}"),
    ("p95 x echo", "r", lambda one, echo: f"{one.slow / echo.slow:.2f}"),
    ("calls", "r", lambda one, _: f"{one.calls:.2f}"),
    ("start s", "r", lambda one, _: f"{one.cold:.2f}"),
    ("x echo", "r", lambda one, echo: f"{one.cold / echo.cold:.2f}"),
    ("MB at rest / after", "r", lambda one, _: f"{one.memory:.0f} / {one.loaded:.0f}"),
    ("x echo", "r", lambda one, echo: f"{one.memory / echo.memory:.2f}"),
)


def table(figures: dict[str, Figures]) -> str:
    """Return the figures as a Markdown table, each with its ratio to the echo's."""
    echo = figures[ECHO]
    lines = ["| bot | " + " | ".join(name for name, _, _ in _COLUMNS) + " |"]
    lines.append("| --- |" + " ---: |" * len(_COLUMNS))
    for name, one in figures.items():
        lines.append(f"| {name} | " + " | ".join(column(one, echo) for _, _, column in _COLUMNS) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--postgres", action="store_true", help="measure with PostgreSQL too")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--people", type=int, default=PEOPLE)
    options.add_argument("--only", choices=(ECHO, FROZEN, SQLITE, POSTGRES), help="measure one bot only")
    options.add_argument("--limits", action="store_true", help="measure with the limits on instead")
    options.add_argument("--json", action="store_true")
    wanted = options.parse_args()
    gc.freeze()
    if wanted.limits:
        rest, busy = asyncio.run(under_limits())
        sys.stdout.write(f"p95 from update to first call: {rest:.1f} ms at rest, {busy:.1f} ms at 25 messages/s\n")
        return
    names = (wanted.only,) if wanted.only else (ECHO, FROZEN, SQLITE) + ((POSTGRES,) if wanted.postgres else ())
    figures = asyncio.run(compared(names, wanted.rounds, wanted.people))
    if wanted.json or wanted.only:
        sys.stdout.write(json.dumps({name: asdict(one) for name, one in figures.items()}, indent=1) + "\n")
    else:
        sys.stdout.write(table(figures) + "\n")


if __name__ == "__main__":
    main()
