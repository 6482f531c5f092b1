"""The HTTP server: uvicorn on a port of its own choosing or ours, which leaves signals to whoever runs it."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn

from bot.serving.asgi import App
from bot.values.errors import WrongSetting

LAST_SECONDS = 5
"""How long requests that are under way may take after the order to stop."""


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signals: the program decides in which order things end."""
        yield


@asynccontextmanager
async def serving(app: App, host: str, port: int) -> AsyncIterator[str]:
    """Serve an application meanwhile; give the address (port 0: a free one). Raise `WrongSetting` if that is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise WrongSetting(
                f"WEB_HOST and WEB_PORT: nothing can listen at {host}:{port} ({error.strerror})"
            ) from None
        server = _Server(
            uvicorn.Config(
                app,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=LAST_SECONDS,
            )
        )
        running = asyncio.ensure_future(server.serve(sockets=[listening]))
        try:
            shown = f"[{host}]" if family == socket.AF_INET6 else host
            yield f"http://{shown}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running
