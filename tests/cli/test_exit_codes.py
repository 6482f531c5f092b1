"""How commands end: with 2 and a sentence where what they were given cannot be understood."""

import sys
from pathlib import Path

import pytest

from bot.cli import main

WRONG_USES = {
    ("paths", "benchh"): "there is no questionnaire 'benchh'",
    ("map", "benchh"): "there is no questionnaire 'benchh'",
    ("test", "benchh"): "there is no questionnaire 'benchh'",
    ("play", "benchh"): "there is no questionnaire 'benchh'",
    ("fit", "benchh"): "there is no questionnaire 'benchh'",
    ("explain", "nobody"): "there is no session 'nobody'",
    ("new", "Bad_Name"): "small letters, digits and -",
    ("export", "answers", "--purpose", "spam"): "there is no purpose 'spam'",
    ("export", "answers", "--out", "nowhere/answers.csv"): "nowhere/answers.csv cannot be written",
    ("play", "bench", "--record", "nowhere/talk.txt"): "nowhere/talk.txt cannot be written",
    ("map", "--out", "nowhere/map.svg"): "nowhere/map.svg cannot be written",
    ("simulate", "bench", "--answers", "nowhere.csv"): "nowhere.csv cannot be read",
    ("simulate", "bench", "--answers", "binary.csv"): "is no CSV file in UTF-8",
    ("simulate", "bench", "--answers", "misfit.csv"): "is no answer to 'signal'",
}


@pytest.mark.parametrize("words", WRONG_USES, ids=" ".join)
def test_what_cannot_be_understood_ends_a_command_with_2_and_one_sentence(
    words: tuple[str, ...],
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert folder.is_dir()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "binary.csv").write_bytes(b"application\n\xff\xfe\n")
    (tmp_path / "misfit.csv").write_text("signal\nvery fast\n", "utf-8")
    monkeypatch.setattr(sys, "argv", ["bot", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err.splitlines()
    assert ended.value.code == 2
    assert said[-1].startswith("bot: ")
    assert WRONG_USES[words] in said[-1]
