"""Exports: columns that never change, cells that no spreadsheet runs, rows that say what they mean."""

import csv
import io
import json
from typing import Any

import pytest

from bot.crm.export import LONG_COLUMNS, defused, export, permitted, wide_columns
from bot.service.ports import LoggedAnswer
from tests.making import choice, question, questionnaire

BENCH = questionnaire(
    question("field", "select_one", "power", "cars"),
    question("buses", "select_multiple", choice("can"), choice("lin"), other=True),
    question("tip", "note"),
    question("phone", "phone"),
    id="test-bench",
)


def answer(name: str, value: Any, **rest: Any) -> LoggedAnswer:
    made: dict[str, Any] = {
        "respondent": "R1",
        "session": "S1",
        "questionnaire": "test-bench",
        "version": "v1",
        "question": name,
        "how": "given",
        "value": value,
        "other": None,
        "at": 1_795_000_000,
        "session_status": "finished",
        "started_at": 1_794_999_000,
        "finished_at": 1_795_000_100,
        "channel": "telegram",
        "campaign": None,
        "language": "fa",
    }
    return LoggedAnswer(**(made | rest))


GIVEN = [
    answer("field", "power"),
    answer("buses", ("can", "other"), other="=FlexRay()"),
    answer("phone", "+982155550100"),
    answer("field", "cars", session="S2", respondent="R2"),
    answer("phone", None, how="refused", session="S2", respondent="R2"),
]


def written(**how: Any) -> str:
    out = io.StringIO()
    count = export(GIVEN, [BENCH], out, **how)
    assert count == (5 if how["shape"] == "long" else 2)
    return out.getvalue()


def test_the_wide_shape_has_a_row_a_session_and_a_column_a_question() -> None:
    rows = list(csv.DictReader(io.StringIO(written(shape="wide", form="csv"))))
    assert rows[0]["test_bench__field"] == "power"
    assert rows[0]["test_bench__buses"] == "can;other"
    assert rows[0]["test_bench__buses__other"] == "'=FlexRay()"
    assert rows[0]["test_bench__phone"] == "+982155550100"
    assert rows[1]["test_bench__field"] == "cars"
    assert rows[1]["test_bench__phone"] == ""
    assert "test_bench__tip" not in rows[0]


def test_the_long_shape_says_how_each_answer_came() -> None:
    rows = [json.loads(line) for line in written(shape="long", form="jsonl").splitlines()]
    assert tuple(rows[0]) == LONG_COLUMNS
    assert [row["how"] for row in rows] == ["given", "given", "given", "given", "refused"]
    assert rows[0]["answered_at"] == "2026-11-18T11:06:40Z"


def test_columns_depend_on_the_questionnaire_and_never_on_the_rows() -> None:
    out = io.StringIO()
    export([], [BENCH], out, shape="wide", form="csv")
    assert out.getvalue().strip().split(",") == list(wide_columns([BENCH]))


@pytest.mark.parametrize(
    ("text", "written_as"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("  @SUM(A1)", "'  @SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-5", "-5"),
        ("-5 people", "'-5 people"),
        ("+982155550100", "+982155550100"),
        ("-35.12345,51.00000", "-35.12345,51.00000"),
        ("plain", "plain"),
    ],
)
def test_no_cell_is_a_formula_and_no_number_is_harmed(text: str, written_as: str) -> None:
    assert defused(text) == written_as


def test_a_contact_leaves_only_while_contact_itself_is_granted() -> None:
    allowed = answer("phone", "+982155550100", granted=frozenset(("crm", "contact")))
    taken_back = answer("phone", "+982155550100", granted=frozenset(("crm",)))
    plain = answer("field", "power", granted=frozenset(("crm",)))
    purposes = {"phone": "contact", "field": "report"}
    left = list(permitted([allowed, taken_back, plain], lambda one: purposes[one.question]))
    assert left == [allowed, plain]
