"""An answer that nothing uses.

Do not ask what you do not use: every question costs patience and trust. An answer is used by a condition, a need, a
fact that is used itself, a text, a chart, by prices, offers and shops of a region, or as a trait that is kept for
later. Under a purpose of its own (`contact`)
a person reads it. The table of all answers in a report only repeats what was said.

**Wrong**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

A desk lamp stands on the side of the hand that does not write.
```

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```

**Right**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

Your desk is {width|as wide as it is}. A desk lamp stands on the side of the hand that does not write.
```

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
```
"""

from collections.abc import Iterator

from bot.authoring.places import concerned, place_questions
from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene

_REMEDY = "use it, take the question out, or give it a purpose under which a person reads it"


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the questions whose answers nothing looks at."""
    used = {
        question
        for use in scene.uses
        for question in scene.names.rests_on(use.name)
        if use.keys[:2] != ("questions", question)
    }
    used |= {question.id for question in place_questions(scene) if concerned(scene, question)}
    for question in scene.questionnaire.questions:
        kept = question.trait is not None or question.purpose != "report"
        if question.waits and not kept and question.id not in used:
            yield warning(
                scene.key("questions", question.id), f"nothing uses the answer to '{question.id}'", context=_REMEDY
            )
