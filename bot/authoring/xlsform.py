"""XLSForm turned into a questionnaire: what has a counterpart is carried over, everything else is told with its row."""

from collections.abc import Iterator

import yaml
from msgspec import Struct

from bot.authoring import xlsform_left
from bot.authoring.common import is_language
from bot.authoring.questionnaire import MOST_QUESTIONS
from bot.authoring.workbook import Workbook, code_of
from bot.authoring.xlsform_left import Left
from bot.authoring.xlsform_rows import Making, take_rows
from bot.authoring.xlsform_texts import escaped, id_of
from bot.authoring.xpath import Written
from bot.values.errors import NotUnderstood

_OTHERWISE = "en"
"""The language of texts of which nothing is said."""
_SETTINGS = ("form_title", "form_id", "default_language")
_CHOICES = frozenset(("list_name", "name", "label"))
_LONGEST_ID = 24


class Imported(Struct, frozen=True):
    """A questionnaire made of a workbook: its id, the languages, its files by path, and what was left behind."""

    id: str
    languages: tuple[str, ...]
    files: dict[str, str]
    left: tuple[Left, ...]
    questions: int


def imported(book: Workbook, stem: str) -> Imported:
    """Return the questionnaire of a workbook; `stem` names it where the workbook does not.

    Raises `NotUnderstood` where nothing of it, or too much, could be carried over.
    """
    languages = _languages(book)
    code = next(iter(languages))
    making = Making(book, languages[code], code, {other: languages[other] for other in languages if other != code})
    take_rows(making)
    making.left |= dict.fromkeys(_around(making, languages))
    if not any(question["type"] != "note" for question in making.questions.values()):
        rows = [left for left in making.left if left.sheet == "survey"]
        why = f": {rows[0].sentence} (row {rows[0].row})" if rows else ""
        raise NotUnderstood(f"no question of this workbook could be carried over{why}")
    if len(making.questions) > MOST_QUESTIONS:
        said = f"{len(making.questions):,} questions, and a questionnaire has at most {MOST_QUESTIONS}"
        raise NotUnderstood(f"this workbook has {said}; divide it")
    name = id_of(book.settings.get("form_id") or stem, (), dash="-")[:_LONGEST_ID].rstrip("-")
    files = {f"{name}/questionnaire.yaml": _yaml(_questionnaire(making, name, stem)), f"{name}/report.md": _REPORT}
    for other, texts in making.translations.items():
        files[f"{name}/{other}.yaml"] = _yaml({"questions": {id_: said for id_, said in texts.items() if said}})
    left = sorted(making.left, key=lambda each: (each.sheet != "survey", each.sheet, each.row))
    return Imported(name, tuple(languages), files, tuple(left), len(making.questions))


def _questionnaire(making: Making, name: str, stem: str) -> Written:
    waiting = sum(question["type"] != "note" for question in making.questions.values())
    written = {
        "format": 1,
        "questionnaire": name,
        "title": escaped(making.book.settings.get("form_title") or stem),
        "language": making.code,
        "promise": "A summary of what you told us.",
        "budget": {"typical": waiting, "at_most": waiting},
        "questions": making.questions,
    }
    return written | ({"facts": making.facts} if making.facts else {})


_REPORT = """# Your summary

## What you told us
<!-- id: answers; in_message: yes -->

```answers
```
"""


def _yaml(content: Written) -> str:
    text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    return text


def _languages(book: Workbook) -> dict[str, list[str]]:
    """Return what the workbook calls each language, by its code, that of the texts first; unknown ones are left out."""
    base = _base(book)
    found = {_code(base) or _OTHERWISE: [base]}
    for language in book.languages:
        code = _code(language)
        if code is not None and language != base:
            found.setdefault(code, []).append(language)
    return found


def _base(book: Workbook) -> str:
    """Return what the workbook calls the language of the texts; empty where it does not say."""
    wanted = book.settings.get("default_language", "")
    if wanted in book.languages or any(row.get("label") for row in book.survey):
        return wanted
    return next((each for each in book.languages if _code(each)), next(iter(book.languages), wanted))


def _code(language: str) -> str | None:
    code = code_of(language)
    return code if code is not None and is_language(code) else None


def _around(making: Making, languages: dict[str, list[str]]) -> Iterator[Left]:
    """Yield what is lost of everything that is no row of the survey."""
    book = making.book
    for sheet in book.others:
        yield Left(sheet, 1, "this sheet has no counterpart")
    for language in book.languages:
        if not any(language in names for names in languages.values()):
            why = "its column needs a code, as 'label::English (en)' has"
            yield Left("survey", 1, f"the language {language!r} was left out: {why}")
    if making.names[0] and not _code(making.names[0]):
        yield Left(
            "survey", 1, f"the language {making.names[0]!r} has no code; its texts stand as if in {making.code!r}"
        )
    for key, said in book.settings.items():
        if key not in _SETTINGS:
            yield Left("settings", 2, f"{key!r} was left out: {xlsform_left.shortened(said)}")
    rows = [row for row in book.choices if row.get("list_name") in making.lists_used]
    yield from (Left("choices", row.number, sentence) for row, sentence in xlsform_left.of_columns(rows, _CHOICES))
