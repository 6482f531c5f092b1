"""What Telegram says of a bot when it is asked, before anything is run."""

import time
from email.utils import parsedate_to_datetime
from statistics import median

from aiohttp import ClientError, ClientSession, ClientTimeout
from msgspec import Struct

from bot.telegram.deferred import Bot, TelegramAPIServer, exceptions, methods
from bot.telegram.session import LeanSession

PATIENCE = 10.0
"""Seconds to wait for each answer."""
TIMES = 3


class Inquiry(Struct, frozen=True, kw_only=True):
    """What was found out."""

    refused: bool = False
    """Whether the token is not accepted."""
    unreachable: str | None = None
    """Why Telegram cannot be reached; None where it can."""
    webhook: str = ""
    """The address that Telegram calls."""
    waiting: int = 0
    """Updates that were not fetched yet."""
    failing: str | None = None
    """Why the last call to the webhook failed."""
    seconds: float = 0.0
    """How long an answer takes."""
    clock: float | None = None
    """What time it is there, in Unix seconds and to the second; None where Telegram does not say."""


async def inquire(token: str, api_base: str) -> Inquiry:
    """Ask who the bot is, where it is called, and what time it is; change nothing."""
    bot = Bot(token, session=LeanSession(api=TelegramAPIServer.from_base(api_base), timeout=PATIENCE))
    try:
        await bot(methods.GetMe())
        found = await bot(methods.GetWebhookInfo())
        seconds = median([await _seconds(bot) for _ in range(TIMES)])
    except (exceptions.TelegramUnauthorizedError, exceptions.TelegramNotFound):
        return Inquiry(refused=True)
    except exceptions.TelegramAPIError as error:
        return Inquiry(unreachable=error.message)
    finally:
        await bot.session.close()
    return Inquiry(
        webhook=found.url,
        waiting=found.pending_update_count,
        failing=found.last_error_message,
        seconds=seconds,
        clock=await _clock(api_base),
    )


async def _seconds(bot: Bot) -> float:
    begun = time.perf_counter()
    await bot(methods.GetMe())
    return time.perf_counter() - begun


async def _clock(api_base: str) -> float | None:
    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=PATIENCE)) as client,
            client.head(api_base, allow_redirects=False) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"]).timestamp()
    except (ClientError, TimeoutError, KeyError, ValueError):
        return None
