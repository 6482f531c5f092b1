"""`bot run`: serve the conversation, in the browser, and on Telegram where a token is set."""

import asyncio
import gc
import logging
import signal
import sys
from typing import Literal

from bot.cli import log
from bot.settings import Settings, read_settings
from bot.values.errors import WrongSetting

HOW_TO_CONNECT = """\
The conversation is at {address}

No BOT_TOKEN is set, so it is held in the browser only. To hold it on Telegram too, ask @BotFather for a token,
then run: BOT_TOKEN=123456:ABC-DEF bot run
"""
MOST_YOUNG = 20_000
"""New objects after which the garbage collector looks: an answer makes hundreds, and hardly any of them in a circle."""
Role = Literal["all", "web", "bot"]


def serve(role: Role) -> None:
    """Serve until told to stop; `role` says what."""
    gc.disable()  # until everything is there, there is no garbage worth looking for
    settings = read_settings()
    log.begin(settings.log_format, settings.secrets)
    if settings.bot_token is None and role == "bot":
        raise WrongSetting("BOT_TOKEN has to be set for --role bot: the token that @BotFather gave")
    asyncio.run(_serve(settings, role))


async def _serve(settings: Settings, role: Role) -> None:
    from bot.assemble import front_door, pages, telegram, works  # noqa: PLC0415

    stop = asyncio.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stop.set)
    async with works(settings) as at_hand:
        token = settings.bot_token.get_secret_value() if settings.bot_token else None
        bot = telegram(at_hand, settings, token) if token else None
        site = pages(at_hand, settings, bot) if role != "bot" else None
        runs = bot is not None and role != "web"
        async with front_door(at_hand, settings, bot if runs else None, site) as address:
            if token is None:
                sys.stderr.write(HOW_TO_CONNECT.format(address=address) + "\n")
            logging.getLogger("bot").info("listening at %s", address)
            _keep_for_good()
            await (bot.run(stop) if bot and runs else stop.wait())
        if bot and not runs:
            await bot.close()


def _keep_for_good() -> None:
    """Keep what is there now out of the garbage collector's sight: to look through it again and again costs answers."""
    gc.freeze()
    gc.set_threshold(MOST_YOUNG, 20, 20)
    gc.enable()
