"""A block of a report that has nothing to show.

The block `offers` shows the offers of the questionnaire, the block `shops` those of company.yaml. Shops that all stand
in regions are shown to those whose region is known, or who answered the location that the block is `near`. A location
that is delicate, or was given for another purpose than the report, does not say which shops are near.

**Wrong**

````markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

You told us: {work|nothing yet}.

```shops
at_most: 2
```
````

**Right**

```yaml
# company.yaml
shops:
  vienna:
    name: Bright Desk Vienna
    address: Praterstrasse 12, Vienna
    place: 48.2136,16.3852
```

````markdown
<!-- report.md -->
# Your light plan

## In short
<!-- id: short -->

You told us: {work|nothing yet}.

```shops
at_most: 2
```
````
"""

from collections.abc import Iterator

from bot.authoring.places import is_about_region, shop_blocks
from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Scene
from bot.questionnaire.catalogue import Shop
from bot.questionnaire.report import OffersText


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the blocks of offers and shops that stay empty for everybody."""
    report = scene.questionnaire.report
    for section in report.sections if report else ():
        blocks = section.blocks.get(scene.questionnaire.language, ())
        if not scene.questionnaire.offers and any(isinstance(block, OffersText) for block in blocks):
            message = "this section shows offers, and the questionnaire has none"
            yield warning(scene.key("report", section.id, "id"), message)
    if scene.common.company is None:
        return
    shops = scene.common.company.shops
    for section, block in shop_blocks(scene):
        why = _nowhere(scene, shops, block.near)
        if why is not None:
            yield warning(scene.key("report", section.id, "id"), f"this section shows shops, and {why}")


def _nowhere(scene: Scene, shops: tuple[Shop, ...], near: str | None) -> str | None:
    """Say why a block of shops stays empty; None where it does not."""
    if not shops:
        return "company.yaml has none"
    if near is not None:
        question = scene.names.questions[near]
        if question is not None and question.sensitive:
            return f"'{near}' is delicate, so nobody is told what is near to it"
        return None
    somewhere = any(is_about_region(question) for question in scene.questionnaire.questions)
    if all(shop.region is not None for shop in shops) and not somewhere:
        return "nothing says where a person is: let the block be 'near' a location, or ask for the 'region'"
    return None
