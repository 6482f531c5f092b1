"""`bot check` as an author types it: what it prints, how it ends, what it explains, what it notes."""

import json
import re
import shutil

import pytest
from typer.testing import CliRunner, Result

from bot.authoring.rulebook import codes
from bot.cli.commands import app
from tests.authoring.samples import BENCH, REPORT, SAMPLE, broken


def bot(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_all_is_well():
    result = bot("check", SAMPLE)
    assert result.exit_code == 0
    assert result.stdout == "bench: 9 questions; people see 6 to 9, 7.9 on average\nno problems\n"


def test_quiet_says_nothing_when_all_is_well_and_only_then(tmp_path):
    assert bot("check", SAMPLE, "--quiet").stdout == ""
    assert "1 error" in bot("check", broken(tmp_path, (BENCH, "type: rank", "type: rnk")), "-q").stdout


def test_warnings_end_well(tmp_path):
    result = bot("check", broken(tmp_path, (BENCH, "ask: How many channels?", "ask: Press # to go on?")))
    assert result.exit_code == 0
    assert result.stdout.endswith("1 warning\n")


def test_errors_do_not(tmp_path):
    result = bot("check", broken(tmp_path, (BENCH, "type: rank", "type: rnk")))
    assert result.exit_code == 1
    assert "did you mean 'rank'?" in result.stdout


def test_nothing_to_check_is_something_else(tmp_path):
    assert bot("check", tmp_path).exit_code == 2
    assert bot("check", tmp_path / "nowhere").exit_code == 2


def test_a_budget_is_held_to_the_question(tmp_path):
    edit = (BENCH, "budget: {typical: 8, at_most: 9}", "budget: {typical: 7, at_most: 8}")
    result = bot("check", broken(tmp_path, edit))
    assert result.exit_code == 1
    assert "a typical visitor sees 7.9 questions, and the budget says 7" in result.stdout
    assert "some visitors see 9 questions, and the budget allows 8" in result.stdout


def test_github_gets_annotations_and_machines_get_json(tmp_path):
    folder = broken(tmp_path, (BENCH, "type: rank", "type: rnk"))
    assert bot("check", folder, "--format", "github").stdout.startswith("::error file=")
    (problem,) = json.loads(bot("check", folder, "--format", "json").stdout)
    assert (problem["code"], problem["suggestion"], problem["severity"]) == ("wrong-value", "rank", "error")
    assert json.loads(bot("check", SAMPLE, "--format", "json").stdout) == []


@pytest.mark.parametrize("code", codes())
def test_every_mistake_is_explained_with_both_examples(code):
    result = bot("check", "--explain", code)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{code}: ")
    assert "\nWrong (" in result.stdout
    assert "\nRight (" in result.stdout
    # Examples are set in; what marks them off on the page stands nowhere.
    told = [line for line in result.stdout.splitlines() if not line.startswith("    ")]
    assert not re.search(r"```|\*\*(Wrong|Right)", "\n".join(told))


def test_a_mistake_that_does_not_exist_is_told_with_what_was_meant():
    result = bot("check", "--explain", "unknown-chioce")
    assert result.exit_code == 2
    assert "did you mean 'unknown-choice'?" in result.stderr


def test_translations_are_noted_and_a_change_of_their_text_shows(tmp_path):
    folder = broken(tmp_path)
    assert "translations noted" in bot("check", folder, "--translated").stdout
    assert bot("check", folder).stdout.endswith("no problems\n")
    edit(folder / BENCH, "ask: How many channels?", "ask: How many channels do you need?")
    edit(folder / REPORT, "See the [guide]", "Read the [guide]")
    changed = bot("check", folder).stdout
    assert re.findall(r"bench/(\S+?):\d+:\d+: warning: the text has changed since", changed) == [
        "fa.yaml",
        "report.fa.md",
    ]
    assert "the text is now: How many channels do you need?" in changed
    edit(folder / "bench/fa.yaml", "چند کانال؟", "چند کانال لازم دارید؟")
    assert "fa.yaml:" not in bot("check", folder).stdout, "translated anew, and not even noted"
    bot("check", folder, "--translated")
    assert bot("check", folder).stdout.endswith("no problems\n")


def test_nothing_is_noted_of_what_has_errors(tmp_path):
    folder = broken(tmp_path, (BENCH, "type: rank", "type: rnk"))
    result = bot("check", folder, "--translated")
    assert result.exit_code == 1
    assert "mend the errors first" in result.stdout
    assert not (folder / "translated.txt").exists()


def test_the_folder_is_taken_from_the_environment(tmp_path, monkeypatch):
    shutil.copytree(SAMPLE, tmp_path / "elsewhere")
    monkeypatch.setenv("QUESTIONNAIRES_DIR", str(tmp_path / "elsewhere"))
    assert bot("check").stdout.startswith("bench: ")


def edit(file, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
