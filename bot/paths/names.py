"""What stands behind the names in conditions: tests, the answers that a fact is made of, who else keeps a trait."""

from collections.abc import Iterator, Mapping

from bot.paths.crossings import inlined
from bot.questionnaire.compiled import Compiled, Unresolved
from bot.questionnaire.condition import (
    Answered,
    Condition,
    InRange,
    InSegment,
    Known,
    OnDate,
    OneOf,
    Picks,
    Ranked,
    Value,
    tests,
)
from bot.questionnaire.formula import Formula, formula_names
from bot.questionnaire.model import Questionnaire

TRAIT = "trait."
GIVEN = frozenset(("language", "campaign", "channel", "owns"))
"""Names that are given at the start, like the traits; today is settled before."""
ValueTest = OneOf | Picks | InRange | OnDate | Ranked
"""A test of one value."""


class Names:
    """The names of one questionnaire, on one day."""

    def __init__(self, compiled: Compiled, today: str | None) -> None:
        questionnaire = compiled.questionnaire
        self.given: Known = {} if today is None else {"today": today}
        self.today = today
        self._questionnaire = questionnaire
        self._facts = {fact.id: fact for fact in questionnaire.facts}
        self._segments = {segment.id: segment for segment in questionnaire.segments}
        self._questions = {question.id for question in questionnaire.questions}
        self._formulas: dict[str, Formula] = {}
        self._holders: dict[str, list[str]] = {}
        for question in questionnaire.questions:
            if question.trait is not None:
                self._holders.setdefault(TRAIT + question.trait, []).append(question.id)

    def segment(self, name: str) -> Condition:
        """Return the condition of a segment."""
        return self._segments[name].condition

    def tests(self, condition: Condition, within: tuple[str, ...] = ()) -> Iterator[ValueTest | Answered]:
        """Yield every single test of a condition, those of its segments in their place."""
        for test in tests(condition):
            if not isinstance(test, InSegment):
                yield test
                continue
            for name in test.names:
                if name in within:
                    raise Unresolved(f"{name!r} is defined by itself")
                yield from self.tests(self.segment(name), (*within, name))

    def every_test(self) -> Iterator[ValueTest]:
        """Yield every test of a value in the whole questionnaire, wherever it stands."""
        for condition in conditions_of(self._questionnaire):
            yield from (test for test in tests(condition) if not isinstance(test, Answered | InSegment))

    def formula(self, name: str) -> Formula | None:
        """Return the formula of a fact over answers only; None for what is no fact."""
        if name in self._facts and name not in self._formulas:
            self._formulas[name] = inlined(self._facts[name].formula, self._facts, self.today, (name,))
        return self._formulas.get(name)

    def inputs(self, name: str) -> tuple[str, ...]:
        """Return the questions and given names that a name's value is made of; today is no input."""
        formula = self.formula(name)
        found = [name] if formula is None else [each.name for each in formula_names(formula)]
        bare = (each.removeprefix("count(").removesuffix(")") for each in found)
        return tuple(dict.fromkeys(each for each in bare if self._can_be_known(each)))

    def _can_be_known(self, name: str) -> bool:
        return name in self._questions or name in GIVEN or name.startswith(TRAIT)

    def holders(self, name: str) -> tuple[str, ...]:
        """Return the questions whose answers, the last one first, take the place of a given trait."""
        return tuple(self._holders.get(name, ()))

    def with_given(self, values: Mapping[str, Value]) -> Known:
        """Return values together with what is given on this day."""
        return {**self.given, **values}


def conditions_of(questionnaire: Questionnaire) -> Iterator[Condition]:
    """Yield every condition of a questionnaire: of questions, segments, needs, offers, accessories and sections."""
    found: list[Condition | None] = [question.ask_if for question in questionnaire.questions]
    found += [segment.condition for segment in questionnaire.segments]
    for need in questionnaire.needs:
        found += [need.condition, need.unless]
    found += [offer.condition for offer in questionnaire.offers]
    found += [rule.condition for rule in questionnaire.accessories]
    found += [section.show_if for section in questionnaire.report.sections] if questionnaire.report else []
    yield from (condition for condition in found if condition is not None)
