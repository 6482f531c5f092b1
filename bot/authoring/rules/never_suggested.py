"""A product that nobody can be suggested.

Whatever is answered, it breaks a `must`, cannot be had, or meets nothing that is asked; or it is of a kind that no
questionnaire suggests. This is proved over every combination of answers, for people who do not own it already. What is
sold out is not told: it will come back.

**Wrong**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
products:
  halo: {name: Halo, light: 600}
  beam: {name: Beam, light: 1500}
```

```yaml
needs:
  light: {at_least: 800, must: true}
```

**Right**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
products:
  halo: {name: Halo, light: 600}
  beam: {name: Beam, light: 1500}
```

```yaml
needs:
  light: {at_least: 800}
```
"""

from collections.abc import Iterator

from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Folder
from bot.questionnaire.catalogue import Product
from bot.questionnaire.compiled import Compiled
from bot.suggestion.hindrances import why_never
from bot.suggestion.market import is_sold_out

_REMEDY = "make a must a wish, say more of the product, or take it out"


def check_folder(folder: Folder) -> Iterator[Finding]:
    """Yield the products that no conversation ends with."""
    products, writing = folder.common.range.products, folder.writing("products.yaml")
    beside = {other for product in products.items for other in product.goes_with}
    if writing is None or not any(scene.ends.candidates for scene in folder.scenes):
        return
    for product in products.items:
        if product.id not in beside and not is_sold_out(product):
            why = _why(product, folder)
            if why is not None:
                message = f"nobody can be suggested '{product.id}': {why}"
                yield warning(writing.key("products", product.id), message, context=_REMEDY)


def _why(product: Product, folder: Folder) -> str | None:
    """Return why no questionnaire suggests a product; None where one does, or nobody knows."""
    scenes = [scene for scene in folder.scenes if product in scene.ends.candidates]
    if not all(product.id in scene.ends.never for scene in scenes):
        return None
    if not scenes:
        return "no questionnaire suggests products of its kind, and it goes with none"
    products = folder.common.range.products
    return "; ".join(
        why_never(scene.ends.never[product.id], Compiled(scene.questionnaire), products) for scene in scenes
    )
