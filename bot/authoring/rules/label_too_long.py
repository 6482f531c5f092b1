"""A label that does not fit its button.

A button has one line. Telegram cuts a longer label on most phones at about 64 characters, and people then choose
between two halves of sentences. Say it shorter, and put the rest into the question or its `hint`.

**Wrong**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices:
      read: I read
      screen: I work at a screen for most of the day and now and then I look at papers that lie beside it
```

**Right**

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices:
      read: I read
      screen: I work at a screen, with papers beside it
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene
from bot.conversation.matching import literal

LONGEST = 64
"""Characters of a label that phones show in one line."""


_REMEDY = "say it shorter, and put the rest into the question or its 'hint'"


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the labels of choices and offers that are too long in any language."""
    for question, choice in scene.choices():
        for language, label in choice.label.by_language.items():
            length = len(literal(label))
            if length > LONGEST:
                message = f"this label has {length} characters, and a button shows about {LONGEST}"
                yield warning(scene.label(question, choice, language), message, context=_REMEDY)
    for offer in scene.questionnaire.offers:
        for language, label in offer.label.by_language.items() if offer.label else ():
            length = len(literal(label))
            if length > LONGEST:
                message = f"this label has {length} characters, and a button shows about {LONGEST}"
                place = scene.passages[("offers", offer.id, "label")][language].place()
                yield warning(place, message, context="say it shorter, and put the rest into the 'text' of the offer")
