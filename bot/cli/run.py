"""`bot run`: serve, on Telegram where a token is set, else here in the terminal."""

import asyncio
import logging
import signal
import sys
from typing import Literal

from bot.settings import Settings, read_settings

HOW_TO_CONNECT = """\
This conversation is held here because no BOT_TOKEN is set. To hold it on Telegram, ask @BotFather for a token,
then run: BOT_TOKEN=123456:ABC-DEF bot run
"""


Role = Literal["all", "web", "bot"]


def serve(role: Role) -> None:
    """Serve until told to stop; `role` says what."""
    settings = read_settings()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # aiogram and the HTTP client log addresses, and the token stands in every address of the Bot API.
    for name in ("aiogram", "aiohttp", "asyncio", "alembic", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if settings.bot_token is None:
        logging.getLogger("bot").setLevel(logging.WARNING)
        from bot.cli.here import converse  # noqa: PLC0415

        sys.stderr.write(HOW_TO_CONNECT + "\n")
        converse(settings)
    else:
        asyncio.run(_serve(settings, settings.bot_token.get_secret_value(), role))


async def _serve(settings: Settings, token: str, role: Role) -> None:
    from bot.assemble import front_door, telegram, works  # noqa: PLC0415

    stop = asyncio.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stop.set)
    async with works(settings) as at_hand:
        bot = telegram(at_hand, settings, token) if role != "web" else None
        async with front_door(at_hand, settings, bot) as address:
            logging.getLogger("bot").info("listening at %s", address)
            await (bot.run(stop) if bot else stop.wait())
