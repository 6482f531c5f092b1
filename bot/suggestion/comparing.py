"""One suggestion beside another: what it costs less or more, what it adds, what goes with it and saves."""

from collections.abc import Iterable
from itertools import islice

from msgspec.structs import replace

from bot.questionnaire.catalogue import Attribute, Products
from bot.questionnaire.condition import Known
from bot.questionnaire.wording import Words
from bot.suggestion.market import price
from bot.suggestion.steps import Gain, gains
from bot.suggestion.suggest import product_of
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.words import reason_words
from bot.suggestion.writing import label_of, name_of, written
from bot.values.locale import number, percent, quantity

MOST_GAINS = 3
_BETWEEN = {"fa": "؛ ", "ar": "؛ "}


def compared(suggestion: Suggestion, best: Suggestion, words: Words, products: Products, known: Known) -> str | None:
    """Return how much less or more it costs than the best one; None where its role is not about that."""
    its = price(products, product_of(products, best.product), known)
    mine = price(products, product_of(products, suggestion.product), known, its.currency or "") if its else None
    if suggestion.role not in ("cheaper", "step_up") or mine is None or its is None or its.amount <= 0:
        return None
    patterns = reason_words(words.language)
    times = mine.amount / its.amount
    if suggestion.role == "cheaper":
        pattern = patterns.costs_less
    else:
        pattern = patterns.costs_more if times < 2 else patterns.costs_times  # noqa: PLR2004
    return pattern.format(
        share=percent(abs(times - 1), words.language),
        times=number(round(times, 1), words.language),
        name=name_of(product_of(products, best.product), words),
    )


def added(suggestion: Suggestion, best: Suggestion, words: Words, products: Products) -> str | None:
    """Return what a step up can do beyond the best one, what matters most first; None where it is no step up."""
    if suggestion.role != "step_up":
        return None
    name = name_of(product_of(products, best.product), words)
    listed = gained(suggestion, best, words, products)
    return reason_words(words.language).adds.format(name=name, gains=listed) if listed else None


def gained(more: Suggestion, than: Suggestion, words: Words, products: Products) -> str:
    """Return what one product can do beyond another, what matters most first; empty where that is nothing."""
    return _listed(gains(more, than, products), words, products)


def given_up(chosen: Suggestion, instead_of: Suggestion, words: Words, products: Products) -> str:
    """Return what one product cannot do that another can, in its own figures; empty where that is nothing."""
    lost = gains(instead_of, chosen, products)
    turned = (replace(gain, value=gain.over, over=gain.value) if _replaces(gain, products) else gain for gain in lost)
    return _listed(turned, words, products)


def companion(suggestion: Suggestion, words: Words, products: Products, known: Known) -> tuple[str, ...]:
    """Return why an accessory is offered, where a rule says so, and what it saves beside what it goes with."""
    rules = {rule.product: rule.because for rule in words.compiled.questionnaire.accessories}
    because = rules.get(suggestion.product)
    said = [words.fill(because.template(words.language), known)] if because is not None else []
    if suggestion.saves is not None and suggestion.beside is not None:
        saving = quantity(suggestion.saves.value, suggestion.saves.unit, words.language)
        name = name_of(product_of(products, suggestion.beside), words)
        said.append(reason_words(words.language).saves.format(name=name, saving=saving))
    return tuple(said)


def _listed(found: Iterable[Gain], words: Words, products: Products) -> str:
    between = _BETWEEN.get(words.language, "; ")
    return between.join(_gain(gain, words, products) for gain in islice(found, MOST_GAINS))


def _replaces(gain: Gain, products: Products) -> bool:
    """Tell whether one value stands in the place of another, instead of beside it."""
    return _attribute(gain, products).type in ("number", "choice")


def _attribute(gain: Gain, products: Products) -> Attribute:
    attribute = products.attribute(gain.attribute)
    if attribute is None:
        raise KeyError(gain.attribute)
    return attribute


def _gain(gain: Gain, words: Words, products: Products) -> str:
    attribute, patterns = _attribute(gain, products), reason_words(words.language)
    return (patterns.gain_over if _replaces(gain, products) else patterns.gain).format(
        attribute=label_of(attribute, words),
        value=written(attribute, gain.value, words, gain.unit),
        over=written(attribute, gain.over, words, gain.unit),
    )
