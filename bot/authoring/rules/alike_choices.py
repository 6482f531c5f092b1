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


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield pairs of labels that are the same, or nearly, once they are typed."""
    for question in scene.questionnaire.questions:
        for first, second in combinations(question.choices, 2):
            for language in first.label.by_language.keys() & second.label.by_language.keys():
                yield from _compared(scene, question, (first, second), language)


def _compared(scene: Scene, question: Question, pair: tuple[Choice, Choice], language: str) -> Iterator[Finding]:
    one, other = (literal(choice.label.by_language[language]) for choice in pair)
    place = scene.label(question, pair[1], language)
    if plain(one) == plain(other):
        yield Finding(place, f"'{other}' reads like '{one}' when it is typed; give one of them another label")
    elif fuzz.ratio(plain(one), plain(other)) > 100 - CLEAR_LEAD:
        yield warning(place, f"'{other}' is hard to tell from '{one}' when it is typed with one slip")
