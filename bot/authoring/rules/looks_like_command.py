"""Text that looks like a command, or like one of the bot's own buttons.

A word behind a slash is a command on Telegram: people can press it wherever it stands, and the bot then does something
else than was meant. A choice that is called like a button (Back, Skip, Why?) cannot be typed, for that presses the
button. The bot's real commands, such as /profile, may stand in a text.

**Wrong**

```yaml
questions:
  switch:
    ask: How shall it switch? See /manual for pictures.
    type: select_one
    choices: {button: By a button, motion: By a movement}
  again:
    ask: And in the morning?
    type: select_one
    choices: {same: The same, skip: Skip}
```

**Right**

```yaml
questions:
  switch:
    ask: How shall it switch? Pictures stand in the manual.
    type: select_one
    choices: {button: By a button, motion: By a movement}
  again:
    ask: And in the morning?
    type: select_one
    choices: {same: The same, never: It stays dark}
```
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.authoring.problem import Finding, warning
from bot.authoring.reading import Passage
from bot.authoring.scene import Scene
from bot.authoring.writing import REPORT, Writing
from bot.conversation.matching import literal
from bot.speech.greeting import COMMANDS
from bot.speech.phrases import PHRASES
from bot.values.script import plain
from bot.values.text import spoken

_COMMAND = re.compile(r"(?<![\w/<.:])/([a-zA-Z]\w*)(?![\w/.])")
_BUTTONS = ("back", "skip", "refuse", "why", "done")


def check_texts(writing: Writing) -> Iterator[Finding]:
    """Yield words behind a slash that are no command of the bot."""
    for passage in writing.sheet.passages:
        for found in _COMMAND.finditer(passage.words):
            if found[1] not in COMMANDS and not _in_link(passage, found.start()):
                message = f"Telegram makes a command of '{found[0]}', and the bot has none of this name"
                yield warning(passage.place(found[0]), message)


def _in_link(passage: Passage, start: int) -> bool:
    return passage.keys[:1] == (REPORT,) and passage.words.rfind("(", 0, start) > passage.words.rfind(")", 0, start)


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield choices that are called like a button or a command of the bot."""
    for question, choice in scene.choices():
        for language, label in choice.label.by_language.items():
            pressed = buttons(language).get(plain(literal(label)))
            if pressed:
                message = f"who types '{literal(label)}' presses the bot's own button '{pressed}'"
                yield Finding(scene.label(question, choice, language), message)
            elif literal(label).startswith("/"):
                message = f"who types '{literal(label)}' gives the bot a command; a choice does not begin with /"
                yield Finding(scene.label(question, choice, language), message)


@lru_cache
def buttons(language: str) -> dict[str, str]:
    """Return the labels of the bot's own buttons, by what is typed for them."""
    phrases = spoken(PHRASES, language)
    return {plain(str(phrases[name])): str(phrases[name]) for name in _BUTTONS}
