"""The suggestions as blocks of a document: cards with reasons and trade-offs, or what stands in the way."""

from bot.questionnaire.catalogue import Products
from bot.questionnaire.condition import Known
from bot.questionnaire.wording import Words
from bot.report.document import Block, Card, Cards, Listing, Paragraph, Span
from bot.report.words import report_words
from bot.suggestion.reasons import compared, name_of, reasons, written
from bot.suggestion.suggest import fitting, price_of, product_of
from bot.suggestion.suggestion import Suggestion
from bot.values.locale import percent

MOST_REASONS = 4


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
        """Return the cards; in full also accessories, offers, and the notice on the data.

        Where no product meets every must, say so, and show in full what comes nearest.
        """
        if not self.found:
            return []
        blocks: list[Block] = []
        if not self.suggestions:
            blocks.append(Paragraph((Span(self.own.nothing_fits),)))
        shown = tuple(each for each in self.found if not short or each.role != "accessory")
        against = self.own.against if self.suggestions else self.own.in_the_way
        cards = tuple(self._card(each, short=short) for each in shown)
        blocks.append(Cards(cards, short, self.own.because, against, self.own.fit))
        return blocks if short else [*blocks, *self._after()]

    def _card(self, suggestion: Suggestion, *, short: bool) -> Card:
        product = product_of(self.products, suggestion.product)
        pros, cons = self._pros_and_cons(suggestion)
        if short:
            pros, cons = (cons[:1] if suggestion.role == "nearest" else pros[:1]), ()
        fit = suggestion.fit if fitting((suggestion,)) else None
        return Card(
            product=product.id,
            name=name_of(product, self.words),
            summary=self.words.fill(product.summary.template(self.words.language), {}) if product.summary else "",
            price=self._price(product.id),
            reasons=pros,
            against=cons,
            fit=1.0 if fit is None else fit,
            fit_shown="" if fit is None else percent(fit, self.words.language),
            link=product.link,
            role=getattr(self.own, suggestion.role),
        )

    def _pros_and_cons(self, suggestion: Suggestion) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if suggestion.role == "accessory":
            # It is here for what it goes with; what was asked of the main product is no praise or blame for it.
            return (), ()
        pros, cons = reasons(suggestion, self.words, self.products, self.known)
        pros = pros[:MOST_REASONS]
        difference = compared(suggestion, self.suggestions[0], self.words, self.products) if self.suggestions else None
        if difference is not None and suggestion.role == "cheaper":
            return (*pros, difference), cons or (self.own.nothing_against,)
        if difference is not None:
            return pros, (difference, *cons)
        return pros, cons or (self.own.nothing_against,)

    def _price(self, product_id: str) -> str | None:
        price = price_of(self.products, product_id)
        attribute = next((each for each in self.products.attributes if each.type == "money"), None)
        return None if price is None or attribute is None else written(attribute, price, self.words)

    def _after(self) -> list[Block]:
        language = self.words.language
        offers = tuple(
            (Span(self.words.fill(offer.text.template(language), self.known), link=offer.link),)
            for offer in self.words.compiled.questionnaire.offers
            if self.words.compiled.holds(offer.condition, self.known)
        )
        blocks: list[Block] = [Listing(offers)] if offers else []
        if self.products.notice is not None:
            notice = self.words.fill(self.products.notice.template(language), self.known)
            blocks.append(Paragraph((Span(notice, "emphasis"),)))
        return blocks
