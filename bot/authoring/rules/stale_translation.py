"""A text that has changed since it was translated.

`bot check --translated` notes in `translated.txt`, beside `company.yaml`, which text each translation was made from.
When the text changes later and its translation does not, this warns. Translate it anew; where the translation still
holds, run `bot check --translated` again. Commit `translated.txt` with the rest.

**Wrong**

```text
# translated.txt
desk-lamp/fa.yaml questions.window.ask 42011abc 1d27bdc3
```

```yaml
questions:
  window:
    ask: Does your desk stand at a window that faces south?
    type: yes_no
```

```yaml
# fa.yaml
questions:
  window: {ask: میز شما کنار پنجره است؟}
```

**Right**

```text
# translated.txt
desk-lamp/fa.yaml questions.window.ask 42011abc 1d27bdc3
```

```yaml
questions:
  window:
    ask: Does your desk stand at a window?
    type: yes_no
```

```yaml
# fa.yaml
questions:
  window: {ask: میز شما کنار پنجره است؟}
```
"""

from collections.abc import Iterator

from bot.authoring.marks import fingerprint, mark_of, marks
from bot.authoring.problem import Finding, warning
from bot.authoring.writing import Writing

_SHOWN = 80


def check_texts(writing: Writing) -> Iterator[Finding]:
    """Yield the translations of texts that were another text when they were noted."""
    noted = marks(writing.folder)
    for base, translation in writing.translated():
        mark = noted.get(mark_of(translation, writing.folder))
        if (
            mark is not None
            and mark != (fingerprint(base), fingerprint(translation))
            and mark[1] == fingerprint(translation)
        ):
            now = base.words if len(base.words) <= _SHOWN else base.words[:_SHOWN] + "…"
            message = "the text has changed since this was translated; translate it anew"
            yield warning(translation.place(), message, context=f"the text is now: {' '.join(now.split())}")
