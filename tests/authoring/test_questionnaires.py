"""The questionnaires that come with the product, and the use cases around the check."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.authoring.load import check, load
from bot.authoring.printing import printed
from tests.authoring.samples import BENCH, SAMPLE, broken

QUESTIONNAIRES = Path("questionnaires")
HEAVY = ("aiogram", "typst", "sqlalchemy", "sqlmodel", "pydantic")


def test_our_own_questionnaires_have_no_problems():
    assert printed(load(QUESTIONNAIRES).problems) == ""


def test_a_check_takes_less_than_a_second_and_loads_nothing_heavy():
    script = (
        "import sys, time; from pathlib import Path; from bot.authoring.load import check;"
        "assert check(Path('questionnaires')) == [];"
        f"print(time.process_time(), *(name for name in {HEAVY!r} if name in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    # Seconds of the processor, so that a busy machine does not matter.
    seconds, *heavy = run.stdout.split()
    assert heavy == []
    assert float(seconds) < 1


def test_a_mistake_in_one_questionnaire_leaves_the_others_alone(tmp_path):
    folder = broken(tmp_path, (BENCH, "type: decimal", "type: desimal"))
    other = folder / "other"
    other.mkdir()
    (other / "questionnaire.yaml").write_text(
        (SAMPLE / BENCH).read_text("utf-8").replace("bench\n", "other\n", 1), "utf-8"
    )
    found = load(folder)
    assert set(found.questionnaires) == {"other"}
    assert found.company is not None


def test_a_mistake_in_what_is_shared_withholds_the_company(tmp_path):
    found = load(broken(tmp_path, ("products.yaml", "goes_with: [probe]", "goes_with: [prob]")))
    assert found.company is None
    assert set(found.questionnaires) == {"bench"}


def test_problems_come_in_the_order_of_their_places(tmp_path):
    folder = broken(
        tmp_path,
        (BENCH, "type: phone", "type: fone"),
        (BENCH, "type: decimal", "type: desimal"),
        ("traits.yaml", "12 months", "a year"),
        ("bench/report.md", "```answers", "```answer"),
    )
    places = [problem.place for problem in check(folder)]
    assert places == sorted(places)
    assert len(places) == 4


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("start: test-bench", "start: nosuch"),
        ("contact: hello@example.com", "contact: [here]"),
        ("currency: EUR", "currency: XX"),
    ],
)
def test_a_mistake_in_the_company_is_told_once_and_not_in_every_file_that_leans_on_it(tmp_path, right, wrong):
    copy = tmp_path / "questionnaires"
    shutil.copytree(QUESTIONNAIRES, copy)
    company = copy / "company.yaml"
    text = company.read_text("utf-8")
    assert text.count(right) == 1
    company.write_text(text.replace(right, wrong), "utf-8")
    assert [Path(problem.place.file).name for problem in load(copy).problems] == ["company.yaml"]


@pytest.mark.parametrize(("written", "meant"), [("mhz", "MHz"), ("Mhz", "MHz"), ("MHZ", "MHz")])
def test_a_unit_in_other_capitals_is_understood_and_told(tmp_path, written, meant):
    (problem,) = load(broken(tmp_path, (BENCH, "unit: MHz\n    at_least", f"unit: {written}\n    at_least"))).problems
    assert (problem.code, problem.severity, problem.suggestion) == ("odd-unit", "warning", meant)
