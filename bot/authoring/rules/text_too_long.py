"""A text that is longer than Telegram shows.

A message holds 4,096 characters. A question and its hint share one with the bot's own lines, so a text or a paragraph
of a report may have 3,500. `why` is a short notice above the chat and holds 200; the rest would be cut.

**Wrong**

```yaml
questions:
  window:
    ask: Does your desk stand at a window?
    type: yes_no
    why: >-
      Daylight changes over the day and over the year, and a lamp that is right for a dark winter morning may be far
      too weak on a bright afternoon, when the contrast between the page and the window behind it tires your eyes
      most of all.
```

**Right**

```yaml
questions:
  window:
    ask: Does your desk stand at a window?
    type: yes_no
    why: A lamp beside a window has to be stronger, for it competes with daylight.
```
"""

import re
from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.writing import Writing
from bot.speech.voice import LONGEST_TOAST

LONGEST = 3500
"""Characters of one text; a message holds a few more, which the bot's own lines take."""
_BREAK = re.compile(r"\n\s*\n")


def check_texts(writing: Writing) -> Iterator[Finding]:
    """Yield the texts, and paragraphs of reports, that no message holds."""
    for passage in writing.sheet.passages:
        longest = max(len(paragraph) for paragraph in _BREAK.split(passage.words))
        if longest > LONGEST:
            yield Finding(passage.place(), f"this has {longest:,} characters, and a message holds {LONGEST:,}")
        elif passage.keys[-1] == "why" and longest > LONGEST_TOAST:
            message = f"this has {longest} characters, and a notice shows {LONGEST_TOAST}; the rest is cut"
            yield warning(passage.place(), message)
