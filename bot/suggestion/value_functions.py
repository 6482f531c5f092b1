"""How far one value meets what was asked for, 0 to 1, on a scale that the author fixed with the attribute.

What is wholly met counts 1 and nothing else does. A number that misses falls in a straight line to 0: what is too
little at the low end of the scale, what is too much at its high end, what is beside a target at the farther end.
"""

from msgspec import Struct

from bot.questionnaire.catalogue import Attribute, AttributeValue
from bot.questionnaire.model import Need

# Only what is wholly met counts as 1, however near the rest comes.
_NEARLY = 0.99
# 0.4 - 0.3 is a little more than 0.1.
_ROUGH = 1e-9


class Scale(Struct, frozen=True):
    """Where values for an attribute lie; None: no end is known."""

    low: float | None = None
    high: float | None = None
    lower_is_better: bool = False
    most_over: float | None = None
    """How many times a limit counts nothing, however far the scale goes on."""


def scale_of(attribute: Attribute, unit: str | None) -> Scale:
    """Return the scale on which an attribute is rated in a unit; one in another unit than its range has no ends."""
    if attribute.type == "choice":
        return Scale(0.0, len(attribute.choices) - 1.0)
    lower = attribute.better == "lower"
    # A price range up to 100,000 would forgive one who can spend 2,000 almost anything: twice is far enough.
    return Scale(attribute.low, attribute.high, lower, 2.0) if unit == attribute.unit else Scale(None, None, lower, 2.0)


def met(need: Need, attribute: Attribute, wanted: AttributeValue, offered: AttributeValue, scale: Scale) -> float:
    """Return how far an offered value meets what a need wants."""
    match need.test:
        case "is" | "any_of":
            return float(any(choice in _several(offered) for choice in _several(wanted)))
        case "includes" | "all_of" | "none_of":
            return _overlap(need, _several(wanted), _several(offered))
        case _:
            return _measured(need, _number(offered, attribute), _number(wanted, attribute), scale)


def _overlap(need: Need, wanted: tuple[AttributeValue, ...], offered: tuple[AttributeValue, ...]) -> float:
    share = sum(choice in offered for choice in wanted) / len(wanted)
    if need.test == "none_of":
        share = 1 - share
    # A must that includes several choices is content with any of them.
    return float(share > 0) if need.must and need.test == "includes" else share


def _measured(need: Need, offered: float, wanted: float, scale: Scale) -> float:
    match need.test:
        case "at_least":
            return _at_least(offered, wanted, scale)
        case "at_most":
            return _at_most(offered, wanted, scale)
        case "threshold":
            return float(offered <= wanted if scale.lower_is_better else offered >= wanted)
        case _:
            return _near(offered, wanted, need.tolerance, scale)


def _at_least(offered: float, wanted: float, scale: Scale) -> float:
    if offered >= wanted:
        return 1.0
    low = min(0.0, wanted) if scale.low is None else scale.low
    return _between((offered - low) / (wanted - low)) if wanted > low else 0.0


def _at_most(offered: float, wanted: float, scale: Scale) -> float:
    if offered <= wanted:
        return 1.0
    ends = (scale.high, None if scale.most_over is None else scale.most_over * wanted)
    beyond = [end for end in ends if end is not None and end > wanted]
    return _between((min(beyond) - offered) / (min(beyond) - wanted)) if beyond else 0.0


def _near(offered: float, wanted: float, tolerance: float, scale: Scale) -> float:
    beside = abs(offered - wanted) - tolerance
    if beside <= _ROUGH * max(abs(offered), abs(wanted)):
        return 1.0
    # Both sides by the same measure, so that the nearest wins.
    ends = [abs(end - wanted) for end in (scale.low, scale.high) if end is not None]
    farthest = max(ends, default=abs(wanted)) - tolerance
    return _between(1 - beside / farthest) if farthest > 0 else 0.0


def _between(share: float) -> float:
    return min(max(share, 0.0), _NEARLY)


def _number(value: AttributeValue, attribute: Attribute) -> float:
    if isinstance(value, str):
        order = list(attribute.choices)
        return float(order.index(value)) if value in order else 0.0
    return float(value) if isinstance(value, int | float) else 0.0


def _several(value: AttributeValue) -> tuple[AttributeValue, ...]:
    return value if isinstance(value, tuple) else (value,)
