"""`bot test`: the author's transcripts held again, what differs, what they meet, and those that are missing."""

import json
import sys
from pathlib import Path
from typing import Literal

from bot.cli.drafts import chosen
from bot.questionnaire.compiled import Compiled
from bot.service.library import Library
from bot.terminal.suite import TRANSCRIPTS, Replayed, Suite, replayed, transcripts
from bot.terminal.tables import console, trimmed
from bot.terminal.tested import as_json, page
from bot.values.errors import NotUnderstood

AS_APPROVED, DIFFERENT = 0, 1


def test(folder: Path, questionnaire: str, form: Literal["text", "json"], *, generate: bool, update: bool) -> int:
    """Hold the conversations of one or all questionnaires again; return 1 where one goes differently."""
    library, questionnaires = chosen(folder, questionnaire)
    pages, different = [], False
    for compiled in questionnaires:
        replays = [_replayed(path, compiled, library) for path in transcripts(folder, compiled.questionnaire.id)]
        suite = Suite(compiled, library)
        written = suite.missing_transcripts(replays) if generate else {}
        _write(folder / compiled.questionnaire.id / TRANSCRIPTS, written)
        if update:
            changed = {each.name: each.now for each in replays if not each.same}
            _write(folder / compiled.questionnaire.id / TRANSCRIPTS, changed)
        new = [replayed(name, text, compiled, library) for name, text in written.items()]
        coverage = suite.coverage([*replays, *new])
        different = different or not (update or all(each.same for each in replays))
        pages.append(as_json(compiled, replays, coverage, written))
        if form == "text":
            with trimmed(console()) as screen:
                for part in page(compiled, replays, coverage, written, updated=update):
                    screen.print(part)
    if form == "json":
        sys.stdout.write(json.dumps(pages, ensure_ascii=False, indent=2) + "\n")
    return DIFFERENT if different else AS_APPROVED


def _replayed(path: Path, compiled: Compiled, library: Library) -> Replayed:
    try:
        return replayed(path.stem, path.read_text("utf-8"), compiled, library)
    except ValueError as error:
        raise NotUnderstood(f"{path} is no transcript: it begins with `language:` and `at:` ({error})") from error


def _write(folder: Path, written: dict[str, str]) -> None:
    if written:
        folder.mkdir(exist_ok=True)
    for name, text in written.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
