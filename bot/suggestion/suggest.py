"""Which products are offered, and in which role: the best, one that costs less, one that can do more."""

from collections.abc import Iterable

from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.suggestion.suggestion import Role, Suggestion, Verdict
from bot.suggestion.verdicts import Wish, judged, wishes

CLEARLY_CHEAPER = 0.85
"""A product is called cheaper when it costs at most this share of the best one."""
MOST_ACCESSORIES = 2


def suggest(compiled: Compiled, products: Products, known: Known, count: int = 3) -> tuple[Suggestion, ...]:
    """Return up to `count` products that meet every must, the best first; none when no product does.

    Of the others, one is the best of those that cost clearly less, one the best of those that cost more and can
    do more; the rest follow by score. Ties go to the one written first. What the person owns is left out, and so is
    what meets no wish at all; where the answers ask nothing of a product, nothing is suggested.
    """
    active = wishes(compiled.questionnaire.needs, products, compiled, known)
    ranked = _ranked(compiled, products, known, active)
    fit = [each for each in ranked if not _violated(each) and (each.fit is None or each.fit > 0)]
    if not fit or not active or count < 1:
        return ()
    best, others = fit[0], fit[1:]
    chosen: dict[str, Role] = {best.product: "best"}
    places: list[tuple[Role, list[Suggestion]]] = [
        ("cheaper", _cheaper(best, others, products)[:1]),
        ("step_up", _steps_up(best, others, products, active)[:1]),
        ("also", others),
    ]
    for role, candidates in places:
        for candidate in candidates:
            if len(chosen) < count:
                chosen.setdefault(candidate.product, role)
    return tuple(_as(each, chosen[each.product]) for each in fit if each.product in chosen)


def nearest(compiled: Compiled, products: Products, known: Known, count: int = 3) -> tuple[Suggestion, ...]:
    """Return the products that miss the fewest musts, in the role `nearest`; their verdicts tell which and how far."""
    active = wishes(compiled.questionnaire.needs, products, compiled, known)
    ranked = [each for each in _ranked(compiled, products, known, active) if _violated(each)]
    ranked.sort(key=lambda each: (len(_violated(each)), -sum(verdict.met for verdict in _violated(each))))
    return tuple(_as(each, "nearest") for each in ranked[:count])


def accessories(
    compiled: Compiled, products: Products, known: Known, suggestions: Iterable[Suggestion]
) -> tuple[Suggestion, ...]:
    """Return at most two products that go with the suggested ones and break no must.

    An accessory answers only to the needs that its data speak of: a probe has no channels to be short of. One that
    was made for other work only is left out.
    """
    suggested = [each.product for each in suggestions]
    owned = _owned(known)
    found: list[Suggestion] = []
    for main in suggested:
        for product in _items(products, product_of(products, main).goes_with):
            if product.id in owned or product.id in suggested or any(product.id == each.product for each in found):
                continue
            own = [need for need in compiled.questionnaire.needs if need.attribute in product.values]
            judgement = judged(product, wishes(own, products, compiled, known))
            found.append(_suggestion(product, judgement, "accessory"))
    useful = (each for each in found if not _violated(each) and not _is_for_other_work(each, products))
    return tuple(useful)[:MOST_ACCESSORIES]


def fitting(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """Return those that are suggestions proper: what meets every must, without accessories."""
    return tuple(each for each in found if each.role not in ("accessory", "nearest"))


def product_of(products: Products, product_id: str) -> Product:
    """Return the product with this id; raise `KeyError` where there is none."""
    for product in products.items:
        if product.id == product_id:
            return product
    raise KeyError(product_id)


def price_of(products: Products, product_id: str) -> float | None:
    """Return what a product costs: its first attribute that is money."""
    attribute = next((attribute.id for attribute in products.attributes if attribute.type == "money"), None)
    price = product_of(products, product_id).values.get(attribute) if attribute else None
    return float(price) if isinstance(price, int | float) else None


def _ranked(compiled: Compiled, products: Products, known: Known, active: tuple[Wish, ...]) -> list[Suggestion]:
    owned = _owned(known)
    candidates = [
        _suggestion(product, judged(product, active), "also")
        for product in products.items
        if product.id not in owned and _wanted_kind(product, compiled.questionnaire.suggest)
    ]
    # Rounded, so that the order of additions does not decide between equals.
    return sorted(candidates, key=lambda each: -round(each.score, 9))


def _suggestion(product: Product, judgement: tuple[Verdict, ...], role: Role) -> Suggestion:
    return Suggestion(product.id, sum(verdict.share for verdict in judgement), role, judgement)


def _as(suggestion: Suggestion, role: Role) -> Suggestion:
    return Suggestion(suggestion.product, suggestion.score, role, suggestion.verdicts)


def _violated(suggestion: Suggestion) -> list[Verdict]:
    return [verdict for verdict in suggestion.verdicts if verdict.violated]


def _is_for_other_work(suggestion: Suggestion, products: Products) -> bool:
    """Tell whether a product meets no need that its data speak of; that it is affordable is no use by itself."""
    money = {attribute.id for attribute in products.attributes if attribute.type == "money"}
    verdicts = [verdict for verdict in suggestion.verdicts if verdict.attribute not in money]
    return bool(verdicts) and all(verdict.met == 0 for verdict in verdicts)


def _owned(known: Known) -> tuple[str, ...]:
    owns = known.get("owns", ())
    return owns if isinstance(owns, tuple) else ()


def _wanted_kind(product: Product, suggest: dict[str, tuple[str, ...]]) -> bool:
    for attribute, allowed in suggest.items():
        value = product.values.get(attribute)
        has = value if isinstance(value, tuple) else (value,)
        if not any(choice in allowed for choice in has):
            return False
    return True


def _items(products: Products, ids: tuple[str, ...]) -> list[Product]:
    return [product_of(products, product_id) for product_id in ids]


def _cheaper(best: Suggestion, others: list[Suggestion], products: Products) -> list[Suggestion]:
    price = price_of(products, best.product)
    if price is None:
        return []
    priced = [(each, price_of(products, each.product)) for each in others]
    return [each for each, costs in priced if costs is not None and costs <= price * CLEARLY_CHEAPER]


def _steps_up(
    best: Suggestion, others: list[Suggestion], products: Products, active: tuple[Wish, ...]
) -> list[Suggestion]:
    price = price_of(products, best.product)
    if price is None:
        return []
    priced = [(each, price_of(products, each.product)) for each in others]
    dearer = [each for each, costs in priced if costs is not None and costs > price]
    return [each for each in dearer if _can_more(best, each, active)]


def _can_more(best: Suggestion, other: Suggestion, active: tuple[Wish, ...]) -> bool:
    """Tell whether the other has a better value in an attribute that a need is about."""
    for wish, mine, its in zip(active, best.verdicts, other.verdicts, strict=True):
        if wish.attribute.type == "money" or mine.offered is None or its.offered is None:
            continue
        if wish.attribute.type == "number":
            ahead = _number(its) - _number(mine)
            if (ahead if wish.attribute.better == "higher" else -ahead) > 0:
                return True
        elif its.met > mine.met:
            return True
    return False


def _number(verdict: Verdict) -> float:
    return float(verdict.offered) if isinstance(verdict.offered, int | float) else 0.0
