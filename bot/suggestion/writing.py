"""Names, values and prices of products as a language writes them."""

from bot.questionnaire.catalogue import Attribute, AttributeValue, Product, Products
from bot.questionnaire.condition import Known
from bot.questionnaire.wording import Words, yes_no
from bot.suggestion.market import price
from bot.values.locale import isolate, listing, quantity


def name_of(product: Product, words: Words) -> str:
    """Return the name of a product, kept in its own order in a sentence of the other direction."""
    return isolate(words.fill(product.name.template(words.language), {}), words.language)


def label_of(attribute: Attribute, words: Words) -> str:
    """Return the label of an attribute."""
    return words.fill(attribute.label.template(words.language), {})


def written(attribute: Attribute, value: AttributeValue, words: Words, unit: str | None = None) -> str:
    """Return the value of an attribute as the language writes it, a number in `unit` or in the attribute's own."""
    if isinstance(value, bool):
        return yes_no(value, words.language)
    if isinstance(value, int | float):
        return quantity(value, unit or attribute.unit, words.language)
    several = value if isinstance(value, tuple) else (value,)
    labels = [attribute.choices[choice] for choice in several if choice in attribute.choices]
    return listing([words.fill(label.template(words.language), {}) for label in labels], words.language)


def written_price(product: Product, words: Words, products: Products, known: Known) -> str | None:
    """Return what a product costs this person, or None where nobody knows."""
    found = price(products, product, known)
    return None if found is None else quantity(found.amount, found.currency, words.language)
