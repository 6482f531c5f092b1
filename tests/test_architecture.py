"""The house stands as it was drawn: layers hold, modules are short, light commands stay light."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
LONGEST_MODULE = 400
HEAVY = ("aiogram", "typst", "sqlalchemy", "sqlmodel", "alembic", "dbos", "fastapi")


def test_every_import_goes_down() -> None:
    # In a process of its own: the linter sets up logging for everybody in its process.
    run = subprocess.run(["lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_short(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_the_library_alembic_is_not_shadowed_by_our_folder() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists()


LIGHT = [f"bot.cli.{name}" for name in ("check", "map", "paths", "play", "simulate", "test")]


@pytest.mark.parametrize("command", LIGHT)
def test_what_authors_work_with_starts_without_the_heavy_libraries(command: str) -> None:
    seen = f"import sys, bot.cli.commands, {command}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", seen], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
