"""Which shops a person is sent to: the nearest ones where their place is known, else those of their region."""

from collections.abc import Iterable

from msgspec import Struct

from bot.questionnaire.catalogue import Shop
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.suggestion.market import region_of
from bot.values.places import distance, place_of
from bot.values.script import plain
from bot.values.text import Text

_SHORT = 2
"""Signs up to which a part of an address is no town."""


class Found(Struct, frozen=True):
    """A shop, and how far away it is in kilometres; None where nobody knows."""

    shop: Shop
    distance: float | None = None


def shops_for(
    shops: Iterable[Shop], compiled: Compiled, known: Known, near: str | None, count: int
) -> tuple[Found, ...]:
    """Return up to `count` shops, the nearest first.

    `near`: the question about the person's place. Where its answer is a point, distance alone decides. Where it is the
    name of a town, the shops that have it in their address come first, whatever their region. The others are those of
    the person's region and those that are for everybody, in the author's order.
    """
    said = _place(compiled, known, near)
    here = place_of(said)
    if here is not None:
        ways = [Found(shop, distance(here, shop.place)) for shop in shops]
        return tuple(sorted(ways, key=lambda found: found.distance or 0.0)[:count])
    region = region_of(known)
    listed = list(shops)
    in_town = [shop for shop in listed if _names(said, shop.address)]
    around = [shop for shop in listed if shop.region in (None, region) and shop not in in_town]
    return tuple(Found(shop) for shop in (*in_town, *around)[:count])


def _place(compiled: Compiled, known: Known, near: str | None) -> str:
    """Return what was said of the place, if it was said for the report: other purposes and shy people are let be."""
    if near is None:
        return ""
    question, value = compiled.question(near), known.get(near)
    usable = question.purpose == "report" and not question.sensitive and isinstance(value, str)
    return str(value) if usable else ""


def _names(said: str, address: Text) -> bool:
    """Tell whether a part of what was typed (between commas) stands in an address, in any of its languages."""
    parts = [plain(part) for part in said.replace("،", ",").split(",")]
    spelled = [f" {plain(''.join(map(str, template)))} " for template in address.by_language.values()]
    towns = [part for part in parts if len(part) > _SHORT and not part.isdecimal()]
    return any(f" {town} " in each for town in towns for each in spelled)
