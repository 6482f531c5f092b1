"""A chart's bars for one person: constants, answers, facts, or one bar a suggestion."""

from collections.abc import Iterator

from bot.questionnaire.catalogue import Products
from bot.questionnaire.condition import Known
from bot.questionnaire.report import BarText, ChartText
from bot.questionnaire.wording import Words
from bot.report.document import Bar, Chart
from bot.report.words import report_words
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
        bars = tuple(bar for each in text.bars for bar in self._bars(each, text.unit))
        if not bars:
            return None
        title = self.words.fill(text.title, self.known)
        spoken = "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
        return Chart(title, bars, report_words(self.words.language).chart.format(title=title, bars=spoken))

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
        for suggestion in self.suggestions if attribute is not None else ():
            product = product_of(self.products, suggestion.product)
            value = product.values.get(attribute_id)
            if isinstance(value, int | float):
                yield self._bar(name_of(product, self.words), value, attribute.unit if attribute else None, unit)

    def _bar(self, label: str, value: float, own_unit: str | None, unit: str | None, *, accent: bool = False) -> Bar:
        converted = convert(value, own_unit, unit) if own_unit and unit else value
        value = value if converted is None else converted
        return Bar(label, value, quantity(value, unit or own_unit, self.words.language), accent)

    def _unit(self, name: str) -> str | None:
        if name in self.words.compiled.position:
            return self.words.compiled.question(name).unit
        return next((fact.unit for fact in self.words.compiled.questionnaire.facts if fact.id == name), None)
