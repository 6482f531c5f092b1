"""The questionnaires that a command works on: the one that was named, or all of the folder."""

import time
from pathlib import Path

from bot.cli.play import draft_library
from bot.questionnaire.compiled import Compiled
from bot.service.beginning import day
from bot.service.library import Library
from bot.values.errors import NotUnderstood


def chosen(folder: Path, questionnaire: str) -> tuple[Library, list[Compiled]]:
    """Return the library of a folder, and the questionnaire of this name; all of them where none is named."""
    library = draft_library(folder)
    names = library.names()
    if questionnaire and questionnaire not in names:
        raise NotUnderstood(f"there is no questionnaire {questionnaire!r}; there are {', '.join(names)}")
    found = [library.current(name) for name in ([questionnaire] if questionnaire else names)]
    return library, [compiled for compiled in found if compiled is not None]


def today() -> str:
    """Return the day on which a person would start now, as an ISO date."""
    return day(int(time.time()))
