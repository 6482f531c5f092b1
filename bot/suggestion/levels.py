"""At which numbers (or days) an answer can change what is suggested: every limit, turned round through formulas."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from bot.paths.axis import Axis
from bot.paths.crossings import crossings
from bot.paths.names import Names, ValueTest
from bot.paths.partition import levels
from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Answered, Condition, Known, Value
from bot.questionnaire.formula import Apply, Formula, Name, Number
from bot.questionnaire.model import Question
from bot.suggestion.verdicts import Wish, offered, unit_of, wishes
from bot.values.units import convert

_DOUBLE = 2
"""A limit counts nothing for what is twice as much."""
MOST_LEVELS = 400
"""Limits of one question that are all looked at; of more, as a thousand products have, only some are."""
_GRID = 32
"""Into how many pieces the numbers are cut where a formula cannot be turned round."""


class Levels:
    """The levels of one question in one session: those of tests, and those at which products begin to meet needs."""

    def __init__(self, question: Question, axis: Axis, compiled: Compiled, products: Products, known: Known) -> None:
        self._compiled = compiled
        self._products = products
        self._known = known
        self._turning = _Turning(question, axis, compiled, known)
        self._of_tests = self._tests()
        needs = compiled.questionnaire.needs
        named = [each for each in needs if each.operand_is_name and self._turning.leads_to(str(each.operand))]
        # Whether a need asks at all can change with the answer too.
        always = [replace(each, condition=None, unless=None) for each in named]
        self._wishes = wishes(always, products, compiled, known)

    def of(self, items: Iterable[Product]) -> set[Fraction]:
        """Return every answer at which a test, or a comparison with these products, can come out otherwise."""
        found: set[Fraction] = set()
        compared = list(items)
        for wish in self._wishes:
            name = str(wish.need.operand)
            unit = unit_of(name, self._compiled)
            offers = (offered(product, wish, self._products, self._known) for product in compared)
            numbers = {has for has in offers if isinstance(has, int | float) and not isinstance(has, bool)}
            turns = (turn for has in numbers for turn in _turns(wish, has))
            found |= self._turning.levels(name, {Fraction(str(each)) for each in _in_unit(turns, wish.unit, unit)})
        return self._of_tests.union(sorted(found)[:: len(found) // MOST_LEVELS + 1])

    def _tests(self) -> set[Fraction]:
        found: set[Fraction] = set()
        for condition in _conditions(self._compiled, self._products):
            for test in self._turning.names.tests(condition):
                if not isinstance(test, Answered):
                    found |= self._turning.test(test)
        return found


def _conditions(compiled: Compiled, products: Products) -> Iterator[Condition]:
    questionnaire = compiled.questionnaire
    found: list[Condition | None] = [question.ask_if for question in questionnaire.questions]
    for need in questionnaire.needs:
        found += [need.condition, need.unless]
    found += [product.unless for product in products.items]
    return (condition for condition in found if condition is not None)


def _turns(wish: Wish, has: float) -> tuple[float, ...]:
    if wish.need.test == "target":
        return has, has - wish.need.tolerance, has + wish.need.tolerance
    return (has, has / _DOUBLE) if wish.need.test == "at_most" else (has,)


def _in_unit(values: Iterable[float], unit: str | None, into: str | None) -> Iterator[float]:
    for value in values:
        converted = convert(value, unit, into) if unit and into else None
        yield value if converted is None else converted


class _Turning:
    """Turns limits of facts round into limits of one question, everything else being as it is known."""

    def __init__(self, question: Question, axis: Axis, compiled: Compiled, known: Known) -> None:
        today = known.get("today")
        self.names = Names(compiled, today if isinstance(today, str) else None)
        self._question = question
        self._axis = axis
        self._known = known

    def test(self, test: ValueTest) -> set[Fraction]:
        """Return where a test can come out otherwise."""
        name = self._question.id if test.name == f"trait.{self._question.trait}" else test.name
        return self.levels(name, levels(test, self.names.today)) if self.leads_to(name) else set()

    def leads_to(self, name: str) -> bool:
        """Tell whether a name is the question, or made of its answer."""
        return self._question.id in self.names.inputs(name)

    def levels(self, name: str, at: Iterable[Fraction]) -> set[Fraction]:
        """Return where a name (the question itself or a fact) comes to lie at one of these levels."""
        formula = self.names.formula(name)
        if formula is None:
            return set(at)
        settled = self._settled(formula)
        if settled is None:
            return set()
        found: set[Fraction] = set()
        for level in at:
            turned = crossings(settled, level)
            found |= self._grid() if turned is None else turned
        return found

    def _settled(self, formula: Formula) -> Formula | None:
        """Return the formula with all but the question put in; None where something in it is unknown."""
        match formula:
            case Name(name=name) if name != self._question.id:
                value = _number(self._known.get(name.removeprefix("count(").removesuffix(")")))
                return None if value is None else Number(value)
            case Apply(function=function, arguments=arguments):
                parts = [self._settled(argument) for argument in arguments]
                settled = tuple(part for part in parts if part is not None)
                return Apply(function, settled) if len(settled) == len(parts) else None
        return formula

    def _grid(self) -> set[Fraction]:
        low, high = self._axis.low, self._axis.high
        if high - low == float("inf"):
            return set()
        first, width = Fraction(low), Fraction(high) - Fraction(low)
        return {first + width * piece / _GRID for piece in range(1, _GRID)}


def _number(value: Value | None) -> float | None:
    if isinstance(value, tuple):
        return len(value)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value).toordinal()
        except ValueError:
            return None
    return value
