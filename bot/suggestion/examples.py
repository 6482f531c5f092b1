"""Examples of finished conversations: always the same ones, as unlike each other as the file can tell apart."""

from collections.abc import Iterator
from zlib import crc32

from bot.paths.frame import Frame
from bot.paths.names import TRAIT
from bot.questionnaire.condition import Known, Value


def examples(frame: Frame, count: int) -> Iterator[Known]:
    """Yield what is known at the end of so many conversations, in which everything that is asked is answered.

    They cover what the frame looks at, in no proportion: how many of them end in something says nothing of people.
    """
    languages = frame.compiled.questionnaire.languages
    for number in range(count):
        known: dict[str, Value] = {**frame.names.given, "language": languages[number % len(languages)]}
        for place, (question, holds) in enumerate(zip(frame.questions, frame.compiled.asks, strict=True)):
            cells = frame.variables.cells[place].all[1:]
            if not cells or (holds is not None and holds(known) is not True):
                continue
            value = cells[crc32(f"{number} {question.id}".encode()) % len(cells)].value
            if value is not None:
                known[question.id] = value
                if question.trait is not None:
                    known[f"{TRAIT}{question.trait}"] = value
        yield known
