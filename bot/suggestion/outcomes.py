"""What can never come of a questionnaire: who is never suggested, who is always outdone, whether nothing ever fits.

All of it is proved, over every combination of answers. Whoever owns a product already is left aside.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import permutations

from msgspec import Struct

from bot.paths.claims import Claim, Every, Some, contrary
from bot.paths.exclusion import Excluded, excluded
from bot.paths.frame import Frame
from bot.paths.witness import Way, ways
from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.suggestion.admission import Admission
from bot.suggestion.examples import examples
from bot.suggestion.market import price
from bot.suggestion.suggest import ranked
from bot.suggestion.suggestion import Suggestion

EXAMPLES = 100
"""Conversations held in thought: what comes of them need not be searched for."""
MEETS_SOMETHING = "meets_something"
_NAME = "?"


class Never(Struct, frozen=True):
    """A product that nobody can be suggested."""

    product: str
    because: tuple[str, ...]
    """What is never true together: musts (the ids of their needs) that it would not break, bars that would not stand in
    its way, `meets_something`."""
    proved: bool


class Outdone(Struct, frozen=True):
    """A product that, whatever is answered, meets no need further than another one, and never costs less."""

    product: str
    by: str
    first: bool
    """Whether it can still come first: only where both fit alike, and it is written first."""


class Outcomes(Struct, frozen=True):
    """What can and cannot come of one questionnaire, on one day."""

    candidates: tuple[str, ...]
    """The products that may be suggested by their kind."""
    never: tuple[Never, ...]
    outdone: tuple[Outdone, ...]
    nothing: Way
    """A shortest way to where products are asked for and none fits."""


def outcomes(
    compiled: Compiled, products: Products, today: str | None = None, *, states: int | None = None
) -> Outcomes:
    """Return what can and cannot come of a questionnaire for who starts today (an ISO day); `states` as for `ways`."""
    search = Search(compiled, products, today, states=states)
    never = tuple(search.never())
    return Outcomes(
        candidates=tuple(product.id for product in search.admission.candidates),
        never=never,
        outdone=tuple(search.outdone(leaving_out=[each.product for each in never])),
        nothing=search.nothing(),
    )


class Search:
    """Looks for what can come of one questionnaire, on one day."""

    def __init__(
        self, compiled: Compiled, products: Products, today: str | None = None, *, states: int | None = None
    ) -> None:
        self._compiled = compiled
        self._products = products
        self._today = today
        self._states = states
        self.admission = Admission(compiled, products)

    def never(self) -> Iterator[Never]:
        """Yield the products that nobody can be suggested, with what leaves them out."""
        for product in self.admission.candidates:
            if product.id not in self._seen_to_fit:
                clash = self._clash(product)
                if clash is not None:
                    yield Never(product.id, clash.names, clash.proved)

    def outdone(self, leaving_out: Iterable[str] = ()) -> Iterator[Outdone]:
        """Yield the products that another one outdoes, each with the first that does; of two alike the later one."""
        done = {*leaving_out}
        pairs = [pair for pair in self._perhaps_outdone if not done & {each.id for each in pair}]
        places = {product.id: place for place, product in enumerate(self._products.items)}
        for product, by in sorted(pairs, key=lambda pair: (places[pair[0].id], places[pair[1].id])):
            first = places[product.id] < places[by.id]
            if product.id not in done and self._outdoes(by, product) and not (first and self._outdoes(product, by)):
                done.add(product.id)
                yield Outdone(product.id, by.id, first)

    def nothing(self) -> Way:
        """Return a shortest way to where products are asked for and none fits."""
        fitting = [self.admission.fits(product) for product in self.admission.candidates]
        return self._way(Every((self.admission.asks_something(), *map(contrary, fitting))))

    def _clash(self, product: Product) -> Excluded | None:
        fits = self.admission
        claims: dict[str, Claim] = {name: contrary(claim) for name, claim in fits.bars(product).items()}
        claims |= {**fits.musts(product), MEETS_SOMETHING: fits.meets_something(product)}
        return excluded(self._compiled, claims, self._today, states=self._states)

    def _outdoes(self, one: Product, other: Product) -> bool:
        """Tell whether it is proved that whoever is suggested the other is as well served by the one."""
        fits = self.admission
        better = [fits.meets_better(need, other, one) for need in self._compiled.questionnaire.needs]
        unlike = Some((contrary(fits.can_be_had(one)), fits.costs_less(other, one), *better))
        way = self._way(Every((fits.fits(other), unlike)))
        return way.steps is None and way.proved

    def _way(self, claim: Claim) -> Way:
        return ways(self._compiled, self._today, watched={_NAME: claim}, only=(_NAME,), states=self._states)[_NAME]

    # What examples show -------------------------------------------------------------------------------

    @cached_property
    def _examples(self) -> list[tuple[Known, dict[str, Suggestion]]]:
        """What is known in each example, and the products that can be had then, with how they meet the needs."""
        watched = {product.id: self.admission.fits(product) for product in self.admission.candidates}
        frame = Frame(self._compiled, self._today, watched=watched)
        knowns = examples(frame, EXAMPLES)
        return [
            (known, {each.product: each for each in ranked(self._compiled, self._products, known)}) for known in knowns
        ]

    @cached_property
    def _seen_to_fit(self) -> set[str]:
        return {each.product for _, found in self._examples for each in found.values() if each.fits}

    @cached_property
    def _perhaps_outdone(self) -> list[tuple[Product, Product]]:
        """The pairs of products of which no example shows that the first is of use beside the second."""
        pairs = list(permutations(self.admission.candidates, 2))
        for known, found in self._examples:
            pairs = [(product, by) for product, by in pairs if not self._is_of_use(product, by, known, found)]
        return pairs

    def _is_of_use(self, product: Product, by: Product, known: Known, found: dict[str, Suggestion]) -> bool:
        one, other = found.get(product.id), found.get(by.id)
        if one is None or not one.fits:
            return False
        if other is None or any(mine.met > its.met for mine, its in zip(one.verdicts, other.verdicts, strict=True)):
            return True
        costs, others = price(self._products, product, known), price(self._products, by, known)
        return costs is not None and (others is None or costs.amount < others.amount)
