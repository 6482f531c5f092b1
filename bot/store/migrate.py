"""Migrations: a database that is up to date costs one query and no library."""

from pathlib import Path

from sqlalchemy import inspect, text

from bot.store.database import Database
from bot.values.errors import WrongSetting

HEAD = "0002"
"""The revision that this code is written for."""
CHECKOUT = Path(__file__).resolve().parents[2]
"""The product runs from its checkout, where the migrations are."""


def revision(database: Database) -> str | None:
    """Return the revision of a database, or None where it is empty."""
    with database.reading() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)


def upgrade(database: Database) -> None:
    """Bring a SQLite database up to date; of any other, only demand it: its owner decides when."""
    found = revision(database)
    if found == HEAD:
        return
    if not database.is_sqlite:
        raise WrongSetting(
            f"DATABASE_URL wants a database at revision {HEAD}, but it is at {found or 'none'}; "
            "bring it up to date with: uv run alembic -x url=<the same URL> upgrade head"
        )
    migrate(database, HEAD)


def migrate(database: Database, target: str) -> None:
    """Bring a database up to the head, or (`base`, or an older revision) down."""
    from alembic import command  # noqa: PLC0415  a fifth of a second, needed once
    from alembic.config import Config  # noqa: PLC0415

    config = Config(toml_file=CHECKOUT / "pyproject.toml")
    with database.writing() as connection:
        config.attributes["connection"] = connection
        (command.upgrade if target == HEAD else command.downgrade)(config, target)
