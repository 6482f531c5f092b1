"""Migrations: a database that is up to date costs one query and no library."""

from pathlib import Path

from sqlalchemy import inspect, text

from bot.store.database import Database, alone
from bot.values.errors import WrongSetting

HEAD = "0003"
"""The revision that this code is written for."""
_LOCK = 0x0C0110
"""Names the lock under which migrations run; any number that nobody else uses."""
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
    """Bring a SQLite database or an empty one up to date; of any other, only demand it: others may be using it."""
    found = revision(database)
    if found == HEAD:
        return
    if not database.is_sqlite and found is not None:
        raise WrongSetting(
            f"DATABASE_URL wants a database at revision {HEAD}, but it is at {found}; run `bot migrate` first"
        )
    migrate(database, HEAD)


def upgraded(url: str) -> tuple[str | None, str]:
    """Bring a database up to date, whatever it is; return its revisions before and after."""
    database = Database(url)
    try:
        before = revision(database)
        if before != HEAD:
            migrate(database, HEAD)
    finally:
        database.close()
    return before, HEAD


def migrate(database: Database, target: str) -> None:
    """Bring a database up to the head, or (`base`, or an older revision) down."""
    from alembic import command  # noqa: PLC0415  a fifth of a second, needed once
    from alembic.config import Config  # noqa: PLC0415

    config = Config(toml_file=CHECKOUT / "pyproject.toml")
    with database.writing() as connection:
        # Several may start at once. Whoever comes second finds nothing left to do.
        alone(connection, _LOCK)
        config.attributes["connection"] = connection
        (command.upgrade if target == HEAD else command.downgrade)(config, target)
