"""The bot as a real process: started, killed and stopped as an operating system would do it."""

import asyncio
import os
import signal
import sys
import tempfile
from asyncio.subprocess import STDOUT, Process
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.standin.server import StandIn

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "bot", "run")
START = 60.0
STOP = 15.0


class BotProcess:
    """The bot, with its data in a temporary folder, connected to the stand-in.

    Use it as an async context manager: it runs inside and is killed at the end. `folder` holds the data and
    survives restarts; `env` adds to the bot's settings or replaces them.
    """

    def __init__(self, api: StandIn, env: Mapping[str, str] | None = None, command: Sequence[str] = COMMAND) -> None:
        self._api = api
        self._command = command
        self._extra = dict(env or {})
        self._temporary = tempfile.TemporaryDirectory(prefix="bot-under-test-")
        self._process: Process | None = None
        self.folder = Path(self._temporary.name)

    async def __aenter__(self) -> Self:
        try:
            await self.start()
        except BaseException:
            await self.__aexit__(None, None, None)
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.kill()
        self._temporary.cleanup()

    @property
    def env(self) -> dict[str, str]:
        """The bot's whole environment: this one's, its settings, and what the test adds."""
        data = self.folder / "data"
        settings = {
            "BOT_TOKEN": self._api.token,
            "BOT_API_BASE": self._api.base_url,
            "DATABASE_URL": f"sqlite:///{data / 'bot.sqlite3'}",
            "DATA_DIR": str(data),
            "QUESTIONNAIRES_DIR": str(ROOT / "questionnaires"),
            "ENCRYPTION_KEY_FILE": str(self.folder / "encryption.key"),
            "SEND_RATE": "0",
            "CHAT_RATE": "0",
            "WEB_PORT": "0",
            "PYTHONUNBUFFERED": "1",
        }
        inherited = {name: value for name, value in os.environ.items() if name != "ENCRYPTION_KEY"}
        return inherited | settings | self._extra

    @property
    def log(self) -> str:
        """All that the bot has written to its two outputs since its first start."""
        path = self._log_path
        return path.read_text(errors="replace") if path.exists() else ""

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process is not None and self._process.returncode is None

    @property
    def killed(self) -> bool:
        """Whether its last process was ended with SIGKILL."""
        return self._process is not None and self._process.returncode == -signal.SIGKILL

    async def start(self) -> None:
        """Start the bot and wait until it asks for updates; raises AssertionError with its log if it ends."""
        assert not self.running, "The bot is running already."
        (self.folder / "data").mkdir(exist_ok=True)
        polls = self._api.polls
        with self._log_path.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, cwd=ROOT, env=self.env, stdout=log, stderr=STDOUT
            )
        ended = asyncio.create_task(self._process.wait())
        ended.add_done_callback(lambda _: self._api.pulse.beat())
        if not await self._comes_up(ended, polls) or ended.done():
            await self.kill()
            raise AssertionError(f"The bot did not come up.\n{self.log}")

    async def _comes_up(self, ended: "asyncio.Task[int]", polls: int) -> bool:
        """Wait until the bot serves or has ended; tell whether it serves."""
        await self._api.pulse.until(lambda: ended.done() or self._api.polls > polls, START)
        return self._api.polls > polls

    async def kill(self) -> None:
        """End the bot with SIGKILL."""
        if self._process is not None and self.running:
            self._process.kill()
            await self._process.wait()
            self._api.bot_died()

    async def stop(self) -> int:
        """Ask the bot with SIGTERM to end, and give its exit code."""
        assert self._process, "The bot was never started."
        self._process.send_signal(signal.SIGTERM)
        try:
            return await asyncio.wait_for(self._process.wait(), STOP)
        except TimeoutError:
            await self.kill()
            raise AssertionError(f"The bot did not stop within {STOP} s of SIGTERM.\n{self.log}") from None

    async def restart(self) -> None:
        """Kill the bot and start it again."""
        await self.kill()
        await self.start()

    @property
    def _log_path(self) -> Path:
        return self.folder / "bot.log"
