"""What differs between two versions, and how grave it is: every change there can be, by example and at random."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.questionnaire.condition import Answered, InRange, InSegment, OneOf, Range
from bot.questionnaire.difference import Column, differences, worst
from bot.questionnaire.formula import parse
from bot.questionnaire.model import (
    AccessoryRule,
    Budget,
    Choice,
    DateLimit,
    Fact,
    Limits,
    Need,
    Offer,
    Question,
    Questionnaire,
    Segment,
)
from bot.questionnaire.report import ReportText
from bot.questionnaire.version import canonical
from tests.making import choice, question, questionnaire, text
from tests.paths.strategies import questionnaires

FIELD = question("field", "select_one", "power", "cars", purpose="report")
SPEED = question("speed", "integer", unit="MHz", at_least=1, at_most=100)
MARK = question("mark", "scale", low=1, high=5, low_end=text(en="Bad"), high_end=text(en="Good"))
WISHES = question("wishes", "select_multiple", "price", "service")
ORDER = question("order", "rank", "price", "service")
WHEN = question("when", "date", latest=DateLimit(days_from_today=0))
WORDS = question("words", "text", at_most=200, required=True)
OTHER = question("other_field", "select_one", "a", "b", other=True)
SEGMENT = Segment("fast", InRange("speed", Range(at_least=50)))
ONLY_FAST = question("probe", "yes_no", ask_if=InSegment(("fast",)))
FACT = Fact("double", parse("2 * speed"), "MHz")
IF_DOUBLE = question("more", "yes_no", ask_if=InRange("double", Range(above=50)))
BASE = questionnaire(
    FIELD, SPEED, MARK, WISHES, ORDER, WHEN, WORDS, OTHER, ONLY_FAST, IF_DOUBLE, facts=(FACT,), segments=(SEGMENT,)
)


def asked(before: Question, **changed: Any) -> tuple[Questionnaire, Questionnaire]:
    """The same questionnaire, in which one question changed."""
    return BASE, with_(before, replace(before, **changed))


def with_(before: Question, after: Question) -> Questionnaire:
    return replace(BASE, questions=tuple(after if each == before else each for each in BASE.questions))


def choices(of: Question, *now: str | Choice) -> tuple[Questionnaire, Questionnaire]:
    return asked(of, choices=tuple(one if isinstance(one, Choice) else choice(one) for one in now))


def whole(**changed: Any) -> tuple[Questionnaire, Questionnaire]:
    return BASE, replace(BASE, **changed)


NEED = Need(id="bandwidth", attribute="bandwidth", test="at_least", operand=5.0)
EXAMPLES: list[tuple[str, tuple[Questionnaire, Questionnaire], str, str]] = [
    ("cosmetic", asked(SPEED, ask=text(en="How fast?")), "speed", "asked in other words"),
    ("cosmetic", asked(SPEED, why=text(en="Because.")), "speed", "another reason"),
    ("cosmetic", asked(SPEED, hint=text(en="Guess.")), "speed", "another hint"),
    ("cosmetic", asked(SPEED, said=text(en="it is fast")), "speed", "inside sentences"),
    ("cosmetic", asked(SPEED, image="fast.png"), "speed", "another picture"),
    ("cosmetic", asked(SPEED, example=text(en="20")), "speed", "another example"),
    ("cosmetic", asked(MARK, high_end=text(en="Splendid")), "mark", "ends of the scale"),
    ("cosmetic", asked(MARK, low_end=text(en="Poor")), "mark", "ends of the scale"),
    ("cosmetic", choices(FIELD, choice("power", "Power electronics"), "cars"), "field", "worded or pictured"),
    ("cosmetic", choices(FIELD, choice("power", expected=0.5), "cars"), "field", "expected more or less often"),
    ("cosmetic", choices(FIELD, choice("power", said=text(en="you do power")), "cars"), "field", "worded or pictured"),
    ("cosmetic", choices(FIELD, choice("power", image="power.png"), "cars"), "field", "worded or pictured"),
    ("cosmetic", choices(FIELD, "cars", "power"), "field", "another order"),
    ("cosmetic", whole(title=text(en="Another")), "title", "worded differently"),
    ("cosmetic", whole(promise=text(en="A list.")), "promise", "worded differently"),
    ("cosmetic", whole(language="fa"), "language", "written in fa instead of en"),
    ("cosmetic", whole(languages=("en", "de")), "languages", "de came, fa, ar went"),
    ("cosmetic", whole(budget=Budget(5, 8)), "budget", "budget"),
    ("safe", whole(questions=(*BASE.questions, question("more_words"))), "more_words", "is new"),
    ("safe", whole(questions=(*BASE.questions, question("hello", "note"))), "hello", "the note 'hello' is new"),
    ("safe", asked(SPEED, at_most=200), "speed", "at least 1 and at most 200 instead of at least 1 and at most 100"),
    ("safe", asked(SPEED, at_least=None, at_most=None), "speed", "takes anything"),
    ("safe", asked(WORDS, required=False), "words", "can be skipped"),
    ("safe", asked(WORDS, type="long_text"), "words", "both keep words"),
    ("safe", asked(WORDS, fresh_for=90), "words", "hold for another time"),
    ("safe", asked(WORDS, sensitive=True), "words", "now marked sensitive"),
    ("safe", choices(FIELD, "power", "cars", "serial"), "field", "new choices: serial"),
    ("safe", asked(FIELD, other=True), "field", "own words too"),
    ("safe", whole(facts=(FACT, Fact("triple", parse("3 * speed")))), "triple", "the fact 'triple' is new"),
    ("safe", whole(needs=(NEED,)), "bandwidth", "the need 'bandwidth' is new"),
    ("safe", whole(offers=(Offer("drive", text(en="Try it")),)), "drive", "the offer 'drive' is new"),
    ("safe", whole(accessories=(AccessoryRule("cable"),)), "cable", "the accessory 'cable' is new"),
    ("safe", whole(suggest={"kind": ("instrument",)}), "suggest", "can be suggested"),
    ("safe", whole(limits=Limits(2)), "limits", "how much is offered"),
    ("safe", whole(report=ReportText({}, ())), "report", "the report"),
    ("safe", whole(consents=("crm",)), "consents", "purposes"),
    ("resumable", whole(questions=BASE.questions[1:]), "field", "no longer asked"),
    ("resumable", whole(questions=(SPEED, FIELD, *BASE.questions[2:])), "speed", "another order"),
    ("resumable", asked(SPEED, ask_if=OneOf("field", ("power",))), "speed", "if field: power, not always"),
    ("resumable", asked(SPEED, at_most=50), "speed", "at most 50"),
    ("resumable", asked(WHEN, latest=DateLimit(days_from_today=90)), "when", "to today +90 days"),
    ("resumable", asked(SPEED, required=True), "speed", "has to be answered"),
    ("resumable", asked(WHEN, earliest=DateLimit(day="2026-01-01")), "when", "from 2026-01-01 to today"),
    ("resumable", asked(SPEED, trait="speed"), "speed", "kept under speed"),
    ("resumable", asked(SPEED, purpose="crm"), "speed", "the purpose 'crm' instead of 'report'"),
    ("resumable", choices(WISHES, choice("price", exclusive=True), "service"), "wishes", "stands alone now"),
    ("resumable", whole(segments=(replace(SEGMENT, condition=Answered(("speed",))),)), "probe", "segment fast changed"),
    ("resumable", whole(facts=(replace(FACT, formula=parse("3 * speed")),)), "more", "because double changed"),
    ("breaking", asked(SPEED, type="decimal"), "speed", "of type decimal instead of integer"),
    ("breaking", asked(SPEED, unit="GHz"), "speed", "in GHz instead of MHz"),
    ("breaking", asked(MARK, high=10), "mark", "from 1 to 10, not 1 to 5"),
    ("breaking", asked(MARK, low_end=text(en="Good"), high_end=text(en="Bad")), "mark", "turned round"),
    ("breaking", asked(MARK, nps=True, low=0, high=10), "mark", "from 0 to 10"),
    ("breaking", choices(FIELD, "power"), "field", "the choice 'cars' of 'field' is gone"),
    (
        "breaking",
        choices(FIELD, "power", choice("autos", "cars")),
        "field",
        "'cars' of 'field' is now called 'autos'",
    ),
    ("breaking", choices(FIELD, choice("power", "cars"), choice("cars", "power")), "field", "now means what"),
    ("breaking", choices(ORDER, "price", "service", "speed"), "order", "ranks speed too"),
    ("breaking", asked(OTHER, other=False), "other_field", "no own words any more"),
    ("breaking", whole(id="another"), "another", "two questionnaires"),
]


@pytest.mark.parametrize(("grade", "versions", "about", "said"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_a_change_has_its_grade_and_its_sentence(
    grade: str, versions: tuple[Questionnaire, Questionnaire], about: str, said: str
) -> None:
    found = differences(*versions)
    assert any((one.grade, one.about) == (grade, about) and said in one.sentence for one in found), found
    assert worst(found) == grade


def test_only_what_breaks_says_how_to_mend_it() -> None:
    for _, versions, _, _ in EXAMPLES:
        assert all((one.grade == "breaking") == bool(one.mend) for one in differences(*versions))


def test_a_new_id_is_named_for_a_question_that_changed_its_meaning() -> None:
    [found] = differences(*asked(SPEED, unit="GHz"))
    assert "'speed_2'" in found.mend


def test_a_new_question_brings_a_column_and_a_lost_one_takes_it() -> None:
    [more] = differences(*whole(questions=(*BASE.questions, question("more_words"))))
    [fewer] = differences(*whole(questions=BASE.questions[1:]))
    assert (more.columns, fewer.columns) == ((Column("added", "more_words"),), (Column("removed", "field"),))


def without(gone: Question) -> Questionnaire:
    return replace(BASE, questions=tuple(each for each in BASE.questions if each != gone))


def test_a_question_that_comes_back_with_another_meaning_is_breaking() -> None:
    faster = with_(SPEED, replace(SPEED, unit="GHz"))
    [found] = differences(without(SPEED), faster, [without(SPEED), BASE])
    assert (found.grade, found.about) == ("breaking", "speed")
    assert "in GHz instead of MHz, as it was when it was published before it was left out" in found.sentence
    assert "'speed_2'" in found.mend


def test_a_question_that_comes_back_as_it_was_is_safe() -> None:
    [found] = differences(without(SPEED), BASE, [without(SPEED), BASE])
    assert (found.grade, found.columns) == ("safe", (Column("added", "speed"),))
    assert "is back, and means what it meant" in found.sentence


def test_a_question_means_what_it_meant_when_it_was_asked_last() -> None:
    """Of a question that was left out several times, the newest version that asked it counts."""
    longer = with_(WORDS, replace(WORDS, type="long_text"))
    [found] = differences(without(WORDS), longer, [longer, without(WORDS), BASE])
    assert found.grade == "safe"


def test_own_words_bring_a_code_and_a_column() -> None:
    [found] = differences(*asked(FIELD, other=True))
    assert found.columns == (Column("codes_added", "field", ("other",)), Column("own_words_added", "field"))


@settings(max_examples=60, deadline=None)
@given(questionnaires())
def test_a_version_does_not_differ_from_itself(compiled: Any) -> None:
    again = msgspec.json.decode(canonical(compiled.questionnaire), type=Questionnaire)
    assert differences(compiled.questionnaire, again) == ()


@settings(max_examples=120, deadline=None)
@given(questionnaires(), questionnaires(), st.booleans())
def test_two_versions_differ_exactly_where_their_hashes_do(one: Any, two: Any, only_a_question: bool) -> None:
    old, new = one.questionnaire, two.questionnaire
    if only_a_question:
        new = replace(old, questions=(new.questions[0], *old.questions[1:]))
    found = differences(old, new)
    assert (not found) == (canonical(old) == canonical(new))
    assert not any(difference.sentence.startswith(" ") for difference in found)


def changed_in(kind: str) -> set[str]:
    """Return the fields that some example changes, of questionnaires, questions or choices."""
    found: set[str] = set()
    for _, (old, new), _, _ in EXAMPLES:
        pairs: list[tuple[Any, Any]] = [(old, new)]
        if kind != "questionnaire":
            pairs = [(old_, new_) for old_ in old.questions for new_ in new.questions if old_.id == new_.id]
        if kind == "choice":
            pairs = [pair for one, two in pairs for pair in zip(one.choices, two.choices, strict=False)]
        found |= {
            name for one, two in pairs for name in one.__struct_fields__ if getattr(one, name) != getattr(two, name)
        }
    return found


def test_there_is_an_example_for_every_part_of_a_questionnaire() -> None:
    assert changed_in("questionnaire") == set(Questionnaire.__struct_fields__)


def test_there_is_an_example_for_every_part_of_a_question() -> None:
    assert changed_in("question") == set(Question.__struct_fields__) - {"id"}


def test_there_is_an_example_for_every_part_of_a_choice() -> None:
    assert changed_in("choice") == set(Choice.__struct_fields__)
