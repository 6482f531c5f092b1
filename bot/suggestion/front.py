"""Which product comes first, for one set of answers after another: what they have in common is computed once.

The same as the first of `suggest`, which tells more and takes longer.
"""

from collections.abc import Sequence

from bot.questionnaire.catalogue import AttributeValue, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.suggestion.market import barred, region_of
from bot.suggestion.verdicts import Wish, how_far, offered, wishes

_Row = Sequence[float]
"""How far each product meets one wish."""
_CIRCUMSTANCES = ("trait.region", "region", "owns", "language")


class Front:
    """Looks at one range of products with the needs of one questionnaire."""

    def __init__(self, compiled: Compiled, products: Products) -> None:
        self._compiled = compiled
        self._products = products
        self._ruled = any(product.unless is not None for product in products.items)
        self._candidates: tuple[object, list[int]] = (None, [])
        self._rows: dict[str, tuple[object, _Row]] = {}
        """By need, for what it last asked."""
        self._offers: dict[object, list[AttributeValue | None]] = {}

    def first(self, known: Known) -> str | None:
        """Return the product that is suggested first, or None where nothing fits."""
        active = wishes(self._compiled.questionnaire.needs, self._products, self._compiled, known)
        columns = [(wish.weight, wish.need.must, self._row(wish, known)) for wish in active]
        best, most = None, -1.0
        for place in self._possible(known):
            score = _score(columns, place)
            if score is not None and score > most:
                best, most = place, score
        return None if best is None else self._products.items[best].id

    def _row(self, wish: Wish, known: Known) -> _Row:
        asked = (wish.wanted, wish.unit, region_of(known))
        before = self._rows.get(wish.need.id)
        if before is not None and before[0] == asked:
            return before[1]
        row = [how_far(wish, has) for has in self._offered(wish, known)]
        self._rows[wish.need.id] = (asked, row)
        return row

    def _offered(self, wish: Wish, known: Known) -> list[AttributeValue | None]:
        what = (wish.attribute.id, wish.unit, region_of(known))
        if what not in self._offers:
            self._offers[what] = [offered(product, wish, self._products, known) for product in self._products.items]
        return self._offers[what]

    def _possible(self, known: Known) -> list[int]:
        here = tuple(known.get(name) for name in _CIRCUMSTANCES)
        if self._candidates[0] != here or self._ruled:
            items = enumerate(self._products.items)
            free = [place for place, product in items if barred(product, self._compiled, known) is None]
            self._candidates = (here, free)
        return self._candidates[1]


def _score(columns: Sequence[tuple[float, bool, _Row]], place: int) -> float | None:
    """Return the score of one product, rounded as for ranking; None where it is no suggestion."""
    score, fits = 0.0, False
    for weight, must, row in columns:
        met = row[place]
        if must and met < 1:
            return None
        fits = fits or met > 0
        score += met * weight
    return round(score, 9) if fits else None
