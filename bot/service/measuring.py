"""What people answered, counted: the only thing of their answers that path figures look at."""

from collections.abc import Iterable

from msgspec import Struct

from bot.paths.cells import ELSE
from bot.paths.variables import Measured
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.service.ports import LoggedAnswer

_OWN_WORDS = frozenset(("text", "long_text", "email", "phone", "location"))
"""Types whose answers are never counted one by one, only that there was one."""


class Counts(Struct, frozen=True):
    """How often each answer was given, by question, and by how many people in how many sessions."""

    answers: Measured
    sessions: int
    respondents: int


def counted(answers: Iterable[LoggedAnswer], compiled: Compiled) -> Counts:
    """Count the answers to the questions of a questionnaire, whichever version of it they were given to."""
    found: dict[str, dict[Value | None, int]] = {}
    sessions, respondents = set[str](), set[str]()
    for answer in answers:
        if answer.questionnaire != compiled.questionnaire.id or answer.question not in compiled.position:
            continue
        question = compiled.question(answer.question)
        if not question.waits:
            continue
        value = ELSE if answer.value is not None and question.type in _OWN_WORDS else answer.value
        counts = found.setdefault(question.id, {})
        counts[value] = counts.get(value, 0) + 1
        sessions.add(answer.session)
        respondents.add(answer.respondent)
    return Counts(found, len(sessions), len(respondents))
