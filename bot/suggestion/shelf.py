"""A shelf: the products made ready to be judged by one questionnaire, for one person after the other.

What does not hang on the person is worked out once, and how far products meet what somebody asks for is remembered for
the next one who asks for the same. A shelf never changes an answer, it only spares work.
"""

from collections.abc import Iterable, Sequence
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

    place: int
    need: Need
    holds: Holds | None
    unless: Holds | None
    read: Reader | None
    priced: bool
    weight: float | None
    """None: it hangs on the person."""


class _Asked(Struct, frozen=True):
    """What a need asks for where its operand has a value, and how far it was met so far, by the ids of products."""

    place: int
    value: Value | None
    wish: Wish
    region: str | None
    met: dict[str, tuple[float, AttributeValue | None]]


class Shelf:
    """Judges products by the needs of a questionnaire."""

    def __init__(self, compiled: Compiled, products: Products) -> None:
        self.compiled = compiled
        self.products = products
        self.by_id = {product.id: product for product in products.items}
        needs = [need for need in compiled.questionnaire.needs if products.attribute(need.attribute) is not None]
        self._needs = [self._ready(*each) for each in enumerate(needs)]
        self._unless = {each.id: compiled.condition(each.unless) for each in products.items if each.unless is not None}
        self._with_prices = {region for each in products.items for region in each.prices}
        self._by_region = any(each.regions for each in products.items)
        self._by_language = any(each.languages for each in products.items)
        self._likeness: dict[tuple[str, str], float] = {}
        self._asked = lru_cache(MOST_REMEMBERED, typed=True)(self._asked_first)
        self._sold = lru_cache(MOST_REMEMBERED)(self._sold_first)
        self.costs = lru_cache(MOST_REMEMBERED)(self._costs_first)
        """What a product (its id) costs in a region, in a currency or in that of the region; None: nobody knows."""

    def ranked(self, known: Known) -> list[Suggestion]:
        """Return every product that may be offered, by score, whether or not it meets the musts."""
        return self._scored(self._offered(known), *self._active(known))

    def fitting(self, known: Known) -> list[Suggestion]:
        """Return every product that may be offered, meets all musts and anything at all, by score."""
        active, weights = self._active(known)
        few: list[tuple[int, Value | None]] = []
        numbers = []
        for asked in active:
            if asked.wish.need.must:
                if isinstance(asked.value, int | float):
                    numbers.append(asked)
                else:
                    few.append((asked.place, asked.value))
        # Answers that are no numbers are few, and what meets them is soon known. Numbers are held against what is left.
        left = self._offered(known, tuple(few))
        for asked in numbers:
            left = [product for product in left if self._met(product, asked)[0] >= 1]
        # What has a score meets something.
        return [each for each in self._scored(left, active, weights) if each.score > 0 or each.fits]

    def likeness(self, one: str, other: str) -> float:
        """Return how alike two products are, 0 to 1."""
        found = self._likeness.get((one, other))
        if found is None:
            found = likeness(self.by_id[one], self.by_id[other], self.products.attributes)
            self._likeness[one, other] = found
        return found

    def region(self, known: Known) -> str | None:
        """Return where the person is, if there are prices of its own; None: they pay what everybody pays."""
        region = region_of(known)
        return region if region in self._with_prices else None

    # What one person asks for ----------------------------------------------------------------------------

    def _ready(self, place: int, need: Need) -> _Ready:
        ready, attribute = self.compiled.condition, self.products.attribute(need.attribute)
        return _Ready(
            place,
            need,
            None if need.condition is None else ready(need.condition),
            None if need.unless is None else ready(need.unless),
            self.compiled.reader(str(need.operand)) if need.operand_is_name else None,
            attribute is self.products.price,
            0.0 if need.must else None if isinstance(need.weight, ByRank) else need.weight,
        )

    def _active(self, known: Known) -> tuple[list[_Asked], list[float]]:
        """Return what a person asks for, and the weight of each over the sum of all."""
        active, weights, region = [], [], self.region(known)
        for ready in self._needs:
            if ready.holds is not None and ready.holds(known) is not True:
                continue
            if ready.unless is not None and ready.unless(known) is True:
                continue
            value = None
            if ready.read is not None and (value := ready.read(known)) is None:
                continue
            asked = self._asked(ready.place, value, region if ready.priced else None)
            if asked is not None:
                active.append(asked)
                weights.append(weight_of(ready.need, self.compiled, known) if ready.weight is None else ready.weight)
        total = sum(weights) or 1.0
        return active, [weight / total for weight in weights]

    def _asked_first(self, place: int, value: Value | None, region: str | None) -> _Asked | None:
        wish = wish_for(self._needs[place].need, value, self.products, self.compiled)
        return None if wish is None else _Asked(place, value, wish, region, {})

    # How far products meet it ----------------------------------------------------------------------------

    def _scored(
        self, products: Iterable[Product], active: Sequence[_Asked], weights: Sequence[float]
    ) -> list[Suggestion]:
        found = [scored(product, self._judged(product, active, weights)) for product in products]
        # Rounded, so that the order of additions does not decide between equals.
        return sorted(found, key=lambda each: -round(each.score, 9))

    def _judged(self, product: Product, active: Sequence[_Asked], weights: Sequence[float]) -> tuple[Verdict, ...]:
        verdicts = []
        for asked, weight in zip(active, weights, strict=True):
            met, has = asked.met.get(product.id) or self._met(product, asked)
            wish = asked.wish
            need = wish.need
            verdicts.append(Verdict(need.id, need.attribute, met, weight, need.must, wish.wanted, has, wish.unit))
        return tuple(verdicts)

    def _met(self, product: Product, asked: _Asked) -> tuple[float, AttributeValue | None]:
        found = asked.met.get(product.id)
        if found is None:
            wish = asked.wish
            has: AttributeValue | None
            if wish.priced:
                costs = self.costs(product.id, asked.region, wish.unit or "")
                has = None if costs is None else costs.amount
            else:
                has = offered(product, wish, self.products, {})
            found = asked.met[product.id] = how_far(wish, has), has
        return found

    # What can be had -------------------------------------------------------------------------------------

    def _offered(self, known: Known, musts: tuple[tuple[int, Value | None], ...] = ()) -> Sequence[Product]:
        """Return the products that may be offered, and meet these musts: places of needs, and values of operands."""
        region = region_of(known) if self._by_region else self.region(known)
        language = known.get("language") if self._by_language else None
        sold = self._sold(region, None if language is None else str(language), owned(known), musts)
        if not self._unless:
            return sold
        return [product for product in sold if product.id not in self._unless or not self._unless[product.id](known)]

    def _sold_first(
        self,
        region: str | None,
        language: str | None,
        owns: tuple[str, ...],
        musts: tuple[tuple[int, Value | None], ...],
    ) -> tuple[Product, ...]:
        known = {**_in(region), "owns": owns, **({} if language is None else {"language": language})}
        where = self.region(known)
        active = [self._asked(place, value, where if self._needs[place].priced else None) for place, value in musts]
        return tuple(
            product
            for product in self.products.items
            if barred(replace(product, unless=None), self.compiled, known) is None
            and all(self._met(product, asked)[0] >= 1 for asked in active if asked is not None)
        )

    def _costs_first(self, product: str, region: str | None, currency: str | None) -> Price | None:
        return price(self.products, self.by_id[product], _in(region), currency)


def scored(product: Product, judgement: tuple[Verdict, ...], role: Role = "also") -> Suggestion:
    """Return a product with its score: the sum of the shares."""
    return Suggestion(product.id, sum([verdict.met * verdict.weight for verdict in judgement]), role, judgement)


def _in(region: str | None) -> dict[str, Value]:
    return {} if region is None else {"region": region}
