"""Expected shares that do not add up.

Of a question with one answer, everybody gives one: the shares of all choices make 100%. Give them to some choices only,
and the others share what is left.

**Wrong**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices:
      read: {label: I read, expected: 60%}
      draw: {label: I draw, expected: 60%}
```

**Right**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices:
      read: {label: I read, expected: 60%}
      draw: {label: I draw, expected: 40%}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene

_NEAR = 0.011
"""Shares are written in whole per cent, so a third counts three times."""


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the questions whose choices are expected more or less often than they can be."""
    for question in scene.questionnaire.questions:
        shares = [choice.expected for choice in question.choices]
        given = [share for share in shares if share is not None]
        if question.type not in ("select_one", "yes_no") or not given:
            continue
        total = sum(given)
        too_few = len(given) == len(shares) and not question.other and total < 1 - _NEAR
        if total > 1 + _NEAR or too_few:
            message = f"the expected shares of '{question.id}' make {total:.0%}"
            yield warning(scene.key("questions", question.id, "choices"), message)
