"""Which next steps that are no product are offered to a person: by what they said, and by where they are."""

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.questionnaire.model import Offer
from bot.suggestion.market import region_of


def offers_for(compiled: Compiled, known: Known) -> tuple[Offer, ...]:
    """Return the offers whose condition holds, in the author's order.

    One that holds in some regions only is for those who are known to be in one of them.
    """
    region = region_of(known)
    return tuple(
        offer
        for offer in compiled.questionnaire.offers
        if (not offer.regions or region in offer.regions) and compiled.holds(offer.condition, known)
    )
