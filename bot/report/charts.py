"""An author's charts with one person's numbers: bars, what each suggestion meets, price against fit."""

from collections.abc import Iterator

from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.condition import Known
from bot.questionnaire.report import BarText, ChartText, RadarText, ScatterText
from bot.questionnaire.wording import Words
from bot.report.chart_words import chart_words
from bot.report.document import Bar, Chart
from bot.report.plot import Plot
from bot.report.radar import radar
from bot.report.scatter import scatter
from bot.suggestion.market import Price, price
from bot.suggestion.suggest import fitting, product_of
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.writing import name_of
from bot.values.locale import quantity
from bot.values.units import convert

OF_SUGGESTIONS = "suggestions."
"""A bar whose value starts so stands for one bar a suggestion, with the product's attribute."""


class ChartWriter:
    """Draws an author's charts with one person's numbers."""

    def __init__(self, words: Words, products: Products, known: Known, found: tuple[Suggestion, ...]) -> None:
        self.words = words
        self.products = products
        self.known = known
        self.suggestions = fitting(found)

    def chart(self, text: ChartText) -> Chart | None:
        """Return the chart with the bars whose numbers are known, or None where none is."""
        unit = text.unit or self._currency(text)
        bars = tuple(bar for each in text.bars for bar in self._bars(each, unit))
        if not bars:
            return None
        title = self.words.fill(text.title, self.known)
        spoken = "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
        return Chart(title, bars, chart_words(self.words.language).bars.format(title=title, bars=spoken))

    def radar(self, text: RadarText) -> Plot | None:
        """Return what the suggestions meet of what the person wants, or None where too little was asked for."""
        return radar(self.words.fill(text.title, self.known), self.words, self.products, self.suggestions)

    def scatter(self, text: ScatterText) -> Plot | None:
        """Return price against fit, or None where there is nothing to compare."""
        title = self.words.fill(text.title, self.known)
        return scatter(title, self.words, self.products, self.known, self.suggestions, self._limit(text.limit))

    def _currency(self, text: ChartText) -> str | None:
        """Return the currency of an answer beside which prices stand: amounts of two say nothing to each other."""
        named = [bar.value for bar in text.bars if isinstance(bar.value, str)]
        prices = self.products.price
        if prices is None or f"{OF_SUGGESTIONS}{prices.id}" not in named:
            return None
        return next((unit for name in named if (unit := self._unit(name)) is not None), None)

    def _limit(self, name: str | None) -> Price | None:
        amount = self.words.compiled.value(name, self.known) if name else None
        return Price(amount, self._unit(name)) if name and isinstance(amount, int | float) else None

    def _bars(self, bar: BarText, unit: str | None) -> Iterator[Bar]:
        label = self.words.fill(bar.label, self.known) if bar.label else ""
        if not isinstance(bar.value, str):
            yield self._bar(label, bar.value, unit, unit)
        elif bar.value.startswith(OF_SUGGESTIONS):
            yield from self._of_suggestions(bar.value.removeprefix(OF_SUGGESTIONS), unit)
        else:
            value = self.words.compiled.value(bar.value, self.known)
            if isinstance(value, int | float):
                # What the person said stands out from the author's constants and from the products.
                yield self._bar(label, value, self._unit(bar.value), unit, accent=True)

    def _of_suggestions(self, attribute_id: str, unit: str | None) -> Iterator[Bar]:
        attribute = self.products.attribute(attribute_id)
        shown = [product_of(self.products, suggestion.product) for suggestion in self.suggestions]
        if attribute is not None and attribute is self.products.price:
            yield from self._prices(shown, unit)
            return
        for product in shown if attribute is not None else ():
            value = product.values.get(attribute_id)
            if isinstance(value, int | float):
                yield self._bar(name_of(product, self.words), value, attribute.unit if attribute else None, unit)

    def _prices(self, shown: list[Product], currency: str | None) -> Iterator[Bar]:
        """Yield what each costs where the person is, all in one currency: that of the chart, or else of the first."""
        for product in shown:
            found = price(self.products, product, self.known, currency)
            if found is not None:
                currency = found.currency or ""
                yield self._bar(name_of(product, self.words), found.amount, found.currency, found.currency)

    def _bar(self, label: str, value: float, own_unit: str | None, unit: str | None, *, accent: bool = False) -> Bar:
        converted = convert(value, own_unit, unit) if own_unit and unit else value
        value = value if converted is None else converted
        return Bar(label, value, quantity(value, unit or own_unit, self.words.language), accent)

    def _unit(self, name: str) -> str | None:
        if name in self.words.compiled.position:
            return self.words.compiled.question(name).unit
        return next((fact.unit for fact in self.words.compiled.questionnaire.facts if fact.id == name), None)
