"""What a person can do next, as blocks of a document: offers that are no product, and shops with their way."""

import re

from msgspec import Struct

from bot.questionnaire.catalogue import Shop
from bot.questionnaire.condition import Known
from bot.questionnaire.model import Offer
from bot.questionnaire.report import ShopsText
from bot.questionnaire.wording import Words
from bot.report.document import Offers, ShopCard, Shops, Step
from bot.report.words import ReportWords, report_words
from bot.suggestion.offers import offers_for
from bot.suggestion.shops import Found, shops_for
from bot.values.locale import isolate, isolate_foreign, left_to_right, quantity
from bot.values.places import Place
from bot.values.text import Text

NEARBY = 10
"""Kilometres up to which a distance is told to a tenth."""
LONGEST_CODE = 30
"""Characters of a code on the button that copies it; the code itself stands beside it whole."""
_NO_DIAL = re.compile(r"[^+\d]")
_MAP = "https://www.openstreetmap.org/?mlat={0:.5f}&mlon={1:.5f}#map=17/{0:.5f}/{1:.5f}"


class StepWriter(Struct, frozen=True):
    """Writes the next steps of one person."""

    words: Words
    known: Known
    shops: tuple[Shop, ...] = ()

    def offers(self, *, title: str = "") -> Offers | None:
        """Return the offers for this person; None where there is none."""
        own = report_words(self.words.language)
        steps = tuple(self._step(offer, own) for offer in offers_for(self.words.compiled, self.known))
        return Offers(steps, own.code, title) if steps else None

    def nearest(self, text: ShopsText) -> Shops | None:
        """Return the shops for this person, the nearest first; None where nobody can tell."""
        found = shops_for(self.shops, self.words.compiled, self.known, text.near, text.at_most)
        cards = tuple(self._card(each) for each in found)
        return Shops(cards, report_words(self.words.language).map) if cards else None

    def _step(self, offer: Offer, own: ReportWords) -> Step:
        label = self._filled(offer.label) if offer.label else own.more
        copy = "" if offer.coupon is None else own.copy.format(code=self._short(offer.coupon))
        return Step(self._filled(offer.text), label if offer.link else "", offer.link, offer.coupon, copy)

    def _short(self, code: str) -> str:
        cut = code if len(code) <= LONGEST_CODE else code[: LONGEST_CODE - 1] + "…"
        return left_to_right(cut, self.words.language)

    def _card(self, found: Found) -> ShopCard:
        shop, language = found.shop, self.words.language
        return ShopCard(
            name=isolate(self._filled(shop.name), language),
            address=isolate_foreign(self._filled(shop.address), language),
            map=map_of(shop.place),
            distance="" if found.distance is None else written_distance(found.distance, language),
            hours=self._filled(shop.hours) if shop.hours else "",
            phone=_NO_DIAL.sub("", shop.phone or ""),
            phone_shown=left_to_right(shop.phone, language) if shop.phone else "",
            link=shop.link,
        )

    def _filled(self, text: Text) -> str:
        return self.words.fill(text.template(self.words.language), self.known)


def map_of(place: Place) -> str:
    """Return the address of a map of a place; nobody is asked for it before a person follows it."""
    return _MAP.format(place.latitude, place.longitude)


def written_distance(kilometres: float, language: str) -> str:
    """Return a distance as a person would say it: 3.4 km, 120 km."""
    return quantity(round(kilometres, 1) if kilometres < NEARBY else round(kilometres), "km", language)
