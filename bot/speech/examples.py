"""Examples: an answer that fits a question, as a person would type it; the author's own, or one made of its limits."""

from datetime import date, timedelta

import jdatetime

from bot.conversation import dates
from bot.questionnaire.model import NUMERIC, Question
from bot.speech.scene import Scene
from bot.values.locale import NBSP, digits, isolate, left_to_right, number

ORDINARY = 10
"""A number that offends nobody, where an author set no limits."""


def example(scene: Scene, question: Question) -> str | None:
    """Return an answer that the question would accept, or None where no example helps (choices, free text)."""
    if question.example is not None:
        given = scene.text(question.example)
        return isolate(
            left_to_right(given, scene.voice.language) if given.startswith("+") else given, scene.voice.language
        )
    if question.type in NUMERIC:
        return _number(scene, question)
    match question.type:
        case "select_one" | "yes_no" if question.choices:
            return scene.text(question.choices[0].label)
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


def _number(scene: Scene, question: Question) -> str:
    language = scene.voice.language
    if question.type == "scale":
        return number(question.high, language)
    least, most = question.at_least, question.at_most
    fits = [limit for limit in (least, most) if limit is not None]
    ordinary = (least is None or least <= ORDINARY) and (most is None or most >= ORDINARY)
    written = number(ORDINARY if ordinary else fits[0], language)
    return f"{written}{NBSP}{isolate(question.unit, language)}" if question.unit else written


def _day(scene: Scene, question: Question) -> date:
    today = date.fromisoformat(str(scene.known.get("today", "1970-01-01")))
    earliest, latest = (dates.limit(limit, today) for limit in (question.earliest, question.latest))
    near = max(today + timedelta(days=30), earliest or today)
    return min(near, latest) if latest is not None else near
