"""An answer that is used for something else than the person agreed to.

Whoever leaves a phone number so that a person may call has not agreed that it decides about their suggestions or stands
in their report. An answer under a purpose of its own (`contact`, `crm`, …) is for that purpose: other questions under
it may look at it, and anything may look at whether it was given, with `answered`. And what is to be known the next time
has to be remembered: a condition on a `trait` needs the purpose `remember` in company.yaml.

**Wrong**

```yaml
questions:
  street:
    ask: Where shall we deliver it?
    type: text
    purpose: contact
segments:
  near: {answered: [street]}
offers:
  visit:
    text: We come to {street|your place} and measure the light.
```

**Right**

```yaml
questions:
  street:
    ask: Where shall we deliver it?
    type: text
    purpose: contact
segments:
  near: {answered: [street]}
offers:
  visit:
    if: {segment: near}
    text: We come to your place and measure the light.
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding
from bot.authoring.scene import Scene
from bot.authoring.uses import Use
from bot.questionnaire.model import Question

_REMEMBER = "remember"


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the uses that no consent covers."""
    for use in scene.uses:
        if use.name.startswith("trait.") and _REMEMBER not in scene.common.purposes:
            message = f"nothing is known of a trait: company.yaml has no purpose '{_REMEMBER}' under which it is kept"
            yield Finding(scene.value(*use.keys), message)
        for name in sorted(scene.names.rests_on(use.name)):
            question = scene.names.questions[name]
            if question is not None and not _covered(scene, question, use):
                place = use.named.place() if use.named else scene.value(*use.keys)
                message = f"'{name}' is asked under the purpose '{question.purpose}', and this is not it"
                yield Finding(place, message, context=f"{scene.defined(name)} says 'purpose: {question.purpose}'")


def _covered(scene: Scene, question: Question, use: Use) -> bool:
    if question.purpose == "report" or use.only_whether:
        return True
    user = scene.names.questions.get(use.keys[1]) if use.keys[:1] == ("questions",) else None
    return user is not None and question.purpose == user.purpose
