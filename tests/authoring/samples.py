"""A small sound folder of questionnaires, and ways to break it."""

import shutil
from pathlib import Path

from bot.authoring.load import Loaded, load
from bot.authoring.problem import Problem

SAMPLE = Path(__file__).parent / "sample"
BENCH = "bench/questionnaire.yaml"
REPORT = "bench/report.md"

Edit = tuple[str, str, str]
"""A file, what stands in it once, and what is to stand there."""


def broken(folder: Path, *edits: Edit) -> Path:
    """Copy the sample into a folder and change it."""
    copy = folder / "questionnaires"
    shutil.copytree(SAMPLE, copy)
    for file, old, new in edits:
        text = (copy / file).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (copy / file).write_text(text.replace(old, new), "utf-8")
    return copy


def loaded(folder: Path, *edits: Edit) -> Loaded:
    return load(broken(folder, *edits))


def problems(folder: Path, *edits: Edit) -> list[str]:
    """Return the problems of the changed sample, one short line each: where, which words, what."""
    root = broken(folder, *edits)
    return [line(problem, root) for problem in load(root).problems]


def line(problem: Problem, root: Path) -> str:
    place = problem.place
    file = Path(place.file).relative_to(root.as_posix()).as_posix() if place.file != root.as_posix() else "."
    words = place.text[place.column - 1 : place.column - 1 + place.length]
    where = f"{file}:{place.line}:{place.column} {words!r}" if place.line else file
    meant = f" did you mean '{problem.suggestion}'?" if problem.suggestion else ""
    context = f" = {problem.context}" if problem.context else ""
    kind = "" if problem.severity == "error" else "warning: "
    return f"{where} {kind}{problem.message} [{problem.code}]{meant}{context}"
