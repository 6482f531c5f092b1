"""Repairs and critiques in words: what would help, what could be asked for, and one product beside the first."""

from msgspec import Struct
from msgspec.structs import replace

from bot.questionnaire.catalogue import Products
from bot.questionnaire.condition import Known
from bot.questionnaire.wording import Words
from bot.suggestion.advice import change_said
from bot.suggestion.comparing import compared, gained, given_up
from bot.suggestion.critique import Critique
from bot.suggestion.market import price
from bot.suggestion.repairs import Repair
from bot.suggestion.suggest import product_of
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.writing import label_of, name_of
from bot.values.locale import listing
from bot.values.text import spoken

MOST_NAMES = 3


class RemedyWords(Struct, frozen=True):
    """Patterns: `changes` and `names`, an `attribute`, or a list of `gains`, as each needs them."""

    helps: str
    opens: str
    and_then: str
    cheaper: str
    more: str
    less: str
    gained: str
    given_up: str


_WORDS = {
    "en": RemedyWords(
        helps="What would help:",
        opens="{changes}. What fits then: {names}.",
        and_then="{one}; after that: {other}",
        cheaper="Something cheaper",
        more="{attribute}: more",
        less="{attribute}: less",
        gained="You gain: {gains}.",
        given_up="You give up: {gains}.",
    ),
    "fa": RemedyWords(
        helps="آنچه کمک می‌کند:",
        opens="{changes}. آن‌وقت مناسب می‌شود: {names}.",
        and_then="{one}؛ پس از آن: {other}",
        cheaper="چیزی ارزان‌تر",
        more="{attribute}: بیشتر",
        less="{attribute}: کمتر",
        gained="به دست می‌آورید: {gains}.",
        given_up="از دست می‌دهید: {gains}.",
    ),
    "ar": RemedyWords(
        helps="ما قد يساعدك:",
        opens="{changes}. وعندها يناسبك: {names}.",
        and_then="{one}؛ وبعد ذلك: {other}",
        cheaper="شيء أرخص",
        more="{attribute}: أكثر",
        less="{attribute}: أقل",
        gained="تكسب: {gains}.",
        given_up="تتنازل عن: {gains}.",
    ),
}
LANGUAGES = tuple(_WORDS)


def remedy_words(language: str) -> RemedyWords:
    """Return the patterns of a language; English where the house does not speak it."""
    return spoken(_WORDS, language)


def repair_said(repair: Repair, words: Words, products: Products, known: Known) -> str:
    """Return a repair as a sentence: its changes, one after the other, and what fits then."""
    own = remedy_words(words.language)
    changes, *later = (change_said(change, words, products, known).rstrip(".") for change in repair.changes)
    for change in later:
        changes = own.and_then.format(one=changes, other=change)
    names = [name_of(product_of(products, each), words) for each in repair.opens[:MOST_NAMES]]
    return own.opens.format(changes=changes, names=listing(names, words.language))


def critique_said(critique: Critique, words: Words, products: Products, known: Known) -> str:
    """Return a critique, short enough for a button."""
    own = remedy_words(words.language)
    if critique.change is not None:
        return change_said(critique.change, words, products, known)
    attribute = products.attribute(critique.attribute)
    if critique.kind == "cheaper" or attribute is None:
        return own.cheaper
    return (own.more if attribute.better == "higher" else own.less).format(attribute=label_of(attribute, words))


def beside_said(
    chosen: Suggestion, first: Suggestion, words: Words, products: Products, known: Known
) -> tuple[str, ...]:
    """Return what choosing one product instead of the first would mean: in money, gained and given up."""
    own = remedy_words(words.language)
    costs = compared(_beside(chosen, first, products, known), first, words, products, known)
    gain, loss = gained(chosen, first, words, products), given_up(chosen, first, words, products)
    said = (own.gained.format(gains=gain) if gain else None, own.given_up.format(gains=loss) if loss else None)
    return tuple(each for each in (costs, *said) if each is not None)


def _beside(chosen: Suggestion, first: Suggestion, products: Products, known: Known) -> Suggestion:
    """Return it in the role that its price gives it beside the first; as it is where they cost the same."""
    its = price(products, product_of(products, first.product), known)
    mine = price(products, product_of(products, chosen.product), known, its.currency or "") if its else None
    if its is None or mine is None or mine.amount == its.amount:
        return replace(chosen, role="also")
    return replace(chosen, role="cheaper" if mine.amount < its.amount else "step_up")
