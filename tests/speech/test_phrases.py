"""The bot's own words are complete in every language, and hold what every language demands."""

import re
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bot.profile.trait import Provenance
from bot.speech import greeting, phrases
from bot.speech.oddities import OddInput, OldPress
from bot.speech.phrases import Phrase
from bot.values.locale import plural_categories

WORDS = phrases.PHRASES
SPEECH = Path(phrases.__file__).parent.parent
NEVER = {
    "en": r"\b(surveys?|users?|forms?|quiz|flow|response|opt-in|error|invalid|data subject)\b",
    "fa": r"نظرسنجی|کاربر|فرم\b|خطا|نامعتبر",
    "ar": r"استبيان|استطلاع|مستخدم|استمارة|خطأ|غير صالح",
}
SAID_BY_KIND = {
    *(f"press_{kind}" for kind in get_args(OldPress)),
    *(f"odd_{kind}" for kind in get_args(OddInput)),
    *(f"profile_{kind}" for kind in (*get_args(Provenance), "rated")),
    *(f"command_{command}" for command in greeting.COMMANDS),
}


def forms(phrase: Phrase) -> list[str]:
    return [phrase] if isinstance(phrase, str) else list(phrase.values())


def places(phrase: Phrase) -> set[str]:
    """The names in braces, over all forms; the count itself may be left to the form."""
    fields = chain.from_iterable(Formatter().parse(form) for form in forms(phrase))
    return {name for _, name, _, _ in fields if name} - ({"count"} if isinstance(phrase, dict) else set())


def everything(language: str) -> list[str]:
    return [form for phrase in WORDS[language].values() for form in forms(phrase)]


@pytest.mark.parametrize("language", ["fa", "ar"])
def test_every_language_says_the_same_things_with_the_same_places(language):
    assert list(WORDS[language]) == list(WORDS["en"])
    for key, phrase in WORDS["en"].items():
        assert places(WORDS[language][key]) == places(phrase), key
        assert isinstance(WORDS[language][key], type(phrase)), key


@pytest.mark.parametrize("language", WORDS)
def test_plurals_have_every_category_of_their_language(language):
    for key, phrase in WORDS[language].items():
        if isinstance(phrase, dict):
            assert set(phrase) == set(plural_categories(language)), key


def test_every_phrase_is_said_somewhere_and_every_phrase_that_is_said_exists():
    source = "\n".join(path.read_text("utf-8") for path in SPEECH.glob("*.py"))
    named = {key for key in WORDS["en"] if re.search(f"[\"']{key}[\"']", source)} | SAID_BY_KIND
    assert named == set(WORDS["en"])
    for called in re.findall(r"\.(?:say|count|press)\(\s*\"(\w+)\"", source):
        assert called in WORDS["en"], called


@pytest.mark.parametrize("language", WORDS)
def test_no_word_slips_in_that_calls_people_or_the_conversation_by_a_wrong_name(language):
    for form in everything(language):
        assert not re.search(NEVER[language], form, re.IGNORECASE), form


@pytest.mark.parametrize(
    ("language", "foreign"),
    [("fa", r"[يكىة0-9,?;]|[\u0660-\u0669]"), ("ar", r"[یکپچگژ0-9,?;]|[\u06f0-\u06f9]|\u200c")],
)
def test_persian_and_arabic_are_written_with_their_own_letters_digits_and_marks(language, foreign):
    for form in everything(language):
        assert form.startswith("+") or not re.search(foreign, re.sub(r"\{\w+\}", "", form)), form


@pytest.mark.parametrize("language", WORDS)
def test_what_stands_in_telegrams_own_places_is_short_enough_for_them(language):
    said = WORDS[language]
    assert len(said["about"]) <= 512
    assert len(said["about_short"]) <= 120
    assert all(len(said[key]) <= 200 for key in said if key.startswith("press_"))
    assert all(len(description) <= 256 for description in greeting.commands(language).values())
    assert all(len(form) <= 40 for key in said if key.startswith("in_") for form in forms(said[key]))
