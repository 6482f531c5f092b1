"""The suggestions as blocks of a document: cards with reasons and trade-offs, or what stands in the way."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from bot.questionnaire.catalogue import Products
from bot.questionnaire.condition import Known
from bot.questionnaire.wording import Words
from bot.report.document import Block, Card, Cards, Image, Paragraph, Span
from bot.report.words import report_words
from bot.suggestion.comparing import added, companion, compared
from bot.suggestion.market import is_one_of
from bot.suggestion.reasons import reasons
from bot.suggestion.suggest import fitting, product_of
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.writing import name_of, written_price
from bot.values.locale import percent

MOST_REASONS = 4
FITS = 0.5
"""The fit from which a suggestion is said to fit."""
_SENTENCE_PART = re.compile("[:؛;.](?=\\s)")


class CardWriter:
    """Writes as cards what was found for one person: suggestions or what comes nearest, and what goes with them."""

    def __init__(self, words: Words, products: Products, known: Known, found: tuple[Suggestion, ...]) -> None:
        self.words = words
        self.own = report_words(words.language)
        self.products = products
        self.known = known
        self.found = found
        self.suggestions = fitting(found)

    def blocks(self, *, short: bool) -> list[Block]:
        """Return the cards; in full also accessories, and the notice on the data.

        Where no product meets every must, say so, and show in full what comes nearest.
        """
        if not self.found:
            return []
        blocks: list[Block] = []
        if not self.suggestions:
            blocks.append(Paragraph((Span(self.own.nothing_fits),)))
        shown = tuple(each for each in self.found if not short or each.role != "accessory")
        against = self.own.against if self.suggestions else self.own.in_the_way
        cards = tuple(map(self._card, shown))
        if short:
            cards = tuple(_shortened(cards, nearest=not self.suggestions))
        blocks.append(Cards(cards, short, self.own.because, against, self.own.fit, self.own.nothing_against))
        return blocks if short else [*blocks, *self._after()]

    def _card(self, suggestion: Suggestion) -> Card:
        product = product_of(self.products, suggestion.product)
        pros, cons = self._pros_and_cons(suggestion)
        fit = suggestion.fit if fitting((suggestion,)) else None
        return Card(
            product=product.id,
            name=name_of(product, self.words),
            summary=self.words.fill(product.summary.template(self.words.language), {}) if product.summary else "",
            price=written_price(product, self.words, self.products, self.known),
            reasons=pros,
            against=cons,
            fit=1.0 if fit is None else fit,
            fit_shown="" if fit is None else percent(fit, self.words.language),
            link=product.link,
            role=self._role(suggestion, fit),
            image=Image(product.image, name_of(product, self.words)) if product.image else None,
        )

    def _role(self, suggestion: Suggestion, fit: float | None) -> str:
        """Say why it stands here; what leaves more than half of the wishes open is called no fit."""
        weaker = {"best": self.own.closest, "also": self.own.partly} if fit is not None and fit < FITS else {}
        role: str = weaker.get(suggestion.role) or getattr(self.own, suggestion.role)
        return role

    def _pros_and_cons(self, suggestion: Suggestion) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if suggestion.role == "accessory":
            # It is here for what it goes with; what was asked of the main product is no praise or blame for it.
            return companion(suggestion, self.words, self.products, self.known), ()
        pros, cons = reasons(suggestion, self.words, self.products, self.known)
        # What the first one was praised for need not be said of each: the others are told by what sets them apart.
        pros = pros[: MOST_REASONS if suggestion.role in ("best", "nearest") else MOST_REASONS - 1]
        best = self.suggestions[0] if self.suggestions else suggestion
        difference = compared(suggestion, best, self.words, self.products, self.known)
        adds = added(suggestion, best, self.words, self.products)
        pros = (*pros, adds) if adds is not None else pros
        if difference is None:
            return pros, cons
        return ((*pros, difference), cons) if suggestion.role == "cheaper" else (pros, (difference, *cons))

    def _after(self) -> list[Block]:
        language = self.words.language
        blocks: list[Block] = []
        shown = (product_of(self.products, each.product) for each in self.found)
        concerned = any(is_one_of(product, self.products.notice_for) for product in shown)
        if self.products.notice is not None and concerned:
            notice = self.words.fill(self.products.notice.template(language), self.known)
            blocks.append(Paragraph((Span(notice, "emphasis"),)))
        return blocks


def _shortened(cards: tuple[Card, ...], *, nearest: bool) -> Iterator[Card]:
    """Yield the cards with one reason each, another one for each where there is one, and the first thing against them.

    Where nothing fits, what stands in the way is all that is said.
    """
    told: set[str] = set()
    for card in cards:
        against = card.against[:1]
        if nearest:
            yield replace(card, reasons=against, against=())
            continue
        lead = next((reason for reason in card.reasons if _wish(reason) not in told), None)
        lead = lead or next(iter(card.reasons), None)
        told |= {_wish(lead)} if lead else set()
        yield replace(card, reasons=(lead,) if lead else (), against=against)


def _wish(reason: str) -> str:
    """Return what of a reason the person said: it begins with their words."""
    return _SENTENCE_PART.split(reason, maxsplit=1)[0]
