"""At which numbers (or days) an answer can change what is suggested: every limit, turned round through formulas."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from bot.paths.axis import Axis
from bot.paths.crossings import crossings
from bot.paths.names import Names, ValueTest
from bot.paths.partition import levels
from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Answered, Condition, Known, Value
from bot.questionnaire.formula import Apply, Formula, Name, Number
from bot.questionnaire.model import Need, Question
from bot.suggestion.verdicts import Wish, offered, unit_of, wishes
from bot.values.units import convert

_DOUBLE = 2
"""A limit counts nothing for what is twice as much."""
_GRID = 32
"""Into how many pieces the numbers are cut where a formula cannot be turned round."""


def levels_of(question: Question, axis: Axis, compiled: Compiled, products: Products, known: Known) -> set[Fraction]:
    """Return every answer to a question of numbers or days at which a test or a comparison can come out otherwise."""
    turning = _Turning(question, axis, compiled, known)
    found: set[Fraction] = set()
    for condition in _conditions(compiled, products):
        for test in turning.names.tests(condition):
            if not isinstance(test, Answered):
                found |= turning.test(test)
    for need in compiled.questionnaire.needs:
        if need.operand_is_name and question.id in turning.names.inputs(str(need.operand)):
            found |= turning.levels(str(need.operand), _compared(need, compiled, products, known))
    return found


def _conditions(compiled: Compiled, products: Products) -> Iterator[Condition]:
    questionnaire = compiled.questionnaire
    found: list[Condition | None] = [question.ask_if for question in questionnaire.questions]
    for need in questionnaire.needs:
        found += [need.condition, need.unless]
    found += [product.unless for product in products.items]
    return (condition for condition in found if condition is not None)


def _compared(need: Need, compiled: Compiled, products: Products, known: Known) -> set[Fraction]:
    """Return the values of an operand at which a product begins or ceases to meet the need."""
    unit = unit_of(str(need.operand), compiled)
    found: set[Fraction] = set()
    for wish in wishes([need], products, compiled, known):
        for product in products.items:
            has = offered(product, wish, products, known)
            if isinstance(has, int | float) and not isinstance(has, bool):
                found |= {Fraction(str(each)) for each in _in_unit(_turns(wish, has), wish.unit, unit)}
    return found


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
        if self._question.id not in self.names.inputs(name):
            return set()
        return self.levels(name, levels(test, self.names.today))

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
