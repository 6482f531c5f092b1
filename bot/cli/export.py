"""`bot export`: what may leave, to a file or to the terminal."""

import sys
from pathlib import Path

from bot.crm.export import Format, Shape, export, permitted
from bot.questionnaire.catalogue import PURPOSES
from bot.service.ports import LoggedAnswer
from bot.settings import read_settings
from bot.values.errors import NotUnderstood


def export_to(out: Path | None, questionnaire: str | None, *, shape: Shape, form: Format, purpose: str) -> None:
    """Write the answers that may leave for a purpose, and say how many rows they are."""
    from bot.assemble import published_in  # noqa: PLC0415

    if purpose not in PURPOSES:
        raise NotUnderstood(f"there is no purpose {purpose!r}; there are {', '.join(PURPOSES)}")
    store, library = published_in(read_settings())
    names = library.published()
    if questionnaire is not None and questionnaire not in names:
        raise NotUnderstood(f"there is no questionnaire {questionnaire!r}; there are {', '.join(names)}")
    wanted = [questionnaire] if questionnaire else names
    questionnaires = [compiled.questionnaire for name in wanted if (compiled := library.current(name))]

    def purpose_of(answer: LoggedAnswer) -> str:
        return library.compiled(answer.version).question(answer.question).purpose

    answers = permitted(store.answers(purpose, questionnaire), purpose_of)
    if out is None:
        export(answers, questionnaires, sys.stdout, shape=shape, form=form)
        return
    try:
        file = out.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise NotUnderstood(f"{out} cannot be written: {error.strerror}") from error
    with file:
        rows = export(answers, questionnaires, file, shape=shape, form=form)
    sys.stderr.write(f"{rows} rows written to {out}\n")
