"""Choices that a person who types cannot tell apart.

People may type instead of pressing. Capitals, punctuation, digits of another script and letters that look alike do not
count then, and one slip has to be forgiven. Two labels that read the same are a mistake; two that hardly differ are
asked about each time.

**Wrong**

```yaml
questions:
  tone:
    ask: Which light do you like?
    type: select_one
    choices: {warm: Warm white, warmer: "warm-white!", day: Daylight}
```

**Right**

```yaml
questions:
  tone:
    ask: Which light do you like?
    type: select_one
    choices: {warm: Warm white, warmer: Candle light, day: Daylight}
```
"""

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene
from bot.conversation.matching import CLEAR_LEAD, literal
from bot.questionnaire.model import Choice, Question
from bot.values.script import plain

SAME = 100
"""The likeness of two texts that are the same."""


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield pairs of labels that are the same, or nearly, once they are typed."""
    for question in scene.questionnaire.questions:
        for language in scene.questionnaire.languages:
            labels = [(choice, choice.label.by_language.get(language)) for choice in question.choices]
            yield from _compared(scene, question, language, [(each, literal(label)) for each, label in labels if label])


def _compared(scene: Scene, question: Question, language: str, labels: list[tuple[Choice, str]]) -> Iterator[Finding]:
    typed = {choice.id: plain(label) for choice, label in labels}
    for (first, one), (second, other) in combinations(labels, 2):
        likeness = fuzz.ratio(typed[first.id], typed[second.id])
        if likeness == SAME:
            message = f"'{other}' reads like '{one}' when it is typed; give one of them another label"
            yield Finding(scene.label(question, second, language), message)
        elif likeness > SAME - CLEAR_LEAD:
            message = f"'{other}' is hard to tell from '{one}' when it is typed with one slip"
            yield warning(scene.label(question, second, language), message)
