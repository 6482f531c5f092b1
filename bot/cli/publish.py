"""`bot publish`: what passes the check becomes what is served; what would break old answers does not."""

import sys
from pathlib import Path

from bot.authoring.load import load
from bot.authoring.printing import printed
from bot.service.publishing import QUESTIONNAIRE, Step, closed
from bot.settings import read_settings
from bot.terminal.differences import refusal, removal, told

DONE, REFUSED, NOTHING = 0, 1, 2


def publish(folder: Path | None) -> int:
    """Publish a folder (None: that of the settings); return 0, 1 where anything was refused, 2 where nothing passes."""
    from bot import assemble  # noqa: PLC0415 - SQL, which nothing else needs here

    settings = read_settings(folder)
    loaded = load(settings.questionnaires_dir)
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    if errors:
        sys.stderr.write(printed(errors) + "\n\n")
    if loaded.company is None or not loaded.questionnaires:
        sys.stderr.write("nothing here passes the check, so nothing was published\n")
        return NOTHING
    store = assemble.store_of(settings)
    try:
        steps = assemble.publish(loaded, store)
        gone = closed(store.current(QUESTIONNAIRE), loaded.names)
    finally:
        store.close()
    sys.stdout.write("\n\n".join([*map(_said, steps), *map(removal, sorted(gone))]) + "\n")
    return REFUSED if errors or any(step.refused for step in steps) else DONE


def _said(step: Step) -> str:
    if step.refused:
        return refusal(step)
    return told(step) + (f"\n\npublished as version {step.version}" if step.changes else "")
