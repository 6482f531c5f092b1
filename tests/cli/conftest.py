"""A folder of questionnaires of its own for each test, and commands as an author types them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.commands import app

SAMPLE = Path(__file__).parent / "sample"
Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the small sound sample; commands look there, and keep what they keep beside it."""
    copy = tmp_path / "questionnaires"
    shutil.copytree(SAMPLE, copy)
    monkeypatch.setenv("QUESTIONNAIRES_DIR", str(copy))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("DATABASE_URL", "ENCRYPTION_KEY", "ENCRYPTION_KEY_FILE", "BOT_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    return copy


@pytest.fixture
def bot(folder: Path) -> Run:
    """Return a function that runs a command and returns what it printed and how it ended."""
    assert folder.is_dir()
    return lambda *words: CliRunner().invoke(app, words, catch_exceptions=True)


def edit(file: Path, old: str, new: str) -> None:
    """Replace what stands once in a file."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")
