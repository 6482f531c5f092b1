"""A trait that no question fills and no condition looks at.

`traits.yaml` lists what is kept of a person over several questionnaires. A line there that nothing fills is left over,
or a question lacks its `trait`.

**Wrong**

```yaml
# traits.yaml
traits:
  work: {label: What the desk is for, type: select_one}
  hand: {label: Writing hand, type: select_one}
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    trait: work
    choices: {read: I read, draw: I draw}
```

**Right**

```yaml
# traits.yaml
traits:
  work: {label: What the desk is for, type: select_one}
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    trait: work
    choices: {read: I read, draw: I draw}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Folder


def check_folder(folder: Folder) -> Iterator[Finding]:
    """Yield the traits that no questionnaire mentions."""
    writing = folder.writing("traits.yaml")
    filled = {question.trait for scene in folder.scenes for question in scene.questionnaire.questions}
    looked_at = {use.name for scene in folder.scenes for use in scene.uses}
    for trait in folder.common.traits:
        if writing is not None and trait not in filled and f"trait.{trait}" not in looked_at:
            message = f"no question fills the trait '{trait}'; let one say 'trait: {trait}', or take it out"
            yield warning(writing.key("traits", trait), message)
