"""Conditions as authors write them become the conditions of a questionnaire; texts know what holds with them."""

import pytest

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
from tests.authoring.samples import BENCH, REPORT, loaded, problems

OFFER = "if: {segment: floating}, text"
POWER = OneOf("application", ("power",))
FAST = InRange("signal", Range(at_least=20))

CONDITIONS: dict[str, Condition] = {
    "{application: power}": POWER,
    "{application: [power, teaching]}": OneOf("application", ("power", "teaching")),
    "{isolation: no}": OneOf("isolation", ("no",)),
    "{buses: {any_of: [can, other]}}": Picks("buses", any_of=("can", "other")),
    "{buses: {all_of: [can, lin], none_of: none}}": Picks("buses", all_of=("can", "lin"), none_of=("none",)),
    "{buses: {count: {at_least: 2}}}": Picks("buses", count=Range(at_least=2)),
    "{signal: {at_least: 20}}": FAST,
    "{signal: {at_least: 20 MHz}}": FAST,
    "{signal: {at_least: 0.02 GHz, below: 5000000kHz}}": InRange("signal", Range(at_least=20, below=5000)),
    "{channels: {is: 4}}": InRange("channels", Range(is_=4)),
    "{liking: {above: 3, at_most: 5}}": InRange("liking", Range(above=3, at_most=5)),
    "{needed: {below: 100}}": InRange("needed", Range(below=100)),
    "{needed_by: {before: 2027-01-31, after: 2026-01-31}}": OnDate(
        "needed_by", before="2027-01-31", after="2026-01-31"
    ),
    "{needed_by: {within_days: 30}}": OnDate("needed_by", within_days=30),
    "{needed_by: {older_than_days: 0}}": OnDate("needed_by", older_than_days=0),
    "{today: {after: 2026-06-01}}": OnDate("today", after="2026-06-01"),
    "{priorities: {first: price}}": Ranked("priorities", first="price"),
    "{priorities: {top: {service: 1}}}": Ranked("priorities", top={"service": 1}),
    "{answered: signal}": Answered(("signal",)),
    "{answered: [signal, phone]}": Answered(("signal", "phone")),
    "{segment: floating}": InSegment(("floating",)),
    "{trait: {application: power}}": OneOf("trait.application", ("power",)),
    "{owns: [mso5, probe]}": OneOf("owns", ("mso5", "probe")),
    "{campaign: spring-2026}": OneOf("campaign", ("spring-2026",)),
    "{language: fa}": OneOf("language", ("fa",)),
    "{channel: [telegram, web]}": OneOf("channel", ("telegram", "web")),
    "{application: power, signal: {at_least: 20}}": All((POWER, FAST)),
    "{all: [{application: power}, {signal: {at_least: 20}}]}": All((POWER, FAST)),
    "{any: [{application: power}, {signal: {at_least: 20}}]}": Any((POWER, FAST)),
    "{any: [{application: power}]}": POWER,
    "{not: {application: power, signal: {at_least: 20}}}": Not(All((POWER, FAST))),
    "{application: power, not: {answered: phone}, any: [{liking: {is: 1}}, {liking: {is: 5}}]}": All(
        (
            POWER,
            Not(Answered(("phone",))),
            Any((InRange("liking", Range(is_=1)), InRange("liking", Range(is_=5)))),
        )
    ),
}


@pytest.mark.parametrize("written", CONDITIONS)
def test_each_way_to_write_a_condition_is_read(written, tmp_path):
    found = loaded(tmp_path, (BENCH, OFFER, f"if: {written}, text"))
    # A choice of all that there is always holds, which is worth a warning.
    assert {problem.code for problem in found.problems} <= {"always-holds"}
    assert found.questionnaires["bench"].offers[0].condition == CONDITIONS[written]


KNOWN = {
    # In a section with this condition these names surely have a value, those surely not always.
    "{application: power}": ("application", "signal"),
    "{signal: {at_least: 1}}": ("application signal needed", "isolation channels"),
    "{answered: [isolation]}": ("application signal needed isolation", "channels"),
    "{needed: {above: 3}}": ("signal needed", "channels"),
    "{segment: floating}": ("isolation signal", "channels"),
    "{not: {segment: floating}}": ("application", "isolation"),
    "{not: {isolation: yes}}": ("isolation signal", "channels"),
    "{not: {answered: channels}}": ("application", "channels"),
    "{any: [{isolation: yes}, {signal: {at_least: 3}}]}": ("signal", "isolation"),
    "{any: [{channels: {is: 1}}, {liking: {is: 1}}]}": ("application", "channels liking"),
    "{not: {any: [{channels: {is: 1}}, {liking: {is: 1}}]}}": ("channels liking", "signal"),
    "{not: {all: [{channels: {is: 1}}, {liking: {is: 1}}]}}": ("application", "channels liking"),
}


@pytest.mark.parametrize("condition", KNOWN)
def test_a_text_may_name_what_its_condition_could_not_hold_without(condition, tmp_path):
    surely, perhaps = KNOWN[condition]
    text = " ".join(f"{{{name}}}" for name in f"{surely} {perhaps}".split())
    edit = (REPORT, "<!-- id: answers -->", f"<!-- id: answers; show_if: {condition} -->\n\n{text}")
    told = [line for line in problems(tmp_path, edit) if "may have no value here" in line]
    assert [line.split("'")[1] for line in told] == perhaps.split()


@pytest.mark.parametrize(
    "formula",
    [
        "2 * signal + channels / 3",
        "min(signal, 5 * channels, 70000)",
        "count(buses) + count(priorities)",
        "days_between(today, needed_by)",
        "round(liking * 2.5, 1)",
        "42",
    ],
)
def test_a_fact_takes_what_its_functions_want(formula, tmp_path):
    found = loaded(tmp_path, (BENCH, "{formula: 5 * signal, unit: MHz}", f'{{formula: "{formula}"}}'))
    assert not [problem for problem in found.problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("formula", "word", "said"),
    [
        ("count(signal)", "signal", "gives a number, where several choices is wanted"),
        ("days_between(today, signal)", "signal", "gives a number, where a date is wanted"),
        ("2 * needed_by", "needed_by", "gives a date, where a number is wanted"),
        ("buses + 1", "buses", "gives several choices, where a number is wanted"),
        ("today + 1", "today", "no question or fact is called 'today'"),
        ("2 * (signal", "", "the formula ends, where a closing bracket was expected"),
        ("double(signal)", "double", "no function is called 'double'; there are min, max, round, count, days_between"),
    ],
)
def test_a_fact_refuses_what_cannot_be_worked_out(formula, word, said, tmp_path):
    found = problems(tmp_path, (BENCH, "{formula: 5 * signal, unit: MHz}", f'{{formula: "{formula}"}}'))
    assert any(f"'{word}" in line and said in line for line in found)
