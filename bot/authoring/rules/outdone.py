"""A product that another one always outdoes.

Whatever is answered, the other one meets every need at least as far, can be had as well, and costs no more. So there is
no reason to suggest this one first. Often something that speaks for it is not said: an attribute, with a need that asks
for it. Told only where both have a price; `bot paths` tells it of others too.

**Wrong**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
  price: {label: Price, type: money, unit: EUR, range: [0, 500]}
products:
  halo: {name: Halo, light: 600, price: 89}
  beam: {name: Beam, light: 500, price: 240}
```

```yaml
needs:
  light: {at_least: 800}
```

**Right**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
  reach: {label: Reach, type: number, unit: cm, range: [20, 120]}
  price: {label: Price, type: money, unit: EUR, range: [0, 500]}
products:
  halo: {name: Halo, light: 600, reach: 45, price: 89}
  beam: {name: Beam, light: 500, reach: 100, price: 240}
```

```yaml
needs:
  light: {at_least: 800}
  reach: {at_least: 60}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Folder

_REMEDY = "say what it has that the other one lacks, in an attribute that a need asks for; or take it out"


def check_folder(folder: Folder) -> Iterator[Finding]:
    """Yield the products that in every questionnaire one and the same other product outdoes."""
    products, writing = folder.common.range.products, folder.writing("products.yaml")
    priced = {product.id for product in products.items if products.price and products.price.id in product.values}
    if writing is None or not priced:
        return
    for product in products.items:
        found = [scene.ends.outdone.get(product.id) for scene in folder.scenes if product in scene.ends.candidates]
        by = {each.by if each else None for each in found}
        other = by.pop() if len(by) == 1 else None
        if other in priced and product.id in priced:
            message = f"'{product.id}' is never better than '{other}' in any need, and never costs less"
            yield warning(writing.key("products", product.id), message, context=_REMEDY)
