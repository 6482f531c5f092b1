"""A condition that never holds: a segment without people, a section nobody sees, a need that never counts.

It is proved over all answers that can be given together. One part of `any` that never holds is told as well; the rest
of the condition still works, so that is a warning.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
    at_least: 40
    at_most: 300
segments:
  large: {width: {above: 300}}
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
    at_least: 40
    at_most: 300
segments:
  large: {width: {above: 200}}
```
"""

from collections.abc import Iterator

from bot.authoring.blame import blame, parts_of
from bot.authoring.problem import Finding, warning
from bot.authoring.reading import Keys
from bot.authoring.scene import Scene
from bot.questionnaire.condition import Any, Condition
from bot.questionnaire.explain import written

_MEANS = {
    "segments": "nobody belongs to this segment",
    "report": "nobody sees this section",
    "needs": "this never counts",
    "offers": "nobody is made this offer",
    "accessories": "nobody is offered this",
}


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the conditions, and the parts of `any`, that never hold."""
    conditions = scene.proofs.conditions
    dead = {keys for keys in conditions if scene.proofs.never(keys)}
    for keys in dead:
        if keys[0] in _MEANS:
            why = blame(scene, keys)
            yield Finding(why.place, f"{_MEANS[keys[0]]}: {why.sentence}", context=why.context)
    alive = [keys for keys in conditions if keys not in dead and scene.proofs.settled(keys)]
    branches = [branch for keys in alive for branch in _branches(scene.way(keys), conditions[keys])]
    excluded = scene.proofs.excluded([condition for _, condition in branches])
    for (keys, condition), never in zip(branches, excluded, strict=True):
        if never:
            yield warning(scene.value(*keys), f"this part of 'any' never holds: '{written(condition)}'")


def _branches(keys: Keys, condition: Condition) -> Iterator[tuple[Keys, Condition]]:
    """Yield the parts of each `any` with the keys that lead to them."""
    for part in parts_of(condition):
        if isinstance(part, Any):
            yield from (((*keys, "any", str(place)), branch) for place, branch in enumerate(part.of))
