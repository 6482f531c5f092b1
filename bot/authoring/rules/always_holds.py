"""A condition that always holds, whatever is answered or skipped.

It looks as if it decided something and does not: everybody is asked, everybody belongs to the segment. Either leave it
out, or it was meant otherwise. A question that may be skipped can leave a condition open; only what is certain is told.

**Wrong**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    required: true
    choices: {read: I read, draw: I draw}
  glare:
    ask: Does the page shine back at you?
    type: yes_no
    ask_if: {work: [read, draw]}
```

**Right**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    required: true
    choices: {read: I read, draw: I draw}
  glare:
    ask: Does the page shine back at you?
    type: yes_no
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene
from bot.questionnaire.explain import written

_MEANS = {
    "questions": "everybody is asked '{id}' anyway",
    "segments": "everybody belongs to this segment",
    "report": "everybody sees this section anyway",
    "needs": "this need counts for everybody anyway",
    "offers": "everybody is made this offer anyway",
    "accessories": "everybody is offered this anyway",
}
_REMEDY = "leave the condition out, unless it was meant otherwise"
_NOBODY = "this never counts for anybody"


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the conditions that hold for everybody."""
    for keys, condition in scene.proofs.conditions.items():
        if scene.proofs.always(keys):
            means = _NOBODY if keys[-1] == "unless" else _MEANS[keys[0]].format(id=keys[1])
            message = f"{means}: '{written(condition)}' always holds"
            yield warning(scene.value(*scene.way(keys)), message, context=_REMEDY)
