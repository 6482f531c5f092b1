"""Every number behind the suggestions of one person: what was asked, what each product offers, why some are out."""

from typing import Literal

from msgspec import Struct

from bot.questionnaire.catalogue import AttributeValue, Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.questionnaire.model import Need, NeedTest
from bot.suggestion.market import Bar, Price, barred, price
from bot.suggestion.shelf import scored
from bot.suggestion.suggest import accessories, product_of, ranked, suggest
from bot.suggestion.suggestion import Role, Suggestion, Verdict
from bot.suggestion.verdicts import Idle, Wish, idle, judged, weight_of, wishes

Out = Bar | Literal["breaks_a_must", "meets_nothing"]
"""Why a product is not among those that fit."""


class NeedTrace(Struct, frozen=True):
    """What one need asks of this person's products."""

    need: str
    attribute: str
    test: NeedTest
    must: bool
    idle: Idle | None
    """Why it asks for nothing; None where it asks."""
    importance: float
    """Its weight as the author or the person's own ranking gives it."""
    weight: float
    """Its share of all that is asked; 0 for a must, and where it asks for nothing."""
    wanted: AttributeValue | None = None
    unit: str | None = None


class Line(Struct, frozen=True):
    """What one product offers for one need, and what that adds to its score."""

    need: str
    offered: AttributeValue | None
    met: float
    share: float


class ProductTrace(Struct, frozen=True):
    """Every number of one product."""

    product: str
    place: int | None
    """Its place among those that fit, from 1."""
    role: Role | None
    """In which role it is offered."""
    out: Out | None
    violated: tuple[str, ...]
    """The musts that it does not meet."""
    score: float
    confidence: float
    """The share of the score's weight on which its data say something."""
    price: Price | None
    lines: tuple[Line, ...]


class Trace(Struct, frozen=True):
    """Every number behind the suggestions of one person."""

    needs: tuple[NeedTrace, ...]
    products: tuple[ProductTrace, ...]
    """What fits first, by score; then what breaks a must; then what was never a candidate."""
    accessories: tuple[ProductTrace, ...]


def trace(compiled: Compiled, products: Products, known: Known) -> Trace:
    """Return every number, of products that are out too."""
    active = {wish.need.id: wish for wish in wishes(compiled.questionnaire.needs, products, compiled, known)}
    offered = suggest(compiled, products, known)
    roles = {each.product: each.role for each in offered}
    candidates = ranked(compiled, products, known)
    fit = [each for each in candidates if each.fits]
    places = {each.product: place for place, each in enumerate(fit, 1)}
    missed = sorted((each for each in candidates if not each.fits), key=lambda each: len(each.violated))
    bars = {each.id: barred(each, compiled, known) for each in products.items}
    never = [scored(each, judged(each, active.values(), products, known)) for each in products.items if bars[each.id]]
    writer = _Writer(products, known)
    return Trace(
        tuple(_need(need, active.get(need.id), compiled, products, known) for need in compiled.questionnaire.needs),
        tuple(
            writer.product(each, places.get(each.product), roles.get(each.product), bars[each.product])
            for each in (*fit, *missed, *never)
        ),
        tuple(writer.product(each, None, each.role, None) for each in accessories(compiled, products, known, offered)),
    )


def _need(need: Need, wish: Wish | None, compiled: Compiled, products: Products, known: Known) -> NeedTrace:
    return NeedTrace(
        need=need.id,
        attribute=need.attribute,
        test=need.test,
        must=need.must,
        idle=None if wish else idle(need, products, compiled, known),
        importance=weight_of(need, compiled, known),
        weight=wish.weight if wish else 0.0,
        wanted=wish.wanted if wish else None,
        unit=wish.unit if wish else None,
    )


class _Writer:
    """Writes down products for one person."""

    def __init__(self, products: Products, known: Known) -> None:
        self._products = products
        self._known = known

    def product(self, judged: Suggestion, place: int | None, role: Role | None, bar: Bar | None) -> ProductTrace:
        product: Product = product_of(self._products, judged.product)
        return ProductTrace(
            product=judged.product,
            place=place,
            role=role,
            out=bar or _out(judged),
            violated=tuple(verdict.need for verdict in judged.violated),
            score=judged.score,
            confidence=judged.confidence,
            price=price(self._products, product, self._known),
            lines=tuple(map(_line, judged.verdicts)),
        )


def _line(verdict: Verdict) -> Line:
    return Line(verdict.need, verdict.offered, verdict.met, verdict.share)


def _out(judged: Suggestion) -> Out | None:
    if judged.violated:
        return "breaks_a_must"
    return None if judged.fits or judged.role == "accessory" else "meets_nothing"
