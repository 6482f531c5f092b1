"""A bot as a process that is measured from outside: its start, its CPU, its memory."""

import asyncio
import os
import sys
from asyncio.subprocess import STDOUT, Process
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from tests.benchmarks.load import TOKEN, Load

ROOT = Path(__file__).parents[2]
START = 60.0
STOP = 30.0
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Measured:
    """A bot that runs while the context does; `cold` is how many seconds it took to ask for updates."""

    def __init__(self, module: Sequence[str], load: Load, address: str, folder: Path, env: Mapping[str, str]) -> None:
        self.cold = 0.0
        self._command = (sys.executable, "-m", *module)
        self._load = load
        self._env = {"PATH": os.environ["PATH"], "BOT_TOKEN": TOKEN, "BOT_API_BASE": address, **env}
        self._log = folder / "bot.log"
        self._process: Process | None = None

    async def __aenter__(self) -> Self:
        begun = perf_counter()
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, cwd=ROOT, env=self._env, stdout=log, stderr=STDOUT
            )
        try:
            await asyncio.wait_for(self._load.polled.wait(), START)
        except TimeoutError:
            self._process.kill()
            raise AssertionError(f"the bot did not come up\n{self._log.read_text()}") from None
        self.cold = perf_counter() - begun
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), STOP)
            except TimeoutError:
                self._process.kill()
                raise AssertionError(f"the bot did not stop\n{self._log.read_text()}") from None

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process is not None
        return self._process.pid

    def cpu(self) -> float:
        """Return the CPU seconds so far, in user and system mode, of all threads."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self) -> float:
        """Return the resident memory in MB."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * _PAGE / 1e6
