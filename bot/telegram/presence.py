"""How the bot presents itself before a word is said: name, descriptions and commands, in each language."""

import logging
from collections.abc import Sequence

from msgspec import Struct

from bot.telegram.deferred import Bot, exceptions, methods, types

_log = logging.getLogger(__name__)
LONGEST_NAME = 64
LONGEST_SHORT = 120
LONGEST_DESCRIPTION = 512


class Presence(Struct, frozen=True):
    """What stands in the bot's profile in one language; the language `""` serves all others."""

    language: str
    name: str
    short: str
    description: str
    commands: dict[str, str]


async def present(bot: Bot, presences: Sequence[Presence]) -> None:
    """Bring the bot's profile up to date; set only what differs, since Telegram limits how often it may be set."""
    try:
        for presence in presences:
            await _commands(bot, presence)
            await _words(bot, presence)
    except (exceptions.TelegramAPIError, OSError) as error:
        # A profile that is a little old hurts nobody; answers must not wait for it.
        _log.warning("the bot's profile was not brought up to date (%s)", type(error).__name__)


async def _commands(bot: Bot, presence: Presence) -> None:
    code = presence.language or None
    wanted = [types.BotCommand(command=name, description=text) for name, text in presence.commands.items()]
    shown = await bot(methods.GetMyCommands(language_code=code))
    if [(one.command, one.description) for one in shown] != list(presence.commands.items()):
        await bot(methods.SetMyCommands(commands=wanted, language_code=code))


async def _words(bot: Bot, presence: Presence) -> None:
    code = presence.language or None
    name, short = presence.name[:LONGEST_NAME], presence.short[:LONGEST_SHORT]
    description = presence.description[:LONGEST_DESCRIPTION]
    if (await bot(methods.GetMyName(language_code=code))).name != name:
        await bot(methods.SetMyName(name=name, language_code=code))
    if (await bot(methods.GetMyShortDescription(language_code=code))).short_description != short:
        await bot(methods.SetMyShortDescription(short_description=short, language_code=code))
    if (await bot(methods.GetMyDescription(language_code=code))).description != description:
        await bot(methods.SetMyDescription(description=description, language_code=code))
