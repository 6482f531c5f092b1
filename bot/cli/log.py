"""The log of a process that serves: lines for people or for programs, without any secret and any person's words."""

import logging
import sys
import time
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from bot.values.errors import place_of

Form = Literal["text", "json"]
HIDDEN = "…"
SHORTEST = 8
"""Characters of a secret that is hidden: to hide a password like `bot` would make the log hard to read."""
_TEXT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# They log addresses, and the token stands in every address of the Bot API.
_TALKATIVE = ("aiogram", "aiohttp", "asyncio", "alembic", "uvicorn")


def begin(form: Form, secrets: Sequence[str]) -> None:
    """Log to standard error from now on; `secrets` are hidden wherever they might stand."""
    handler = _Handler()
    handler.setFormatter((_Json if form == "json" else _Text)(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def hidden(line: str, secrets: Sequence[str]) -> str:
    """Return a line without the secrets that might stand in it."""
    for secret in secrets:
        if len(secret) >= SHORTEST:
            line = line.replace(secret, HIDDEN)
    return line


class _Handler(logging.StreamHandler[Any]):
    """Writes to standard error."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Say where an entry could not be written: logging itself would print its values, which may be somebody's."""
        trouble = sys.exc_info()[1]
        if trouble and not isinstance(trouble, OSError):  # else there is nowhere to say it
            self.stream.write(f"an entry of {record.name} could not be written: {place_of(trouble)}\n")


class _Text(logging.Formatter):
    """A line an entry, as a person reads it."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__(_TEXT)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        return hidden(super().format(record), self._secrets)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        """Return what kind of error it is and where it was raised: its own words may be somebody's."""
        return place_of(ei[1])


class _Json(_Text):
    """A JSON object an entry; `template` is the same for all entries of one kind."""

    def format(self, record: logging.LogRecord) -> str:
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        entry = {
            "at": f"{moment}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "part": record.name,
            "message": hidden(record.getMessage(), self._secrets),
            "template": hidden(str(record.msg), self._secrets),
        }
        if record.exc_info and record.exc_info[1]:
            entry["error"] = place_of(record.exc_info[1])
        return msgspec.json.encode(entry).decode()
