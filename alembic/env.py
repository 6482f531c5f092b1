"""Runs migrations: on the connection that the program hands over, or on a database named with `-x url=...`."""

from alembic import context
from sqlalchemy import Connection

from bot.store import tables
from bot.store.database import Database


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=tables.SQLModel.metadata,
        # SQLite alters a table by making a new one.
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    url = context.get_x_argument(as_dictionary=True).get("url")
    if not isinstance(url, str):
        raise SystemExit("name the database: alembic -x url=sqlite:///data/colloquy.sqlite3 upgrade head")
    with Database(url).engine.begin() as connection:
        run(connection)
