"""An answer that is looked at, but never changes anything.

Everything that looks at it comes out the same for everybody: a need that all products meet alike, a condition that
always or never holds, or one that decides only whether other such questions are asked. Then nobody is helped by asking.
An answer that nothing looks at at all is told as `unused-answer`.

**Wrong**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 600, dims: true}
  beam: {name: Beam, light: 1500, dims: true}
```

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

A desk lamp stands on the side of the hand that does not write.
```

```yaml
questions:
  dim:
    ask: Would you like to dim it?
    type: yes_no
needs:
  light: {at_least: 800}
  dims: {is: true, if: {dim: yes}, because: You would like to dim it.}
```

**Right**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 600, dims: true}
  beam: {name: Beam, light: 1500, dims: false}
```

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

A desk lamp stands on the side of the hand that does not write.
```

```yaml
questions:
  dim:
    ask: Would you like to dim it?
    type: yes_no
needs:
  light: {at_least: 800}
  dims: {is: true, if: {dim: yes}, because: You would like to dim it.}
```
"""

from collections.abc import Iterator

from bot.authoring.places import place_questions
from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene
from bot.authoring.uses import Use
from bot.questionnaire.model import Question

_REMEDY = "take the question out, or let something depend on it"


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the questions of whose uses none makes a difference to anybody."""
    uses = {question.id: [*_uses(scene, question)] for question in scene.questionnaire.questions}
    # What hangs on a place is told by rules of its own.
    matter = {question.id for question in place_questions(scene)}
    matter |= {question.id for question in scene.questionnaire.questions if _is_kept(question)}
    while more := {name for name in uses.keys() - matter if any(_decides(use, scene, matter) for use in uses[name])}:
        matter |= more
    for question in scene.questionnaire.questions:
        if question.id not in matter and uses[question.id]:
            places = " and ".join(dict.fromkeys(f"'{use.keys[1]}'" for use in uses[question.id]))
            message = f"the answer to '{question.id}' changes nothing: {places} comes out the same for everybody"
            yield warning(scene.key("questions", question.id), message, context=_REMEDY)


def _is_kept(question: Question) -> bool:
    """Tell whether a question is there for something else than its answer, or the answer for somebody to read."""
    return not question.waits or question.trait is not None or question.purpose != "report"


def _uses(scene: Scene, question: Question) -> Iterator[Use]:
    for use in scene.uses:
        if question.id in scene.names.rests_on(use.name) and use.keys[:2] != ("questions", question.id):
            yield use


def _decides(use: Use, scene: Scene, matter: set[str]) -> bool:
    """Tell whether something can come out otherwise by this use; what cannot be told counts as if it could."""
    if use.named is not None:
        return True
    if use.keys in scene.proofs.conditions and (scene.proofs.always(use.keys) or scene.proofs.never(use.keys)):
        return False
    match use.keys:
        case ("questions", asked, *_):
            return asked in matter
        case ("needs", need, *_):
            return _tells_apart(need, scene)
    return True


def _tells_apart(name: str, scene: Scene) -> bool:
    """Tell whether a need is a must, or products differ in what it asks for; a single one differs from none."""
    need = next(each for each in scene.questionnaire.needs if each.id == name)
    own = {str(product.values.get(need.attribute)) for product in scene.ends.candidates}
    lists = {str(product.prices) for product in scene.ends.candidates}
    return need.must or len(scene.ends.candidates) == 1 or len(own) != 1 or len(lists) != 1
