"""A region in which nothing is different, or in which nobody can be.

Regions are for prices, products, shops and offers. A person is in one of them when they chose it: a question called
`region`, or with `trait: region`, has a choice with the id of the region.

**Wrong**

```yaml
# company.yaml
regions:
  europe: {label: Europe, currency: EUR}
shops:
  vienna:
    name: Bright Desk Vienna
    address: Praterstrasse 12, Vienna
    place: 48.2136,16.3852
```

**Right**

```yaml
# company.yaml
regions:
  europe: {label: Europe, currency: EUR}
shops:
  vienna:
    name: Bright Desk Vienna
    address: Praterstrasse 12, Vienna
    place: 48.2136,16.3852
    region: europe
```

```yaml
questions:
  work:
    ask: What do you do at your desk?
    type: select_one
    choices: {read: I read, draw: I draw, screen: I work at a screen}
  region:
    ask: Where does your desk stand?
    type: select_one
    choices: {europe: In Europe, elsewhere: Somewhere else}
```
"""

from collections.abc import Iterator

from bot.authoring.places import is_about_region
from bot.authoring.problem import Finding, warning
from bot.authoring.scene import Folder

_REMEDY = "a question called 'region', or with 'trait: region', asks for it"


def check_folder(folder: Folder) -> Iterator[Finding]:
    """Yield the regions that decide nothing, and those that nobody can choose."""
    company, writing = folder.common.company, folder.writing("company.yaml")
    if company is None or writing is None:
        return
    told, chosen = _told(folder), _chosen(folder)
    for region in company.regions:
        place = writing.key("regions", region.id)
        if region.id not in told:
            yield warning(place, f"nothing is different in '{region.id}': no product, price, shop or offer names it")
        elif region.id not in chosen:
            yield warning(place, f"nobody can be in '{region.id}': no question has this choice", context=_REMEDY)


def _told(folder: Folder) -> set[str]:
    company = folder.common.company
    named = {region for product in folder.common.range.products.items for region in (*product.regions, *product.prices)}
    named |= {shop.region for shop in (company.shops if company else ()) if shop.region is not None}
    return named | {
        region for scene in folder.scenes for offer in scene.questionnaire.offers for region in offer.regions
    }


def _chosen(folder: Folder) -> set[str]:
    questions = [question for scene in folder.scenes for question in scene.questionnaire.questions]
    return {choice.id for question in questions if is_about_region(question) for choice in question.choices}
