"""Which products are offered, and in which role: the best, one that costs less, one that can do more."""

from collections.abc import Callable, Collection, Iterable
from itertools import repeat

from msgspec.structs import replace

from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.questionnaire.model import Limits
from bot.suggestion.market import Price, barred
from bot.suggestion.shelf import Shelf, scored
from bot.suggestion.steps import gains
from bot.suggestion.suggestion import Role, Suggestion
from bot.suggestion.verdicts import judged, wishes

CLEARLY_CHEAPER = 0.85
"""A product is called cheaper when it costs at most this share of the best one."""
STRETCH = 1.5
"""A step up costs at most so many times as much as the person would spend."""
RELEVANCE = 0.7
"""How much the score counts when the second and third are chosen; the rest is for being unlike those before."""


def suggest(compiled: Compiled, products: Products, known: Known, count: int | None = None) -> tuple[Suggestion, ...]:
    """Return up to `count` products that meet every must, the best first; none when no product does.

    Of the others, one costs clearly less, and one is a step up: it can do more and costs more, within the limits of
    the questionnaire and of the person. In each role goes what scores high and is unlike those before. Ties go to the
    one written first. What meets nothing at all is left out; where the answers ask nothing of a product, nothing is
    suggested.
    """
    return suggest_from(Shelf(compiled, products), known, count)


def suggest_from(shelf: Shelf, known: Known, count: int | None = None) -> tuple[Suggestion, ...]:
    """Return the same as `suggest`; who suggests to many people keeps the shelf."""
    limits = shelf.compiled.questionnaire.limits or Limits()
    return _Choice(shelf, known, limits).of(shelf.fitting(known), limits.suggestions if count is None else count)


def nearest(compiled: Compiled, products: Products, known: Known, count: int = 3) -> tuple[Suggestion, ...]:
    """Return the products that miss the fewest musts, in the role `nearest`; their verdicts tell which and how far."""
    return nearest_from(Shelf(compiled, products), known, count)


def nearest_from(shelf: Shelf, known: Known, count: int = 3) -> tuple[Suggestion, ...]:
    """Return the same as `nearest`; who suggests to many people keeps the shelf."""
    missing = [each for each in shelf.ranked(known) if each.violated]
    missing.sort(key=lambda each: (len(each.violated), -sum(verdict.met for verdict in each.violated)))
    return tuple(replace(each, role="nearest") for each in missing[:count])


def accessories(
    compiled: Compiled, products: Products, known: Known, suggestions: Iterable[Suggestion]
) -> tuple[Suggestion, ...]:
    """Return what goes with the suggested products, each once, what suits the answers best first.

    An accessory answers only to the needs that its data speak of: a probe has no channels to be short of. One that
    breaks a must of these, or was made for other work only, is left out. A rule of the questionnaire decides instead:
    where it does not hold the accessory is left out, where it holds it goes before those without a rule.
    """
    main = [each.product for each in suggestions]
    rules = {rule.product: rule for rule in compiled.questionnaire.accessories}
    found: dict[str, Suggestion] = {}
    for product in (product_of(products, each) for each in main):
        for other in (product_of(products, each) for each in product.goes_with):
            rule = rules.get(other.id)
            if other.id in found or other.id in main or (rule and not compiled.holds(rule.condition, known)):
                continue
            beside = _beside(product, other, compiled, products, known)
            if beside is not None and (rule or not _is_for_other_work(beside, products)):
                found[other.id] = beside
    best = sorted(found.values(), key=lambda each: (each.product not in rules, -round(each.score, 9)))
    return tuple(best[: (compiled.questionnaire.limits or Limits()).accessories])


def fitting(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return those that are suggestions proper: what meets every must, without accessories."""
    return tuple(each for each in found if each.role not in ("accessory", "nearest"))


def product_of(products: Products, product_id: str) -> Product:
    """Return the product with this id; raise `KeyError` where there is none."""
    for product in products.items:
        if product.id == product_id:
            return product
    raise KeyError(product_id)


def ranked(compiled: Compiled, products: Products, known: Known) -> list[Suggestion]:
    """Return every product that may be offered, by score, whether or not it meets the musts."""
    return Shelf(compiled, products).ranked(known)


class _Choice:
    """Chooses from what fits: the best, and others that differ from it."""

    def __init__(self, shelf: Shelf, known: Known, limits: Limits) -> None:
        self._shelf = shelf
        self._products = shelf.products
        self._region = shelf.region(known)
        self._limits = limits

    def of(self, fit: list[Suggestion], count: int) -> tuple[Suggestion, ...]:
        """Return the chosen ones with their roles, by score."""
        if not fit or count < 1:
            return ()
        chosen: dict[str, Role] = {fit[0].product: "best"}
        costs = self._dearness(fit)
        ways: tuple[tuple[Role, Callable[[], Iterable[Suggestion]]], ...] = (
            ("cheaper", lambda: [each for each, times in costs if times <= CLEARLY_CHEAPER]),
            ("step_up", lambda: self._steps_up(fit[0], costs)),
            *repeat(("also", lambda: fit), count),
        )
        for role, candidates in ways:
            if len(chosen) == min(count, len(fit)):
                break
            new = self._unlike(candidates(), chosen)
            if new is not None:
                chosen[new.product] = role
        return tuple(replace(each, role=chosen[each.product]) for each in fit if each.product in chosen)

    def _unlike(self, candidates: Iterable[Suggestion], chosen: Collection[str]) -> Suggestion | None:
        """Return which candidate scores high and is unlike those already chosen; of equals the one ranked first."""

        def worth(candidate: Suggestion) -> float:
            alike = max([self._shelf.likeness(candidate.product, other) for other in chosen])
            return round(RELEVANCE * candidate.score - (1 - RELEVANCE) * alike, 9)

        return max((each for each in candidates if each.product not in chosen), key=worth, default=None)

    def _costs(self, suggestion: Suggestion, currency: str | None = None) -> Price | None:
        return self._shelf.costs(suggestion.product, self._region, currency)

    def _dearness(self, fit: list[Suggestion]) -> list[tuple[Suggestion, float]]:
        """Return the others with how many times as much as the best one they cost, where both prices are known."""
        best = self._costs(fit[0])
        if best is None or best.amount <= 0:
            return []
        costs = [(each, self._costs(each, best.currency or "")) for each in fit[1:]]
        return [(each, its.amount / best.amount) for each, its in costs if its is not None]

    def _steps_up(self, best: Suggestion, costs: Iterable[tuple[Suggestion, float]]) -> list[Suggestion]:
        dearer = [each for each, times in costs if 1 < times <= self._limits.step_up]
        return [each for each in dearer if self._is_affordable(each) and gains(each, best, self._products)]

    def _is_affordable(self, suggestion: Suggestion) -> bool:
        """Tell whether it goes little beyond the most that the person would spend; who named nothing sets no limit."""
        priced = self._products.price
        named = [verdict for verdict in suggestion.verdicts if priced is not None and verdict.attribute == priced.id]
        limits = [(each.offered, each.wanted) for each in named if isinstance(each.wanted, int | float)]
        return not limits or any(isinstance(costs, int | float) and costs <= STRETCH * most for costs, most in limits)


def _beside(main: Product, other: Product, compiled: Compiled, products: Products, known: Known) -> Suggestion | None:
    """Return an accessory of a product with how well it suits the answers; None where it is not to be offered."""
    if barred(other, compiled, known, any_kind=True) is not None:
        return None
    own = [need for need in compiled.questionnaire.needs if need.attribute in other.values]
    found = scored(other, judged(other, wishes(own, products, compiled, known), products, known), "accessory")
    if found.violated:
        return None
    return replace(found, beside=main.id, saves=main.saves.get(other.id))


def _is_for_other_work(suggestion: Suggestion, products: Products) -> bool:
    """Tell whether a product meets no need that its data speak of; that it is affordable is no use by itself."""
    money = {attribute.id for attribute in products.attributes if attribute.type == "money"}
    verdicts = [verdict for verdict in suggestion.verdicts if verdict.attribute not in money]
    return bool(verdicts) and all(verdict.met == 0 for verdict in verdicts)
