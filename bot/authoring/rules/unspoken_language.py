"""A language in which the bot has no words of its own.

Your texts are translated, but the bot's own are not: its buttons, what it asks back, the headings of its pages and of
the report come in English between them. Numbers, days and the direction of the script are right in any language. The
message says in which languages the bot speaks.

**Wrong**

```yaml
# company.yaml
languages: [en, de]
```

**Right**

```yaml
# company.yaml
languages: [en, fa]
```
"""

from collections.abc import Iterator
from pathlib import Path

from bot.authoring.common import Common
from bot.authoring.problem import Finding, warning
from bot.speech.phrases import PHRASES
from bot.values.text import FALLBACK


def check_shared(common: Common) -> Iterator[Finding]:
    """Yield the languages of the company that are not the bot's."""
    writing = next(each for each in common.writings if Path(each.tree.source.file).name == "company.yaml")
    for place, language in enumerate(common.languages):
        if message := unspoken(language):
            yield warning(writing.value("languages", str(place)), message)


def unspoken(language: str) -> str:
    """Return a sentence for a language in which the bot has no words, nothing for one in which it has."""
    if language in PHRASES:
        return ""
    says = f"its buttons and headings come in '{FALLBACK}'; it speaks {', '.join(PHRASES)}"
    return f"the bot has no words of its own in '{language}': {says}"
