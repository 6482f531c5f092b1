"""Whatever the channel and the database: who says the same leaves the same answers."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import pytest

from tests.channels.recorded import called, in_a_browser, in_the_terminal, polled
from tests.postgres import server

Held = Callable[[str, Path], Awaitable[bytes]]
WAYS: list[Held] = [in_the_terminal, in_a_browser, polled, called]
EXPECTED = [
    ("machine", "given", "brio", None),
    ("bought", "skipped", None, None),
    ("recommend", "given", 4, None),
    ("trouble", "given", ["leak", "noise"], None),
    ("story", "given", "It drips.", None),
    ("phone", "given", "+4312345678", None),
    ("pickup", "given", "Vienna, Mariahilfer Strasse 1", None),
]


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("held", WAYS, ids=lambda held: held.__name__)
async def test_the_same_conversation_leaves_the_same_bytes(held: Held, database: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kept.sqlite3'}" if database == "sqlite" else server().database()
    assert await held(url, tmp_path) == msgspec.json.encode(EXPECTED)
