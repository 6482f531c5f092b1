"""Fails when the engine learns a test, a function or a type that the checker, the paths or the page do not know."""

import re
import typing
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from bot.authoring import value_tests
from bot.authoring.common import Common
from bot.authoring.conditions import ConditionReader
from bot.authoring.keys import MEANINGS
from bot.authoring.load import load
from bot.authoring.names import Names
from bot.authoring.needs import NeedReader
from bot.authoring.products import ProductRange
from bot.authoring.shape import schema_of
from bot.paths.claims import Misses
from bot.paths.distribution import distribution
from bot.questionnaire import condition as conditions
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import RESERVED, Condition, Range
from bot.questionnaire.explain import written
from bot.questionnaire.formula import FUNCTIONS
from bot.questionnaire.model import QUESTION_TYPES, NeedTest, Questionnaire
from tests.authoring.frame import PAGE
from tests.authoring.samples import BENCH, SAMPLE, loaded
from tests.authoring.test_conditions import CONDITIONS, OFFER

PAGE_TEXT = PAGE.read_text("utf-8")
WORDS = {
    "is_": "is",
    "name": None,
    "names": None,
    "values": None,
    "range": None,
    "of": None,
}
"""How a field of a condition is written where it is not called like that; None: it is not a word."""


TESTED = {word for shape in value_tests.test_schema()["anyOf"][2:] for word in shape["properties"]}
"""The words of the tests of single values, as the schema has them."""


def parts(condition: Any) -> Iterator[Any]:
    """Yield a condition and everything in it."""
    yield condition
    for name in getattr(condition, "__struct_fields__", ()):
        value = getattr(condition, name)
        for each in value if isinstance(value, tuple) else (value,):
            if hasattr(each, "__struct_fields__"):
                yield from parts(each)


READ = [part for condition in CONDITIONS.values() for part in parts(condition)]
STRUCTS = {*get_args(Condition), Range}


def test_the_reader_makes_every_condition_that_the_engine_knows():
    assert {type(part) for part in READ} == STRUCTS


@pytest.mark.parametrize("struct", sorted(STRUCTS, key=str), ids=str)
def test_every_field_of_a_condition_is_read_from_an_example(struct):
    for field in struct.__struct_fields__:
        values = [getattr(part, field) for part in READ if type(part) is struct]
        assert any(value not in (None, (), {}) for value in values), field


@pytest.mark.parametrize("example", CONDITIONS)
def test_a_condition_is_told_as_it_is_written(example, tmp_path):
    told = written(CONDITIONS[example])
    found = loaded(tmp_path, (BENCH, OFFER, f"if: {{{told}}}, text"))
    assert found.drafts["bench"].offers[0].condition == CONDITIONS[example]


@pytest.mark.parametrize("example", CONDITIONS)
def test_the_paths_take_every_condition_that_the_reader_makes(example):
    (scene,) = load(SAMPLE).scenes
    watched = {"?": CONDITIONS[example], "!": Misses(CONDITIONS[example])}
    found = distribution(Compiled(scene.questionnaire), "2026-11-21", watched=watched)
    assert found.shares["?"] + found.shares["!"] == pytest.approx(1)


def nothing() -> Names:
    return Names(Common(None, ("en",), {}, ProductRange()))


def test_the_words_of_conditions_are_those_of_the_engine_the_schema_and_the_meanings():
    read = set(ConditionReader(nothing()).defined()["properties"])
    assert read == set(MEANINGS["a condition"])
    # A score is kept for later; nothing can be called like it until then.
    assert read == RESERVED - {"score"}


def test_the_words_of_tests_are_those_of_the_engine_and_the_schema():
    single = STRUCTS - {conditions.All, conditions.Any, conditions.Not, conditions.Answered, conditions.InSegment}
    fields = {field for struct in single for field in struct.__struct_fields__}
    assert {word for field in fields if (word := WORDS.get(field, field)) is not None} == TESTED


@pytest.mark.parametrize(
    "word", sorted({word for shape in value_tests.test_schema()["anyOf"][2:] for word in shape["properties"]})
)
def test_the_page_shows_every_test(word):
    chapter = PAGE_TEXT.partition("## Asking only some")[2].partition("\n## ")[0]
    assert re.search(rf"\b{word}\b", chapter)


@pytest.mark.parametrize("word", sorted(RESERVED - {"score"}))
def test_the_page_shows_every_word_of_conditions(word):
    chapter = PAGE_TEXT.partition("## Asking only some")[2].partition("\n## ")[0]
    assert re.search(rf"\b{word}\b", chapter)


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_a_function_is_known_to_facts_and_shown_on_the_page(function, tmp_path):
    least, most = FUNCTIONS[function]
    wanted = {"count": "buses", "days_between": "needed_by"}.get(function, "signal")
    for number in {least, most}:
        formula = f"{function}({', '.join([wanted] * number)})"
        found = loaded(tmp_path / str(number), (BENCH, "{formula: 5 * signal, unit: MHz}", f'{{formula: "{formula}"}}'))
        assert "bench" in found.drafts, [problem.message for problem in found.problems]
    chapter = PAGE_TEXT.partition("## Facts")[2].partition("\n## ")[0]
    assert f"`{function}`" in chapter


@pytest.mark.parametrize("kind", QUESTION_TYPES)
def test_the_page_shows_every_type_of_question(kind):
    assert re.search(rf"\b{kind}\b", PAGE_TEXT.partition("## Questions")[2].partition("\n## ")[0])


@pytest.mark.parametrize("test", get_args(NeedTest))
def test_the_page_shows_every_test_of_a_need_and_the_reader_takes_it(test):
    assert f"`{test}" in PAGE_TEXT.partition("## Products and needs")[2].partition("\n## ")[0]
    assert test in schema_of(NeedReader(nothing()).read)["properties"]


def test_the_proofs_look_at_every_condition_of_a_questionnaire():
    """Every field of the model that holds a condition is among those that are looked at."""
    held = set(fields_with_conditions(Questionnaire, set()))
    assert held == {
        ("Question", "ask_if"),
        ("Segment", "condition"),
        ("Need", "condition"),
        ("Need", "unless"),
        ("Offer", "condition"),
        ("AccessoryRule", "condition"),
        ("SectionText", "show_if"),
    }


def fields_with_conditions(struct: Any, seen: set[Any]) -> Iterator[tuple[str, str]]:
    """Yield the fields of a struct, and of those in it, that hold a condition."""
    seen.add(struct)
    for field, hint in typing.get_type_hints(struct).items():
        inner = set(leaves(hint))
        if inner & set(get_args(Condition)):
            yield struct.__name__, field
            continue
        for each in inner - seen:
            if hasattr(each, "__struct_fields__"):
                yield from fields_with_conditions(each, seen)


def leaves(hint: Any) -> Iterator[Any]:
    if args := get_args(hint):
        for each in args:
            yield from leaves(each)
    else:
        yield hint
