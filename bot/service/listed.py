"""People from a file: a row a person, a column a question, as the wide export writes them."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from bot.conversation.answering import Fits, Misfit, read
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.questionnaire.model import CHOOSING, OTHER, Question
from bot.values.errors import NotUnderstood

SEVERAL = ";"
"""Stands between the choices of a multiple choice or a ranking."""
GIVEN = ("language", "campaign", "channel")


class Listed(Struct, frozen=True):
    """A person with given answers; what is not among them they pass over."""

    known: Mapping[str, Value]
    answers: Mapping[str, Value]

    def answer(self, question: Question) -> Value | None:
        """Return the answer from the file, None where it has none."""
        return self.answers.get(question.id)


def listed(rows: Iterable[Mapping[str, str | None]], compiled: Compiled, today: str) -> Iterator[Listed]:
    """Yield a person for each row; raise `NotUnderstood` at the first cell that is no answer, naming its row.

    Columns are called like the questions, or like the columns of `bot export answers`; others are passed over, as are
    rows of other questionnaires, but one question at least must be there. `today` is an ISO day.
    """
    columns: dict[str, Question] | None = None
    for number, row in enumerate(rows, 2):
        if row.get("questionnaire") not in (None, compiled.questionnaire.id):
            continue
        if columns is None:
            columns = _columns(row, compiled)
        answers = {
            question.id: _answer(question, cell.strip(), today, f"row {number}, column {column}")
            for column, question in columns.items()
            if (cell := row.get(column) or "").strip()
        }
        given: dict[str, Value] = {name: value for name in GIVEN if (value := row.get(name))}
        yield Listed(given, answers)


def _columns(row: Mapping[str, str | None], compiled: Compiled) -> dict[str, Question]:
    prefix = f"{compiled.questionnaire.id.replace('-', '_')}__"
    names = {column: column.removeprefix(prefix) for column in row}
    found = {
        column: compiled.question(name)
        for column, name in names.items()
        if name in compiled.position and compiled.question(name).waits
    }
    if not found:
        raise NotUnderstood(f"no column is called like a question of {compiled.questionnaire.id!r}")
    return found


def _answer(question: Question, cell: str, today: str, where: str) -> Value:
    if question.type in CHOOSING:
        return _choices(question, cell, where)
    reading = read(question, cell.removeprefix("'"), today=today)
    if not isinstance(reading, Fits):
        reason = (
            f" ({reading.reason.replace('_', ' ')} {reading.detail}".rstrip() + ")"
            if isinstance(reading, Misfit)
            else ""
        )
        raise NotUnderstood(f"{where}: {cell!r} is no answer to {question.id!r}{reason}")
    return reading.value


def _choices(question: Question, cell: str, where: str) -> Value:
    wanted = tuple(part.strip() for part in cell.split(SEVERAL))
    known = {choice.id for choice in question.choices} | ({OTHER} if question.other else set())
    strange = [each for each in wanted if each not in known]
    if strange:
        raise NotUnderstood(
            f"{where}: {strange[0]!r} is no choice of {question.id!r}; there are {', '.join(sorted(known))}"
        )
    several = question.type in ("select_multiple", "rank")
    if not several and len(wanted) > 1:
        raise NotUnderstood(f"{where}: {question.id!r} takes one choice, not {len(wanted)}")
    return wanted if several else wanted[0]
