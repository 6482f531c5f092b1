"""What would be known had other answers been given: the session again, by the engine's own conditions."""

from collections.abc import Mapping

from msgspec import Struct

from bot.conversation.engine import known_values
from bot.conversation.session import Answer, Session
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.questionnaire.model import Question


class Replay(Struct, frozen=True):
    """A session with some answers changed and nothing else said."""

    known: dict[str, Value]
    voids: tuple[str, ...]
    """Answers that no longer count."""
    asks: tuple[str, ...]
    """Questions that come up only now; what is known is known without them."""


def replayed(compiled: Compiled, session: Session, changes: Mapping[str, Value | None]) -> Replay | None:
    """Return what is known with these answers instead (None: skipped); None where one of them would not be asked."""
    known, before = dict(session.start.known), known_values(compiled, session)
    given = {answer.question: answer for answer in session.answers}
    first = min(compiled.position[question] for question in changes)
    voids: list[str] = []
    asks: list[str] = []
    for place, question in enumerate(compiled.questions):
        answer, condition = given.get(question.id), compiled.asks[place]
        asked = place <= first or condition is None or condition(known) is True
        if answer is None:
            anyway = condition is None or condition(before) is True
            if place > first and asked and not anyway and _can_come_up(question, session):
                asks.append(question.id)
        elif not asked and question.id in changes:
            return None
        elif not asked:
            voids += [question.id] if answer.how != "shown" else []
        else:
            _learn(known, question, answer, changes)
    return Replay(known, tuple(voids), tuple(asks))


def _can_come_up(question: Question, session: Session) -> bool:
    consented = question.purpose == "report" or session.consented(question.purpose) is not False
    return question.waits and consented and question.id not in session.start.known


def _learn(known: dict[str, Value], question: Question, answer: Answer, changes: Mapping[str, Value | None]) -> None:
    """Add one answer to what is known, as the engine does."""
    changed = question.id in changes
    value = changes[question.id] if changed else answer.value
    if value is None:
        return
    known[question.id] = value
    if answer.other is not None and not changed:
        known[f"{question.id}.other"] = answer.other
    if question.trait is not None:
        known[f"trait.{question.trait}"] = value
