"""Which answers stand behind a need: through its operand, its conditions, segments and the formulas of facts."""

from collections.abc import Iterable, Iterator

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, InSegment, names, tests
from bot.questionnaire.formula import formula_names
from bot.questionnaire.model import Need


def questions_behind(need: Need, compiled: Compiled, *, unless: bool = False) -> tuple[str, ...]:
    """Return the questions that a need rests on, those it compares with first; with `unless`, also what undoes it."""
    read = [str(need.operand)] if need.operand_is_name else []
    for condition in (need.condition, need.unless if unless else None):
        read += names_read(condition, compiled) if condition is not None else ()
    return tuple(dict.fromkeys(answers_behind(read, compiled)))


def names_read(condition: Condition, compiled: Compiled) -> Iterator[str]:
    """Yield every name that a condition looks at, through the segments it names."""
    yield from names(condition)
    segments = {segment.id: segment.condition for segment in compiled.questionnaire.segments}
    for test in tests(condition):
        if isinstance(test, InSegment):
            for name in test.names:
                yield from names_read(segments[name], compiled)


def answers_behind(read: Iterable[str], compiled: Compiled) -> Iterator[str]:
    """Yield the ids of the questions behind these names, through the formulas of facts."""
    facts = {fact.id: fact.formula for fact in compiled.questionnaire.facts}
    for name in read:
        if name in compiled.position:
            yield name
        elif name in facts:
            yield from answers_behind((part.name for part in formula_names(facts[name])), compiled)
