"""`bot import`: a questionnaire made of what was written for another tool."""

import sys
from pathlib import Path

from bot.authoring.load import load
from bot.authoring.printing import printed
from bot.authoring.starting import shared_files, written
from bot.authoring.workbook import read_workbook
from bot.authoring.xlsform import Imported, imported
from bot.values.errors import NotUnderstood

DONE, REFUSED = 0, 2


def import_xlsform(file: Path, out: Path) -> int:
    """Write the questionnaire of a workbook below a folder; return 0, or 2 where it could not be carried over."""
    try:
        found = imported(read_workbook(file), file.stem)
        files, unlisted = _missing(out, found)
    except NotUnderstood as error:
        sys.stderr.write(f"bot: {error}\n")
        return REFUSED
    paths = list(written(out, files))
    _tell(found, unlisted)
    errors = [problem for problem in load(out).problems if problem.severity == "error"]
    if errors:
        sys.stderr.write(printed(errors) + "\n\n")
        sys.stderr.write(f"bot: it was written to {out}, but does not pass the check yet; mend what stands above\n")
        return REFUSED
    for path in paths:
        sys.stdout.write(f"  {path}\n")
    sys.stdout.write(f"\nNow: bot check {out}, then: bot play {found.id} --folder {out}\n")
    return DONE


def _missing(out: Path, found: Imported) -> tuple[dict[str, str], list[str]]:
    """Return the files to write, and the languages that the company does not speak.

    Raises `NotUnderstood` where the files do not fit to what is there.
    """
    if (out / found.id).exists():
        raise NotUnderstood(f"{out / found.id} is there already; nothing was changed")
    shared = shared_files(out, found.id, products=False)
    if shared:
        listed = ", ".join(found.languages)
        shared["company.yaml"] = shared["company.yaml"].replace("languages: [en]", f"languages: [{listed}]")
        return shared | found.files, []
    company = load(out).company
    if company is None:
        raise NotUnderstood(f"{out / 'company.yaml'} has errors, mend them first: `bot check {out}`")
    if found.languages[0] not in company.languages:
        raise NotUnderstood(f"the workbook is in {found.languages[0]!r}, which {out / 'company.yaml'} does not list")
    unlisted = [code for code in found.languages[1:] if code not in company.languages]
    left = {f"{found.id}/{code}.yaml" for code in unlisted}
    return {path: text for path, text in found.files.items() if path not in left}, unlisted


def _tell(found: Imported, unlisted: list[str]) -> None:
    """Say what was carried over, and list what was not, each with its sheet and row."""
    spoken = [code for code in found.languages if code not in unlisted]
    sys.stdout.write(f"{found.id}: {found.questions} questions and notes, in {', '.join(spoken)}\n")
    if found.left or unlisted:
        sys.stdout.write("\nnot carried over:\n")
    for left in found.left:
        sys.stdout.write(f"  {left.sheet}, row {left.row}: {left.sentence}\n")
    for code in unlisted:
        sys.stdout.write(f"  the texts in {code!r}: company.yaml does not list this language\n")
    sys.stdout.write("\n")
