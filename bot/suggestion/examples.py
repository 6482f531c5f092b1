"""Examples of finished conversations: always the same ones, as unlike each other as the file can tell apart."""

from collections.abc import Callable, Iterable, Iterator
from zlib import crc32

from bot.paths.cells import Cell
from bot.paths.frame import Frame
from bot.paths.names import TRAIT
from bot.paths.witness import Step
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.model import Question

Pick = Callable[[Question, tuple[Cell, ...]], Value | None]
"""Gives the answer to a question of those there are; None: it is skipped."""
_SKIPPED = 4
"""Of so many questions that may be skipped, one is answered."""


def examples(frame: Frame, count: int) -> Iterator[Known]:
    """Yield what is known at the end of so many conversations; in every second one most that may be skipped is.

    They cover what the frame looks at, in no proportion: how many of them end in something says nothing of people.
    """
    languages = frame.compiled.questionnaire.languages
    for number in range(count):
        yield _held(frame, {"language": languages[number % len(languages)]}, _by_number(number))


def example(frame: Frame, steps: Iterable[Step]) -> Known:
    """Return what is known at the end of a conversation with these steps, in which nothing else is answered."""
    values = {step.name: step.value for step in steps}
    given = {name: value for name, value in values.items() if name not in frame.compiled.position and value is not None}

    def pick(question: Question, cells: tuple[Cell, ...]) -> Value | None:
        return values[question.id] if question.id in values else cells[0].value if question.required else None

    return _held(frame, given, pick)


def _by_number(number: int) -> Pick:
    def pick(question: Question, cells: tuple[Cell, ...]) -> Value | None:
        dice = crc32(f"{number} {question.id}".encode())
        if number % 2 and not question.required and dice % _SKIPPED:
            return None
        return cells[dice // _SKIPPED % len(cells)].value

    return pick


def _held(frame: Frame, given: Known, pick: Pick) -> Known:
    known: dict[str, Value] = {**frame.names.given, **given}
    for place, (question, holds) in enumerate(zip(frame.questions, frame.compiled.asks, strict=True)):
        cells = frame.variables.cells[place].all[1:]
        if not cells or (holds is not None and holds(known) is not True):
            continue
        value = pick(question, cells)
        if value is not None:
            known[question.id] = value
            if question.trait is not None:
                known[f"{TRAIT}{question.trait}"] = value
    return known
