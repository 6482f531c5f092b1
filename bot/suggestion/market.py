"""What can be had where the person is: stock, regions, languages, price lists, and what they must not be offered."""

from typing import Literal

from msgspec import Struct

from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known

Bar = Literal["other_kind", "owned", "unless", "sold_out", "not_sold_here", "other_language"]
"""Why a product is no candidate, whatever it can do."""
STOCK = "stock"
"""An attribute of this name counts what is in stock; none left is sold out."""
_REGION = ("trait.region", "region")


class Price(Struct, frozen=True):
    """An amount of a currency (an ISO 4217 code)."""

    amount: float
    currency: str | None


def region_of(known: Known) -> str | None:
    """Return where the person is, as far as they said: the trait or the question called `region`."""
    for name in _REGION:
        value = known.get(name)
        if isinstance(value, str):
            return value
    return None


def price(products: Products, product: Product, known: Known, currency: str | None = None) -> Price | None:
    """Return what a product costs this person, in a currency or in that of their place; None where nobody knows.

    The price list of their region goes first. Amounts are never turned into another currency.
    """
    attribute = products.price
    if attribute is None:
        return None
    base = product.values.get(attribute.id)
    amounts = dict(product.prices.get(region_of(known) or "", {}))
    if isinstance(base, int | float) and not isinstance(base, bool):
        amounts.setdefault(attribute.unit or "", float(base))
    wanted = next(iter(amounts), "") if currency is None else currency
    return Price(amounts[wanted], wanted or None) if wanted in amounts else None


def barred(product: Product, compiled: Compiled, known: Known, *, any_kind: bool = False) -> Bar | None:
    """Return why a product is not to be offered to this person at all, or None; `any_kind`: as an accessory too."""
    place, language = region_of(known), known.get("language")
    if not any_kind and not is_one_of(product, compiled.questionnaire.suggest):
        return "other_kind"
    if product.id in owned(known):
        return "owned"
    if product.unless is not None and compiled.holds(product.unless, known):
        return "unless"
    if is_sold_out(product):
        return "sold_out"
    if product.regions and place is not None and place not in product.regions:
        return "not_sold_here"
    if product.languages and language is not None and language not in product.languages:
        return "other_language"
    return None


def is_sold_out(product: Product) -> bool:
    """Tell whether nothing of a product is left."""
    return not product.in_stock or product.values.get(STOCK) == 0


def owned(known: Known) -> tuple[str, ...]:
    """Return the products that the person is known to have."""
    owns = known.get("owns", ())
    return owns if isinstance(owns, tuple) else ()


def is_one_of(product: Product, wanted: dict[str, tuple[str, ...]]) -> bool:
    """Tell whether a product has one of the wanted values of each attribute; where none is named, every product has."""
    for attribute, allowed in wanted.items():
        value = product.values.get(attribute)
        has = value if isinstance(value, tuple) else (value,)
        if not any(choice in allowed for choice in has):
            return False
    return True
