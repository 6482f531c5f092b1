"""Migrations lead to the very tables that the code declares, and back."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlmodel import SQLModel

from bot.store.database import Database
from bot.store.migrate import CHECKOUT, HEAD, migrate, revision

CONFIG = Config(toml_file=CHECKOUT / "pyproject.toml")


@pytest.fixture
def database(bare_url: str):
    """A database with nothing in it."""
    empty = Database(bare_url)
    yield empty
    empty.close()


def differences(database: Database) -> list[object]:
    with database.reading() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))


def tables(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(inspect(connection).get_table_names())


def test_up_down_and_up_again(database: Database):
    assert revision(database) is None
    migrate(database, HEAD)
    assert (revision(database), differences(database)) == (HEAD, [])
    migrate(database, "base")
    assert tables(database) == {"alembic_version"}
    migrate(database, HEAD)
    assert (revision(database), differences(database)) == (HEAD, [])


def test_each_step_can_be_taken_back_and_taken_again(database: Database):
    migrate(database, HEAD)
    steps = [script.revision for script in ScriptDirectory.from_config(CONFIG).walk_revisions()]
    for below in [*steps[1:], "base"]:
        migrate(database, below)
        assert revision(database) == (None if below == "base" else below)
        migrate(database, HEAD)
        assert (revision(database), differences(database)) == (HEAD, [])


def test_a_difference_would_be_seen(database: Database):
    migrate(database, HEAD)
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE event DROP COLUMN about")
    assert "about" in str(differences(database))


def test_the_newest_revision_is_the_one_that_the_code_is_written_for():
    assert ScriptDirectory.from_config(CONFIG).get_heads() == [HEAD]


def test_a_migration_that_fails_leaves_the_database_as_it_was(database: Database):
    with database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE turn (id INTEGER)")
    with pytest.raises(Exception, match="turn"):
        migrate(database, HEAD)
    assert tables(database) == {"turn"}


def test_alembic_works_from_the_command_line(bare_url: str, database: Database):
    command = [sys.executable, "-m", "alembic", "-x", f"url={bare_url}", "upgrade", "head"]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    assert revision(database) == HEAD
    without = subprocess.run([*command[:3], "upgrade", "head"], cwd=CHECKOUT, check=False, capture_output=True)
    assert b"name the database: alembic -x url=" in without.stderr


def test_a_database_that_is_up_to_date_is_opened_without_the_library(bare_url: str, database: Database):
    migrate(database, HEAD)
    program = (
        "import sys; from bot.store.store import open_store; "
        f"open_store({bare_url!r}, [bytes(32)], str).close(); print('alembic' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, check=True, capture_output=True, text=True)
    assert ran.stdout == "False\n"


def test_the_migrations_folder_does_not_hide_the_library():
    assert not Path(CHECKOUT, "alembic", "__init__.py").exists()
