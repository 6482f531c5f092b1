"""Answers as files: long (a row an answer) or wide (a row a session), CSV or JSON Lines; column names never change.

Codes are the codes of the questionnaire, several choices are joined by `;`, times are ISO 8601 in UTC.
An answer that was skipped or refused is empty in the wide form, and says so in the long one.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Literal, TextIO

from bot.questionnaire.condition import Value
from bot.questionnaire.model import Questionnaire
from bot.service.ports import LoggedAnswer

Shape = Literal["long", "wide"]
Format = Literal["csv", "jsonl"]
Cell = str | int | float | None
SESSION_COLUMNS = (
    "respondent_id",
    "session_id",
    "questionnaire",
    "version",
    "status",
    "started_at",
    "finished_at",
    "channel",
    "campaign",
    "language",
)
LONG_COLUMNS = (*SESSION_COLUMNS, "question", "how", "value", "other", "answered_at")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
_HARMLESS = re.compile(r"\+\d{7,15}|-?\d+(?:\.\d+)?(?:,-?\d+(?:\.\d+)?)?")


def export(
    answers: Iterable[LoggedAnswer],
    questionnaires: Iterable[Questionnaire],
    out: TextIO,
    *,
    shape: Shape,
    form: Format,
) -> int:
    """Write answers; return the number of rows. `questionnaires` fix the columns of the wide shape and their order."""
    columns = LONG_COLUMNS if shape == "long" else wide_columns(questionnaires)
    rows = map(long_row, answers) if shape == "long" else wide_rows(answers, columns)
    return _write_csv(rows, columns, out) if form == "csv" else _write_lines(rows, columns, out)


def permitted(answers: Iterable[LoggedAnswer], purpose_of: Callable[[LoggedAnswer], str]) -> Iterator[LoggedAnswer]:
    """Yield the answers whose own purpose is granted at this moment, besides the one they all leave for.

    Who takes back that a person may call keeps their number from leaving, whatever else they allow.
    """
    for answer in answers:
        purpose = purpose_of(answer)
        if purpose == "report" or purpose in answer.granted:
            yield answer


def column(questionnaire: str, question: str) -> str:
    """Return the column of a question in the wide shape, valid as a field's name in every CRM."""
    return f"{questionnaire.replace('-', '_')}__{question}"


def wide_columns(questionnaires: Iterable[Questionnaire]) -> tuple[str, ...]:
    """Return the columns of the wide shape: the session's, then one a question, and one more for own words."""
    columns = list(SESSION_COLUMNS)
    for questionnaire in questionnaires:
        for question in questionnaire.questions:
            if question.waits:
                name = column(questionnaire.id, question.id)
                columns += [name, f"{name}__other"] if question.other else [name]
    return tuple(dict.fromkeys(columns))


def long_row(answer: LoggedAnswer) -> dict[str, Cell]:
    """Return one answer as a row."""
    return _session_cells(answer) | {
        "question": answer.question,
        "how": answer.how,
        "value": cell(answer.value),
        "other": answer.other,
        "answered_at": moment(answer.at),
    }


def wide_rows(answers: Iterable[LoggedAnswer], columns: Iterable[str]) -> Iterator[dict[str, Cell]]:
    """Yield one row a session; answers of one session must follow each other. What has no column is left out."""
    wanted = frozenset(columns)
    for _, several in groupby(answers, key=lambda answer: answer.session):
        row: dict[str, Cell] = {}
        for answer in several:
            row = row or _session_cells(answer)
            name = column(answer.questionnaire, answer.question)
            if name in wanted:
                row[name] = cell(answer.value)
            if answer.other is not None and f"{name}__other" in wanted:
                row[f"{name}__other"] = answer.other
        yield row


def cell(value: Value | None) -> Cell:
    """Return a value as it stands in a file."""
    if isinstance(value, tuple):
        return ";".join(value)
    return value


def moment(at: int | None) -> str | None:
    """Return Unix seconds as `2026-11-21T20:15:00Z`."""
    return None if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _session_cells(answer: LoggedAnswer) -> dict[str, Cell]:
    return {
        "respondent_id": answer.respondent,
        "session_id": answer.session,
        "questionnaire": answer.questionnaire,
        "version": answer.version,
        "status": answer.session_status,
        "started_at": moment(answer.started_at),
        "finished_at": moment(answer.finished_at),
        "channel": answer.channel,
        "campaign": answer.campaign,
        "language": answer.language,
    }


def _write_csv(rows: Iterable[dict[str, Cell]], columns: tuple[str, ...], out: TextIO) -> int:
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: defused(value) for name, value in row.items()})
        count += 1
    return count


def _write_lines(rows: Iterable[dict[str, Cell]], columns: tuple[str, ...], out: TextIO) -> int:
    count = 0
    for row in rows:
        out.write(json.dumps({name: row.get(name) for name in columns}, ensure_ascii=False) + "\n")
        count += 1
    return count


def defused(value: Cell) -> Cell:
    """Keep a spreadsheet from running a text as a formula; numbers, phone numbers and places are left as they are."""
    if not isinstance(value, str) or _HARMLESS.fullmatch(value):
        return value
    return f"'{value}" if value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA) else value
