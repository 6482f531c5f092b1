"""Everything that is said outside a turn, under one roof."""

from bot.speech.crossing import lives_here, no_passage, passage, report_page, unshared
from bot.speech.greeting import about, about_short, commands, greeting, help_text, language_set, languages, more
from bot.speech.oddities import keys_gone, nothing_open, odd, old_press
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
    "keys_gone",
    "language_set",
    "languages",
    "lives_here",
    "more",
    "mydata",
    "mydata_empty",
    "no_passage",
    "nothing_open",
    "odd",
    "old_press",
    "passage",
    "privacy",
    "profile",
    "report_page",
    "switched",
    "unshared",
]
