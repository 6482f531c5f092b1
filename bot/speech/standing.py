"""Everything that is said outside a turn, under one roof."""

from bot.speech.greeting import about, about_short, commands, greeting, help_text, language_set, languages, more
from bot.speech.oddities import nothing_open, odd, old_press
from bot.speech.portrait import dropped, profile
from bot.speech.rights import forget_question, forgotten, kept, mydata, mydata_empty, privacy, switched

__all__ = [
    "about",
    "about_short",
    "commands",
    "dropped",
    "forget_question",
    "forgotten",
    "greeting",
    "help_text",
    "kept",
    "language_set",
    "languages",
    "more",
    "mydata",
    "mydata_empty",
    "nothing_open",
    "odd",
    "old_press",
    "privacy",
    "profile",
    "switched",
]
