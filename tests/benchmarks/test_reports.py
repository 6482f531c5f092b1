"""What a report costs: beside bare Typst for its pages, and to those who answer meanwhile; ratios of one run."""

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import Any

import msgspec
import pytest
import typst

from bot.report.document import Document
from bot.service.acts import Commanded, Pressed
from bot.speech.acts import session_key
from bot.typeset import typesetter as ours
from bot.typeset.typesetter import TypstTypesetter
from tests.report.bench import KNOWN
from tests.report.charted import FILES, charted, pictures
from tests.typeset.test_typesetter import opened
from tests.web.house import Served, served

HERE = Path(ours.__file__).parent
AT_MOST = 2.0
ROUNDS, REPORTS = 5, 8
MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)
BY_DATA = {
    "#let report = json(bytes(sys.inputs.document))": "document",
    "#let pictures = json(bytes(sys.inputs.pictures))": "pictures",
}


def literal(value: Any) -> str:
    """Return a value as an author of Typst would write it into the source."""
    if isinstance(value, dict):
        return "(" + "".join(f"{literal(name)}: {literal(one)}, " for name, one in value.items()) + ")"
    if isinstance(value, list):
        return "(" + "".join(f"{literal(one)}, " for one in value) + ")"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    return {None: "none", True: "true", False: "false"}[value] if value in (None, True, False) else repr(value)


class Bare:
    """Typst for the same pages, with everything that is said written into the source: nothing composed, no data."""

    def __init__(self, folder: Path) -> None:
        for source in HERE.glob("*.typ"):
            shutil.copy(source, folder)
        self._look = folder / "look.typ"
        self._source = self._look.read_text("utf-8")
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[HERE / "fonts"])
        words = {"page": "Page {page} of {pages}", "digits": "0123456789", "families": "[]"}
        self._compiler = typst.Compiler(folder / "report.typ", root=folder, font_paths=fonts, sys_inputs=words)

    def write(self, document: Document) -> None:
        """Write a report into the source."""
        said = {"document": msgspec.json.decode(msgspec.json.encode(document)), "pictures": FILES}
        source = self._source
        for line, what in BY_DATA.items():
            assert line in source
            source = source.replace(line, f"{line.split('=')[0]}= {literal(said[what])}")
        self._look.write_text(source, "utf-8")

    def pdf(self) -> bytes:
        """Set it."""
        made = self._compiler.compile(format="pdf", timestamp=MIDNIGHT)
        assert isinstance(made, bytes)
        return made


def seconds(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def different(seed: int) -> Document:
    """Compose a report like no other: nothing of it is kept ready from the one before."""
    return charted("en", {**KNOWN, "signal": 40.0 + seed, "remarks": f"This is remark {seed}."})


def test_three_pages_take_at_most_twice_as_long_as_bare_typst_needs_for_them(tmp_path, record_property):
    typesetter, bare = TypstTypesetter(pictures), Bare(tmp_path)
    bare.write(different(0))
    assert len(opened(typesetter.pdf(different(0))).pages) == len(opened(bare.pdf()).pages) == 3
    rounds: list[tuple[float, float]] = []
    for turn in range(ROUNDS):
        whole = plain = 0.0
        # One after the other, so that what else the machine does hits both; the quickest round of each counts.
        for seed in range(1 + turn * REPORTS, 1 + (turn + 1) * REPORTS):
            whole += seconds(lambda seed=seed: typesetter.pdf(different(seed)))  # type: ignore[misc]
            bare.write(different(seed))
            plain += seconds(bare.pdf)
        rounds.append((whole, plain))
    ratio = min(whole for whole, _ in rounds) / min(plain for _, plain in rounds)
    record_property("report over bare Typst", ratio)
    assert ratio <= AT_MOST


# Who answers meanwhile -----------------------------------------------------------------------------------------

RATIO = 3.0
"""How much later nineteen of twenty answers may be decided and kept while reports are made."""
ANSWERS, PAUSE, A_REPORT_AFTER = 120, 0.02, 8
"""Answers measured, seconds between them, and how many of them make a conversation that earns a report."""


async def later(house: Served, people: Iterator[str], reports: Callable[[], Any] | None) -> float:
    """Return within which seconds nineteen of twenty answers are decided and kept, reports being made or not."""
    took: list[float] = []
    making: list[asyncio.Task[Any]] = []
    for place in range(ANSWERS):
        address = next(people)
        await house.chat(Commanded("start"), address)
        await house.chat(Pressed("begin:garden"), address)
        session = house.dossier("telegram", address).session
        assert session is not None
        if reports is not None and place % A_REPORT_AFTER == 0:
            making.append(asyncio.create_task(reports()))
        await asyncio.sleep(PAUSE)
        begun = time.perf_counter()
        await house.chat(Pressed("pick:1", session_key(session.id), "soil"), address)
        took.append(time.perf_counter() - begun)
    assert all(await asyncio.gather(*making))
    return quantiles(took, n=20)[-1]


@pytest.mark.exhaustive
async def test_who_answers_while_reports_are_made_waits_little_longer(tmp_path, record_property):
    async with served(tmp_path) as house:
        people = (str(number) for number in count(1))
        await later(house, people, None)
        session = house.dossier("telegram", "1").session
        assert session is not None
        report = partial(house.files.report, session.id, "en")
        await report()
        # In turns, as above: the quietest of each counts.
        rounds = [(await later(house, people, None), await later(house, people, report)) for _ in range(3)]
    rest, busy = min(rest for rest, _ in rounds), min(busy for _, busy in rounds)
    record_property("p95 while reports are made, over p95 at rest", busy / rest)
    assert busy <= RATIO * rest, f"{busy * 1e3:.1f} ms instead of {rest * 1e3:.1f} ms"
