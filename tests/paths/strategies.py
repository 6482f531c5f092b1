"""Random small questionnaires: all question types, all tests, facts, segments, traits, given names, skips, consents.

Limits are multiples of a half, so that a grid of quarters meets every cell; see `oracle.GRID`.
"""

import typing
from datetime import date, timedelta

import msgspec
from hypothesis import note
from hypothesis import strategies as st

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import (
    All,
    Answered,
    Any,
    Condition,
    InRange,
    InSegment,
    Not,
    OnDate,
    OneOf,
    Picks,
    Range,
    Ranked,
)
from bot.questionnaire.model import QUESTION_TYPES, Choice, DateLimit, Question, QuestionType
from tests.paths.building import TODAY, WORDS, ask, compiled

TESTED: tuple[QuestionType, ...] = (
    "select_one",
    "yes_no",
    "select_multiple",
    "rank",
    "date",
    "integer",
    "decimal",
    "scale",
)
NUMBERS = ("integer", "decimal", "scale")
ids = st.sampled_from(("a", "b", "c"))
some_ids = st.lists(ids, min_size=1, max_size=2, unique=True).map(tuple)
expected = st.sampled_from((None, None, 0.25, 0.5, 0.0, 1.0))
days = st.integers(-3, 3)
near = days.map(lambda day: (date.fromisoformat(TODAY) + timedelta(days=day)).isoformat())


@st.composite
def limits(draw, least: int = -1, most: int = 4) -> Range:
    """Draw limits of a number; always at least one."""
    keys = draw(st.lists(st.sampled_from(("is_", "at_least", "at_most", "above", "below")), min_size=1, max_size=2))
    return Range(**{key: draw(st.integers(2 * least, 2 * most)) / 2 for key in keys})


@st.composite
def questions(draw, name: str, kind: QuestionType, ask_if: Condition | None) -> Question:
    """Draw a question of one type, with few answers."""
    keys: dict[str, object] = {}
    if kind in ("select_one", "select_multiple", "rank"):
        most = 3 if kind == "rank" else 4
        exclusive = st.booleans() if kind == "select_multiple" else st.just(False)
        keys["choices"] = [
            Choice(each, WORDS, expected=draw(expected), exclusive=draw(exclusive))
            for each in "abcd"[: draw(st.integers(2, most))]
        ]
    if kind == "yes_no" and draw(st.booleans()):
        keys["choices"] = {"yes": draw(expected)}
    if kind == "select_multiple":
        keys |= {"at_least": draw(st.none() | st.integers(0, 2)), "at_most": draw(st.none() | st.integers(2, 3))}
    if kind in ("select_one", "select_multiple"):
        keys["other"] = draw(st.booleans())
    if kind in ("integer", "decimal"):
        least = draw(st.integers(-1, 1))
        keys |= {"at_least": least, "at_most": least + draw(st.integers(1, 4 if kind == "integer" else 2))}
    if kind == "scale":
        keys |= {"low": draw(st.integers(0, 1)), "high": draw(st.integers(2, 4))}
    if kind == "date":
        first = draw(st.integers(-3, 0))
        last = first + draw(st.integers(1, 4))
        keys |= {"earliest": DateLimit(days_from_today=first), "latest": DateLimit(days_from_today=last)}
    return ask(
        name,
        kind,
        ask_if,
        required=draw(st.booleans()),
        purpose=draw(st.sampled_from(("report",) * 6 + ("contact", "reminders"))),
        trait="x" if draw(st.integers(0, 5)) == 5 else None,
        **keys,
    )


Keys = st.SearchStrategy[typing.Any]


def _picks() -> Keys:
    groups = st.dictionaries(st.sampled_from(("any_of", "all_of", "none_of")), some_ids, min_size=1, max_size=2)
    return groups | limits(0, 4).map(lambda count: {"count": count})


def _ranks() -> Keys:
    places = st.dictionaries(ids, st.integers(1, 3), min_size=1, max_size=2)
    return ids.map(lambda choice: {"first": choice}) | places.map(lambda top: {"top": top})


def _dates() -> Keys:
    fixed = {"before": near, "after": near}
    relative = {"within_days": st.integers(0, 3), "older_than_days": st.integers(-2, 3)}
    return st.fixed_dictionaries({}, optional=fixed) | st.fixed_dictionaries({}, optional=relative)


TESTS = {
    "select_one": (OneOf, some_ids.map(lambda values: {"values": values})),
    "yes_no": (OneOf, st.sampled_from(("yes", "no")).map(lambda value: {"values": (value,)})),
    "select_multiple": (Picks, _picks()),
    "rank": (Ranked, _ranks()),
    "date": (OnDate, _dates()),
    **dict.fromkeys((*NUMBERS, "fact"), (InRange, limits().map(lambda limits: {"range": limits}))),
}
"""For each kind of value the test that is meant for it, and what it may say."""


@st.composite
def single_tests(draw, name: str, kind: str) -> Condition:
    """Draw a single test that is meant for values of this kind."""
    if kind not in TESTS or (kind != "fact" and draw(st.integers(0, 9)) == 0):
        return Answered((name,))
    test, keys = TESTS[kind]
    condition: Condition = test(name, **draw(keys))
    return condition


given_tests = st.sampled_from(
    (
        OneOf("language", ("fa",)),
        OneOf("campaign", ("spring",)),
        OneOf("owns", ("probe",)),
        OneOf("owns", ("scope", "probe")),
        OneOf("trait.x", ("yes", "a")),
        OneOf("trait.x", ("b",)),
        Answered(("trait.x",)),
        Answered(("campaign",)),
    )
)


@st.composite
def conditions(draw, kinds: dict[str, str], segments: tuple[str, ...] = (), depth: int = 2) -> Condition:
    """Draw a condition over named things and their kinds."""
    shape = draw(st.integers(0, 9)) if depth else 0
    inner = conditions(kinds, segments, depth - 1)
    if shape >= 8:
        return Not(of=draw(inner))
    if shape >= 5:
        parts = tuple(draw(st.lists(inner, min_size=0 if depth == 1 else 1, max_size=3)))
        return All(parts) if draw(st.booleans()) else Any(parts)
    if segments and draw(st.integers(0, 4)) == 0:
        return InSegment(tuple(draw(st.lists(st.sampled_from(segments), min_size=1, max_size=2))))
    testable = [name for name, kind in kinds.items() if kind in TESTS] or [*kinds]
    name = draw(st.sampled_from(testable)) if testable else ""
    test = given_tests if not testable or draw(st.integers(0, 11)) == 0 else single_tests(name, kinds[name])
    condition: Condition = draw(test)
    return condition


ONE = (
    "{0} * 2",
    "{0} / 2 + 1",
    "3 - {0}",
    "2 / {0}",
    "round({0})",
    "min({0}, 2) * 2",
    "max(1, {0})",
    "{0} + {0}",
    "{0} * {0}",
    "{0} * 0",
)
TWO = ("{0} + {1}", "{0} * {1}", "max({0}, {1}) - 1", "{0} / {1}")


@st.composite
def formulas(draw, kinds: dict[str, str], facts: dict[str, str]) -> str:
    """Draw a formula over the numbers, sets and dates among the questions, and over other facts."""
    numbers = [name for name, kind in kinds.items() if kind in NUMBERS] + list(facts)
    numbers += [f"count({name})" for name, kind in kinds.items() if kind == "select_multiple"]
    dates = [name for name, kind in kinds.items() if kind == "date"] + ["today"]
    numbers += [f"days_between({draw(st.sampled_from(dates))}, {draw(st.sampled_from(dates))})"]
    values = draw(st.lists(st.sampled_from(numbers), min_size=2, max_size=2))
    template: str = draw(st.sampled_from(ONE + TWO))
    return template.format(*values)


@st.composite
def questionnaires(draw, most_questions: int = 5) -> Compiled:
    """Draw a questionnaire; now and then a condition looks forward, which the checker refuses but nothing may crash."""
    count = draw(st.integers(2, most_questions))
    kinds = {f"q{number}": draw(st.sampled_from((*QUESTION_TYPES, *TESTED, *TESTED))) for number in range(count)}
    facts: dict[str, str] = {}
    for number in range(draw(st.integers(0, 3))):
        facts[f"f{number}"] = draw(formulas(kinds, facts))
    named = kinds | dict.fromkeys(facts, "fact")
    segments: dict[str, Condition] = {}
    for number in range(draw(st.integers(0, 2))):
        segments[f"s{number}"] = draw(conditions(named, tuple(segments), 1))
    asked = []
    for place, (name, kind) in enumerate(kinds.items()):
        back = {each: named[each] for each in list(kinds)[:place]} | dict.fromkeys(facts, "fact")
        reach = named if draw(st.integers(0, 9)) == 0 else back
        free = draw(st.integers(0, 3)) == 0 if place else draw(st.integers(0, 5)) != 0
        condition = None if free else draw(conditions(reach, tuple(segments)))
        asked.append(draw(questions(name, kind, condition)))
    for question in asked:
        note(f"{question.id}: {question.type} {_keys(question)} if {question.ask_if}")
    note(f"facts: {facts}; segments: {segments}")
    return compiled(*asked, facts=facts, segments=segments)


def _keys(question: Question) -> str:
    """Return what is special about a question."""
    return str(msgspec.to_builtins(question) | {"ask": "", "ask_if": ""})
