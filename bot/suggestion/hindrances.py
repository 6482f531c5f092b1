"""Why nobody is suggested a product, in a sentence for its author."""

from bot.questionnaire.catalogue import AttributeValue, Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.explain import written
from bot.questionnaire.model import Need
from bot.suggestion.outcomes import MEETS_SOMETHING, Never
from bot.suggestion.suggest import product_of


def why_never(found: Never, compiled: Compiled, products: Products) -> str:
    """Return what leaves a product out, whatever is answered: `the must 'bandwidth' (…) always leaves it out`."""
    product = product_of(products, found.product)
    hindrances = [_hindrance(name, product, compiled) for name in found.because]
    if len(hindrances) == 1:
        said = f"in every conversation {hindrances[0]}"
    else:
        *others, last = hindrances
        said = f"in every conversation {', '.join(others)} or {last}"
    return said if found.proved else f"{said}, as far as was found; it is not proved"


def _hindrance(name: str, product: Product, compiled: Compiled) -> str:
    match name:
        case "sold_out":
            return "it is sold out"
        case "unless" if product.unless is not None:
            return f"its own 'unless' holds ({written(product.unless)})"
        case "not_sold_here":
            return f"the person is not where it is sold ({', '.join(product.regions)})"
        case "other_language":
            return f"the person speaks another language than its own ({', '.join(product.languages)})"
        case str(part) if part == MEETS_SOMETHING:
            return "it meets nothing that is asked"
    need = next(each for each in compiled.questionnaire.needs if each.id == name)
    return f"it breaks the must '{name}' ({asked(need)}; it has {has(product.values.get(need.attribute))})"


def asked(need: Need) -> str:
    """Return what a need asks, as its author wrote it: `family: {is: source_meter}`."""
    return f"{need.attribute}: {{{need.test}: {has(need.operand)}}}"


def has(value: AttributeValue | None) -> str:
    """Return a value of a product as its author wrote it."""
    match value:
        case None:
            return "none in our data"
        case bool():
            return str(value).lower()
        case float() | int():
            return f"{value:g}"
        case tuple():
            return f"[{', '.join(map(str, value))}]"
    return value
