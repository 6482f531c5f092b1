"""A unit that is nearly one that is known.

People answer `8 km` or `8000 m`, and both are understood, because `km` is known. Units are written as on an instrument:
without a plural, without a full stop, with their capitals (MHz). A unit of your own (lamps, places) is taken as it is.

**Wrong**

```yaml
questions:
  way:
    ask: How far is it to the window?
    type: integer
    unit: cms
```

**Right**

```yaml
questions:
  way:
    ask: How far is it to the window?
    type: integer
    unit: cm
```
"""

from collections.abc import Iterator
from pathlib import Path

from bot.authoring.common import Common
from bot.authoring.problem import Finding, Place, warning
from bot.authoring.scene import Scene
from bot.values.units import resolve

_PREFIXES = ("", *"nucmkMG")


def check_shared(common: Common) -> Iterator[Finding]:
    """Yield the odd units of attributes."""
    writing = next((each for each in common.writings if Path(each.tree.source.file).name == "products.yaml"), None)
    if writing is None:
        return
    for name, attribute in common.range.attributes.items():
        if attribute is not None:
            yield from _odd(attribute.unit, writing.value("attributes", name, "unit"))


def check_scene(scene: Scene) -> Iterator[Finding]:
    """Yield the odd units of questions and facts."""
    for question in scene.questionnaire.questions:
        yield from _odd(question.unit, scene.value("questions", question.id, "unit"))
    for fact in scene.questionnaire.facts:
        yield from _odd(fact.unit, scene.value("facts", fact.id, "unit"))


def _odd(unit: str | None, place: Place) -> Iterator[Finding]:
    if unit is None:
        return
    if known := resolve(unit):
        right = next((each + known[0] for each in _PREFIXES if _is_case_of(each + known[0], unit)), unit)
        if right != unit:
            yield warning(place, f"people read '{unit}' as it stands here, with these capitals", near=right)
        return
    plain = unit.rstrip(".").removesuffix("s")
    if plain != unit and resolve(plain) is not None:
        message = f"'{unit}' is no unit that is known, so amounts in other units cannot be turned into it"
        yield warning(place, message, near=plain)


def _is_case_of(symbol: str, unit: str) -> bool:
    return symbol.casefold() == unit.casefold() and resolve(symbol) == resolve(unit)
