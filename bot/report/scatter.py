"""What products cost against how well they fit: a dot for each that meets the musts, the suggestions by name."""

from collections.abc import Iterator
from math import ceil, floor, log

from msgspec import Struct

from bot.picture.lettering import width
from bot.questionnaire.catalogue import Products
from bot.questionnaire.condition import Known
from bot.questionnaire.wording import Words
from bot.report.chart_words import chart_words
from bot.report.placing import Box, Spot, placed
from bot.report.plot import LETTER, RANKS, Dot, Label, Line, Mark, Plot, Role, mirrored
from bot.suggestion.market import Price, price
from bot.suggestion.suggest import product_of, ranked
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.writing import label_of, name_of
from bot.values.locale import direction, number, percent, quantity

WIDTH, HEIGHT = 360.0, 162.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 40.0, 348.0, 32.0, 138.0
"""The field in which the dots stand."""
_WIDE_SPAN = 12.0
"""Where the dearest costs so many times the cheapest, each step of the scale is a multiple."""
_DOT = 5.0
_BETWEEN_TICKS = 14.0


class _Offer(Struct, frozen=True):
    """A product that could be had: what it costs and how well it fits."""

    product: str
    amount: float
    fit: float


class _Scale(Struct, frozen=True):
    """Where amounts stand from side to side."""

    low: float
    high: float
    by_multiples: bool

    def at(self, amount: float) -> float:
        """Return where an amount stands."""
        low, high, here = self.low, self.high, amount
        if self.by_multiples:
            low, high, here = log(low), log(high), log(here)
        return _LEFT + (_RIGHT - _LEFT) * (here - low) / (high - low)


def scatter(
    title: str, words: Words, products: Products, known: Known, suggestions: tuple[Suggestion, ...], limit: Price | None
) -> Plot | None:
    """Return the drawing, or None where fewer than two products have a price and a fit."""
    chosen = suggestions[: len(RANKS)]
    found = price(products, product_of(products, chosen[0].product), known) if chosen else None
    attribute = products.price
    if found is None or attribute is None:
        return None
    offers = _offers(words, products, known, found.currency)
    named = [offer for each in chosen for offer in offers if offer.product == each.product]
    if len(offers) < 2 or not named:  # noqa: PLR2004  one dot compares nothing
        return None
    limit = limit if limit is not None and limit.currency == found.currency and limit.amount > 0 else None
    return _Field(words, products, found.currency, offers, limit).plot(title, named, label_of(attribute, words))


def _offers(words: Words, products: Products, known: Known, currency: str | None) -> list[_Offer]:
    made: list[_Offer] = []
    for each in ranked(words.compiled, products, known):
        costs = price(products, product_of(products, each.product), known, currency or "")
        if each.fits and each.fit is not None and costs is not None and costs.amount > 0:
            made.append(_Offer(each.product, costs.amount, each.fit))
    return made


class _Field:
    """Places the dots of one drawing, and words where nothing else stands."""

    def __init__(
        self, words: Words, products: Products, currency: str | None, offers: list[_Offer], limit: Price | None
    ) -> None:
        self.words, self.products, self.currency = words, products, currency
        self.own = chart_words(words.language)
        self.offers, self.limit = offers, limit
        amounts = [offer.amount for offer in offers] + ([limit.amount] if limit else [])
        least, most = min(amounts), max(amounts)
        wide = most > _WIDE_SPAN * least
        self.scale = _Scale(least / 1.6, most * 1.6, True) if wide else _Scale(0.0, most * 1.15, False)
        fits = [offer.fit for offer in offers]
        # In steps of a tenth, with a little room below the least and above the best.
        self.floor = max(0.0, floor(10 * min(fits) - 0.5) / 10)
        self.ceiling = min(1.0, ceil(10 * max(fits) + 0.5) / 10)
        self.taken: list[Box] = [(0.0, 0.0, _LEFT, _BOTTOM)]

    def plot(self, title: str, named: list[_Offer], axis: str) -> Plot:
        """Return the whole drawing; `axis` is what prices are called."""
        language = self.words.language
        marks = (*self._frame(), *self._limit(), *self._dots(named))
        rows = tuple((self._name(each), self._amount(each.amount), percent(each.fit, language)) for each in named)
        spoken = "; ".join(f"{name} {amount}, {self.own.fit} {fit}" for name, amount, fit in rows)
        said = (self.own.scatter.format(title=title, dots=spoken), self._others(named), self._limited("."))
        return Plot(
            title=title,
            alt=" ".join(filter(None, said)),
            hint=self.own.dots,
            width=WIDTH,
            height=HEIGHT,
            marks=mirrored(marks, WIDTH) if direction(language) == "rtl" else marks,
            key=(),
            header=(self.own.product, axis, self.own.fit),
            rows=rows,
            numbers=self.own.numbers,
        )

    def _frame(self) -> Iterator[Mark]:
        for share in (self.floor, (self.floor + self.ceiling) / 2, self.ceiling):
            y = self._y(share)
            yield Line(((_LEFT, y), (_RIGHT, y)), "grid")
            yield Label(_LEFT - 6, y, (percent(share, self.words.language),), "right")
        widest = width(self._amount(round(self.scale.high)), LETTER)
        for amount in _ticks(self.scale, widest + _BETWEEN_TICKS):
            text = self._amount(amount)
            half = width(text, LETTER) / 2
            yield Label(min(self.scale.at(amount), WIDTH - half), _BOTTOM + 14, (text,), "middle")
        yield Label(2, _TOP - 22, (self.own.fit,), "left")

    def _limit(self) -> Iterator[Mark]:
        if self.limit is None:
            return
        x = self.scale.at(self.limit.amount)
        yield Line(((x, _TOP - 12), (x, _BOTTOM)), "limit")
        text = self._limited("")
        half = width(text, LETTER) / 2
        first = 10 + width(self.own.fit, LETTER) + half
        yield Label(max(min(x, WIDTH - half), first), _TOP - 22, (text,), "middle")
        self.taken.append((x - 2, _TOP - 12, x + 2, _BOTTOM))

    def _dots(self, named: list[_Offer]) -> Iterator[Mark]:
        places = {offer.product: (self.scale.at(offer.amount), self._y(offer.fit)) for offer in self.offers}
        self.taken += [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for x, y in places.values()]
        roles: dict[str, Role] = {offer.product: role for offer, role in zip(named, RANKS, strict=False)}
        for offer in reversed(self.offers):
            yield Dot(*places[offer.product], roles.get(offer.product, "other"))
        spots = [self._spot(offer, *places[offer.product]) for offer in named]
        yield from placed(spots, self.taken, (2, _TOP - 14, WIDTH - 2, _BOTTOM + 4))

    def _spot(self, offer: _Offer, x: float, y: float) -> Spot:
        lines = (self._name(offer), self._amount(offer.amount))
        return Spot(x, y, lines, max(width(line, LETTER) for line in lines))

    def _y(self, fit: float) -> float:
        return round(_BOTTOM - 8 - (_BOTTOM - 8 - _TOP) * (fit - self.floor) / (self.ceiling - self.floor), 2)

    def _name(self, offer: _Offer) -> str:
        return name_of(product_of(self.products, offer.product), self.words)

    def _amount(self, amount: float) -> str:
        return quantity(amount, self.currency, self.words.language)

    def _others(self, named: list[_Offer]) -> str:
        count = len(self.offers) - len(named)
        return self.own.others.format(count=number(count, self.words.language)) if count else ""

    def _limited(self, end: str) -> str:
        return "" if self.limit is None else self.own.limit.format(amount=self._amount(self.limit.amount)) + end


def _ticks(scale: _Scale, room: float) -> list[float]:
    """Return round amounts inside the scale, each with so much room to the next."""
    steps = [digit * 10.0**power for power in range(-3, 16) for digit in (1, 2, 5)]
    if not scale.by_multiples:
        step = next((step for step in steps if scale.at(step) - _LEFT >= room), scale.high)
        return [step * count for count in range(int(scale.high / step) + 1)]
    shown: list[float] = []
    for step in steps:
        apart = scale.at(step) - scale.at(shown[-1]) if shown else room
        if scale.low <= step <= scale.high and apart >= room:
            shown.append(step)
    return shown
