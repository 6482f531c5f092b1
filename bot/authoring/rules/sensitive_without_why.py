"""A sensitive question that does not say why it is asked.

Who is asked something delicate wants to know what for, before the answer and not after it. `why` is one honest sentence
behind a button of its own.

**Wrong**

```yaml
questions:
  eyes:
    ask: Do you have an eye condition?
    type: yes_no
    sensitive: true
    purpose: report
```

**Right**

```yaml
questions:
  eyes:
    ask: Do you have an eye condition?
    why: Some conditions need twice the light, and your plan takes that into account.
    type: yes_no
    sensitive: true
    purpose: report
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the sensitive questions without `why`."""
    for question in scene.questionnaire.questions:
        if question.sensitive and question.why is None:
            message = f"'{question.id}' is sensitive, and does not say 'why' it is asked"
            yield warning(scene.key("questions", question.id), message)
