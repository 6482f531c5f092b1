"""Why a session got what it got: its answers, every number behind the suggestions, and what would change them."""

from msgspec import Struct

from bot.conversation.engine import known_values
from bot.conversation.session import Session
from bot.questionnaire.condition import Value
from bot.questionnaire.model import CHOOSING, NUMERIC
from bot.service.library import Library
from bot.suggestion.repairs import Repair, repairs
from bot.suggestion.trace import Trace, trace
from bot.suggestion.what_if import WhatIf, what_if

_DECIDING = CHOOSING | NUMERIC | {"date"}


class Explained(Struct, frozen=True):
    """Everything that decided what one session was offered."""

    session: str
    questionnaire: str
    version: str
    finished: bool
    answers: dict[str, Value]
    """Choices, numbers and days; what people wrote, and how to reach them, decides nothing and is not shown."""
    facts: dict[str, Value]
    """Those that could be computed."""
    segments: tuple[str, ...]
    trace: Trace
    repairs: tuple[Repair, ...]
    what_if: tuple[WhatIf, ...]


def explained(session: Session, library: Library) -> Explained:
    """Return everything that decided what a session was offered, by the products as they are now."""
    compiled = library.compiled(session.version)
    known = known_values(compiled, session)
    facts = {fact.id: compiled.value(fact.id, known) for fact in compiled.questionnaire.facts}
    return Explained(
        session=session.id,
        questionnaire=session.questionnaire,
        version=session.version,
        finished=session.finished,
        answers={
            question.id: known[question.id]
            for question in compiled.questions
            if question.id in known and question.type in _DECIDING
        },
        facts={name: value for name, value in facts.items() if value is not None},
        segments=compiled.segments(known),
        trace=trace(compiled, library.products, known),
        repairs=repairs(compiled, library.products, session),
        what_if=what_if(compiled, library.products, session),
    )
