"""Which single answer would change the first suggestion, and to what.

Exact over choices, and over numbers and days in the stretches between all limits; every claim is replayed.
"""

from msgspec import Struct

from bot.conversation.session import Session
from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.questionnaire.model import Question
from bot.suggestion.changing import Changing, distance, size


class WhatIf(Struct, frozen=True):
    """Another answer to one question, and which product would come first then, all else being the same."""

    question: str
    was: Value
    value: Value
    first: str | None
    """None: nothing would fit."""
    low: float | None = None
    """For numbers (days as day numbers): from where it is so, and up to where; one of the two is `value`."""
    high: float | None = None
    voids: tuple[str, ...] = ()
    """Other answers that would no longer count."""
    asks: tuple[str, ...] = ()
    """Questions that would come up; their answers may change it again."""


def what_if(compiled: Compiled, products: Products, session: Session, count: int | None = None) -> tuple[WhatIf, ...]:
    """Return the answers that would change what comes first, the smallest change to each product first.

    Those that leave the rest of the conversation as it is go before those that change its course.
    """
    changing = Changing(compiled, products, session)
    here = changing.front.first(changing.known)
    found = [
        claim
        for question, was in changing.answered()
        for claim in _claims(question, was, changing)
        if claim.first != here
    ]
    found.sort(key=_order)
    return tuple(found[:count])


def _claims(question: Question, was: Value, changing: Changing) -> list[WhatIf]:
    """Return for each product that one question could bring to the front the nearest answer that does."""

    def leads_to(value: Value) -> str | None:
        replay = changing.replay({question.id: value})
        return None if replay is None else changing.front.first(replay.known)

    nearest: dict[object, WhatIf] = {}
    for other in changing.others(question, was, leads_to):
        replay = changing.replay({question.id: other.value})
        product = other.outcome if isinstance(other.outcome, str) else None
        if replay is None:
            continue
        claim = WhatIf(question.id, was, other.value, product, other.low, other.high, replay.voids, replay.asks)
        if product not in nearest or _order(claim) < _order(nearest[product]):
            nearest[product] = claim
    return list(nearest.values())


def _order(claim: WhatIf) -> tuple[int, bool, float, float]:
    upheaval = len(claim.asks) + len(claim.voids)
    return (
        upheaval,
        claim.first is None,
        size(claim.was, claim.value),
        distance(claim.was, claim.value),
    )
