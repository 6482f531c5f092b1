"""`bot check`: every problem of the questionnaires at once."""

import sys
from pathlib import Path
from typing import Literal

from bot.authoring.load import load
from bot.authoring.printing import as_github, as_json, printed, summary

NOTHING_WRONG, WRONG, NOTHING_TO_CHECK = 0, 1, 2
_FORMS = {"text": printed, "github": as_github, "json": as_json}


def checked(folder: Path, form: Literal["text", "github", "json"], *, quiet: bool) -> int:
    """Print the problems of a folder; return 0 without errors, 1 with errors, 2 where there is nothing to check."""
    loaded = load(folder)
    text = _FORMS[form](loaded.problems)
    if text:
        sys.stdout.write(text + "\n")
    if form == "text" and (loaded.problems or not quiet):
        sys.stdout.write(("\n" if text else "") + summary(loaded.problems) + "\n")
    if any(problem.severity == "error" for problem in loaded.problems):
        return NOTHING_TO_CHECK if loaded.company is None and not loaded.questionnaires else WRONG
    return NOTHING_WRONG
