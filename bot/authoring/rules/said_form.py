"""A `said` that does not fit into a sentence.

It stands in the middle of one: "because **you work at a screen**, …". So it begins small, speaks to the person, and has
no full stop.

**Wrong**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices:
      read: {label: I read, said: You read.}
      draw: {label: I draw, said: you draw}
```

**Right**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices:
      read: {label: I read, said: you read}
      draw: {label: I draw, said: you draw}
```
"""

import re
from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.writing import Writing

_ENDS = re.compile(r"[.!?؟。]$")
_BEGINS = re.compile(r"(You|Your|It|The|A|They|We|There)\b")


def check_texts(writing: Writing) -> Iterator[Finding]:
    """Yield what begins or ends like a sentence of its own."""
    for passage in writing.sheet.passages:
        if passage.keys[-1] != "said":
            continue
        if begins := _BEGINS.match(passage.words):
            meant = passage.words[0].lower() + passage.words[1:].rstrip(".!")
            message = "'said' stands in the middle of a sentence, so it begins with a small letter"
            yield warning(passage.place(begins[0]), message, near=meant)
        elif ends := _ENDS.search(passage.words):
            yield warning(passage.place(), f"'said' stands in the middle of a sentence; leave out the '{ends[0]}'")
