"""`bot test`: what differs, what is met, and the transcripts that were missing."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, edit

APPROVED = """\
language: en
at: 1767258000
---
you: /start bench
you: [Start]
you: [A teaching lab]
you: [CAN]
you: [Done]
"""


@pytest.fixture
def transcripts(folder: Path, bot: Run) -> Path:
    """Return a folder with one approved transcript, which goes as far as the third question."""
    where = folder / "bench" / "transcripts"
    where.mkdir()
    (where / "teaching.txt").write_text(APPROVED, "utf-8")
    assert bot("test", "--update").exit_code == 0
    return where


def test_a_conversation_that_goes_as_approved_passes(bot: Run, transcripts: Path) -> None:
    assert "What do you measure most?" in (transcripts / "teaching.txt").read_text("utf-8")
    done = bot("test", "bench")
    assert done.exit_code == 0
    assert "1 transcript as approved." in done.output


def test_one_changed_word_shows_as_one_changed_line_and_fails(bot: Run, transcripts: Path, folder: Path) -> None:
    edit(folder / "bench/questionnaire.yaml", "ask: What do you measure most?", "ask: What do you measure often?")
    done = bot("test")
    assert done.exit_code == 1
    signs = [line.strip() for line in done.output.splitlines() if line.strip()[:1] in ("+", "-")]
    assert signs == ["-bot: What do you measure most?", "+bot: What do you measure often?"]
    assert bot("test", "--update").exit_code == 0
    assert "often?" in (transcripts / "teaching.txt").read_text("utf-8")
    assert bot("test").exit_code == 0


def test_coverage_says_what_no_transcript_has_met(bot: Run, transcripts: Path) -> None:
    assert transcripts.is_dir()
    [bench] = json.loads(bot("test", "--format", "json").output)
    missing = {kind: each["missing"] for kind, each in bench["coverage"].items()}
    assert "signal" in missing["questions"]
    assert "application = power" in missing["choices"]
    assert "application = teaching" not in missing["choices"]
    assert "signal asked" in missing["branches"]
    assert "signal not asked" not in missing["branches"]
    assert missing["segments"] == ["fans", "floating"]
    assert missing["languages"] == ["fa"]
    assert bench["coverage"]["questions"]["met"] == 3


def test_the_missing_transcripts_are_few_meet_all_the_rest_and_are_always_the_same(bot: Run, transcripts: Path) -> None:
    done = bot("test", "--generate", "--format", "json")
    assert done.exit_code == 0
    [bench] = json.loads(done.output)
    assert 0 < len(bench["written"]) <= 8
    assert {kind: each["missing"] for kind, each in bench["coverage"].items() if each["missing"]} == {}
    first = {path.name: path.read_text("utf-8") for path in transcripts.glob("*.txt")}
    assert set(first) == {"teaching.txt", *(f"{name}.txt" for name in bench["written"])}
    assert bot("test").exit_code == 0
    assert json.loads(bot("test", "--generate", "--format", "json").output)[0]["written"] == []
    for name in bench["written"]:
        (transcripts / f"{name}.txt").unlink()
    bot("test", "--generate")
    assert {path.name: path.read_text("utf-8") for path in transcripts.glob("*.txt")} == first


def test_written_transcripts_reach_the_end_and_find_a_button_for_every_press(bot: Run, transcripts: Path) -> None:
    bot("test", "--generate")
    for path in transcripts.glob("*.txt"):
        if path.stem != "teaching":
            text = path.read_text("utf-8")
            assert "(the report)" in text
            assert "you: /pick" not in text


def test_without_transcripts_it_says_how_to_get_some(bot: Run) -> None:
    assert "No transcripts yet; `bot test --generate` writes them." in bot("test").output


def test_a_file_that_is_no_transcript_is_answered_with_a_sentence(bot: Run, transcripts: Path) -> None:
    (transcripts / "noise.txt").write_bytes(b"\xff\xfe\x00")
    assert "noise.txt is no transcript" in str(bot("test").exception)
    (transcripts / "noise.txt").write_text("at: noon\n---\nyou: hello\n", "utf-8")
    assert "noise.txt is no transcript" in str(bot("test").exception)
