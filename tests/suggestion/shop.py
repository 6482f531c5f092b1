"""A shop and its questions as strategies: any needs, any products, any answers, and sessions that gave them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from bot.conversation.engine import known_values, resume, start
from bot.conversation.inbound import Confirm, Done, GoBack, Inbound, Picked, Said, Skip
from bot.conversation.session import Asking, Confirming, Session, Start
from bot.questionnaire.catalogue import Attribute, Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, InRange, Known, OneOf, Picks, Range, Value
from bot.questionnaire.formula import parse
from bot.questionnaire.model import ByRank, Fact, Need, Question
from tests import making
from tests.making import text

TODAY = "2026-11-21"


def labels(*ids: str) -> dict[str, Any]:
    return {each: text(en=each.title()) for each in ids}


ATTRIBUTES = (
    Attribute("speed", text(en="Speed"), "number", "MHz", 0, 1000),
    Attribute("weight", text(en="Weight"), "number", "kg", 0, 100, "lower"),
    Attribute("price", text(en="Price"), "money", "USD", 0, 1000, "lower"),
    Attribute("size", text(en="Size"), "choice", choices=labels("small", "middle", "big")),
    Attribute("uses", text(en="Uses"), "set", choices=labels("a", "b", "c")),
    Attribute("battery", text(en="Battery"), "flag"),
)
QUESTIONS = (
    making.question("needs_speed", "decimal", unit="MHz", at_least=0, at_most=1000),
    making.question("budget", "integer", unit="USD", at_least=0, at_most=1000),
    making.question("uses", "select_multiple", "a", "b", "c", making.choice("none_of_these", exclusive=True)),
    making.question("field", "yes_no"),
    making.question("size", "select_one", "small", "middle", "big", "unsure", ask_if=OneOf("field", ("yes",))),
    making.question("ranking", "rank", "speed", "price", "size"),
)
FACTS = (
    Fact("doubled", parse("2 * needs_speed / 1000"), "GHz"),
    Fact("share", parse("budget / (1 + needs_speed)"), "USD"),
)

values: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {},
    optional={
        "speed": st.integers(0, 1000).map(float),
        "weight": st.integers(0, 100).map(float),
        "price": st.integers(0, 1000).map(float),
        "size": st.sampled_from(("small", "middle", "big")),
        "uses": st.lists(st.sampled_from("abc"), unique=True).map(tuple),
        "battery": st.booleans(),
    },
)
answers: dict[str, st.SearchStrategy[Any]] = {
    "needs_speed": st.integers(0, 10000).map(lambda tenths: tenths / 10),
    "budget": st.integers(0, 1000),
    "uses": st.one_of(
        st.just(("none_of_these",)),
        st.sets(st.sampled_from("abc"), min_size=1).map(lambda chosen: tuple(sorted(chosen))),
    ),
    "field": st.sampled_from(("yes", "no")),
    "size": st.sampled_from(("small", "middle", "big", "unsure")),
    "ranking": st.permutations(("speed", "price", "size")).map(tuple),
}
knowns: st.SearchStrategy[Any] = st.fixed_dictionaries({}, optional=answers)


def need(name: str, attribute: str, test: Any, operand: Any, **rest: Any) -> Need:
    named = isinstance(operand, str) and operand in {*answers, *(fact.id for fact in FACTS)}
    return Need(id=name, attribute=attribute, test=test, operand=operand, operand_is_name=named, **rest)


EVERY_TEST = (
    need("faster", "speed", "at_least", "needs_speed"),
    need("much_faster", "speed", "at_least", "doubled"),
    need("near", "speed", "target", "needs_speed", tolerance=50.0),
    need("fast_enough", "speed", "threshold", "needs_speed"),
    need("light", "weight", "at_most", 40.0),
    need("light_enough", "weight", "threshold", 60.0),
    need("cheap", "price", "at_most", "budget"),
    need("fair", "price", "at_most", "share"),
    need("limit", "price", "at_most", 400.0),
    need("useful", "uses", "includes", "uses"),
    need("all_uses", "uses", "all_of", "uses"),
    need("no_uses", "uses", "none_of", "uses"),
    need("sized", "size", "is", "size"),
    need("large", "size", "at_least", "size"),
    need("compact", "size", "at_most", "size"),
    need("either", "size", "any_of", ("small",)),
    need("mobile", "battery", "is", True),
    need("in_the_field", "battery", "is", "field"),
)
CONDITIONS: tuple[Condition, ...] = (
    OneOf("field", ("yes",)),
    Picks("uses", any_of=("a",)),
    InRange("budget", Range(at_least=500)),
    InRange("doubled", Range(above=1)),
)


@st.composite
def needs(draw: st.DrawFn, most: int = 8, *, musts: bool = False) -> tuple[Need, ...]:
    """Any of these needs, as musts or wishes (or only as musts), of any weight, on conditions or not."""
    chosen = draw(st.lists(st.sampled_from(EVERY_TEST), unique_by=lambda each: each.id, max_size=most))
    weights = st.one_of(st.integers(1, 5).map(float), st.just(ByRank("ranking", "price")))
    conditions = st.one_of(st.none(), st.none(), st.sampled_from(CONDITIONS))
    return tuple(
        replace(
            each,
            must=musts or draw(st.booleans()),
            weight=draw(weights),
            condition=draw(conditions),
            unless=draw(conditions),
        )
        for each in chosen
    )


@dataclass
class Case:
    """One questionnaire with needs, some products and some answers."""

    compiled: Compiled
    products: Products
    known: Known


def shop(*items: dict[str, Any]) -> Products:
    return Products(ATTRIBUTES, tuple(Product(f"p{i}", text(en=f"P{i}"), each) for i, each in enumerate(items)))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    compiled = making.compiled(*QUESTIONS, facts=FACTS, needs=draw(needs()))
    return Case(compiled, shop(*draw(st.lists(values, max_size=6))), draw(knowns))


# Sessions ------------------------------------------------------------------------------------------------


@dataclass
class Told:
    """A questionnaire with needs, some products, and a session that was held to its end."""

    compiled: Compiled
    products: Products
    session: Session

    @property
    def known(self) -> Known:
        return known_values(self.compiled, self.session)


@st.composite
def told(draw: st.DrawFn, *, strict: bool = False) -> Told:
    """Any session; a `strict` one answers everything, and all that it asks is a must."""
    compiled = making.compiled(*QUESTIONS, facts=FACTS, needs=draw(needs(4, musts=strict)))
    given = draw(st.fixed_dictionaries(answers) if strict else knowns)
    return Told(compiled, shop(*draw(st.lists(values, min_size=1, max_size=5))), held(compiled, given))


def held(compiled: Compiled, given: Known) -> Session:
    """Hold a session with the real engine, giving these answers and skipping the rest."""
    begun = start(compiled, Start(known={"today": TODAY}, consents={"report": True}), session_id="s", at=0).session
    return _to_the_end(compiled, begun, given)


def changed(compiled: Compiled, session: Session, changes: dict[str, Value | None]) -> Session:
    """Go back to each question with the real engine and answer it otherwise; what comes up new is skipped."""
    for question in sorted(changes, key=compiled.position.__getitem__):
        session = resume(compiled, session, GoBack(question), at=1).session
        session = _given(compiled, session, compiled.question(question), changes[question])
        if isinstance(session.state, Confirming):
            session = resume(compiled, session, Confirm(True), at=1).session
        session = _to_the_end(compiled, session, {})
    return session


def _to_the_end(compiled: Compiled, session: Session, given: Known) -> Session:
    while isinstance(session.state, Asking):
        question = compiled.question(session.state.question)
        session = _given(compiled, session, question, given.get(question.id))
    return session


def _given(compiled: Compiled, session: Session, question: Question, value: Value | None) -> Session:
    for inbound in _inputs(session, question, value):
        session = resume(compiled, session, inbound, at=1).session
    return session


def _inputs(session: Session, question: Question, value: Value | None) -> Iterator[Inbound]:
    if value is None:
        yield Skip()
    elif isinstance(value, tuple):
        ticked = session.state.draft if isinstance(session.state, Asking) else ()
        if question.type == "rank":
            # The last one is clear without asking.
            yield from map(Picked, value[:-1])
            return
        # Ticking an exclusive choice clears the others, and the other way round; so those that go are unticked first.
        yield from (Picked(each) for each in ticked if each not in value)
        yield from (Picked(each) for each in value if each not in ticked)
        yield Done()
    elif isinstance(value, str):
        yield Picked(value) if question.choices else Said(value)
    else:
        yield Said(f"{value:.12f}".rstrip("0").rstrip("."))
