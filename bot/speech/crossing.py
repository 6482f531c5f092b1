"""Between channels: the word that goes with a link to the browser, and what is said of links that lead nowhere."""

from bot.speech.prompt import Passage, Prompt, Toast
from bot.speech.voice import Voice


def passage(language: str) -> Passage:
    """Return the link by which the same person goes on in the browser."""
    voice = Voice(language)
    return Passage(language, voice.say("passage"), voice.say("passage_open"))


def no_passage(language: str) -> Prompt:
    """Return the word that there is no page to go on at."""
    voice = Voice(language)
    return Prompt(language=language, lines=(voice.line("said", voice.say("passage_none")),))


def lives_here(language: str) -> Prompt:
    """Return the word that a link was not followed, because somebody else is known here already."""
    voice = Voice(language)
    return Prompt(language=language, lines=(voice.line("remark", voice.say("passage_taken")),))


def report_page(language: str) -> str:
    """Return the label of the link to a report's page."""
    return Voice(language).say("report_page")


def unshared(language: str) -> Toast:
    """Return the word that links to the report lead nowhere now."""
    voice = Voice(language)
    return voice.toast(voice.say("unshared"))
