"""What each question is asked for: what hangs on its answer, and where the answer is only kept or said."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from bot.paths.frame import Frame
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition
from bot.questionnaire.model import ByRank, Questionnaire
from bot.questionnaire.report import BarText
from bot.values.text import Placeholder, Plural

Steered = Literal["questions", "segments", "sections", "needs", "offers", "accessories"]
_SAID = "said."


class Use(Struct, frozen=True, kw_only=True):
    """What hangs on one question; with nothing in `steers` its answer is only kept, or said."""

    steers: tuple[Steered, ...]
    said: bool
    """Whether the answer stands in some text."""
    trait: str | None
    """The name under which it is known over questionnaires."""
    purpose: str


def uses(compiled: Compiled, today: str | None = None) -> dict[str, Use]:
    """Return for every question that waits for an answer what hangs on it.

    A condition that comes out the same whatever the answer does not count as hanging on it.
    """
    questionnaire = compiled.questionnaire
    watched = [*_watched(questionnaire)]
    frame = Frame(compiled, today, watched={f"{place}?": condition for place, (_, condition) in enumerate(watched)})
    steers: dict[str, dict[Steered, None]] = {}
    for item, name in frame.shown.items():
        kind: Steered = watched[int(name.removesuffix("?"))][0] if item >= len(compiled.questions) else "questions"
        for read in frame.reads(item):
            steers.setdefault(read, {})[kind] = None
    for name in _asked_of_products(questionnaire):
        for read in frame.names.inputs(name):
            steers.setdefault(read, {})["needs"] = None
    said = {read for name in _said(questionnaire) for read in frame.names.inputs(name)}
    return {
        question.id: Use(
            steers=tuple(steers.get(question.id, ())),
            said=question.id in said,
            trait=question.trait,
            purpose=question.purpose,
        )
        for question in compiled.questions
        if question.waits
    }


def _watched(questionnaire: Questionnaire) -> Iterator[tuple[Steered, Condition]]:
    """Yield every condition that is looked at when the questions are over, with what hangs on it."""
    conditions: list[tuple[Steered, Condition | None]] = []
    conditions += [("segments", segment.condition) for segment in questionnaire.segments]
    conditions += [("needs", each) for need in questionnaire.needs for each in (need.condition, need.unless)]
    conditions += [("offers", offer.condition) for offer in questionnaire.offers]
    conditions += [("accessories", rule.condition) for rule in questionnaire.accessories]
    if questionnaire.report is not None:
        conditions += [("sections", section.show_if) for section in questionnaire.report.sections]
    yield from ((kind, condition) for kind, condition in conditions if condition is not None)


def _asked_of_products(questionnaire: Questionnaire) -> Iterator[str]:
    for need in questionnaire.needs:
        if need.operand_is_name:
            yield str(need.operand)
        if isinstance(need.weight, ByRank):
            yield need.weight.question


def _said(part: object) -> Iterator[str]:
    """Yield every name whose value is put into a text or a chart, wherever it stands."""
    match part:
        case Placeholder(name=name):
            yield name.removeprefix(_SAID)
        case BarText(value=str(name)):
            yield name
    inside: tuple[object, ...] = ()
    if isinstance(part, Plural):
        yield part.count
    if isinstance(part, Struct):
        inside = tuple(getattr(part, field) for field in part.__struct_fields__)
    elif isinstance(part, dict):
        inside = tuple(part.values())
    elif isinstance(part, tuple):
        inside = part
    for each in inside:
        yield from _said(each)
