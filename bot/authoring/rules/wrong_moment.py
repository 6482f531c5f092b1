"""A question under a purpose that company.yaml asks for at another time.

Before such a question the bot asks for consent, whatever `ask` says in company.yaml. If that says `at_end` or `never`,
the two contradict each other. Write `ask: with_question` there, or give the question another purpose.

**Wrong**

```yaml
questions:
  street:
    ask: Where shall we deliver it?
    type: text
    purpose: remember
```

**Right**

```yaml
questions:
  street:
    ask: Where shall we deliver it?
    type: text
    purpose: contact
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the questions whose consent is asked before them, against what the company says."""
    company = scene.common.company
    for question in scene.questionnaire.questions:
        purpose = company.purpose(question.purpose) if company and question.purpose != "report" else None
        if purpose is not None and purpose.moment != "with_question":
            says = f"company.yaml says 'ask: {purpose.moment}'"
            message = f"consent to '{purpose.id}' is asked before this question, but {says}"
            yield warning(scene.value("questions", question.id, "purpose"), message)
