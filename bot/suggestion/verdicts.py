"""How far each product meets each need, on ranges that the author fixed: no product changes another's verdict."""

from collections.abc import Iterable

from msgspec import Struct

from bot.questionnaire.catalogue import Attribute, AttributeValue, Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.model import ByRank, Need
from bot.suggestion.suggestion import Verdict
from bot.values.units import convert

UNSAID = 0.5
"""How far a product whose data do not say meets a soft need; a must on missing data is not met."""
# Only what is wholly met counts as 1, however near the rest comes.
_NEARLY = 0.99
_NUMBERS = ("number", "money")


class Wish(Struct, frozen=True):
    """A need that is active for this person: its condition holds, and what it asks for is known."""

    need: Need
    attribute: Attribute
    wanted: AttributeValue
    weight: float
    """Over the sum of the weights of all active soft needs; 0 for a must."""


def wishes(needs: Iterable[Need], products: Products, compiled: Compiled, known: Known) -> tuple[Wish, ...]:
    """Return the active needs, the weights of the soft ones normalised to a sum of 1."""
    active: list[tuple[Need, Attribute, AttributeValue, float]] = []
    for need in needs:
        attribute = products.attribute(need.attribute)
        if attribute is None or not compiled.holds(need.condition, known):
            continue
        wanted = _wanted(need, attribute, compiled, known)
        if wanted is not None:
            weight = 0.0 if need.must else _weight(need.weight, compiled, known)
            active.append((need, attribute, wanted, weight))
    total = sum(weight for *_, weight in active) or 1.0
    return tuple(Wish(need, attribute, wanted, weight / total) for need, attribute, wanted, weight in active)


def verdicts(
    needs: Iterable[Need], products: Products, compiled: Compiled, known: Known
) -> dict[str, tuple[Verdict, ...]]:
    """Return, for the id of each product, one verdict for each active need, in author order."""
    active = wishes(needs, products, compiled, known)
    return {product.id: judged(product, active) for product in products.items}


def judged(product: Product, active: Iterable[Wish]) -> tuple[Verdict, ...]:
    """Return how one product meets each of these wishes."""
    return tuple(_verdict(wish, product.values.get(wish.attribute.id)) for wish in active)


def _verdict(wish: Wish, offered: AttributeValue | None) -> Verdict:
    need = wish.need
    unsaid = 0.0 if need.must else UNSAID
    met = unsaid if offered is None else _met(wish, offered)
    return Verdict(need.id, need.attribute, met, wish.weight, need.must, wish.wanted, offered)


def _met(wish: Wish, offered: AttributeValue) -> float:
    match wish.need.test:
        case "at_least":
            return _at_least(_float(offered), _float(wish.wanted), wish.attribute)
        case "at_most":
            return _at_most(_float(offered), _float(wish.wanted), wish.attribute)
        case "includes":
            wanted = _several(wish.wanted)
            share = sum(choice in _several(offered) for choice in wanted) / len(wanted)
            return float(share > 0) if wish.need.must else share
        case "is" | "any_of":
            return float(any(choice in _several(offered) for choice in _several(wish.wanted)))


def _at_least(offered: float, wanted: float, attribute: Attribute) -> float:
    if offered >= wanted:
        return 1.0
    low = attribute.low if attribute.low is not None else min(0.0, wanted)
    return _between((offered - low) / (wanted - low)) if wanted > low else 0.0


def _at_most(offered: float, wanted: float, attribute: Attribute) -> float:
    if offered <= wanted:
        return 1.0
    # A price range up to 100,000 would forgive one who can spend 2,000 almost anything: twice is far enough.
    ends = [end for end in (attribute.high, 2 * wanted) if end is not None and end > wanted]
    return _between((min(ends) - offered) / (min(ends) - wanted)) if ends else 0.0


def _between(met: float) -> float:
    return min(max(met, 0.0), _NEARLY)


def _float(value: AttributeValue) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _several(value: AttributeValue) -> tuple[AttributeValue, ...]:
    return value if isinstance(value, tuple) else (value,)


def _wanted(need: Need, attribute: Attribute, compiled: Compiled, known: Known) -> AttributeValue | None:
    if not need.operand_is_name:
        return need.operand
    name = str(need.operand)
    value = compiled.value(name, known)
    if value is None:
        return None
    if attribute.type in _NUMBERS:
        return _in_unit(value, _unit(name, compiled), attribute.unit)
    if attribute.type == "flag":
        return {"yes": True, "no": False}.get(str(value))
    return _among(value, attribute)


def _in_unit(value: Value, unit: str | None, into: str | None) -> float | None:
    if not isinstance(value, int | float):
        return None
    converted = convert(value, unit, into) if unit and into else None
    return value if converted is None else converted


def _unit(name: str, compiled: Compiled) -> str | None:
    if name in compiled.position:
        return compiled.question(name).unit
    return next((fact.unit for fact in compiled.questionnaire.facts if fact.id == name), None)


def _among(value: Value, attribute: Attribute) -> AttributeValue | None:
    # "Other" and "I am not sure" ask for nothing that a product could have.
    if isinstance(value, tuple):
        return tuple(choice for choice in value if choice in attribute.choices) or None
    return str(value) if value in attribute.choices else None


def _weight(weight: float | ByRank, compiled: Compiled, known: Known) -> float:
    if not isinstance(weight, ByRank):
        return weight
    ranking = known.get(weight.question)
    if isinstance(ranking, tuple) and weight.choice in ranking:
        return float(len(ranking) - ranking.index(weight.choice))
    # Not ranked: it counts as if it stood in the middle.
    return (len(compiled.question(weight.question).choices) + 1) / 2
