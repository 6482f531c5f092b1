"""`bot explain`: every number behind the suggestions of one session."""

import sys
from collections.abc import Iterable
from typing import Literal

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.service.explaining import Explained, explained
from bot.settings import read_settings
from bot.suggestion.trace import NeedTrace, ProductTrace
from bot.terminal.tables import trimmed
from bot.values.errors import NotUnderstood

_WIDE = 160
"""Columns where the output goes to a file: no line of a table is broken."""
_OUT = {
    "other_kind": "of another kind than 'suggest' wants",
    "owned": "the person has it already",
    "unless": "its 'unless' holds",
    "sold_out": "sold out",
    "not_sold_here": "not sold where the person is",
    "other_language": "of use only in another language",
    "breaks_a_must": "breaks a must",
    "meets_nothing": "meets nothing that is asked",
}
_IDLE = {
    "no_attribute": "products have no such attribute",
    "condition": "its 'if' does not hold",
    "unless": "its 'unless' holds",
    "unanswered": "what it compares with has no value",
}


def explain(session_id: str, form: Literal["text", "json"]) -> None:
    """Print why a session got what it got; raise `NotUnderstood` where there is no such session."""
    from bot.assemble import published_in  # noqa: PLC0415

    store, library = published_in(read_settings())
    try:
        session = store.session(session_id)
    finally:
        store.close()
    if session is None:
        raise NotUnderstood(f"there is no session {session_id!r}; exports have the ids of sessions")
    why = explained(session, library)
    if form == "json":
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(why), indent=2).decode() + "\n")
    else:
        with trimmed(Console(width=None if sys.stdout.isatty() else _WIDE)) as screen:
            show(why, screen)


def show(why: Explained, console: Console) -> None:
    """Print an explanation for people."""

    def line(text: str = "", style: str = "") -> None:
        console.print(Text(text, style=style))

    line(f"session {why.session} of {why.questionnaire}, {'finished' if why.finished else 'open'}", "bold")
    line(f"answers   {_pairs(why.answers)}")
    line(f"facts     {_pairs(why.facts)}")
    line(f"segments  {', '.join(why.segments) or 'none'}\n")
    console.print(_needs(why.trace.needs))
    needs = {need.need: need for need in why.trace.needs}
    for product in why.trace.products:
        if product.lines and product.out in (None, "breaks_a_must"):
            console.print(_product(product, needs))
    line()
    for product in why.trace.products:
        if product.out is not None:
            broken = f": {', '.join(product.violated)}" if product.out == "breaks_a_must" else ""
            line(f"{product.product}  {_OUT[product.out]}{broken}", "dim")
    line()
    for other in why.trace.accessories:
        line(f"goes with it: {other.product}, fit {other.score:.3f}")
    for repair in why.repairs:
        changed = ", ".join(f"{each.question} = {_value(each.value)}" for each in repair.changes)
        line(f"would help: {changed}; opens {', '.join(repair.opens)}")
    for claim in why.what_if:
        after = f" (then also asks {', '.join(claim.asks)})" if claim.asks else ""
        line(f"{claim.question} = {_value(claim.value)} would bring {claim.first or 'nothing'} to the front{after}")


def _needs(needs: Iterable[NeedTrace]) -> Table:
    table = _table("what is asked", "need", "attribute", "test", "wanted", "counts", "share of all")
    for need in needs:
        if need.idle:
            cells = (need.need, need.attribute, need.test, f"– {_IDLE[need.idle]}", f"{need.importance:g}", "")
            table.add_row(*map(Text, cells), style="dim")
        else:
            share = "must" if need.must else f"{need.weight:.3f}"
            cells = (
                need.need,
                need.attribute,
                need.test,
                _value(need.wanted, need.unit),
                f"{need.importance:g}",
                share,
            )
            table.add_row(*map(Text, cells))
    return table


def _product(product: ProductTrace, needs: dict[str, NeedTrace]) -> Table:
    place = f"{product.place}. " if product.place else "–  "
    role = f", {product.role}" if product.role else ""
    costs = f", {_value(product.price.amount, product.price.currency)}" if product.price else ""
    partly = f", data on {product.confidence:.0%} of it" if product.confidence < 1 else ""
    title = f"\n{place}{product.product}: {product.score:.3f}{role}{costs}{partly}"
    table = _table(title, "need", "wanted", "offered", "met", "× weight", "= share")
    for line in product.lines:
        need = needs[line.need]
        weight = "must" if need.must else f"{need.weight:.3f}"
        wanted, offered = _value(need.wanted, need.unit), _value(line.offered, need.unit)
        cells = (line.need, wanted, offered, f"{line.met:.3f}", weight, f"{line.share:.3f}")
        table.add_row(*map(Text, cells), style="red" if line.need in product.violated else "")
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title, style="bold"), title_justify="left", box=None, pad_edge=False)
    for column in columns:
        table.add_column(Text(column), style="", header_style="dim")
    return table


def _pairs(values: dict[str, str | int | float | bool | tuple[str, ...]]) -> str:
    return ", ".join(f"{name} = {_value(value)}" for name, value in values.items()) or "none"


def _value(value: object, unit: str | None = None) -> str:
    if value is None:
        return "not said"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(str, value)) + "]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    number = f"{value:g}" if isinstance(value, float) else str(value)
    return f"{number} {unit}" if unit else number
