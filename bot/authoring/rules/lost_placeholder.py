"""A translation that leaves out a name which the text in the base language has.

The number, or the person's own words, then stand in one language and are missing in the other.

**Wrong**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
    required: true
  window:
    ask: Is the window more than {width} away?
    type: yes_no
```

```yaml
# fa.yaml
questions:
  width: {ask: پهنای میز شما چقدر است؟}
  window: {ask: پنجره دورتر است؟}
```

**Right**

```yaml
questions:
  width:
    ask: How wide is your desk?
    type: integer
    unit: cm
    required: true
  window:
    ask: Is the window more than {width} away?
    type: yes_no
```

```yaml
# fa.yaml
questions:
  width: {ask: پهنای میز شما چقدر است؟}
  window: {ask: "پنجره بیش از {width} دور است؟"}
```
"""

from collections.abc import Iterator
from pathlib import Path

from bot.authoring.problem import Finding, warning
from bot.authoring.writing import Writing


def check_texts(writing: Writing) -> Iterator[Finding]:
    """Yield the translations that lack a name of their base."""
    for base, translation in writing.translated():
        lost = sorted(base.names - translation.names)
        if lost:
            named = ", ".join(f"{{{name}}}" for name in lost)
            where = base.place()
            context = f"the text in '{base.language}' stands in {Path(where.file).name}, line {where.line}"
            yield warning(translation.place(), f"the translation leaves out {named}", context=context)
