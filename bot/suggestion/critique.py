"""Critiques of what is suggested first: cheaper, more of what matters most, without a wish; each leads somewhere.

What is asked again can be answered so that another product comes first; where no question lies behind it, there is a
product to show at once. A critique that leads to nothing is none.
"""

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from bot.conversation.session import Session
from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.model import Need
from bot.suggestion.behind import answers_behind, questions_behind
from bot.suggestion.changing import Changing
from bot.suggestion.market import price
from bot.suggestion.repairs import Change
from bot.suggestion.suggest import product_of
from bot.suggestion.suggestion import Suggestion, Verdict
from bot.suggestion.verdicts import wishes

MOST = 3
Better = Callable[[Product], bool]
"""Whether a product is what the critique asks for."""


class Critique(Struct, frozen=True):
    """What could be said of the first suggestion, and where saying it leads: to a question or to a product."""

    kind: Literal["cheaper", "more", "without"]
    attribute: str
    question: str | None = None
    """The question to ask again."""
    product: str | None = None
    """The product to show where no question lies behind it: the best of those that meet every must."""
    change: Change | None = None
    """The wish to do without."""


def critiques(compiled: Compiled, products: Products, session: Session) -> tuple[Critique, ...]:
    """Return up to three critiques, each leading to another place; none where nothing fits."""
    changing = Changing(compiled, products, session)
    fit = changing.ranked(changing.known)
    if not fit:
        return ()
    search = _Search(changing, fit)
    found: dict[tuple[str | None, str | None], Critique] = {}
    for critique in (*search.cheaper(), *search.more(), *search.without()):
        kinds = {each.kind for each in found.values()}
        if critique.kind not in kinds:
            found.setdefault((critique.question, critique.product), critique)
    return tuple(found.values())[:MOST]


class _Search:
    """Searches where critiques of the first of these products lead; `fit` are all that fit, the best first."""

    def __init__(self, changing: Changing, fit: list[Suggestion]) -> None:
        self._changing = changing
        self._compiled = changing.compiled
        self._products = changing.products
        self._fit = fit
        self._first = product_of(changing.products, fit[0].product)
        self._needs = {need.id: need for need in changing.compiled.questionnaire.needs}
        self._given = {question.id: (question, value) for question, value in changing.answered()}

    def cheaper(self) -> Iterator[Critique]:
        """Yield where something that costs less can be had."""
        attribute, known = self._products.price, self._changing.known
        its = price(self._products, self._first, known)
        if attribute is None or its is None:
            return

        def costs_less(product: Product) -> bool:
            other = price(self._products, product, known, its.currency or "")
            return other is not None and other.amount < its.amount

        verdicts = [verdict for verdict in self._fit[0].verdicts if verdict.attribute == attribute.id]
        yield from self._leading("cheaper", attribute.id, verdicts, costs_less)

    def more(self) -> Iterator[Critique]:
        """Yield where more can be had of what is counted, what matters most to the person first."""
        for verdict in sorted(self._fit[0].verdicts, key=lambda each: (not each.must, -each.weight)):
            attribute = self._products.attribute(verdict.attribute)
            has = verdict.offered
            if attribute is None or attribute.type != "number" or not isinstance(has, int | float):
                continue
            sign = 1 if attribute.better == "higher" else -1

            def has_more(product: Product, name: str = attribute.id, has: float = has, sign: int = sign) -> bool:
                its = product.values.get(name)
                return isinstance(its, int | float) and sign * its > sign * has

            yield from self._leading("more", attribute.id, [verdict], has_more)

    def without(self) -> Iterator[Critique]:
        """Yield the wishes without which another product would come first, what costs the person least first.

        Only what stands for one wish alone: who takes back a ranking takes back more than the button says.
        """
        found = []
        active = {verdict.need for verdict in self._fit[0].verdicts}
        for verdict in self._fit[0].verdicts:
            for question, was in self._droppable(self._needs[verdict.need]):
                replay = self._changing.replay({question: None})
                if replay is None or self._active(replay.known) != active - {verdict.need}:
                    continue
                if self._changing.front.first(replay.known) not in (None, self._first.id):
                    change = Change(verdict.need, question, "without", was, None)
                    upheaval = len(replay.voids) + len(replay.asks)
                    found.append(((upheaval, verdict.must, verdict.weight), verdict.attribute, change))
        for _, attribute_id, change in sorted(found, key=lambda each: each[0]):
            yield Critique("without", attribute_id, change.question, change=change)

    def _active(self, known: Known) -> set[str]:
        needs, products = self._compiled.questionnaire.needs, self._products
        return {wish.need.id for wish in wishes(needs, products, self._compiled, known)}

    def _droppable(self, need: Need) -> Iterator[tuple[str, Value]]:
        """Yield the answers that could be taken back, with which the wish for an attribute would be gone."""
        if not need.operand_is_name and need.test in ("is", "any_of") and not isinstance(need.operand, bool):
            # One choice among many is what the author concluded, not what the person asked for.
            return
        for name in questions_behind(need, self._compiled):
            if name in self._given and not self._given[name][0].required:
                yield name, self._given[name][1]

    def _leading(
        self, kind: Literal["cheaper", "more"], attribute_id: str, verdicts: list[Verdict], better: Better
    ) -> Iterator[Critique]:
        """Yield the question with an answer that brings something better to the front; else the best that is there."""
        for verdict in verdicts:
            need = self._needs[verdict.need]
            for name in answers_behind([str(need.operand)] if need.operand_is_name else [], self._compiled):
                if name in self._given and self._is_answer_to(name, better):
                    yield Critique(kind, attribute_id, name)
        for suggestion in self._fit[1:]:
            if better(product_of(self._products, suggestion.product)):
                yield Critique(kind, attribute_id, product=suggestion.product)
                return

    def _is_answer_to(self, name: str, better: Better) -> bool:
        question, was = self._given[name]

        def brings(value: Value) -> bool:
            replay = self._changing.replay({name: value})
            first = None if replay is None else self._changing.front.first(replay.known)
            return first is not None and better(product_of(self._products, first))

        return any(other.outcome for other in self._changing.others(question, was, brings))
