"""Examples: an answer that fits a question, as a person would type it; the author's own, or one made of its limits."""

import re
from datetime import date, timedelta

import jdatetime

from bot.conversation import dates
from bot.questionnaire.model import NUMERIC, Question
from bot.speech.scene import Scene
from bot.values.locale import digits, isolate, left_to_right, quantity

_NUMBER = re.compile(r"\d+(\.\d+)?")
ORDINARY = 10
"""A number that offends nobody, where an author set no limits."""


def example(scene: Scene, question: Question) -> str | None:
    """Return an answer that the question would accept, or None where no example helps (choices, free text)."""
    if question.example is not None:
        return _given(scene, question, scene.text(question.example))
    if question.type in NUMERIC:
        return _measured(_ordinary(question), question, scene.voice.language)
    match question.type:
        case "date":
            return typed_day(_day(scene, question), scene.voice.language)
        case "email":
            return left_to_right("name@example.com", scene.voice.language)
        case "phone":
            return left_to_right(scene.voice.say("example_phone"), scene.voice.language)
        case "location":
            return scene.voice.say("example_place")
    return None


def typed_day(day: date, language: str) -> str:
    """Return a day in figures, as people type it: in Persian by the Persian calendar."""
    if language == "fa":
        persian = jdatetime.date.fromgregorian(date=day)
        written = f"{persian.year}/{persian.month}/{persian.day}"
    else:
        written = day.isoformat() if language == "en" else f"{day.day}/{day.month}/{day.year}"
    return left_to_right(digits(written, language), language)


def _given(scene: Scene, question: Question, example: str) -> str:
    """Return the author's example; a number or a day as it is typed in the language."""
    language = scene.voice.language
    if question.type in NUMERIC and _NUMBER.fullmatch(example):
        return _measured(float(example), question, language)
    if question.type == "date" and (when := dates.read(example, _today(scene))):
        return typed_day(when, language)
    return isolate(left_to_right(example, language) if example.startswith("+") else example, language)


def _measured(value: float, question: Question, language: str) -> str:
    return quantity(value, question.unit, language, scaled=False)


def _ordinary(question: Question) -> float:
    if question.type == "scale":
        return question.high
    least, most = question.at_least, question.at_most
    fits = [limit for limit in (least, most) if limit is not None]
    ordinary = (least is None or least <= ORDINARY) and (most is None or most >= ORDINARY)
    return ORDINARY if ordinary else fits[0]


def _day(scene: Scene, question: Question) -> date:
    today = _today(scene)
    earliest, latest = (dates.limit(limit, today) for limit in (question.earliest, question.latest))
    near = max(today + timedelta(days=30), earliest or today)
    return min(near, latest) if latest is not None else near


def _today(scene: Scene) -> date:
    return date.fromisoformat(str(scene.known.get("today", "1970-01-01")))
