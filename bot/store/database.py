"""The database: its engine, short writing transactions, and reading ones that hold up nobody."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from bot.service.ports import Unavailable

BUSY_MS = 10_000
"""How long a write waits for another process, and for a server that has fallen silent (milliseconds)."""
_POSTGRESQL = {
    "connect_timeout": BUSY_MS // 1000,
    "tcp_user_timeout": BUSY_MS,
    "keepalives_idle": BUSY_MS // 1000,
    "application_name": "colloquy",
}
_SETTINGS = (
    # Whatever the server's default: what is confirmed to Telegram is on the disk.
    "SET synchronous_commit = on",
    f"SET lock_timeout = {BUSY_MS}",
)
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
)


LARGEST_SWEPT = 1024**3
"""Bytes. To write as much anew takes some seconds, in which nobody is answered."""
_TO_SWEEP = 1
"""Stands in SQLite's `user_version` while something that was erased may have left copies of parts of itself."""
_SIZE = "SELECT user_version, page_count, page_size FROM pragma_user_version, pragma_page_count, pragma_page_size"
_ALONE = text("SELECT pg_advisory_xact_lock(:lock)")
_LOOKING = ("PRAGMA query_only=ON", f"PRAGMA busy_timeout={BUSY_MS}")


class Database:
    """One database; `engine` is for migrations and tests, everything else goes through transactions.

    Who only `looks` finds it as it is: no file is made, and nothing can be written.
    """

    def __init__(self, url: str, *, looks: bool = False) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        if self.is_sqlite and not looks:
            _make_file(make_url(url).database)
        # An error of the database must not carry into a log what a person said.
        arguments = {} if self.is_sqlite else _POSTGRESQL
        # Named on both databases, so that rows can be handed over as they are (`statements.run`).
        style = "named" if self.is_sqlite else "pyformat"
        self.engine: Engine = create_engine(url, hide_parameters=True, connect_args=arguments, paramstyle=style)
        self._leaves_traces = False
        if self.is_sqlite:
            event.listen(self.engine, "connect", partial(_prepare, pragmas=_LOOKING if looks else _PRAGMAS))
            event.listen(self.engine, "begin", _begin)
        else:
            event.listen(self.engine, "connect", _set)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that commits at the end or changes nothing; `Unavailable` means it may be retried."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            if _may_pass(error):
                raise Unavailable("the database cannot be reached or is busy; nothing was changed") from error
            raise
        if self._leaves_traces:
            self._wipe()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that sees one state of everything; what is read in it streams."""
        try:
            with self.engine.connect() as connection:
                # PostgreSQL would otherwise show each statement a newer state.
                isolation = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
                yield connection.execution_options(reads=True, **isolation)
        except DBAPIError as error:
            if _may_pass(error):
                raise Unavailable("the database cannot be reached or is busy") from error
            raise

    def leave_no_traces(self, connection: Connection) -> None:
        """After this commit and until it succeeds, empty the write-ahead log, which still holds what was erased."""
        self._leaves_traces = self.is_sqlite
        if self.is_sqlite:
            connection.exec_driver_sql(f"PRAGMA user_version = {_TO_SWEEP}")

    def sweep(self) -> None:
        """Write the file of SQLite anew where something was erased since it was swept last, and it is not too large.

        What is erased is overwritten at once. But when pages are split or joined, copies of parts of rows may be left
        between the rows, their ids for example. Nothing reads them, and nothing else takes them away.
        """
        if not self.is_sqlite:
            return
        with closing(self.engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
            [(mark, pages, size)] = cursor.execute(_SIZE).fetchall()
            if mark != _TO_SWEEP or pages * size > LARGEST_SWEPT:
                return
            try:
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA user_version = 0")
            except sqlite3.OperationalError as error:
                raise Unavailable("the database is busy, or there is no room to write it anew") from error
        self._wipe()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _wipe(self) -> None:
        """Empty the log, without waiting for readers that still need it: the next commit tries again."""
        with closing(self.engine.raw_connection()) as raw, closing(raw.cursor()) as cursor:
            cursor.execute("PRAGMA busy_timeout=0")
            (busy, _, _) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        self._leaves_traces = bool(busy)


def alone(connection: Connection, lock: int) -> None:
    """Wait until no other process holds this lock, and hold it up to the end of the transaction.

    SQLite needs none: whoever writes is alone.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_ALONE, {"lock": lock})


def _may_pass(error: DBAPIError) -> bool:
    """Tell whether trying again may help; SQLite calls a wrong statement operational too."""
    wrong = getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    return isinstance(error, OperationalError | InterfaceError) and not wrong


def _make_file(path: str | None) -> None:
    """Make the file for its owner's eyes only; SQLite gives the files beside it the same rights."""
    if path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).touch(mode=0o600)


def _prepare(connection: Any, _record: Any, *, pragmas: Sequence[str]) -> None:
    # The driver would begin transactions late and on its own terms; `_begin` does it instead.
    connection.isolation_level = None
    with closing(connection.cursor()) as cursor:
        for pragma in pragmas:
            cursor.execute(pragma)


def _set(connection: Any, _record: Any) -> None:
    with closing(connection.cursor()) as cursor:
        for setting in _SETTINGS:
            cursor.execute(setting)
    connection.commit()


def _begin(connection: Connection) -> None:
    # A writer takes its lock before it reads; taking it later could fail. A reader takes none.
    reads = connection.get_execution_options().get("reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
