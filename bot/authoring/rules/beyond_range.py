"""A product whose value lies outside the range of its attribute.

The range says which values are worst and best; what lies beyond counts as its end. Mostly a digit or a unit slipped; if
the value is right, make the range wider.

**Wrong**

```yaml
# products.yaml
attributes:
  reach: {label: Reach, type: number, unit: cm, range: [20, 120]}
products:
  halo: {name: Halo, reach: 450}
```

**Right**

```yaml
# products.yaml
attributes:
  reach: {label: Reach, type: number, unit: cm, range: [20, 120]}
products:
  halo: {name: Halo, reach: 45}
```
"""

from collections.abc import Iterator
from pathlib import Path

from bot.authoring.common import Common
from bot.authoring.problem import Finding, warning
from bot.questionnaire.catalogue import Attribute


def check_shared(common: Common) -> Iterator[Finding]:
    """Yield the values of products that lie outside."""
    writing = next((each for each in common.writings if Path(each.tree.source.file).name == "products.yaml"), None)
    if writing is None:
        return
    for product in common.range.products.items:
        for name, value in product.values.items():
            attribute = common.range.attributes.get(name)
            if attribute is not None and isinstance(value, float) and _beyond(attribute, value):
                unit = f" {attribute.unit}" if attribute.unit else ""
                ends = f"{attribute.low:g} to {attribute.high:g}{unit}"
                message = f"'{product.id}' has {value:g}{unit}, and the range of '{name}' is {ends}"
                yield warning(writing.value("products", product.id, name), message)


def _beyond(attribute: Attribute, value: float) -> bool:
    return attribute.low is not None and attribute.high is not None and not attribute.low <= value <= attribute.high
