"""Consent that is taken together with the start, or a start that does not say so.

Starting grants what the report needs, and nothing else: a yes to several things at once is no yes to any of them. So
`report` is asked `at_start`, and everything else at a time of its own.

**Wrong**

```yaml
# company.yaml
purposes:
  report:
    label: My report
    wording: Bright Desk uses your answers to write your report.
    ask: at_start
  remember:
    label: Remember me
    wording: Bright Desk keeps your answers for the next time.
    ask: at_start
```

**Right**

```yaml
# company.yaml
purposes:
  report:
    label: My report
    wording: Bright Desk uses your answers to write your report.
    ask: at_start
  remember:
    label: Remember me
    wording: Bright Desk keeps your answers for the next time.
    ask: at_end
```
"""

from collections.abc import Iterator
from pathlib import Path

from bot.authoring.common import Common
from bot.authoring.problem import Finding


def check_shared(common: Common) -> Iterator[Finding]:
    """Yield the purposes that are asked for with the start and should not be, or the other way round."""
    writing = next((each for each in common.writings if Path(each.tree.source.file).name == "company.yaml"), None)
    for purpose in common.company.purposes if common.company else ():
        at_start = purpose.moment == "at_start"
        if writing is None or at_start is (purpose.id == "report"):
            continue
        message = (
            f"'{purpose.id}' is asked for alone, when it is of use; starting grants the report only"
            if at_start
            else "starting grants the report: write 'ask: at_start'"
        )
        yield Finding(writing.entry("purposes", purpose.id, "ask"), message)
