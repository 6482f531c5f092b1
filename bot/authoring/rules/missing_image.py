"""A product without an image, beside others that have one.

Cards with and without images stand side by side in the report and on the pages; the one without looks forgotten. Give
it one, or none to any of its kind. What is told is about products that one questionnaire suggests side by side.

**Wrong**

```yaml
# products.yaml
attributes:
  light: {label: Light, type: number, unit: lm, range: [200, 2000]}
products:
  halo: {name: Halo, light: 600, image: pictures/halo.svg}
  beam: {name: Beam, light: 1500}
```

```svg
# pictures/halo.svg
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><circle cx="20" cy="15" r="12"/></svg>
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

_REMEDY = "give it one, or none to those beside it"


def check_folder(folder: Folder) -> Iterator[Finding]:
    """Yield the products without an image that are suggested beside others with one."""
    writing = folder.writing("products.yaml")
    for scene in folder.scenes if writing else ():
        without = [product for product in scene.ends.candidates if product.image is None]
        if writing is not None and len(without) < len(scene.ends.candidates):
            for product in without:
                beside = f"other products that '{scene.questionnaire.id}' suggests have one"
                yield warning(
                    writing.key("products", product.id), f"'{product.id}' has no image; {beside}", context=_REMEDY
                )
