"""What the paths of a questionnaire lead to: who is suggested which product, and what can never be; page and JSON."""

from collections.abc import Iterator
from typing import Any

import msgspec
from rich.console import RenderableType
from rich.text import Text

from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.service.simulation import Tally
from bot.suggestion.hindrances import why_never
from bot.suggestion.outcomes import Outcomes
from bot.terminal.findings import way_in_words
from bot.terminal.tables import BAD, QUIET, headed, percent, table


def page(found: Outcomes, tally: Tally, compiled: Compiled, products: Products) -> Iterator[RenderableType]:
    """Yield the parts of the page about products; nothing where no product can be suggested by its kind."""
    if not found.candidates:
        return
    rows = [_row(product, found, tally) for product in _by_share(found, tally)]
    heads = ("", "first", "suggested", "proved for everybody")
    yield headed("Products, by how many people they are suggested to", table(rows, heads, right=(1, 2)))
    for never in found.never:
        yield Text.assemble((never.product, BAD), f"  {why_never(never, compiled, products)}")
    yield headed("Where nothing fits", _nothing(found, tally))
    yield Text("")
    yield Text(_basis(tally), style=QUIET)
    yield Text("")


def _basis(tally: Tally) -> str:
    return (
        f"Shares are sampled: {tally.people:,} made-up people, always the same, who answer as expected in the file. "
        "What is proved holds for whatever is answered, by everybody who owns none of the products."
    )


def _by_share(found: Outcomes, tally: Tally) -> list[str]:
    return sorted(found.candidates, key=lambda each: (-tally.first.get(each, 0), -tally.among.get(each, 0)))


def _row(product: str, found: Outcomes, tally: Tally) -> tuple[Text, ...]:
    first, among = (percent(counts.get(product, 0) / max(tally.people, 1)) for counts in (tally.first, tally.among))
    never = next((each for each in found.never if each.product == product), None)
    if never is not None:
        return Text(product, BAD), Text("never", BAD), Text("never", BAD), Text("never" if never.proved else "", BAD)
    outdone = next((each for each in found.outdone if each.product == product), None)
    proved = Text("")
    if outdone is not None:
        rank = "" if outdone.first else ", never first"
        proved = Text(f"never better or cheaper than {outdone.by}{rank}", BAD)
    return Text(product), Text(first), Text(among), proved


def _nothing(found: Outcomes, tally: Tally) -> Text:
    way = found.nothing
    if way.steps is None:
        return Text("For nobody; proved." if way.proved else "For nobody, as far as was found; it is not proved.")
    share = percent(tally.unfitted / max(tally.people, 1))
    return Text.assemble(f"For {share} of people, sampled. A way there: ", (way_in_words(way.steps), QUIET))


def as_json(found: Outcomes, tally: Tally, compiled: Compiled, products: Products) -> dict[str, Any]:
    """Return the same as plain data; what is counted is sampled, everything else proved where it says so."""
    page: dict[str, Any] = msgspec.to_builtins(found)
    for row, never in zip(page["never"], found.never, strict=True):
        row["why"] = why_never(never, compiled, products)
    counted = {
        name: {"first": tally.first.get(name, 0), "among": tally.among.get(name, 0)} for name in found.candidates
    }
    page["sampled"] = {"people": tally.people, "unfitted": tally.unfitted, "products": counted}
    return page
