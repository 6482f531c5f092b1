"""`bot preview`: a draft in the browser, with what stands behind it; nothing is kept."""

import asyncio
import secrets
import signal
import sys
from pathlib import Path

from bot.values.errors import WrongSetting

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_KEY_BYTES = 32


def preview(folder: Path, host: str, port: int, token: str | None) -> None:
    """Serve a folder until told to stop."""
    if host not in _LOOPBACK and not token:
        raise WrongSetting(
            f"a preview that others can reach at {host} wants PREVIEW_TOKEN, a word that they have to know"
        )
    if not folder.is_dir():
        raise WrongSetting(f"there is no folder {folder}")
    asyncio.run(_serve(folder, host, port, token))


async def _serve(folder: Path, host: str, port: int, token: str | None) -> None:
    from bot.assemble import now  # noqa: PLC0415
    from bot.serving.server import serving  # noqa: PLC0415
    from bot.typeset.typesetter import TypstTypesetter  # noqa: PLC0415
    from bot.web.preview import Preview, preview_app  # noqa: PLC0415

    stop = asyncio.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stop.set)
    shown = Preview(folder, now, TypstTypesetter(), secrets.token_bytes(_KEY_BYTES))
    async with serving(preview_app(shown, token), "127.0.0.1" if host == "localhost" else host, port) as address:
        sys.stderr.write(f"The preview is at {address}/preview{f'?token={token}' if token else ''}\n")
        await stop.wait()
