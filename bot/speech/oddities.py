"""What is said to a press or an input that fits nowhere: kindly, shortly, and nothing changes."""

from typing import Literal

from bot.speech.prompt import Prompt, Toast
from bot.speech.voice import Voice

OldPress = Literal["answered", "foreign", "finished", "nothing", "unknown"]
"""A press on what is answered, on another session, on a complete one, when nothing is open, or that means nothing."""
OddInput = Literal["sticker", "photo", "voice", "file", "edited", "foreign_contact", "group", "other"]


def old_press(kind: OldPress, language: str) -> Toast:
    """Return the word for a press that no longer means anything."""
    voice = Voice(language)
    return voice.toast(voice.say(f"press_{kind}"))


def odd(kind: OddInput, language: str) -> Prompt:
    """Return the answer to something that no question takes; what was open stays open."""
    voice = Voice(language)
    return Prompt(language=language, lines=(voice.line("remark", voice.say(f"odd_{kind}")),))


def keys_gone(language: str) -> str:
    """Return the word with which the keys for sharing a number or a place go away unused."""
    return Voice(language).say("keys_gone")


def nothing_open(language: str) -> Prompt:
    """Return the answer to words when nothing is asked."""
    voice = Voice(language)
    return Prompt(language=language, lines=(voice.line("said", voice.say("press_nothing")),))
