"""A shelf: the products made ready to be judged by one questionnaire, for one person after the other.

What does not hang on the person is worked out once, and how far products meet what somebody asks for is remembered for
the next one who asks for the same. A shelf never changes an answer, it only spares work.
"""

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bot.questionnaire.catalogue import AttributeValue, Product, Products
from bot.questionnaire.compiled import Compiled, Reader
from bot.questionnaire.condition import Holds, Known, Value
from bot.questionnaire.model import ByRank, Need
from bot.suggestion.market import Price, barred, owned, price, region_of
from bot.suggestion.steps import likeness
from bot.suggestion.suggestion import Role, Suggestion, Verdict
from bot.suggestion.verdicts import Wish, how_far, offered, weight_of, wish_for

MOST_REMEMBERED = 10_000
"""Different things that people ask for which are remembered at once; the least used goes first."""


class _Ready(Struct, frozen=True):
    """A need with its conditions and what it compares with as functions of what is known."""

    need: Need
    holds: Holds | None
    unless: Holds | None
    read: Reader | None


class _Asked(Struct, frozen=True):
    """What a need asks for, and how far products meet it, by their ids and regions with prices of their own."""

    wish: Wish
    met: dict[tuple[str, str | None], tuple[float, AttributeValue | None]]


_Active = Sequence[tuple[_Asked, float]]
"""What one person asks for, and the weight of each over the sum of all."""


class Shelf:
    """Judges products by the needs of a questionnaire."""

    def __init__(self, compiled: Compiled, products: Products) -> None:
        self.compiled = compiled
        self.products = products
        self.by_id = {product.id: product for product in products.items}
        self._needs = [self._ready(need) for need in compiled.questionnaire.needs if products.attribute(need.attribute)]
        self._unless = {
            product.id: compiled.condition(product.unless) for product in products.items if product.unless is not None
        }
        self._likeness: dict[tuple[str, str], float] = {}
        self._asked = lru_cache(MOST_REMEMBERED, typed=True)(self._asked_first)
        self._sold = lru_cache(MOST_REMEMBERED)(self._sold_first)
        self._costs = lru_cache(MOST_REMEMBERED)(self._costs_first)

    def ranked(self, known: Known) -> list[Suggestion]:
        """Return every product that may be offered, by score, whether or not it meets the musts."""
        return self._scored(self._offered(known), self._active(known), known)

    def fitting(self, known: Known) -> list[Suggestion]:
        """Return every product that may be offered, meets all musts and anything at all, by score."""
        region, active, left = region_of(known), self._active(known), self._offered(known)
        for asked, _ in active:
            if asked.wish.need.must:
                left = [product for product in left if self._met(asked, product, region)[0] >= 1]
        return [each for each in self._scored(left, active, known) if each.fits]

    def likeness(self, one: str, other: str) -> float:
        """Return how alike two products are, 0 to 1."""
        found = self._likeness.get((one, other))
        if found is None:
            found = likeness(self.by_id[one], self.by_id[other], self.products.attributes)
            self._likeness[one, other] = found
        return found

    def costs(self, product: str, known: Known, currency: str | None = None) -> Price | None:
        """Return what a product costs this person, in a currency or in that of their place; None: nobody knows."""
        return self._costs(product, region_of(known), currency)

    # What one person asks for ----------------------------------------------------------------------------

    def _ready(self, need: Need) -> _Ready:
        ready = self.compiled.condition
        return _Ready(
            need,
            None if need.condition is None else ready(need.condition),
            None if need.unless is None else ready(need.unless),
            self.compiled.reader(str(need.operand)) if need.operand_is_name else None,
        )

    def _active(self, known: Known) -> _Active:
        active: list[tuple[_Asked, float]] = []
        for place, ready in enumerate(self._needs):
            if ready.holds is not None and ready.holds(known) is not True:
                continue
            if ready.unless is not None and ready.unless(known) is True:
                continue
            asked = self._asked(place, None if ready.read is None else ready.read(known))
            if asked is not None:
                active.append((asked, self._weight(ready.need, known)))
        total = sum([weight for _, weight in active]) or 1.0
        return [(asked, weight / total) for asked, weight in active]

    def _weight(self, need: Need, known: Known) -> float:
        if need.must:
            return 0.0
        return weight_of(need, self.compiled, known) if isinstance(need.weight, ByRank) else need.weight

    def _asked_first(self, place: int, value: Value | None) -> _Asked | None:
        wish = wish_for(self._needs[place].need, value, self.products, self.compiled)
        return None if wish is None else _Asked(wish, {})

    # How far products meet it ----------------------------------------------------------------------------

    def _scored(self, products: Sequence[Product], active: _Active, known: Known) -> list[Suggestion]:
        region = region_of(known)
        found = [scored(product, self._judged(product, active, region)) for product in products]
        # Rounded, so that the order of additions does not decide between equals.
        return sorted(found, key=lambda each: -round(each.score, 9))

    def _judged(self, product: Product, active: _Active, region: str | None) -> tuple[Verdict, ...]:
        verdicts = []
        for asked, weight in active:
            (met, has), wish = self._met(asked, product, region), asked.wish
            need = wish.need
            verdicts.append(Verdict(need.id, need.attribute, met, weight, need.must, wish.wanted, has, wish.unit))
        return tuple(verdicts)

    def _met(self, asked: _Asked, product: Product, region: str | None) -> tuple[float, AttributeValue | None]:
        where = (product.id, region if asked.wish.priced else None)
        found = asked.met.get(where)
        if found is None:
            has = offered(product, asked.wish, self.products, _in(region))
            found = asked.met[where] = how_far(asked.wish, has), has
        return found

    # What can be had -------------------------------------------------------------------------------------

    def _offered(self, known: Known) -> Sequence[Product]:
        language = known.get("language")
        sold = self._sold(region_of(known), language if isinstance(language, str) else None, owned(known))
        if not self._unless:
            return sold
        return [product for product in sold if product.id not in self._unless or not self._unless[product.id](known)]

    def _sold_first(self, region: str | None, language: str | None, owns: tuple[str, ...]) -> tuple[Product, ...]:
        known: dict[str, Value] = {**_in(region), "owns": owns}
        if language is not None:
            known["language"] = language
        items = self.products.items
        return tuple(each for each in items if barred(replace(each, unless=None), self.compiled, known) is None)

    def _costs_first(self, product: str, region: str | None, currency: str | None) -> Price | None:
        return price(self.products, self.by_id[product], _in(region), currency)


def scored(product: Product, judgement: tuple[Verdict, ...], role: Role = "also") -> Suggestion:
    """Return a product with its score: the sum of the shares."""
    return Suggestion(product.id, sum([verdict.met * verdict.weight for verdict in judgement]), role, judgement)


def _in(region: str | None) -> Known:
    return {} if region is None else {"region": region}
