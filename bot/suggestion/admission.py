"""For whom a product may be suggested, as claims over the answers: what the engine tells of one person, for all.

The engine itself is asked how far a product meets a need, at every limit and between them, so that both agree.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from itertools import product as together

from msgspec.structs import replace

from bot.paths.claims import ALWAYS, NEVER, Claim, Every, Misses, Some, contrary
from bot.questionnaire.catalogue import Attribute, Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Answered, InRange, Known, Not, OneOf, Picks, Range, Value
from bot.questionnaire.model import YES_OR_NO, Need
from bot.suggestion.market import Bar, is_one_of, is_sold_out, price
from bot.suggestion.verdicts import Wish, how_far, offered, unit_of, wish_for
from bot.values.units import convert

_Far = Callable[..., bool]
"""Whether it is as wanted how far each of the compared products meets a need."""
_PLACE, _REGION = "trait.region", "region"
_INSIDE = (0.001, 0.25, 0.5, 0.75, 0.999)
_OUTSIDE = (1e-3, 1.0, 1e3, 1e9)
"""Where between two limits, and beyond the last, the engine is asked."""


class Admission:
    """Tells for one questionnaire and one range of products what the answers have to be like."""

    def __init__(self, compiled: Compiled, products: Products) -> None:
        self._compiled = compiled
        self._products = products
        self._needs = compiled.questionnaire.needs
        wanted = compiled.questionnaire.suggest
        self.candidates = tuple(product for product in products.items if is_one_of(product, wanted))
        """The products that may be suggested by their kind."""

    def fits(self, product: Product) -> Claim:
        """Return for whom a product can be had, breaks no must and meets anything."""
        return Every((self.can_be_had(product), *self.musts(product).values(), self.meets_something(product)))

    def can_be_had(self, product: Product) -> Claim:
        """Return for whom nothing but the needs stands in the way of a product."""
        return contrary(Some(tuple(self.bars(product).values())))

    def bars(self, product: Product) -> dict[Bar, Claim]:
        """Return for whom each thing but the needs stands in the way; whoever owns it already is left aside."""
        found: dict[Bar, Claim] = {}
        if is_sold_out(product):
            found["sold_out"] = ALWAYS
        if product.unless is not None:
            found["unless"] = product.unless
        if product.regions:
            found["not_sold_here"] = _by_place(lambda name: Not(OneOf(name, product.regions)))
        if product.languages:
            found["other_language"] = Not(OneOf("language", product.languages))
        return found

    def musts(self, product: Product) -> dict[str, Claim]:
        """Return for whom a product does not break a must, by the ids of the needs."""
        return {need.id: contrary(self.broken(need, product)) for need in self._needs if need.must}

    def broken_musts(self, product: Product) -> Iterator[Claim]:
        """Yield for whom a product breaks each must."""
        yield from (self.broken(need, product) for need in self._needs if need.must)

    def broken(self, need: Need, product: Product) -> Claim:
        """Return for whom a must asks for what a product does not have."""
        return self._where(need, (product,), lambda far: far < 1)

    def meets_something(self, product: Product) -> Claim:
        """Return for whom a product meets at least one need at least in part."""
        return Some(tuple(self._where(need, (product,), lambda far: far > 0) for need in self._needs))

    def meets_better(self, need: Need, product: Product, other: Product) -> Claim:
        """Return for whom a product meets a need further than another; of what its data do not say it may be so."""
        return self._where(need, (product, other), lambda far, others: far > others)

    def costs_less(self, product: Product, other: Product) -> Claim:
        """Return for whom a product has a lower price than another, or one that cannot be compared with it."""
        places = _places((product, other))
        return Some(tuple(here for known, here in places if costs_less(product, other, self._products, known)))

    # What a need asks ---------------------------------------------------------------------------------

    def _where(self, need: Need, compared: Sequence[Product], wanted: _Far) -> Claim:
        """Return for whom a need asks something, and it is as wanted how far each of these products meets it."""
        asks: list[Claim] = [] if need.condition is None else [need.condition]
        asks += [] if need.unless is None else [Misses(need.unless)]
        priced = self._products.attribute(need.attribute) is self._products.price
        answers = [
            Every((here, self._answers(need, compared, known, wanted)))
            for known, here in (_places(compared) if priced else [({}, ALWAYS)])
        ]
        return Every((*asks, Some(tuple(answers))))

    def _answers(self, need: Need, compared: Sequence[Product], known: Known, wanted: _Far) -> Claim:
        """Return for which values of what a need compares with it is so."""

        def holds(value: Value | None) -> bool:
            wish = wish_for(need, value, self._products, self._compiled)
            has = [] if wish is None else [offered(each, wish, self._products, known) for each in compared]
            return wish is not None and wanted(*(how_far(wish, each) for each in has))

        if not need.operand_is_name:
            return ALWAYS if holds(None) else NEVER
        name, attribute = str(need.operand), self._products.attribute(need.attribute)
        if attribute is None:
            return NEVER
        if attribute.type in ("number", "money"):
            return _numbers(name, self._limits(need, compared, known), holds)
        place = self._compiled.position.get(name)
        question = None if place is None else self._compiled.questions[place]
        if question is not None and question.type in ("select_multiple", "rank"):
            return _sets(name, _alike(attribute, compared), holds)
        values = [choice.id for choice in question.choices or YES_OR_NO] if question else []
        found = tuple(value for value in values if holds(value))
        return OneOf(name, found) if found else NEVER

    def _limits(self, need: Need, compared: Sequence[Product], known: Known) -> set[float]:
        """Return every number at which it can change how far these products meet a need, in the unit of the answer."""
        wish = wish_for(need, 1.0, self._products, self._compiled)
        if wish is None:
            return set()
        has = [offered(each, wish, self._products, known) for each in compared]
        own, of_answer = wish.unit, unit_of(str(need.operand), self._compiled)
        numbers = [float(each) for each in has if isinstance(each, int | float)]
        turns = _turns(wish, numbers)
        back = {each: convert(each, own, of_answer) if own and of_answer else None for each in turns}
        return {each if other is None else other for each, other in back.items()}


def costs_less(product: Product, other: Product, products: Products, known: Known) -> bool:
    """Tell whether a product costs a person less than another in a currency in which both have a price.

    So it does where it has a price and there is no such currency: nobody can say that it costs as much.
    """
    lists = [each for one in (product, other) for each in one.prices.values()]
    currencies = dict.fromkeys(
        (products.price.unit or "" if products.price else "", *(c for own in lists for c in own))
    )
    costs = [[price(products, each, known, currency) for each in (product, other)] for currency in currencies]
    compared = [(mine.amount, its.amount) for mine, its in costs if mine is not None and its is not None]
    if not compared:
        return any(mine is not None for mine, _ in costs)
    return any(mine < its for mine, its in compared)


def _turns(wish: Wish, numbers: Sequence[float]) -> set[float]:
    """Return the numbers, in the unit of a wish, at which the engine's ways to measure change their course."""
    ends = [each for each in (wish.scale.low, wish.scale.high) if each is not None]
    tolerance = wish.need.tolerance
    found = {0.0, *ends, *(each / 2 for each in (*numbers, *ends)), *numbers}
    found |= {(one + other) / 2 for one, other in combinations((*numbers, *ends), 2)}
    return found | {each + side for each in (*numbers, *ends, 0.0) for side in (-tolerance, tolerance)}


def _numbers(name: str, limits: Iterable[float], holds: Callable[[Value], bool]) -> Claim:
    """Return where a number lies such that this holds of it; between two limits it holds throughout or nowhere."""
    found: list[Range] = []
    for stretch, examples in _stretches(sorted(limits)):
        if not any(holds(example) for example in examples):
            continue
        if found and _touch(found[-1], stretch):
            found[-1] = replace(found[-1], at_most=stretch.at_most, below=stretch.below)
        else:
            found.append(stretch)
    # A single number, told as one.
    told = [Range(is_=each.at_least) if each.at_least == each.at_most is not None else each for each in found]
    return Some(tuple(InRange(name, each) for each in told))


def _stretches(limits: Sequence[float]) -> Iterator[tuple[Range, Sequence[float]]]:
    """Yield the numbers below, at, between and above limits, each with some examples."""
    if not limits:
        yield Range(), (0.0,)
        return
    first, last = limits[0], limits[-1]
    yield Range(below=first), [first - far * max(abs(first), 1) for far in _OUTSIDE]
    for low, high in pairwise(limits):
        yield Range(at_least=low, at_most=low), (low,)
        yield Range(above=low, below=high), [low + (high - low) * part for part in _INSIDE]
    yield Range(at_least=last, at_most=last), (last,)
    yield Range(above=last), [last + far * max(abs(last), 1) for far in _OUTSIDE]


def _touch(before: Range, after: Range) -> bool:
    """Tell whether the second stretch begins where the first ends, with no number between."""
    if before.below is not None:
        return after.at_least == before.below
    return before.at_most is not None and after.above == before.at_most


def _alike(attribute: Attribute, compared: Sequence[Product]) -> list[tuple[str, ...]]:
    """Return the choices of an attribute in groups of which the products have all or none."""
    groups: dict[tuple[bool, ...], list[str]] = {}
    for choice in attribute.choices:
        groups.setdefault(tuple(_has(each, attribute, choice) for each in compared), []).append(choice)
    return [tuple(group) for group in groups.values()]


def _has(product: Product, attribute: Attribute, choice: str) -> bool:
    value = product.values.get(attribute.id)
    return choice in value if isinstance(value, tuple) else choice == value


def _sets(name: str, groups: Sequence[tuple[str, ...]], holds: Callable[[Value], bool]) -> Claim:
    """Return which choices are taken such that this holds of them; of a group it can matter how many."""
    found: dict[Claim, None] = {}
    for parts in together(*[dict.fromkeys(((), group[:1], group)) for group in groups]):
        taken = tuple(choice for part in parts for choice in part)
        if taken and holds(taken):
            left = tuple(choice for part, group in zip(parts, groups, strict=True) if not part for choice in group)
            some = [Picks(name, any_of=group) for part, group in zip(parts, groups, strict=True) if part]
            found[Every((*some, Picks(name, none_of=left)))] = None
    return Some(tuple(found))


# Where the person is ---------------------------------------------------------------------------------------


def _places(compared: Iterable[Product]) -> Iterator[tuple[Known, Claim]]:
    """Yield each region with prices of its own, and everywhere else: what is known there, and who is there."""
    regions = dict.fromkeys(region for product in compared for region in product.prices)
    here = {region: _by_place(_named(region)) for region in regions}
    yield from (({_PLACE: region}, claim) for region, claim in here.items())
    yield {}, contrary(Some(tuple(here.values())))


def _named(region: str) -> Callable[[str], Claim]:
    return lambda name: OneOf(name, (region,))


def _by_place(claim: Callable[[str], Claim]) -> Claim:
    """Return a claim over where the person is: as it is known of them, or else as they answered."""
    return Some((claim(_PLACE), Every((Misses(Answered((_PLACE,))), claim(_REGION)))))
