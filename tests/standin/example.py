"""What the stand-in's own tests drive it with: a tiny bot, and calls without any library."""

import asyncio
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ContentType
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
)
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)
from aiohttp import ClientSession, FormData

from tests.standin import StandIn

TEA_OR_COFFEE = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Green tea", callback_data="tea")],
        [InlineKeyboardButton(text="Coffee", callback_data="coffee")],
    ]
)
PHONE = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Share", request_contact=True)]])
KINDS = ["message", "callback_query", "my_chat_member"]


class TinyBot:
    """Asks what you drink and answers with a file; repeats a call that failed, as our bot does."""

    def __init__(self, api: StandIn) -> None:
        server = TelegramAPIServer.from_base(api.base_url)
        self.bot = Bot(api.token, AiohttpSession(api=server))
        self.failures: list[AiogramError] = []
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "TinyBot":
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.kill()

    async def kill(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        if isinstance(self.bot.session, AiohttpSession) and self.bot.session._session:
            await self.bot.session._session.close()

    async def _run(self) -> None:
        offset = 0
        while True:
            try:
                updates = await self.bot.get_updates(offset=offset, timeout=5, allowed_updates=KINDS)
            except AiogramError as error:
                self.failures.append(error)
                continue
            for update in updates:
                if update.callback_query:
                    await self._pressed(update.callback_query)
                elif update.message:
                    await self._said(update.message)
                offset = update.update_id + 1

    async def _said(self, message: Message) -> None:
        chat = message.chat.id
        if message.contact:
            await self._insist(self.bot.send_message, chat, f"Yours: {message.contact.user_id == chat}")
        elif message.text == "/phone":
            await self._insist(self.bot.send_message, chat, "Your number?", reply_markup=PHONE)
        elif message.text and message.text.startswith("/start"):
            text = "<b>What</b> do you drink?"
            await self._insist(self.bot.send_message, chat, text, parse_mode="HTML", reply_markup=TEA_OR_COFFEE)
        else:
            await self._insist(
                self.bot.send_message, chat, f"A {ContentType(message.content_type).value} in a {message.chat.type}."
            )

    async def _pressed(self, press: CallbackQuery) -> None:
        chat = press.from_user.id
        await self._insist(self.bot.answer_callback_query, press.id, f"You take {press.data}.")
        if isinstance(press.message, Message):
            await self._insist(self.bot.edit_message_text, "Done", chat_id=chat, message_id=press.message.message_id)
            file = BufferedInputFile(b"%PDF", filename="report.pdf")
            await self._insist(self.bot.send_document, chat, file, caption="Your report")

    async def _insist(self, method: Any, *parameters: Any, **named: Any) -> None:
        for _ in range(3):
            try:
                await method(*parameters, **named)
            except (TelegramBadRequest, TelegramForbiddenError) as error:
                self.failures.append(error)
                return
            except AiogramError as error:
                self.failures.append(error)
            else:
                return


class Wire:
    """Calls the stand-in without any library in between."""

    def __init__(self, api: StandIn, client: ClientSession) -> None:
        self.api = api
        self._client = client

    async def call(self, method: str, token: str | None = None, **parameters: Any) -> Any:
        url = f"{self.api.base_url}/bot{token or self.api.token}/{method}"
        async with self._client.post(url, json=parameters) as response:
            body = await response.json()
            assert response.status == body.get("error_code", 200)
            return body

    async def post(self, method: str, form: FormData) -> Any:
        async with self._client.post(f"{self.api.base_url}/bot{self.api.token}/{method}", data=form) as response:
            return await response.json()
