"""A product of which is not said what a need asks.

Somebody may be suggested the product and asked for it at the same time: a wish then counts half, and the person reads
that your data do not say; a `must` leaves the product out. Say the value, or that nobody knows it: `dims: unknown`.

**Wrong**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 600, dims: true}
  beam: {name: Beam, light: 1500}
```

```yaml
needs:
  light: {at_least: 800}
  dims: {is: true, because: You can dim it.}
```

**Right**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
  dims: {label: Can be dimmed, type: flag}
products:
  halo: {name: Halo, light: 600, dims: true}
  beam: {name: Beam, light: 1500, dims: false}
```

```yaml
needs:
  light: {at_least: 800}
  dims: {is: true, because: You can dim it.}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Folder

_MOST = 5
"""How many products are named."""
_REMEDY = "say what it is; where nobody knows it, say 'unknown'"


def check_folder(folder: Folder) -> Iterator[Finding]:
    """Yield the attributes that some products lack of which people are told; for each the products together."""
    writing = folder.writing("products.yaml")
    lacking: dict[str, dict[str, str]] = {}
    for scene in folder.scenes:
        for product, need in scene.ends.unsaid:
            lacking.setdefault(need.attribute, {}).setdefault(product, need.id)
    for attribute, products in lacking.items():
        if writing is not None:
            names = [f"'{each}'" for each in products]
            listed = ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} others" if len(names) > _MOST else "")
            needs = " and ".join(f"'{each}'" for each in dict.fromkeys(products.values()))
            message = f"'{attribute}' is not said of {listed}, although the need {needs} may ask for it"
            yield warning(writing.key("attributes", attribute), message, context=_REMEDY)
