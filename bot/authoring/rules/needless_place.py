"""A place that is asked of people for whom nothing depends on it.

Where somebody is, is theirs to know, and one question more. Ask for the region (a question called `region`, or with
`trait: region`) where prices, stock, shops or offers go by it, and for a location where a block of shops is near to it.
Give the question the same `ask_if` as what depends on it. The message says who is asked in vain.

**Wrong**

```yaml
# company.yaml
regions:
  europe: {label: Europe, currency: EUR}
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    required: true
    choices: {read: I read, draw: I draw, screen: I work at a screen}
  region:
    ask: Where does your desk stand?
    type: select_one
    choices: {europe: In Europe, elsewhere: Somewhere else}
offers:
  visit:
    if: {work: draw}
    text: We come to your place and measure the light.
    regions: [europe]
```

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

You told us: {work}.
```

**Right**

```yaml
# company.yaml
regions:
  europe: {label: Europe, currency: EUR}
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    required: true
    choices: {read: I read, draw: I draw, screen: I work at a screen}
  region:
    ask: Where does your desk stand?
    type: select_one
    ask_if: {work: draw}
    choices: {europe: In Europe, elsewhere: Somewhere else}
offers:
  visit:
    if: {work: draw}
    text: We come to your place and measure the light.
    regions: [europe]
```

```markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

You told us: {work}.
```
"""

from collections.abc import Iterator

from bot.authoring.places import concerned, place_questions, shop_blocks, still_possible
from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene
from bot.paths.claims import Every, Misses
from bot.paths.witness import Step, ways
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Any, Condition
from bot.questionnaire.model import Question

MOST_STATES = 2_000
"""Situations looked at before nobody is said to be asked in vain: a check is to be done within a second."""
_ASKED_IN_VAIN = "in vain"
_REMEDY = "ask it only of those for whom prices, stock, shops or offers depend on it"


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the questions about a place that somebody is asked for nothing, each with who that is."""
    for question in place_questions(scene):
        where = concerned(scene, question)
        # An answer that nothing uses at all and nobody keeps is told as such.
        if None in where or _is_used_otherwise(scene, question) or not (where or question.trait):
            continue
        whom = [condition for condition in where if condition is not None]
        steps = _asked_in_vain(scene, question, whom)
        if steps is not None:
            who = _told(steps) if whom else "whoever is asked"
            message = f"nothing depends on the answer to '{question.id}' for {who}"
            yield warning(scene.key("questions", question.id), message, context=_REMEDY)


def _is_used_otherwise(scene: Scene, question: Question) -> bool:
    blocks = {("report", section.id) for section, _ in shop_blocks(scene)}
    return any(
        question.id in scene.names.rests_on(use.name) or use.name == f"trait.{question.trait}"
        for use in scene.uses
        if use.keys[:2] != ("questions", question.id) and (use.named is not None or use.keys not in blocks)
    )


def _asked_in_vain(scene: Scene, question: Question, whom: list[Condition]) -> tuple[Step, ...] | None:
    """Return answers after which the question is asked and none of these can hold any more; None: none were found."""
    possible = Any(tuple(still_possible(condition, scene, question) for condition in whom))
    asked = () if question.ask_if is None else (question.ask_if,)
    watched = {_ASKED_IN_VAIN: Every((*asked, Misses(possible)))}
    compiled, day = Compiled(scene.questionnaire), scene.proofs.days[0]
    return ways(compiled, day, watched=watched, only=watched, states=MOST_STATES)[_ASKED_IN_VAIN].steps


def _told(steps: tuple[Step, ...]) -> str:
    given = [f"{step.name}: {step.value}" if step.value is not None else f"no {step.name}" for step in steps]
    return f"somebody with {', '.join(given)}" if given else "everybody"
