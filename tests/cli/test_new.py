"""`bot new`: what it starts passes the check and plays, and nothing that is there is touched."""

from pathlib import Path

from bot.authoring.load import load
from bot.cli.play import draft_library
from bot.terminal.transcript import replay
from tests.cli.conftest import Run


def test_what_is_started_in_an_empty_folder_passes_without_a_word(bot: Run, tmp_path: Path) -> None:
    assert bot("new", "tea-time", "--folder", str(tmp_path / "empty")).exit_code == 0
    assert load(tmp_path / "empty").problems == ()


def test_what_is_started_plays_to_a_report_with_suggestions(bot: Run, tmp_path: Path) -> None:
    bot("new", "tea-time", "--folder", str(tmp_path))
    transcript = (tmp_path / "tea-time/transcripts/first.txt").read_text("utf-8")
    assert "(the report)" in transcript
    assert "suggestion   best large" in transcript
    assert replay(transcript, draft_library(tmp_path)) == transcript


def test_a_second_one_beside_a_company_uses_what_is_there(bot: Run, folder: Path) -> None:
    before = (folder / "company.yaml").read_text("utf-8")
    assert bot("new", "tea-time", "--folder", str(folder)).exit_code == 0
    assert [problem for problem in load(folder).problems if problem.severity == "error"] == []
    assert (folder / "company.yaml").read_text("utf-8") == before


def test_nothing_is_ever_overwritten(bot: Run, folder: Path) -> None:
    before = (folder / "bench/questionnaire.yaml").read_text("utf-8")
    done = bot("new", "bench", "--folder", str(folder))
    assert "is there already" in str(done.exception)
    assert (folder / "bench/questionnaire.yaml").read_text("utf-8") == before


def test_a_name_that_cannot_be_is_answered_with_a_sentence(bot: Run, tmp_path: Path) -> None:
    for name in ("Tea Time", "../up", "ق", "a" * 25):
        assert "small letters" in str(bot("new", name, "--folder", str(tmp_path)).exception)
