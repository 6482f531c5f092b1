"""More choices than a person can take in, or Telegram takes at all.

A phone shows about ten buttons at once, and nobody scrolls through thirty. Ask for a group first and for the member
next, or let people type with `other: true`. Beyond 90 Telegram refuses the message.

**Wrong**

```yaml
questions:
  born:
    ask: Which lamp do you have today?
    type: select_one
    choices: {a: A, b: B, c: C, d: D, e: E, f: F, g: G, h: H, i: I, j: J, k: K, l: L, m: M,
      n: N, o: O, p: P, q: Q, r: R, s: S, t: T, u: U, v: V}
```

**Right**

```yaml
questions:
  born:
    ask: Which lamp do you have today?
    type: select_one
    other: true
    choices: {ceiling: Only the ceiling, desk: A desk lamp, floor: A floor lamp}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene

MOST = 90
"""Telegram takes 100 buttons; a few are the bot's own."""
MANY = 20


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the questions with too many choices."""
    for question in scene.questionnaire.questions:
        count, place = len(question.choices), scene.key("questions", question.id, "choices")
        if count > MOST:
            yield Finding(place, f"'{question.id}' has {count} choices, and Telegram takes {MOST}")
        elif count > MANY:
            message = f"'{question.id}' has {count} choices, and a phone shows about ten at once; ask in two steps"
            yield warning(place, message)
