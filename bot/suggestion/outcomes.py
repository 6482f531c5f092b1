"""What can never come of a questionnaire: who is never suggested, who is always outdone, whether nothing ever fits.

All of it is proved, over every combination of answers. Whoever owns a product already is left aside.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from bot.paths.claims import Claim, Every, Some, contrary
from bot.paths.exclusion import Excluded, excluded, first_way
from bot.paths.frame import Frame
from bot.paths.witness import Way
from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.suggestion.admission import Admission, costs_less
from bot.suggestion.examples import example, examples
from bot.suggestion.suggest import ranked
from bot.suggestion.suggestion import Suggestion

MEETS_SOMETHING = "meets_something"
_PERHAPS = Way((), proved=False)
"""Stands for a way where there is no time to look for one."""


class Effort(Struct, frozen=True):
    """How long to look."""

    examples: int
    """Conversations held in thought: what comes of them need not be searched for."""
    looks: int | None = None
    """How often ways are looked for, counted day by day; what is not looked at counts as possible. None: always."""
    states: int | None = None
    """Situations after which one search is given up, as for `ways`."""
    few: int = 1_000
    """Products times needs, up to which there is time for a shortest way to where nothing fits."""


THOROUGH = Effort(examples=100)


class Never(Struct, frozen=True):
    """A product that nobody can be suggested."""

    product: str
    because: tuple[str, ...]
    """What is never true together: musts (the ids of their needs) that it would not break, bars that would not stand in
    its way, `meets_something`."""
    proved: bool


class Outdone(Struct, frozen=True):
    """A product that, whatever is answered, meets no need further than another one and never costs less."""

    product: str
    by: str
    first: bool
    """Whether it can still come first: only where both fit alike, and it is written first."""


class Outcomes(Struct, frozen=True):
    """What can and cannot come of one questionnaire."""

    candidates: tuple[str, ...]
    """The products that may be suggested by their kind."""
    never: tuple[Never, ...]
    outdone: tuple[Outdone, ...]
    nothing: Way
    """A short way to where no product fits, and a must stands in the way: people get what comes nearest."""


def outcomes(compiled: Compiled, products: Products, *days: str, effort: Effort = THOROUGH) -> Outcomes:
    """Return what can and cannot come of a questionnaire for who starts on one of these days (ISO)."""
    search = Search(compiled, products, *days, effort=effort)
    never = tuple(search.never())
    return Outcomes(
        candidates=tuple(product.id for product in search.admission.candidates),
        never=never,
        outdone=tuple(search.outdone(leaving_out=[each.product for each in never])),
        nothing=search.nothing(),
    )


class Search:
    """Looks for what can come of one questionnaire, on some days: what is possible on one of them is possible."""

    def __init__(self, compiled: Compiled, products: Products, *days: str, effort: Effort = THOROUGH) -> None:
        self._compiled = compiled
        self._products = products
        self._days = days
        self._effort = effort
        self._looks = 0
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
        # What outdoes the one that outdoes a product outdoes the product too: who is out need not be looked at again.
        out = {*leaving_out}
        places = {product.id: place for place, product in enumerate(self._products.items)}
        for product in self.admission.candidates:
            while product.id not in out and self._rivals[product.id]:
                by = self._rivals[product.id].pop(0)
                if by.id in out or not self._outdoes(by, product):
                    continue
                first = places[product.id] < places[by.id]
                if not first or not self._outdoes(product, by):
                    out.add(product.id)
                    yield Outdone(product.id, by.id, first)

    def unsaid(self) -> Iterator[tuple[str, str]]:
        """Yield products and needs such that some example asks for what the data of the product do not say.

        That is told only where the product breaks no other must, and of no data that are said to be unknown.
        """
        found: dict[tuple[str, str], None] = {}
        unknown = {(product.id, name) for product in self.admission.candidates for name in product.unknown}
        for _, had in self._examples:
            for each in had.values():
                broken = {verdict.need for verdict in each.violated}
                open_ = [verdict for verdict in each.verdicts if verdict.offered is None]
                lacking = [verdict for verdict in open_ if (each.product, verdict.attribute) not in unknown]
                fitting = [verdict for verdict in lacking if broken <= {verdict.need} and (verdict.must or each.fits)]
                found |= dict.fromkeys((each.product, verdict.need) for verdict in fitting)
        yield from found

    def nothing(self) -> Way:
        """Return a short way to where nothing fits and a must stands in the way; a shortest one of few products."""
        fits = self.admission
        candidates = fits.candidates
        missed = [Every((fits.can_be_had(each), Some(tuple(fits.broken_musts(each))))) for each in candidates]
        nothing = Every((Some(tuple(missed)), *(contrary(fits.fits(each)) for each in candidates)))
        size = len(candidates) * len(self._compiled.questionnaire.needs)
        return self._look(nothing, shortest=size <= self._effort.few)

    def _clash(self, product: Product) -> Excluded | None:
        fits = self.admission
        claims: dict[str, Claim] = {name: contrary(claim) for name, claim in fits.bars(product).items()}
        claims |= {**fits.musts(product), MEETS_SOMETHING: fits.meets_something(product)}
        return excluded(claims, self._look)

    def _outdoes(self, one: Product, other: Product) -> bool:
        """Tell whether it is proved that whoever is suggested the other is as well served by the one."""
        fits = self.admission
        better = [fits.meets_better(need, other, one) for need in self._compiled.questionnaire.needs]
        unlike = Some((contrary(fits.can_be_had(one)), fits.costs_less(other, one), *better))
        useful = Every((fits.fits(other), unlike))
        way = self._look(useful)
        if way.steps is not None and way is not _PERHAPS:
            self._learn_from(example(self._frame, way.steps))
        return way.steps is None and way.proved

    def _look(self, claim: Claim, *, shortest: bool = False) -> Way:
        self._looks += max(len(self._days), 1)
        if self._effort.looks is not None and self._looks > self._effort.looks:
            return _PERHAPS
        return first_way(self._compiled, claim, *self._days, states=self._effort.states, shortest=shortest)

    # What examples show -------------------------------------------------------------------------------

    @cached_property
    def _frame(self) -> Frame:
        watched = {product.id: self.admission.fits(product) for product in self.admission.candidates}
        return Frame(self._compiled, self._days[0] if self._days else None, watched=watched)

    @cached_property
    def _examples(self) -> list[tuple[Known, dict[str, Suggestion]]]:
        """What is known in each example, and the products that can be had then, with how they meet the needs."""
        return [(known, self._had(known)) for known in examples(self._frame, self._effort.examples)]

    def _had(self, known: Known) -> dict[str, Suggestion]:
        return {each.product: each for each in ranked(self._compiled, self._products, known)}

    @cached_property
    def _seen_to_fit(self) -> set[str]:
        return {each.product for _, found in self._examples for each in found.values() if each.fits}

    @cached_property
    def _rivals(self) -> dict[str, list[Product]]:
        """For each product the others, in file order, beside which no example shows that it is of use."""
        every = self.admission.candidates
        rivals = {product.id: [each for each in every if each is not product] for product in every}
        for known, found in self._examples:
            self._leave_in(rivals, known, found)
        return rivals

    def _learn_from(self, known: Known) -> None:
        self._leave_in(self._rivals, known, self._had(known))

    def _leave_in(self, rivals: dict[str, list[Product]], known: Known, found: dict[str, Suggestion]) -> None:
        by_id = {product.id: product for product in self.admission.candidates}
        for name, each in found.items():
            if each.fits:
                product = by_id[name]
                rivals[name] = [by for by in rivals[name] if not self._is_of_use(product, by, known, found)]

    def _is_of_use(self, product: Product, by: Product, known: Known, found: dict[str, Suggestion]) -> bool:
        one, other = found[product.id], found.get(by.id)
        if other is None or any(mine.met > its.met for mine, its in zip(one.verdicts, other.verdicts, strict=True)):
            return True
        return costs_less(product, by, self._products, known)
