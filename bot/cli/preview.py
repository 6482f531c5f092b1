"""`bot preview`: a draft in the browser, with what stands behind it; nothing is kept."""

import asyncio
import secrets
import signal
import sys
from pathlib import Path
from urllib.parse import quote

from bot.settings import is_preview_token
from bot.values.errors import WrongSetting

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_KEY_BYTES = 32


def preview(folder: Path, host: str, port: int, token: str | None) -> None:
    """Serve a folder until told to stop."""
    if host not in _LOOPBACK and not token:
        raise WrongSetting(
            f"a preview that others can reach at {host} wants PREVIEW_TOKEN, a word that they have to know"
        )
    if token and not is_preview_token(token):
        raise WrongSetting("PREVIEW_TOKEN wants a word of at least 12 letters, digits and signs, without spaces")
    if not folder.is_dir():
        raise WrongSetting(f"there is no folder {folder}")
    asyncio.run(_serve(folder, host, port, token or None))


async def _serve(folder: Path, host: str, port: int, token: str | None) -> None:
    from bot.assemble import workbench  # noqa: PLC0415
    from bot.serving.server import serving  # noqa: PLC0415
    from bot.web.door import Door  # noqa: PLC0415

    stop = asyncio.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stop.set)
    door = Door(workbench(folder, secrets.token_bytes(_KEY_BYTES)), token)
    async with serving(door, "127.0.0.1" if host == "localhost" else host, port) as address:
        sys.stderr.write(f"The preview is at {address}/preview{f'?token={quote(token)}' if token else ''}\n")
        await stop.wait()
