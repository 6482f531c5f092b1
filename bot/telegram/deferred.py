"""The one door to aiogram, which imports it with its models deferred.

aiogram builds the validators of all its 450 models when it is imported: two seconds and a hundred
megabytes for the dozen that a bot uses. Here each model is built at its first use instead. The other
modules of this package take from here what they need of aiogram, so that nothing imports it the slow way
before.

The trick rests on one line of aiogram 3.31: `model_rebuild(_types_namespace=...)` at the end of
`aiogram.types`. Any other aiogram is imported as it comes; should a model not build in the end, all are
built as aiogram would have done.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any, get_args

from pydantic import BaseModel, PydanticUndefinedAnnotation, PydanticUserError

_KNOWN_AIOGRAM = "3.31."

# The names that the annotations of aiogram's models refer to; empty when nothing was deferred.
_names: dict[str, Any] = {}


@contextmanager
def _models_deferred() -> Iterator[None]:
    """Turn the rebuilding of a model with given names into a note of these names, for its first use."""
    if "aiogram" in sys.modules or not version("aiogram").startswith(_KNOWN_AIOGRAM):
        yield
        return
    rebuild = BaseModel.__dict__["model_rebuild"]

    def note_names(cls: type[BaseModel], /, **options: Any) -> bool | None:
        given = options.get("_types_namespace")
        if given is None:
            built: bool | None = rebuild.__get__(None, cls)(**options)
            return built
        _names.update(given)
        cls.__pydantic_parent_namespace__ = _names
        return None

    BaseModel.model_rebuild = classmethod(note_names)  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]


with _models_deferred():
    from aiogram import Bot, exceptions, methods, types
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer


def _models(package: Any) -> list[type[BaseModel]]:
    """Return the models that aiogram exports from `package`, in its order."""
    exported = (getattr(package, name) for name in package.__all__)
    return [model for model in exported if isinstance(model, type) and issubclass(model, BaseModel)]


if _names:  # methods refer to types, so they need the same names
    for _method in _models(methods):
        if not _method.__pydantic_complete__:
            _method.__pydantic_parent_namespace__ = _names

_WANTED_AT_ONCE: tuple[type[BaseModel], ...] = (methods.GetUpdates, methods.SendDocument, types.InlineKeyboardMarkup)


def warm() -> None:
    """Build what every conversation needs; called once at start, so that no first answer waits for it."""
    try:
        for model in _WANTED_AT_ONCE:
            model.model_rebuild(_parent_namespace_depth=0)
    except (PydanticUndefinedAnnotation, PydanticUserError):
        for model in (*_models(types), *_models(methods)):
            model.model_rebuild(_types_namespace=_names)


def build(annotation: Any) -> None:
    """Build the models in an annotation. Needed before a model that aiogram does not export refers to them."""
    for part in get_args(annotation):
        build(part)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        annotation.model_rebuild(_parent_namespace_depth=0)


__all__ = ["AiohttpSession", "Bot", "TelegramAPIServer", "build", "exceptions", "methods", "types", "warm"]
