"""A fact that nothing uses.

It is worked out for nobody. Use it, or take it out.

**Wrong**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

Your desk is {width|as wide as it is}.
```

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
facts:
  half: {formula: width / 2, unit: cm}
```

**Right**

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

Your desk is {width|as wide as it is}. Its middle lies at {half|the middle}.
```

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
facts:
  half: {formula: width / 2, unit: cm}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene
from bot.questionnaire.formula import formula_names


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the facts that nothing looks at, nor another fact."""
    facts = scene.questionnaire.facts
    used = {use.name for use in scene.uses} | {each.name for fact in facts for each in formula_names(fact.formula)}
    for fact in facts:
        if fact.id not in used:
            yield warning(scene.key("facts", fact.id), f"nothing uses the fact '{fact.id}'; take it out")
