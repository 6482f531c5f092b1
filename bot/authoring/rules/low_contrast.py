"""A colour of the theme that is hard to read.

The accent stands on white, `accent_dark` on the dark page. Text needs a contrast of at least 4.5 there, as WCAG asks
for at level AA. The pages darken or lighten it where they write with it; the PDF and the pictures wear it as it is.

**Wrong**

```yaml
# company.yaml
theme: {accent: "#f0a500", accent_dark: "#7a4b00"}
```

**Right**

```yaml
# company.yaml
theme: {accent: "#8a5f00", accent_dark: "#f0a500"}
```
"""

from collections.abc import Iterator
from pathlib import Path

from bot.authoring.common import Common
from bot.authoring.problem import Finding, warning
from bot.values.colour import DARK_INK, DARK_PAPER, INK, PAPER, READABLE, contrast, readable

_ON = {"accent": ("white", PAPER, INK), "accent_dark": (f"the dark page ({DARK_PAPER})", DARK_PAPER, DARK_INK)}


def check_shared(common: Common) -> Iterator[Finding]:
    """Yield the colours that do not stand out from what they stand on."""
    writing = next(each for each in common.writings if Path(each.tree.source.file).name == "company.yaml")
    for key, (where, paper, ink) in _ON.items():
        if common.company is None or not writing.written("theme", key):
            continue
        colour = getattr(common.company.theme, key)
        # Rounded down: 4.49 is not told as 4.5.
        ratio = int(contrast(colour, paper) * 100) / 100
        if ratio < READABLE:
            message = f"{colour} on {where} has a contrast of {ratio:g}; text needs {READABLE:g}"
            remedy = f"{readable(colour, paper, ink)} would do, the same colour as far as it can be read"
            yield warning(writing.value("theme", key), message, context=remedy)
