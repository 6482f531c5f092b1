"""What came of a simulation, as a page for the terminal and as JSON."""

import math
from collections.abc import Iterator
from typing import Any

import msgspec
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.service.simulation import Passed, Tally
from bot.service.talking import SECONDS_A_QUESTION
from bot.suggestion.market import barred
from bot.terminal.tables import BAD, HEAD, QUIET, headed, percent, table

MOST_PRODUCTS = 20
"""Products in the table; the others are in the JSON."""
_SURE = 1.96
"""So many standard errors hold the true share in 95 of 100 simulations."""


def page(tally: Tally, compiled: Compiled, products: Products) -> Iterator[RenderableType]:
    """Yield the parts of the page."""
    language = compiled.questionnaire.language
    title = "".join(map(str, compiled.questionnaire.title.template(language)))
    yield Text.assemble((title, HEAD), (f"  {compiled.questionnaire.id}", QUIET))
    yield Text(_fate(tally))
    if tally.finished:
        yield Text(_length(tally))
    rows = [_question(name, passed, tally.people) for name, passed in tally.questions.items()]
    yield headed(
        "Questions", table(rows, ("", "asked", "of all", "answered", "skipped", "left here"), right=range(1, 6))
    )
    if tally.segments:
        members = [(name, *_counted(count, tally.finished)) for name, count in tally.segments.items()]
        yield headed("Segments", table(members, ("", "people", "of all"), right=(1, 2)))
    if tally.among or tally.unfitted:
        yield headed("Suggestions", Text(_fit(tally)), *_products(tally, compiled, products))
    yield Text("")
    yield Text(_basis(tally), style=QUIET)
    yield Text("")


def _fate(tally: Tally) -> str:
    left = sum(passed.left for passed in tally.questions.values())
    said = f"{tally.people:,} people: {tally.finished:,} finished"
    return f"{said}, {left:,} left on the way." if left else f"{said}."


def _length(tally: Tally) -> str:
    figures = lengths(tally)
    return (
        f"They saw {figures['mean']:.1f} questions on average, {figures['least']} to {figures['most']}, nine of ten "
        f"{figures['p90']} at most; that takes about {figures['minutes']:.1f} minutes."
    )


def lengths(tally: Tally) -> dict[str, float]:
    """Return how many questions those saw who finished, and the minutes that takes."""
    total = sum(tally.lengths.values())
    ordered = sorted(tally.lengths.items())
    mean = sum(number * people for number, people in ordered) / total
    sofar, p90 = 0, 0
    for number, people in ordered:
        sofar += people
        p90 = number
        if sofar >= 0.9 * total:
            break
    least, most = ordered[0][0], ordered[-1][0]
    return {"mean": mean, "least": least, "most": most, "p90": p90, "minutes": mean * SECONDS_A_QUESTION / 60}


def _question(name: str, passed: Passed, people: int) -> tuple[Text, ...]:
    nobody = QUIET if not passed.asked else ""
    cells = (f"{passed.asked:,}", percent(passed.asked / people if people else 0), f"{passed.answered:,}")
    rest = (f"{passed.skipped:,}" if passed.skipped else "", f"{passed.left:,}" if passed.left else "")
    return Text(name, nobody), *(Text(cell, nobody) for cell in (*cells, rest[0])), Text(rest[1], BAD)


def _counted(count: int, people: int) -> tuple[str, str]:
    return f"{count:,}", percent(count / people if people else 0)


def _fit(tally: Tally) -> str:
    nothing = tally.judged - tally.fitted - tally.unfitted
    said = f"{percent(tally.fitted / tally.judged)} are offered a product that fits"
    if tally.judged < tally.finished:
        said = f"Counted for the first {tally.judged:,} who finished, within {_error(tally.judged)}: {said}"
    if tally.unfitted:
        said += f"; for {percent(tally.unfitted / tally.judged)} none meets every must"
    if nothing:
        said += f"; for {percent(nothing / tally.judged)} nothing is asked of a product"
    return f"{said}."


def _products(tally: Tally, compiled: Compiled, products: Products) -> Iterator[Table | Text]:
    language = compiled.questionnaire.language
    names = {product.id: "".join(map(str, product.name.template(language))) for product in products.items}
    ranked = sorted(tally.among, key=lambda each: (-tally.first.get(each, 0), -tally.among[each], each))
    rows = [
        (names[each], *_counted(tally.first.get(each, 0), tally.judged), *_counted(tally.among[each], tally.judged))
        for each in ranked[:MOST_PRODUCTS]
    ]
    if rows:
        yield table(rows, ("", "first", "of all", "among them", "of all"), right=range(1, 5))
    if len(ranked) > MOST_PRODUCTS:
        yield Text(f"and {len(ranked) - MOST_PRODUCTS} more that came first less often", style=QUIET)
    offered = [product for product in products.items if barred(product, compiled, {}) is None]
    if never := [names[product.id] for product in offered if product.id not in tally.among]:
        yield Text(f"Never among them: {', '.join(never)}.")


def _basis(tally: Tally) -> str:
    return f"Shares are those of made-up people, within {_error(tally.people)} of the true ones (95 of 100 times)."


def _error(people: int) -> str:
    points = 100 * _SURE * math.sqrt(0.25 / max(people, 1))
    said = f"{points:.0f}" if points >= 1 else f"{points:.1g}"
    return "1 point" if said == "1" else f"{said} points"


def as_json(tally: Tally, compiled: Compiled) -> dict[str, Any]:
    """Return the counts as plain data."""
    figures = lengths(tally) if tally.finished else None
    return {"questionnaire": compiled.questionnaire.id, **msgspec.to_builtins(tally), "figures": figures}
