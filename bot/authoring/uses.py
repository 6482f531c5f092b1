"""Where answers and facts are used: conditions, needs, texts and charts."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from bot.authoring.proofs import conditions
from bot.authoring.reading import Keys, Named
from bot.questionnaire.condition import Answered, tests
from bot.questionnaire.model import ByRank, Questionnaire
from bot.questionnaire.report import ChartText, ScatterText, ShopsText

_SAID, _OTHERS = "said.", ("product.", "suggestions.")


class Use(Struct, frozen=True):
    """The use of the value of a question or fact, by its name."""

    name: str
    keys: Keys
    """Where it is used: `("needs", "bandwidth", "at_least")`."""
    named: Named | None = None
    """Where it stands in a text; None for conditions, needs and charts."""
    only_whether: bool = False
    """Whether it matters only that there is an answer, not which."""


def uses(questionnaire: Questionnaire, named: Iterable[Named]) -> Iterator[Use]:
    """Yield every use in a questionnaire, its report and its translations; facts are none themselves."""
    for keys, condition in conditions(questionnaire).items():
        for test in tests(condition):
            if isinstance(test, Answered):
                yield from (Use(name, keys, only_whether=True) for name in test.names)
            elif hasattr(test, "name"):
                yield Use(test.name, keys)
    yield from _in_needs(questionnaire)
    yield from _in_blocks(questionnaire)
    for each in named:
        if not each.name.startswith(_OTHERS):
            yield Use(each.name.removeprefix(_SAID), each.keys, each)


def _in_needs(questionnaire: Questionnaire) -> Iterator[Use]:
    for need in questionnaire.needs:
        if need.operand_is_name:
            yield Use(str(need.operand), ("needs", need.id, need.test))
        if isinstance(need.weight, ByRank):
            yield Use(need.weight.question, ("needs", need.id, "weight"))


def _in_blocks(questionnaire: Questionnaire) -> Iterator[Use]:
    for section in questionnaire.report.sections if questionnaire.report else ():
        for block in (block for blocks in section.blocks.values() for block in blocks):
            if isinstance(block, ChartText):
                for bar in block.bars:
                    if isinstance(bar.value, str) and not bar.value.startswith(_OTHERS):
                        yield Use(bar.value, ("report", section.id))
            if isinstance(block, ScatterText) and block.limit is not None:
                yield Use(block.limit, ("report", section.id))
            if isinstance(block, ShopsText) and block.near is not None:
                yield Use(block.near, ("report", section.id))
