"""`bot paths`: what a marketer reads, and what a program reads."""

import json

import pytest
from rich.console import Console

from bot.assemble import open_house
from bot.paths.findings import findings
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, Any, InRange, Not, OneOf, Range
from bot.service.acts import Arrival
from bot.settings import read_settings
from bot.speech.prompt import Prompt
from bot.terminal.findings import page
from bot.terminal.hearing import translate
from tests.cli.conftest import Run
from tests.paths.building import TODAY, ask, compiled, yes


def shown(bench: Compiled) -> str:
    console = Console(width=120, color_system=None)
    with console.capture() as capture:
        for part in page(findings(bench, TODAY), bench, None):
            console.print(part)
    return capture.get()


def test_the_page_says_how_long_it_gets_who_sees_what_and_how_to_get_there(bot: Run) -> None:
    done = bot("paths", "bench")
    assert done.exit_code == 0
    assert "A typical visitor sees 7.9 of 9 questions, nobody fewer than 6 or more than 9" in done.output
    rows = {line.split()[0]: line.split(None, 3) for line in done.output.splitlines() if len(line.split()) > 3}
    assert rows["isolation"][1:3] == ["30", "%"]
    assert rows["isolation"][3].startswith("application = power, signal = ")
    assert "agrees to contact" in done.output
    assert "All figures are exact." in done.output


def test_the_same_stands_in_json_for_programs(bot: Run) -> None:
    [bench] = json.loads(bot("paths", "--format", "json").output)
    by_id = {question["id"]: question for question in bench["questions"]}
    assert by_id["caution"]["waits"] is False
    assert by_id["signal"]["way"]["steps"] == [{"name": "application", "value": "power"}]
    assert bench["distribution"]["exact"] is True
    assert [segment["id"] for segment in bench["segments"]] == ["fans", "floating"]
    assert bench["measured"] is None


def test_an_unknown_questionnaire_is_answered_with_those_there_are(bot: Run) -> None:
    assert str(bot("paths", "nothing").exception) == "there is no questionnaire 'nothing'; there are bench"


def test_what_nobody_can_reach_is_told_with_its_reasons() -> None:
    power, radio = OneOf("field", ("power",)), OneOf("field", ("radio",))
    text = shown(
        compiled(
            ask("field", "select_one", choices=["power", "radio"]),
            ask("volts", "integer", power, at_least=0, at_most=100),
            ask("lost", ask_if=All((radio, InRange("volts", Range(above=10))))),
            ask("too_high", ask_if=InRange("volts", Range(above=100))),
            ask("either", ask_if=Any((yes("lost"), All((power, Not(power)))))),
            segments={"empty": yes("lost"), "full": Any((power, Not(power), Not(yes("field"))))},
        )
    )
    assert (
        "`field: radio` and `volts: {above: 10}` never hold together, for volts is asked only if `field: power`" in text
    )
    assert "`volts: {above: 100}` holds for no answer" in text
    assert "`lost: yes` can never hold, for nobody is asked lost" in text
    assert "`field: power` and `not: {field: power}` never hold together" in text
    assert "nobody" in text


def test_figures_that_are_only_bounds_say_so() -> None:
    text = shown(
        compiled(
            ask("w", "decimal", at_least=0, at_most=10),
            ask("h", "decimal", at_least=0, at_most=10),
            ask("large", ask_if=InRange("area", Range(above=50))),
            facts={"area": "w * h"},
        )
    )
    assert "Bounded, not exact, for arithmetic over area" in text
    assert "exact." not in text.replace("not exact", "")


def test_measured_figures_go_by_the_answers_of_real_people_of_whom_only_counts_are_read(bot: Run) -> None:
    house = open_house(read_settings())
    for number in range(10):
        prompt: Prompt | None = None
        for line in ("/start bench", "[Start]", "[A teaching lab]" if number else "[Power conversion]"):
            act = translate(line, prompt)
            arrival = Arrival(channel="terminal", address=f"p{number}", act=act, key=f"{number}{line}", language="en")
            [reply] = house.store.work([arrival], house.reception.step, 1_795_249_800)
            assert reply is not None
            prompt = next(each for each in reply.says if isinstance(each, Prompt))
    house.store.close()
    [expected] = json.loads(bot("paths", "--format", "json").output)
    [measured] = json.loads(bot("paths", "--format", "json", "--measured").output)
    assert measured["measured"] == {"sessions": 10, "respondents": 10}
    shares = {question["id"]: question["share"] for question in measured["questions"]}
    assert expected["questions"][1]["share"] == 0.6
    # One of ten; who is alone with an answer shows only as part of what was expected.
    assert abs(shares["signal"] - 0.1 * 0.6) < 1e-9


@pytest.mark.parametrize("command", ["paths", "test", "simulate"])
def test_no_line_of_a_printed_table_ends_in_blanks(bot: Run, command: str) -> None:
    lines = bot(command, "bench").output.splitlines()
    assert any("   " in line for line in lines)
    assert [line for line in lines if line != line.rstrip()] == []
