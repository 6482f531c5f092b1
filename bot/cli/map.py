"""`bot map`: a questionnaire as a picture for a slide."""

import sys
from pathlib import Path

from bot.cli.drafts import chosen, today
from bot.service.mapping import mapped
from bot.speech.voice import fixed
from bot.typeset.drawer import TypstDrawer
from bot.values.errors import NotUnderstood

FORMS = (".svg", ".png")


def draw(folder: Path, questionnaire: str, out: Path | None, language: str | None) -> None:
    """Draw a questionnaire (the company's first one where none is named) in a language into a file."""
    library, [compiled, *_] = chosen(folder, questionnaire)
    spoken = compiled.questionnaire.languages
    if language is not None and language not in spoken:
        raise NotUnderstood(f"{compiled.questionnaire.id!r} does not speak {language!r}; it speaks {', '.join(spoken)}")
    file = out or Path(f"{compiled.questionnaire.id}.svg")
    if file.suffix.lower() not in FORMS:
        raise NotUnderstood(f"{file} has to end in .svg or .png")
    wanted = language or compiled.questionnaire.language
    company = library.company
    drawn = mapped(compiled, wanted, today(), company=fixed(company.name, wanted), accent=company.theme.accent)
    drawer = TypstDrawer()
    try:
        file.write_bytes(drawer.png(drawn) if file.suffix.lower() == ".png" else drawer.svg(drawn))
    except OSError as error:
        raise NotUnderstood(f"{file} cannot be written: {error.strerror}") from error
    sys.stderr.write(f"drawn: {file}\n")
