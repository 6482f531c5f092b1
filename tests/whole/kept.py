"""What the bot keeps, read back from its files: answers as they count now, rows, and what it still owes."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ulid import ULID

from bot.store.seal import Seal, load_or_make_keys
from bot.store.store import open_store

CHANNEL = "telegram"
Answer = tuple[str, str, Any, str | None]
"""Question, how it was answered, value, own words."""
_OWED = """
    SELECT 1 FROM inbox WHERE key = :update AND done_at IS NULL
    UNION ALL SELECT 1 FROM turn
        WHERE respondent_id IS NULL OR respondent_id = (SELECT respondent_id FROM identity WHERE lookup = :lookup)
"""

_WHO = "SELECT respondent_id FROM identity WHERE lookup = :lookup"
_SESSIONS = """
    SELECT questionnaire, campaign, status FROM session
        WHERE respondent_id = (SELECT respondent_id FROM identity WHERE lookup = :lookup) ORDER BY started_at, id
"""


@dataclass(frozen=True)
class Kept:
    """What counts of one person, without the times at which it was said."""

    answers: tuple[Answer, ...] = ()
    consents: tuple[tuple[str, str], ...] = ()
    traits: tuple[tuple[str, Any], ...] = ()


class Files:
    """The folder of one bot: its database, its key, its log."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "data" / "bot.sqlite3"

    def of(self, person: int) -> Kept:
        """Return what counts of a person, by Telegram's id: live answers in the order in which they were given."""
        store = open_store(f"sqlite:///{self.database}", self._keys, lambda: str(ULID()))
        try:
            everything: Any = store.kept_of(CHANNEL, str(person))
        finally:
            store.close()
        if everything is None:
            return Kept()
        live = [row for row in everything["answers"] if row["voided_at"] is None]
        return Kept(
            tuple((row["question"], row["how"], row["value"], row["other"]) for row in live),
            tuple((given["purpose"], given["action"]) for given in everything["consents"]),
            tuple((trait["name"], trait["value"]) for trait in everything["traits"]),
        )

    def sessions(self, person: int) -> list[tuple[str, str | None, str]]:
        """Return the sessions of a person, oldest first: questionnaire, campaign, status."""
        with closing(self._reading()) as connection:
            return connection.execute(_SESSIONS, {"lookup": self._lookup(person)}).fetchall()

    def rows(self, *tables: str) -> dict[str, int]:
        """Count the rows of tables; without a name, of all that hold something of a person."""
        with closing(self._reading()) as connection:
            return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables or OWN}  # noqa: S608

    def owes(self, update: str, person: int) -> bool:
        """Tell whether an update (`bot:number`) still has to be worked off, or its person to be answered."""
        with closing(self._reading()) as connection:
            found = connection.execute(_OWED, {"update": update, "lookup": self._lookup(person)})
            return found.fetchone() is not None

    def traces(self, person: int) -> list[bytes]:
        """Return what stands in the rows of a person as it stands there: sealed texts, and the name they go by."""
        with closing(self._reading()) as connection:
            (who,) = connection.execute(_WHO, {"lookup": self._lookup(person)}).fetchone()
            found = {self._lookup(person).encode(), str(who).encode()}
            for table in OWN[1:]:
                for row in connection.execute(f"SELECT * FROM {table} WHERE respondent_id = ?", (who,)):  # noqa: S608
                    found |= {value for value in row if isinstance(value, bytes)}
        return sorted(found)

    def holding_bytes(self, trace: bytes) -> list[str]:
        """Name the files in the folder in which bytes stand."""
        return [path.name for path in self.folder.rglob("*") if path.is_file() and trace in path.read_bytes()]

    def holding(self, words: str) -> list[str]:
        """Name the files in the folder in which words stand, in any of the encodings that a program might use."""
        spellings = {words.encode(code) for code in ("utf-8", "utf-16-le", "unicode-escape")}
        return [name for spelled in spellings for name in self.holding_bytes(spelled)]

    @property
    def _keys(self) -> tuple[bytes, ...]:
        return load_or_make_keys(self.folder / "encryption.key")

    def _lookup(self, person: int) -> str:
        return Seal(self._keys).lookup(f"{CHANNEL}:{person}")

    def _reading(self) -> sqlite3.Connection:
        # Read only: a bot that was killed must find its files as it left them.
        return sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)


OWN = ("respondent", "identity", "session", "answer", "trait", "consent", "rating", "event", "turn")
"""The tables that hold what belongs to a person."""
