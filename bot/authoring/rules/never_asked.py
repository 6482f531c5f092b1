"""A question that nobody can be asked.

What its condition wants cannot be true together, on no way through the questionnaire. This is proved, not guessed:
every combination of answers is looked at, over as many questions as it takes.

**Wrong**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
  paper:
    ask: How large is your paper?
    type: select_one
    choices: {small: A4, large: A2}
    ask_if: {work: draw}
  glare:
    ask: Does the page shine back at you?
    type: yes_no
    ask_if: {work: read, paper: large}
```

**Right**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw}
  paper:
    ask: How large is your paper?
    type: select_one
    choices: {small: A4, large: A2}
    ask_if: {work: draw}
  glare:
    ask: Does the page shine back at you?
    type: yes_no
    ask_if: {paper: large}
```
"""

from collections.abc import Iterator

from bot.authoring.blame import blame
from bot.authoring.problem import Finding
from bot.authoring.scene import Scene


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the questions and notes that nobody meets."""
    for question in scene.proofs.never_asked():
        why = blame(scene, ("questions", question, "ask_if"))
        yield Finding(why.place, f"nobody can be asked '{question}': {why.sentence}", context=why.context)
