"""A segment without a label, where several languages are spoken.

The map says on its arrows who is meant, by the label of the segment. Without one it is the id, in the letters of the
base language, in every language.

**Wrong**

```yaml
questions:
  evenings:
    ask: On how many evenings a week do you sit there?
    type: integer
    at_least: 0
    at_most: 7
  dim:
    ask: Would you like to dim it?
    type: yes_no
    ask_if: {segment: owls}
segments:
  owls: {evenings: {at_least: 4}}
```

```yaml
# fa.yaml
title: چراغ مطالعهٔ خود را پیدا کنید
promise: برنامهٔ نور برای میز شما.
questions:
  evenings: {ask: چند شب در هفته آن‌جا می‌نشینید؟}
  dim: {ask: می‌خواهید نور آن را کم کنید؟}
```

**Right**

```yaml
questions:
  evenings:
    ask: On how many evenings a week do you sit there?
    type: integer
    at_least: 0
    at_most: 7
  dim:
    ask: Would you like to dim it?
    type: yes_no
    ask_if: {segment: owls}
segments:
  owls: {label: Night owls, if: {evenings: {at_least: 4}}}
```

```yaml
# fa.yaml
title: چراغ مطالعهٔ خود را پیدا کنید
promise: برنامهٔ نور برای میز شما.
questions:
  evenings: {ask: چند شب در هفته آن‌جا می‌نشینید؟}
  dim: {ask: می‌خواهید نور آن را کم کنید؟}
segments:
  owls: {label: شب‌زنده‌داران}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the segments that can be called by their id only, where that has to do for several languages."""
    spoken = scene.questionnaire.languages
    for segment in scene.questionnaire.segments if len(spoken) > 1 else ():
        if segment.label is None:
            message = f"'{segment.id}' has no label, so the map calls it by its id in {', '.join(spoken)}"
            yield warning(scene.key("segments", segment.id), message)
