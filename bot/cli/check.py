"""`bot check`: every problem of the questionnaires at once, and what each kind of problem is."""

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import Literal

from bot.authoring.load import Loaded, load
from bot.authoring.marks import NAME, note
from bot.authoring.printing import as_github, as_json, printed, summary
from bot.authoring.problem import nearest
from bot.authoring.rulebook import Example, codes, rule
from bot.authoring.scene import Scene

Form = Literal["text", "github", "json"]
NOTHING_WRONG, WRONG, NOTHING_TO_CHECK = 0, 1, 2
_FORMS = {"text": printed, "github": as_github, "json": as_json}


def checked(folder: Path, form: Form, *, quiet: bool) -> int:
    """Print the problems of a folder; return 0 without errors, 1 with errors, 2 where there is nothing to check."""
    loaded = load(folder)
    text = _FORMS[form](loaded.problems)
    if text:
        sys.stdout.write(text + "\n")
    if form == "text" and (loaded.problems or not quiet):
        sys.stdout.write(("\n" if text else "") + "\n".join([*_figures(loaded), summary(loaded.problems)]) + "\n")
    return _code(loaded)


def noted(folder: Path) -> int:
    """Note that every translation is of its text as it stands now; return what `checked` returns."""
    loaded = load(folder)
    if _code(loaded) == NOTHING_WRONG:
        shared = loaded.scenes[0].common.writings if loaded.scenes else ()
        count = note(folder, [*shared, *loaded.scenes])
        sys.stdout.write(f"{count} translations noted in {folder / NAME}\n")
    else:
        sys.stdout.write(f"{printed(loaded.problems)}\n\nnothing noted: mend the errors first\n")
    return _code(loaded)


def explained(code: str) -> int:
    """Print what a kind of problem is, with a wrong and a right example; return 2 where there is no such kind."""
    if code not in codes():
        meant = nearest(code, codes())
        sys.stderr.write(f"bot: no mistake is called '{code}'{f'; did you mean {meant!r}?' if meant else ''}\n")
        sys.stderr.write(f"bot: there are {', '.join(codes())}\n")
        return NOTHING_TO_CHECK
    said = rule(code)
    parts = [f"{code}: {said.headline}", said.explanation, *_shown("Wrong", said.wrong), *_shown("Right", said.right)]
    sys.stdout.write("\n\n".join(parts) + "\n")
    return NOTHING_WRONG


def _code(loaded: Loaded) -> int:
    if not any(problem.severity == "error" for problem in loaded.problems):
        return NOTHING_WRONG
    return WRONG if loaded.readable else NOTHING_TO_CHECK


def _figures(loaded: Loaded) -> Iterator[str]:
    """Yield a line for each questionnaire: how many questions it has, and how many people see."""
    for scene in loaded.scenes:
        yield f"{scene.questionnaire.id}: {_asked(scene)}"


def _asked(scene: Scene) -> str:
    figures = scene.proofs.figures
    asked = sum(question.waits for question in scene.questionnaire.questions)
    seen = f"{figures.least}" if figures.least == figures.most else f"{figures.least} to {figures.most}"
    about = "" if figures.exact else "about "
    return f"{asked} question{'' if asked == 1 else 's'}; people see {seen}, {about}{figures.mean:.1f} on average"


def _shown(side: str, examples: tuple[Example, ...]) -> Iterator[str]:
    for example in examples:
        yield f"{side} ({example.file}):"
        yield indent(example.text.rstrip(), "    ")
