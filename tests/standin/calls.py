"""One call of the bot: read from HTTP, then checked by aiogram's own model of the method."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from aiogram import methods
from aiogram.client.default import Default
from aiogram.types import BufferedInputFile
from aiohttp import web
from pydantic import BaseModel, ValidationError

from tests.standin.refusal import RefusedError, refuse_unless

type_of_method = type[methods.TelegramMethod[Any]]
MODELS: dict[str, type_of_method] = {
    model.__api_method__: model
    for model in (
        methods.GetMe,
        methods.GetUpdates,
        methods.DeleteWebhook,
        methods.SetWebhook,
        methods.GetWebhookInfo,
        methods.SendMessage,
        methods.SendRichMessage,
        methods.EditMessageText,
        methods.EditMessageCaption,
        methods.EditMessageReplyMarkup,
        methods.AnswerCallbackQuery,
        methods.SendDocument,
        methods.SendPhoto,
        methods.SendChatAction,
        methods.GetMyCommands,
        methods.SetMyCommands,
        methods.GetMyName,
        methods.SetMyName,
        methods.GetMyDescription,
        methods.SetMyDescription,
        methods.GetMyShortDescription,
        methods.SetMyShortDescription,
    )
}


@dataclass
class Call:
    """One call as it arrived, and what became of it.

    `number` counts the calls other than getUpdates from 1 (0 for getUpdates, whose rhythm is chance), so
    that "the seventh call" means the same in every run. `outcome` is "arrived", then "done", "refused",
    "killed" (the bot was, before the call counted) or the kind of the fault that hit it.
    """

    method: str
    number: int
    arrived: float
    parameters: dict[str, Any] = field(default_factory=dict)
    chat_id: int | None = None
    outcome: str = "arrived"
    result: Any = None
    error: str | None = None

    @property
    def carried_out(self) -> bool:
        """Whether the call took effect, whatever the bot heard of it."""
        return self.outcome in {"done", "lost"}

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}"[:80] for name, value in self.parameters.items())
        return f"{self.number} {self.method}({shown}) -> {self.error or self.outcome}"


async def read_parameters(request: web.Request) -> dict[str, Any]:
    """Read a call's parameters from the query, JSON, a form or multipart; uploads become InputFile."""
    parameters: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        parameters |= await _read_json(request)
    elif request.can_read_body:
        parameters |= await _read_form(request)
    return parameters


async def _read_json(request: web.Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError as error:
        raise RefusedError(400, f"Bad Request: can't parse JSON: {error}") from error
    refuse_unless(isinstance(body, dict), "the JSON body must be an object")
    return dict(body)


async def _read_form(request: web.Request) -> dict[str, Any]:
    values: dict[str, Any] = {}
    uploads: dict[str, BufferedInputFile] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, str):
            values[name] = value
        elif isinstance(value, web.FileField):
            uploads[name] = BufferedInputFile(value.file.read(), filename=value.filename)
    for name, value in values.items():
        if value.startswith("attach://"):
            upload = uploads.pop(value.removeprefix("attach://"), None)
            refuse_unless(upload, f'{name} names the upload "{value}", which is not there')
            values[name] = upload
    return values | uploads


def check(method: str, parameters: dict[str, Any]) -> methods.TelegramMethod[Any]:
    """Check a call's parameters against aiogram's model of the method; raises RefusedError."""
    model = MODELS.get(method)
    if model is None:
        raise RefusedError(404, "Not Found: method not found")
    decoded = {name: _decode(model, name, value) for name, value in parameters.items()}
    for place in _nulls(decoded):
        raise RefusedError(400, f"Bad Request: {place} is null; leave it out")
    try:
        call = model.model_validate(decoded)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        raise RefusedError(400, f"Bad Request: {place}: {first['msg']}") from error
    for place in _extras(call, method):
        raise RefusedError(400, f"Bad Request: there is no {place}")
    return call


def whole(value: Any) -> int | None:
    """Read an id as Telegram does: a number, or a string that holds one."""
    try:
        return int(str(value))
    except ValueError:
        return None


def given(value: Any) -> Any:
    """Give a parameter's value, None where the bot left it to aiogram's default."""
    return None if isinstance(value, Default) else value


def _decode(model: type_of_method, name: str, value: Any) -> Any:
    """Turn a value that came as a string into what its parameter holds, as Telegram does."""
    known = model.model_fields.get(name)
    if known is None or not isinstance(value, str) or str in _alternatives(known.annotation):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise RefusedError(400, f"Bad Request: can't parse {name} as JSON: {error}") from error


def _alternatives(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in {Union, UnionType, Annotated}:
        for part in get_args(annotation):
            yield from _alternatives(part)
    else:
        yield annotation


def _nulls(value: Any, place: str = "") -> Iterator[str]:
    if value is None:
        yield place
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _nulls(item, f"{place}.{name}".lstrip("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _nulls(item, f"{place}[{index}]")


def _extras(value: Any, place: str) -> Iterator[str]:
    """Name every parameter and field that aiogram's models let pass although they do not know it."""
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            yield f"{name} in {place}"
        for name in value.model_fields_set:
            yield from _extras(getattr(value, name), name)
    elif isinstance(value, list):
        for item in value:
            yield from _extras(item, place)
