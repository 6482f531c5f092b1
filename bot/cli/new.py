"""`bot new`: the start of a questionnaire that passes the check and plays."""

import re
import sys
from pathlib import Path

from bot.authoring.load import load
from bot.authoring.starting import questionnaire_files, shared_files, written
from bot.cli.play import draft_library
from bot.terminal.transcript import replay
from bot.values.errors import NotUnderstood

_NAME = re.compile(r"[a-z][a-z0-9-]{0,23}")


def new(folder: Path, name: str) -> None:
    """Write a folder for a questionnaire, and what all questionnaires share where nothing is there yet."""
    if not _NAME.fullmatch(name):
        raise NotUnderstood(f"a questionnaire is named with small letters, digits and -, up to 24, not {name!r}")
    if (folder / name).exists():
        raise NotUnderstood(f"{folder / name} is there already; nothing was changed. Choose another name")
    company = load(folder).company if (folder / "company.yaml").exists() else None
    if company is None and (folder / "company.yaml").exists():
        raise NotUnderstood(f"{folder / 'company.yaml'} has errors, mend them first: `bot check {folder}`")
    languages = company.languages if company else ("en",)
    if "en" not in languages:
        raise NotUnderstood("a new questionnaire is written in English, which company.yaml does not list yet")
    files = shared_files(folder, name) | questionnaire_files(folder, name, "en")
    paths = list(written(folder, files))
    _tell(folder, name)
    for path in paths:
        sys.stdout.write(f"  {path}\n")
    sys.stdout.write(f"\nNow: bot check {folder}, then: bot play {name} --folder {folder}\n")
    others = [code for code in languages if code != "en"]
    if others:
        sys.stdout.write(f"Texts in {', '.join(others)} are still to be written: {name}/{others[0]}.yaml and so on.\n")


def _tell(folder: Path, name: str) -> None:
    """Let the first transcript say what the questionnaire says, and head the list of files."""
    transcript = folder / name / "transcripts" / "first.txt"
    transcript.write_text(replay(transcript.read_text("utf-8"), draft_library(folder)), encoding="utf-8")
    sys.stdout.write(f"the questionnaire {name!r} was started:\n")
