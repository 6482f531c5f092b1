"""How far each product meets each need, on ranges that the author fixed: no product changes another's verdict."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.questionnaire.catalogue import Attribute, AttributeValue, Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.model import ByRank, Need
from bot.suggestion.market import price
from bot.suggestion.suggestion import Verdict
from bot.suggestion.value_functions import Scale, met, scale_of
from bot.values.units import convert

UNSAID = 0.5
"""How far a product whose data do not say meets a soft need; a must on missing data is not met."""
_NUMBERS = ("number", "money")
Idle = Literal["no_attribute", "condition", "unless", "unanswered"]
"""Why a need asks for nothing."""


class Wish(Struct, frozen=True):
    """A need that is active for this person: its condition holds, and what it asks for is known."""

    need: Need
    attribute: Attribute
    wanted: AttributeValue
    weight: float
    """Over the sum of the weights of all active soft needs; 0 for a must."""
    unit: str | None
    """In which what is wanted and what is offered are compared."""
    scale: Scale
    priced: bool = False
    """Whether it is about what a product costs, for which there are price lists."""


def wishes(needs: Iterable[Need], products: Products, compiled: Compiled, known: Known) -> tuple[Wish, ...]:
    """Return the active needs, the weights of the soft ones normalised to a sum of 1."""
    active = [wish for need in needs if isinstance(wish := _wish(need, products, compiled, known), Wish)]
    total = sum(wish.weight for wish in active) or 1.0
    return tuple(replace(wish, weight=wish.weight / total) for wish in active)


def idle(need: Need, products: Products, compiled: Compiled, known: Known) -> Idle | None:
    """Return why a need asks for nothing of this person's products; None where it does ask."""
    wish = _wish(need, products, compiled, known)
    return None if isinstance(wish, Wish) else wish


def weight_of(need: Need, compiled: Compiled, known: Known) -> float:
    """Return how much a need counts to this person, before it is set against the others."""
    weight = need.weight
    if not isinstance(weight, ByRank):
        return weight
    ranking = known.get(weight.question)
    if isinstance(ranking, tuple) and weight.choice in ranking:
        return float(len(ranking) - ranking.index(weight.choice))
    # Not ranked: it counts as if it stood in the middle.
    return (len(compiled.question(weight.question).choices) + 1) / 2


def judged(product: Product, active: Iterable[Wish], products: Products, known: Known) -> tuple[Verdict, ...]:
    """Return how one product meets each of these wishes."""
    return tuple(_verdict(product, wish, products, known) for wish in active)


def offered(product: Product, wish: Wish, products: Products, known: Known) -> AttributeValue | None:
    """Return what a product has to offer for a wish, a price in the currency of the wish; None where nobody knows."""
    if wish.priced:
        found = price(products, product, known, wish.unit or "")
        return None if found is None else found.amount
    # An amount of one currency says nothing about a limit in another.
    return product.values.get(wish.attribute.id) if wish.unit == wish.attribute.unit else None


def _wish(need: Need, products: Products, compiled: Compiled, known: Known) -> Wish | Idle:
    """Return a need as a wish with its weight as it is, or why it asks for nothing."""
    attribute = products.attribute(need.attribute)
    if attribute is None:
        return "no_attribute"
    if not compiled.holds(need.condition, known):
        return "condition"
    if need.unless is not None and compiled.holds(need.unless, known):
        return "unless"
    value = compiled.value(str(need.operand), known) if need.operand_is_name else None
    wanted, unit = _wanted(need, attribute, compiled, value)
    if wanted is None:
        return "unanswered"
    weight = 0.0 if need.must else weight_of(need, compiled, known)
    return Wish(need, attribute, wanted, weight, unit, scale_of(attribute, unit), attribute is products.price)


def wish_for(need: Need, value: Value | None, products: Products, compiled: Compiled) -> Wish | None:
    """Return what a need asks for when that with which it compares has this value, its conditions left aside.

    It has no weight. None: it asks for nothing.
    """
    attribute = products.attribute(need.attribute)
    wanted, unit = _wanted(need, attribute, compiled, value) if attribute else (None, None)
    if attribute is None or wanted is None:
        return None
    return Wish(need, attribute, wanted, 0.0, unit, scale_of(attribute, unit), attribute is products.price)


def how_far(wish: Wish, has: AttributeValue | None) -> float:
    """Return how far what a product offers meets a wish; None: its data do not say."""
    if has is None:
        return 0.0 if wish.need.must else UNSAID
    return met(wish.need, wish.attribute, wish.wanted, has, wish.scale)


def _verdict(product: Product, wish: Wish, products: Products, known: Known) -> Verdict:
    need, has = wish.need, offered(product, wish, products, known)
    return Verdict(need.id, need.attribute, how_far(wish, has), wish.weight, need.must, wish.wanted, has, wish.unit)


def _wanted(
    need: Need, attribute: Attribute, compiled: Compiled, value: Value | None
) -> tuple[AttributeValue | None, str | None]:
    """Return what is asked for, or None, and the unit in which it is; `value` is that of a name to compare with."""
    if not need.operand_is_name:
        return need.operand, attribute.unit
    if attribute.type in _NUMBERS:
        return _in_unit(value, unit_of(str(need.operand), compiled), attribute)
    if value is None:
        return None, None
    if attribute.type == "flag":
        return {"yes": True, "no": False}.get(str(value)), None
    return _among(value, attribute), None


def _in_unit(value: Value | None, unit: str | None, attribute: Attribute) -> tuple[float | None, str | None]:
    if not isinstance(value, int | float):
        return None, None
    if unit is None or attribute.unit is None:
        return value, attribute.unit
    converted = convert(value, unit, attribute.unit)
    if converted is not None:
        return converted, attribute.unit
    return value, unit if attribute.type == "money" else attribute.unit


def unit_of(name: str, compiled: Compiled) -> str | None:
    """Return the unit of a question or fact."""
    if name in compiled.position:
        return compiled.question(name).unit
    return next((fact.unit for fact in compiled.questionnaire.facts if fact.id == name), None)


def _among(value: Value, attribute: Attribute) -> AttributeValue | None:
    # "Other" and "I am not sure" ask for nothing that a product could have.
    if isinstance(value, tuple):
        return tuple(choice for choice in value if choice in attribute.choices) or None
    return str(value) if value in attribute.choices else None
