"""Answers with which no product fits.

Each product then breaks a `must` or cannot be had, and people get what comes nearest, with what they could change. That
may be meant; more often a number may be answered that no product reaches. The message names answers that lead there.

**Wrong**

```yaml
# products.yaml
attributes:
  reach: {label: Reach, type: number, unit: cm, range: [20, 120]}
products:
  halo: {name: Halo, reach: 45}
  beam: {name: Beam, reach: 100}
```

```yaml
questions:
  far:
    ask: How far away is what you read?
    type: integer
    unit: cm
    at_most: 150
needs:
  reach: {at_least: far, must: true}
```

**Right**

```yaml
# products.yaml
attributes:
  reach: {label: Reach, type: number, unit: cm, range: [20, 120]}
products:
  halo: {name: Halo, reach: 45}
  beam: {name: Beam, reach: 100}
```

```yaml
questions:
  far:
    ask: How far away is what you read?
    type: integer
    unit: cm
    at_most: 100
needs:
  reach: {at_least: far, must: true}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Folder
from bot.paths.witness import Step

_REMEDY = "limit what can be answered, make a must a wish, or add a product"


def check_folder(folder: Folder) -> Iterator[Finding]:
    """Yield answers that leave people without a product, for each questionnaire."""
    for scene in folder.scenes:
        way = scene.ends.nothing
        if way is not None:
            whom = ", ".join(map(_told, way.steps or ()))
            message = f"no product fits who answers {whom}" if whom else "no product fits, whatever is answered"
            yield warning(scene.key("needs"), message, context=_REMEDY)


def _told(step: Step) -> str:
    match step.value:
        case None:
            return f"no {step.name}"
        case tuple():
            return f"{step.name}: [{', '.join(step.value)}]"
        case float():
            return f"{step.name}: {step.value:g}"
    return f"{step.name}: {step.value}"
