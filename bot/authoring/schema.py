"""The shapes of the YAML files as JSON Schema, so that editors complete words and underline mistakes."""

from pathlib import Path
from typing import Any

import msgspec

from bot.authoring.common import COMPANY, TRAITS, Common
from bot.authoring.conditions import ConditionReader
from bot.authoring.facts import FactReader, SegmentReader
from bot.authoring.keys import meaning
from bot.authoring.kinds import mapping_of
from bot.authoring.names import Names
from bot.authoring.needs import NeedReader, accessory_of
from bot.authoring.offers import offer_of
from bot.authoring.products import PRODUCTS, ProductRange, Surroundings, product_of
from bot.authoring.questionnaire import HEAD
from bot.authoring.questions import question_schema
from bot.authoring.shape import Schema, Shape, schema_of
from bot.authoring.texts import TEXT
from bot.authoring.value_tests import test_schema

FILES = ("questionnaire", "company", "products", "traits")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_PLAIN: Schema = {"type": ["string", "number", "boolean"]}
_MARKED_OUT: Schema = {
    "type": "object",
    "additionalProperties": {"anyOf": [_PLAIN, {"type": "array", "items": _PLAIN}]},
}


def json_schema(file: str) -> str:
    """Return the schema of one of `FILES` as JSON."""
    document = {
        "$schema": _DIALECT,
        "title": f"{file}.yaml of Colloquy",
        **_documents()[file],
        "$defs": {"text": _text(), "condition": _reader().defined(), "test": test_schema()},
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _documents() -> dict[str, Schema]:
    return {
        "questionnaire": _with(HEAD, _parts()),
        "company": COMPANY.schema(),
        "products": _with(PRODUCTS, {"products": mapping_of(_product()), "notice_for": _MARKED_OUT}),
        "traits": TRAITS.schema(),
    }


def _with(shape: Shape, parts: dict[str, Schema]) -> Schema:
    """Return the schema of a shape, with what it leaves to be read later."""
    schema = shape.schema()
    for key, part in parts.items():
        schema["properties"][key] = part | schema["properties"][key]
    return schema


def _nothing() -> Names:
    return Names(Common(None, (), {}, ProductRange()))


def _reader() -> ConditionReader:
    return ConditionReader(_nothing())


def _parts() -> dict[str, Schema]:
    names = _nothing()
    readers: dict[str, Any] = {
        "facts": FactReader(names).read,
        "segments": SegmentReader(names).read,
        "needs": NeedReader(names).read,
        "accessories": accessory_of(names),
        "offers": offer_of(names),
    }
    parts = {key: mapping_of(schema_of(reader)) for key, reader in readers.items()}
    return parts | {"questions": mapping_of(question_schema()), "suggest": _MARKED_OUT}


def _product() -> Schema:
    """Return what a product may be; its attributes are the author's own words."""
    around = Surroundings(Path(), (), {}, lambda _: _reader().read)
    return schema_of(product_of(ProductRange(), around)) | {"additionalProperties": True}


def _text() -> Schema:
    """Return what a text may be: words, or the forms of a plural."""
    forms: Schema = dict.fromkeys(_CATEGORIES, TEXT)
    count = {"type": "string", "description": meaning("a plural", "count")}
    plural = {
        "title": "a plural",
        "type": "object",
        "properties": {"count": count, **forms},
        "required": ["count", "other"],
    }
    return {"anyOf": [_PLAIN, plural | {"additionalProperties": False}]}
