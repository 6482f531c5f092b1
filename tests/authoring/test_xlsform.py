"""Workbooks turned into questionnaires: what comes through, what is told, and that nothing ever raises."""

from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.authoring.load import load
from bot.authoring.workbook import workbook_of
from bot.authoring.xlsform import Imported, imported
from bot.cli.commands import app
from bot.values.errors import NotUnderstood

YES_NO = """
| choices |
| | list_name | name | label |
| | yes_no | yes | Yes |
| | yes_no | no | No |
| | topping | cheese | Cheese |
| | topping | ham | Ham |
| | topping | olive | Olives |
"""
COLUMNS = (
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "constraint",
    "calculation",
    "appearance",
    "parameters",
)


def sheet(*rows: dict[str, str], more: str = YES_NO) -> str:
    """Write a survey as a Markdown table, as pyxform reads it."""
    lines = [f"| | {' | '.join(COLUMNS)} |"]
    lines += ["| | " + " | ".join(row.get(column, "") for column in COLUMNS) + " |" for row in rows]
    return "| survey |\n" + "\n".join(lines) + "\n" + more


def row(kind: str, name: str, **cells: str) -> dict[str, str]:
    return {"type": kind, "name": name, "label": f"About {name}?"} | cells


def made(*rows: dict[str, str], more: str = YES_NO) -> Imported:
    return imported(workbook_of(sheet(*rows, more=more).encode(), "md"), "form")


def questions(found: Imported) -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = yaml.safe_load(found.files[f"{found.id}/questionnaire.yaml"])["questions"]
    return read


PIZZA = row("select_one yes_no", "pizza", required="yes")
AGE = row("integer", "age")
TOPPINGS = row("select_multiple topping", "toppings")


@pytest.mark.parametrize(
    ("cells", "key", "value"),
    [
        (row("select_one topping", "q"), "type", "select_one"),
        (row("select one from topping", "q"), "type", "select_one"),
        (row("select_one topping or_other", "q"), "other", True),
        (row("select_multiple topping", "q"), "type", "select_multiple"),
        (row("rank topping", "q"), "type", "rank"),
        (row("text", "q", appearance="multiline"), "type", "long_text"),
        (row("text", "q", appearance="numbers phone"), "type", "phone"),
        (row("decimal", "q"), "type", "decimal"),
        (row("geopoint", "q"), "type", "location"),
        (row("date", "q", constraint=". <= today()"), "latest", "today"),
        (row("range", "q", parameters="start=0 end=10 step=1"), "to", 10),
        (row("range", "q", parameters="start=0 end=100 step=1"), "at_most", 100),
        (row("integer", "q", hint="In years"), "hint", "In years"),
        (row("integer", "q", required="true()"), "required", True),
        (row("integer", "q", constraint=". > 17 and . < 100"), "at_most", 99),
        (row("integer", "q", constraint="18 <= ."), "at_least", 18),
        (row("select_multiple topping", "q", constraint="count-selected(.) <= 2"), "at_most", 2),
        (row("text", "q", constraint="string-length(.) <= 20"), "at_most", 20),
    ],
    ids=range(18),
)
def test_a_question_comes_through(cells: dict[str, str], key: str, value: object) -> None:
    found = made(cells)
    assert questions(found)["q"][key] == value
    assert found.left == ()


@pytest.mark.parametrize(
    ("relevant", "condition"),
    [
        ("${pizza} = 'yes'", {"pizza": "yes"}),
        ("${pizza} != 'yes'", {"not": {"pizza": "yes"}}),
        ("selected(${toppings}, 'ham')", {"toppings": {"any_of": ["ham"]}}),
        ("${age} >= 18", {"age": {"at_least": 18}}),
        ("18 < ${age}", {"age": {"above": 18}}),
        ("${age} != ''", {"answered": ["age"]}),
        ("${age} > 9 and ${pizza} = 'no'", {"age": {"above": 9}, "pizza": "no"}),
        ("${age} > 9 or ${pizza} = 'no'", {"any": [{"age": {"above": 9}}, {"pizza": "no"}]}),
        ("${age} > 9 and ${age} < 20", {"all": [{"age": {"above": 9}}, {"age": {"below": 20}}]}),
        ("not(${pizza} = 'yes' or ${pizza} = 'no')", {"all": [{"not": {"pizza": "yes"}}, {"not": {"pizza": "no"}}]}),
        ("not(${age} < 9)", {"any": [{"not": {"age": {"below": 9}}}, {"not": {"answered": ["age"]}}]}),
        ("count-selected(${toppings}) > 1", {"toppings": {"count": {"above": 1}}}),
    ],
    ids=range(12),
)
def test_a_condition_comes_through(relevant: str, condition: object) -> None:
    found = made(PIZZA, AGE, TOPPINGS, row("text", "q", relevant=relevant))
    assert questions(found)["q"]["ask_if"] == condition


def test_groups_are_flattened_and_their_condition_goes_to_each_question() -> None:
    group = {"type": "begin_group", "name": "g", "relevant": "${pizza} = 'yes'"}
    found = made(PIZZA, group, row("text", "inside", relevant="${pizza} != 'no'"), {"type": "end_group"}, AGE)
    assert questions(found)["inside"]["ask_if"] == {"pizza": "yes", "not": {"pizza": "no"}}
    assert "ask_if" not in questions(found)["age"]


def test_simple_arithmetic_becomes_a_fact_that_conditions_can_look_at() -> None:
    found = made(
        AGE,
        {"type": "calculate", "name": "Months", "calculation": "${age} * 12"},
        row("text", "q", relevant="${Months} > 300"),
    )
    content = yaml.safe_load(found.files["form/questionnaire.yaml"])
    assert content["facts"] == {"months": {"formula": "(age * 12)"}}
    assert content["questions"]["q"]["ask_if"] == {"months": {"above": 300}}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (row("image", "q"), "the type 'image' has no counterpart"),
        (row("text", "q", constraint="regex(., '[a-z]')"), "'regex' has no counterpart"),
        (row("text", "q", relevant="${later} = 'x'"), "is no question before it"),
        (row("text", "q", relevant="${pizza} = 'maybe'"), "has no choice 'maybe'"),
        (row("text", "q", relevant="once(.) > 1"), "only one answer can be compared"),
        (row("select_one nothing", "q"), "the list 'nothing' is not among the choices"),
        (row("calculate", "q", calculation="if(${age} > 3, 1, 2)"), "'if' has no counterpart in a formula"),
        ({"type": "begin_repeat", "name": "q"}, "a repeat is asked once only"),
        (row("integer", "q", constraint=". > 9 and . < 3"), "nothing lies between"),
    ],
    ids=range(9),
)
def test_what_cannot_be_carried_over_is_told_with_its_row(cells: dict[str, str], said: str) -> None:
    found = made(PIZZA, AGE, cells)
    assert [(left.sheet, left.row) for left in found.left if said in left.sentence] == [("survey", 4)]


def test_nobody_is_asked_a_question_whose_condition_was_lost() -> None:
    assert "q" not in questions(made(PIZZA, row("text", "q", relevant="once(1)")))


LANGUAGES = """
| survey |
| | type | name | label::English (en) | label::Persian (fa) |
| | select_one yn | tea | Tea, ${nobody}? | چای؟ |
| | note | hello | Hello {you} | سلام |
| choices |
| | list_name | name | label::English (en) | label::Persian (fa) |
| | yn | y | Yes | بله |
| | yn | n | No | نه |
| settings |
| | form_title | form_id | default_language |
| | Tea time | Tea_Time | English (en) |
"""


def test_other_languages_become_translations() -> None:
    found = imported(workbook_of(LANGUAGES.encode(), "md"), "form")
    assert (found.id, found.languages) == ("tea-time", ("en", "fa"))
    persian = yaml.safe_load(found.files["tea-time/fa.yaml"])
    assert persian["questions"]["tea"] == {"ask": "چای؟", "choices": {"y": "بله", "n": "نه"}}
    assert questions(found)["hello"]["ask"] == "Hello {{you}}"


EVERYTHING = sheet(
    row("text", "name", required="yes"),
    AGE,
    PIZZA,
    {"type": "begin_group", "name": "g", "relevant": "${pizza} = 'yes'"},
    row("select_multiple topping or_other", "favourites"),
    row("text", "reason", relevant="selected(${favourites}, 'cheese')", appearance="multiline"),
    {"type": "end_group"},
    row("rank topping", "best"),
    row("range", "liking", parameters="start=1 end=5 step=1"),
    row("date", "born", constraint=". <= today()"),
    row("text", "phone", appearance="phone"),
    row("note", "thanks", label="Thank you, ${name}."),
)


def test_what_is_written_passes_the_check(tmp_path: Path) -> None:
    file, out = tmp_path / "everything.md", tmp_path / "out"
    file.write_text(EVERYTHING, "utf-8")
    done = CliRunner().invoke(app, ["import", "xlsform", str(file), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert [problem for problem in load(out).problems if problem.severity == "error"] == []
    assert CliRunner().invoke(app, ["import", "xlsform", str(file), "--out", str(out)]).exit_code == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("form.docx", b"x", "is no workbook"),
        ("form.xlsx", b"PK\x03\x04 broken", "cannot be read as a workbook"),
        ("form.md", b"no table", "cannot be read as a workbook"),
        ("form.csv", b"\xff\xfe\x00", "cannot be read as a workbook"),
        ("form.md", b"| survey |\n| | type | name | label |\n| | image | a | A |\n", "no question"),
        ("large.md", b" " * 10_000_001, "larger than"),
    ],
    ids=range(6),
)
def test_what_is_no_form_is_refused_with_a_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    done = CliRunner().invoke(app, ["import", "xlsform", str(tmp_path / name), "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


words = st.sampled_from(
    [
        "",
        "a",
        "b",
        "${a}",
        "${b} = 'yes'",
        "selected(${a}, 'ham')",
        "not(",
        ". > 3",
        "((",
        "1 div 0",
        "${a} + 1",
        "é{",
        "yes",
        "9" * 40,
    ]
) | st.text(alphabet="ab${}()'.=<>! 09-", max_size=12)
kinds = st.sampled_from(
    [
        "text",
        "integer",
        "select_one topping",
        "select_multiple yes_no or_other",
        "rank topping",
        "range",
        "note",
        "calculate",
        "begin_group",
        "end_group",
        "begin_repeat",
        "date",
        "nonsense",
        "",
        "select_one",
        "select one from",
        "email",
        "audit",
    ]
)
rows = st.fixed_dictionaries({column: kinds if column == "type" else words for column in COLUMNS}).map(
    lambda cells: {column: cell.replace("|", "").replace("\n", " ") for column, cell in cells.items()}
)


@settings(max_examples=150, deadline=None)
@given(st.lists(rows, min_size=1, max_size=6))
def test_no_workbook_makes_it_fail_otherwise_than_with_a_sentence(survey: list[dict[str, str]]) -> None:
    with suppress(NotUnderstood):
        assert questions(made(*survey))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["md", "csv", "xlsx", "xls"]))
def test_no_bytes_make_it_fail_otherwise_than_with_a_sentence(content: bytes, kind: str) -> None:
    with suppress(NotUnderstood):
        assert imported(workbook_of(content, kind), "form").files
