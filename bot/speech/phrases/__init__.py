"""The bot's own words, one module a language, all with the same keys; what a company says is not here."""

from bot.speech.phrases import ar, en, fa

Phrase = str | dict[str, str]
"""A sentence with places in braces; or, where it depends on a `{count}`, one for each plural category."""

PHRASES: dict[str, dict[str, Phrase]] = {"en": en.WORDS, "fa": fa.WORDS, "ar": ar.WORDS}
