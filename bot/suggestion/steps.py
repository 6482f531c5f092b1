"""From one product to another: how alike they are, and what one can do more than the other."""

from collections.abc import Iterable

from msgspec import Struct

from bot.questionnaire.catalogue import Attribute, AttributeValue, Product, Products
from bot.suggestion.suggestion import Suggestion, Verdict


class Gain(Struct, frozen=True):
    """What one product has more of than another, in an attribute that a need is about."""

    attribute: str
    value: AttributeValue
    unit: str | None
    over: AttributeValue
    """What the other one has."""


def gains(more: Suggestion, than: Suggestion, products: Products) -> tuple[Gain, ...]:
    """Return what one product has over another, what matters most first; both were judged by the same needs.

    What it gives up again for another need is no gain: a filter is no more than a grinder to who could use both.
    """
    pairs = tuple(zip(more.verdicts, than.verdicts, strict=True))
    lost = {its.attribute for its, mine in pairs if its.met < mine.met}
    weightiest = sorted(pairs, key=lambda pair: (not pair[0].must, -pair[0].weight))
    found: dict[str, Gain] = {}
    for its, mine in weightiest:
        attribute = products.attribute(its.attribute)
        if attribute is None or attribute.type == "money" or its.offered is None or mine.offered is None:
            continue
        if (
            its.attribute not in found
            and (attribute.type == "number" or its.attribute not in lost)
            and _ahead(attribute, its, mine)
        ):
            found[its.attribute] = Gain(its.attribute, _new(its, mine), its.unit, mine.offered)
    return tuple(found.values())


def _ahead(attribute: Attribute, its: Verdict, mine: Verdict) -> bool:
    if attribute.type != "number":
        return its.met > mine.met
    ahead = _number(its.offered) - _number(mine.offered)
    return (ahead if attribute.better == "higher" else -ahead) > 0


def _new(its: Verdict, mine: Verdict) -> AttributeValue:
    """Return what is offered: of a set, only what is wanted and new."""
    if not isinstance(its.offered, tuple) or not isinstance(mine.offered, tuple):
        return its.offered if its.offered is not None else ""
    wanted = its.wanted if isinstance(its.wanted, tuple) else (its.wanted,)
    new = tuple(choice for choice in its.offered if choice in wanted and choice not in mine.offered)
    return new or its.offered


def likeness(one: Product, other: Product, attributes: Iterable[Attribute]) -> float:
    """Return how alike two products are, 0 to 1: the mean over the attributes of which both data say something.

    Numbers by their distance on the attribute's range, sets by what they share, prices not at all.
    """
    alike = [
        _alike(attribute, one.values[attribute.id], other.values[attribute.id])
        for attribute in attributes
        if attribute.type != "money" and attribute.id in one.values and attribute.id in other.values
    ]
    return sum(alike) / len(alike) if alike else 0.0


def _alike(attribute: Attribute, one: AttributeValue, other: AttributeValue) -> float:
    if attribute.type == "number" and attribute.low is not None and attribute.high is not None:
        return max(0.0, 1 - abs(_number(one) - _number(other)) / (attribute.high - attribute.low))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len({*one} & {*other}) / max(len({*one} | {*other}), 1)
    return float(one == other)


def _number(value: AttributeValue | None) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
