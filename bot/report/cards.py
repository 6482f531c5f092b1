"""The suggestions as blocks of a document: cards with reasons and trade-offs, or what stands in the way."""

from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.questionnaire.wording import Words
from bot.report.document import Block, Card, Cards, Listing, Paragraph, Span
from bot.report.words import report_words
from bot.suggestion.reasons import compared, reasons, written
from bot.suggestion.suggest import accessories, nearest, price_of, product_of
from bot.suggestion.suggestion import Suggestion
from bot.values.locale import percent

MOST_REASONS = 4


class CardWriter:
    """Writes the suggestions made to one person as cards."""

    def __init__(self, words: Words, products: Products, known: Known, suggestions: tuple[Suggestion, ...]) -> None:
        self.words = words
        self.own = report_words(words.language)
        self.products = products
        self.known = known
        self.suggestions = suggestions

    @property
    def _compiled(self) -> Compiled:
        return self.words.compiled

    def blocks(self, *, short: bool) -> list[Block]:
        """Return the cards; in full also accessories, the notice on the data, and offers.

        Where no product meets every must, say so, and show in full what comes closest.
        """
        if not self.products.items:
            return []
        blocks: list[Block] = []
        if self.suggestions:
            blocks.append(self._cards(self.suggestions, short=short))
        else:
            blocks.append(Paragraph((Span(self.own.nothing_fits),)))
            close = nearest(self._compiled, self.products, self.known)
            if close and not short:
                blocks.append(self._cards(close, short=False))
        if not short:
            blocks.extend(self._after())
        return blocks

    def _cards(self, shown: tuple[Suggestion, ...], *, short: bool) -> Cards:
        everything = shown if short else (*shown, *self._accessories())
        cards = tuple(self._card(each, short=short) for each in everything)
        against = self.own.against if self.suggestions else self.own.in_the_way
        return Cards(cards, short, self.own.because, against, self.own.fit)

    def _accessories(self) -> tuple[Suggestion, ...]:
        return accessories(self._compiled, self.products, self.known, self.suggestions)

    def _card(self, suggestion: Suggestion, *, short: bool) -> Card:
        product = product_of(self.products, suggestion.product)
        pros, cons = self._pros_and_cons(suggestion)
        extra = suggestion.role == "accessory"
        return Card(
            product=product.id,
            name=self.words.fill(product.name.template(self.words.language), {}),
            summary=self.words.fill(product.summary.template(self.words.language), {}) if product.summary else "",
            price=self._price(product.id),
            reasons=pros[:1] if short else pros[:MOST_REASONS],
            against=() if short else cons,
            fit=1.0 if suggestion.fit is None else suggestion.fit,
            fit_shown="" if extra or suggestion.fit is None else percent(suggestion.fit, self.words.language),
            link=product.link,
            role=getattr(self.own, suggestion.role),
        )

    def _pros_and_cons(self, suggestion: Suggestion) -> tuple[tuple[str, ...], tuple[str, ...]]:
        pros, cons = reasons(suggestion, self.words, self.products, self.known)
        if suggestion.role == "accessory":
            return pros, cons
        difference = compared(suggestion, self.suggestions[0], self.words, self.products) if self.suggestions else None
        if difference is not None and suggestion.role == "cheaper":
            return (difference, *pros), cons or (self.own.nothing_against,)
        if difference is not None:
            return pros, (difference, *cons)
        return pros, cons or (self.own.nothing_against,)

    def _price(self, product_id: str) -> str | None:
        price = price_of(self.products, product_id)
        attribute = next((each for each in self.products.attributes if each.type == "money"), None)
        return None if price is None or attribute is None else written(attribute, price, self.words)

    def _after(self) -> list[Block]:
        language = self.words.language
        blocks: list[Block] = []
        if self.products.notice is not None:
            notice = self.words.fill(self.products.notice.template(language), self.known)
            blocks.append(Paragraph((Span(notice, "emphasis"),)))
        offers = tuple(
            (Span(self.words.fill(offer.text.template(language), self.known), link=offer.link),)
            for offer in self._compiled.questionnaire.offers
            if self._compiled.holds(offer.condition, self.known)
        )
        return [*blocks, Listing(offers)] if offers else blocks
