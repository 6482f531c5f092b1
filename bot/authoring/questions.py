"""The questions of a questionnaire, each type with the keys that it knows."""

import re
from typing import Any

from msgspec import Struct

from bot.authoring.common import Trait
from bot.authoring.kinds import (
    CHOICE_ID,
    by_id,
    defined,
    flag,
    mapping_of,
    number,
    one_of,
    period,
    picture,
    readable,
    share,
    whole,
    word,
    written,
)
from bot.authoring.problem import nearest
from bot.authoring.reading import Reading
from bot.authoring.shape import Kind, Later, Needed, Schema, Shape, by_type, later, needed, schema_of, taking
from bot.authoring.texts import TEXT, own_words, text
from bot.authoring.tree import Mapping, Node, Scalar
from bot.authoring.value_tests import is_day
from bot.questionnaire.model import OTHER, QUESTION_TYPES, YES_OR_NO, Choice, DateLimit, Question

LONGEST_TEXT = 200
LONGEST_LONG_TEXT = 2000
MOST_CHOICES = 90
"""Telegram takes 100 buttons; a few are the bot's own."""
MANY_CHOICES = 20
_NPS = (0, 10)
_FROM_TODAY = re.compile(r"today(?:\s*([-+])\s*(\d{1,5}) days?)?")


class Draft(Struct, frozen=True):
    """A question as far as it can be read alone, and its condition, to be read when all questions are known."""

    question: Question
    ask_if: Later | None


_CHOICE = Shape(
    "a choice",
    {"label": needed(text), "said": text, "expected": share, "exclusive": flag, "image": picture},
)


@taking(lambda: {"anyOf": [TEXT, _CHOICE.schema()]})
def _choice(node: Node, at: Reading) -> Choice | None:
    if isinstance(node, Scalar):
        label = text(node, at.into("label"))
        return None if label is None else Choice(at.key, label)
    found = _CHOICE.read(node, at)
    return None if found is None else Choice(id=at.key, **found)


_choices = by_id(_choice, "choice", CHOICE_ID)


@taking(lambda: mapping_of(schema_of(_choice), CHOICE_ID))
def _several_choices(node: Node, at: Reading) -> dict[str, Choice | None] | None:
    count = len(node.entries) if isinstance(node, Mapping) else 0
    if count == 1:
        at.wrong(node, "wrong-value", "one choice alone is no choice; give at least two")
    if count > MOST_CHOICES:
        message = f"there are {count:,} choices, and Telegram takes {MOST_CHOICES}; ask in two steps"
        at.wrong(node, "too-many-choices", message)
        return None
    if count > MANY_CHOICES:
        message = f"there are {count} choices, and a phone shows about ten at once; ask in two steps"
        at.sheet.problems.warning(at.place(node), "too-many-choices", message)
    return _choices(node, at)


_YES_NO = Shape("the choices of yes_no", {"yes": _choice, "no": _choice})


def _limit(text: str) -> DateLimit | None:
    found = _FROM_TODAY.fullmatch(text)
    if found:
        return DateLimit(days_from_today=int(f"{found[1] or ''}{found[2] or 0}"))
    return DateLimit(day=text) if is_day(text) else None


_date_limit = written("a day such as 2026-01-31, today or today + 90 days", _limit)
_Keys = dict[str, Kind[Any] | Needed]
_OF_NOTE: _Keys = {
    "ask": needed(text),
    "type": needed(one_of(*QUESTION_TYPES)),
    "ask_if": later,
    "image": picture,
}
_ALWAYS: _Keys = _OF_NOTE | {
    "why": text,
    "hint": text,
    "said": text,
    "required": flag,
    "trait": defined("trait", "traits.yaml"),
    "fresh_for": period,
    "purpose": defined("purpose", "company.yaml"),
    "sensitive": flag,
}
_CHOOSING: _Keys = {"choices": needed(_several_choices)}
_HOW_MANY: _Keys = {"at_least": whole(0), "at_most": whole(1)}
_MEASURED: _Keys = {"unit": word, "at_least": number(), "at_most": number(), "example": own_words}
_TYPED: _Keys = {"example": own_words}
_ENDS = Shape("the ends of a scale", {"low": text, "high": text})
_OWN: dict[str, _Keys] = {
    "select_one": _CHOOSING | {"other": flag},
    "select_multiple": _CHOOSING | _HOW_MANY | {"other": flag},
    "yes_no": {"choices": _YES_NO.read},
    "integer": _MEASURED | {"at_least": whole(), "at_most": whole()},
    "decimal": _MEASURED,
    "scale": {"from": whole(0, 10), "to": whole(1, 10), "ends": _ENDS.read, "nps": flag},
    "rank": _CHOOSING,
    "text": _TYPED | {"at_most": whole(1, LONGEST_LONG_TEXT)},
    "long_text": _TYPED | {"at_most": whole(1, LONGEST_LONG_TEXT)},
    "date": _TYPED | {"earliest": _date_limit, "latest": _date_limit},
    "email": _TYPED,
    "phone": _TYPED,
    "location": _TYPED,
}


def _elsewhere(type_: str) -> dict[str, str]:
    """Return, for each key that other types know and this one does not, the words that say so."""
    homes: dict[str, list[str]] = {}
    for other, keys in _OWN.items():
        for key in keys.keys() - _OWN.get(type_, {}).keys():
            homes.setdefault(key, []).append(other)
    said = {key: f"'{key}' is for {', '.join(types)}, and this is {type_}" for key, types in homes.items()}
    if type_ == "note":
        said |= {key: f"'{key}' is for questions, and a note asks nothing" for key in _ALWAYS.keys() - _OF_NOTE.keys()}
    return said


_SHAPES: dict[str, Shape] = {
    type_: Shape("a question", (_ALWAYS | _OWN[type_]) if type_ in _OWN else _OF_NOTE, _elsewhere(type_))
    for type_ in QUESTION_TYPES
}
_EVERY_KEY = {key: later for keys in _OWN.values() for key in keys}
_UNTYPED = Shape("a question", _EVERY_KEY | _ALWAYS)


def question_schema() -> Schema:
    """Return what a question may be: which keys it knows depends on its type."""
    return by_type({type_: shape.schema() for type_, shape in _SHAPES.items()})


def read_question(node: Node, at: Reading, traits: dict[str, Trait | None]) -> Draft | None:
    """Read one question; its trait says how long its answer holds and whether it is sensitive."""
    shape = _SHAPES.get(_type_of(node), _UNTYPED)
    found = shape.read(node, at)
    if found is None or shape is _UNTYPED:
        return None
    ask_if = found.pop("ask_if", None)
    choices = readable(found.pop("choices", {}))
    ends = found.pop("ends", {})
    trait = traits.get(found.get("trait", ""))
    if trait:
        _check_trait(trait, found["type"], node, at)
        found.setdefault("fresh_for", trait.kind.fresh_for)
        found["sensitive"] = found.get("sensitive", False) or trait.kind.sensitive
    question = Question(
        id=at.key,
        choices=_yes_and_no(choices) if found["type"] == "yes_no" else choices,
        low_end=ends.get("low"),
        high_end=ends.get("high"),
        **_limits(found),
    )
    _check_limits(question, node, at)
    return Draft(question, ask_if)


def _yes_and_no(written: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Return both choices, in the author's words where there are any."""
    own = {choice.id: choice for choice in written}
    return tuple(own.get(choice.id, choice) for choice in YES_OR_NO)


def _type_of(node: Node) -> str:
    """Look ahead for the type, past a slip in the word `type` itself."""
    entries = node.entries if isinstance(node, Mapping) else {}
    written = next((entry.value for key, entry in entries.items() if nearest(key, ("type",))), None)
    return written.text if isinstance(written, Scalar) else ""


def _limits(found: dict[str, Any]) -> dict[str, Any]:
    """Turn what an author wrote about limits into what a question holds."""
    type_ = found["type"]
    if type_ == "scale":
        low, high = (0, 10) if found.get("nps") else (1, 5)
        found["low"], found["high"] = found.pop("from", low), found.pop("to", high)
    if type_ in ("text", "long_text"):
        found.setdefault("at_most", LONGEST_TEXT if type_ == "text" else LONGEST_LONG_TEXT)
    for key in ("at_least", "at_most"):
        if key in found:
            found[key] = float(found[key])
    return found


def _check_trait(trait: Trait, type_: str, node: Node, at: Reading) -> None:
    if trait.type is not None and trait.type != type_:
        message = f"the trait '{trait.kind.id}' is of type {trait.type} in traits.yaml, and this one of type {type_}"
        at.wrong(_at(node, "type"), "wrong-value", message)


def _check_limits(question: Question, node: Node, at: Reading) -> None:
    """Check what only several keys together can get wrong."""
    least, most = question.at_least, question.at_most
    if least is not None and most is not None and least > most:
        at.wrong(_at(node, "at_least"), "wrong-value", f"'at_least' is {least:g}, and 'at_most' only {most:g}")
    if question.type == "select_multiple" and max(least or 0, most or 0) > len(question.choices) + question.other:
        key = "at_most" if most else "at_least"
        at.wrong(_at(node, key), "wrong-value", f"there are only {len(question.choices)} choices")
    if question.low >= question.high:
        at.wrong(_at(node, "from"), "wrong-value", f"the scale goes from {question.low} to {question.high}")
    if question.nps and (question.low, question.high) != _NPS:
        at.wrong(_at(node, "nps"), "wrong-value", "a scale with 'nps' goes from 0 to 10; leave out 'from' and 'to'")
    first, last = question.earliest, question.latest
    if first and last and first.day and last.day and first.day > last.day:
        at.wrong(_at(node, "earliest"), "wrong-value", "'earliest' is later than 'latest'")
    if question.other and question.choice(OTHER):
        message = "'other: true' makes a choice 'other' by itself; delete one of the two"
        at.wrong(_at(node, "other"), "duplicate-key", message)


def _at(node: Node, key: str) -> Node:
    return (node.get(key) if isinstance(node, Mapping) else None) or node
