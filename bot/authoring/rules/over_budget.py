"""More questions than the budget allows.

`at_most` is what the most patient visitor may see, over every way through the questionnaire; `typical` is what people
see on average, by the `expected` shares of the choices. Both are worked out exactly; notes do not count. Ask less, make
a question depend on an earlier one, or raise the budget. `bot paths` shows who sees most.

**Wrong**

```yaml
budget: {typical: 2, at_most: 2}
questions:
  width: {ask: How wide is your desk?, type: integer, unit: cm}
  depth: {ask: How deep is it?, type: integer, unit: cm}
  window: {ask: Does it stand at a window?, type: yes_no}
```

**Right**

```yaml
budget: {typical: 3, at_most: 3}
questions:
  width: {ask: How wide is your desk?, type: integer, unit: cm}
  depth: {ask: How deep is it?, type: integer, unit: cm}
  window: {ask: Does it stand at a window?, type: yes_no}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding
from bot.authoring.scene import Scene

_REMEDY = "ask less, let a question depend on another one, or raise the budget; `bot paths` shows who sees most"
_ROUNDED = 0.5
"""How far the average may go beyond what the budget says: it is a whole number to people."""


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Compare the budget with what the paths give."""
    budget, figures = scene.questionnaire.budget, scene.proofs.figures
    if budget is None:
        return
    if figures.most > budget.at_most:
        see = "some visitors see" if figures.exact else "some visitors may see up to"
        message = f"{see} {figures.most} questions, and the budget allows {budget.at_most}"
        place = scene.entry("budget", "at_most")
        yield Finding(place, message, "error" if figures.exact else "warning", _REMEDY)
    if figures.mean > budget.typical + _ROUNDED:
        message = f"a typical visitor sees {figures.mean:.1f} questions, and the budget says {budget.typical:g}"
        yield Finding(scene.entry("budget", "typical"), message, context=_REMEDY)
