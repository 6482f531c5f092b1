"""Published versions: what a running session needs stays, one of each name is current."""

from sqlalchemy import bindparam, select, update

from bot.store.database import Database, alone
from bot.store.statements import insert_into
from bot.store.tables import published

_CURRENT = select(published.c.name, published.c.version, published.c.body).where(
    published.c.kind == bindparam("kind"), published.c.current
)
_VERSION = select(published.c.body).where(published.c.version == bindparam("version")).limit(1)
_VERSIONS = (
    select(published.c.body)
    .where(published.c.kind == bindparam("kind"), published.c.name == bindparam("name"))
    .order_by(published.c.at.desc(), published.c.version)
)
_HAVE = select(published.c.version).where(
    published.c.kind == bindparam("kind"),
    published.c.name == bindparam("name"),
    published.c.version == bindparam("version"),
)
_RETIRE = (
    update(published)
    .where(published.c.kind == bindparam("its_kind"), published.c.name == bindparam("its_name"), published.c.current)
    .values(current=False)
)
_LOCK = 0x0C0111
"""Names the lock under which versions are published; any number that nobody else uses."""


class Shelf:
    """Versions of questionnaires, and of the company's shared files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(self, kind: str, name: str, body: bytes, version: str, at: int) -> bool:
        """Keep a version and make it the current one; tell whether it is new."""
        with self._database.writing() as connection:
            # Workers that start together publish the same: one after another, or two would make theirs the current one.
            alone(connection, _LOCK)
            which = {"kind": kind, "name": name, "version": version}
            new = connection.execute(_HAVE, which).first() is None
            connection.execute(_RETIRE, {"its_kind": kind, "its_name": name})
            keep = insert_into(connection.dialect.name, published)
            keep = keep.on_conflict_do_update(index_elements=list(published.primary_key), set_={"current": True})
            connection.execute(keep, {**which, "body": body, "current": True, "at": at})
        return new

    def current(self, kind: str) -> dict[str, tuple[str, bytes]]:
        """Return the current versions of a kind: name to version and body."""
        with self._database.reading() as connection:
            return {name: (version, body) for name, version, body in connection.execute(_CURRENT, {"kind": kind})}

    def version(self, version: str) -> bytes | None:
        """Return the body of a version."""
        with self._database.reading() as connection:
            return connection.scalar(_VERSION, {"version": version})

    def versions(self, kind: str, name: str) -> list[bytes]:
        """Return the bodies of all versions of one name, the newest first."""
        with self._database.reading() as connection:
            return list(connection.scalars(_VERSIONS, {"kind": kind, "name": name}))
