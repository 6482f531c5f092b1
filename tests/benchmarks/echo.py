"""The bot to compare with: aiogram as its documentation shows it, no database, one call for each update.

`python -m tests.benchmarks.echo`; with `--freeze` it takes what was imported out of the garbage collector's sight.
"""

import asyncio
import gc
import os
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message

dispatcher = Dispatcher()


@dispatcher.message()
async def said(message: Message) -> None:
    await message.answer(message.text or "?")


@dispatcher.callback_query()
async def pressed(query: CallbackQuery, bot: Bot) -> None:
    await bot.send_message(query.from_user.id, query.data or "?")


async def main() -> None:
    bot = Bot(os.environ["BOT_TOKEN"], AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_BASE"])))
    if "--freeze" in sys.argv:
        gc.collect()
        gc.freeze()
    await dispatcher.start_polling(bot, handle_signals=True)


if __name__ == "__main__":
    asyncio.run(main())
