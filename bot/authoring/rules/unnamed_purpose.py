"""A personal or sensitive answer that does not say what it is for.

Without `purpose` an answer is for the report alone. For an e-mail address, a phone number, or what is marked
`sensitive`, that is hardly what was meant, and the person is never asked for more. Name the purpose; if it really is
the report, write `purpose: report`.

**Wrong**

```yaml
questions:
  address:
    ask: Where may we write to you?
    type: email
```

**Right**

```yaml
questions:
  address:
    ask: Where may we write to you?
    type: email
    purpose: contact
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding
from bot.authoring.scene import Scene

_PERSONAL = ("email", "phone")


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the personal and sensitive questions without a purpose."""
    for question in scene.questionnaire.questions:
        personal = question.type in _PERSONAL
        if (question.sensitive or personal) and not scene.written("questions", question.id, "purpose"):
            what = f"of type {question.type}" if personal else "sensitive"
            message = f"'{question.id}' is {what}, and does not say its 'purpose'"
            known = ", ".join(scene.common.purposes)
            yield Finding(scene.key("questions", question.id), message, context=f"company.yaml has {known}")
