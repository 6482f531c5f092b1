"""A report in the terminal: the sections that stand in the message, as lines of styled or of plain text."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from bot.report.compose import afterwards, digest
from bot.report.document import (
    Block,
    Callout,
    Card,
    Cards,
    Chart,
    Document,
    Listing,
    Offers,
    Paragraph,
    Section,
    ShopCard,
    Shops,
    Span,
    Spans,
    Step,
    Table,
)
from bot.report.plot import Plot
from bot.terminal.plain import visible
from bot.values.locale import number

BAR_CELLS = 24
_STYLES = {"strong": "bold", "emphasis": "italic", "code": "cyan"}


def report_rich(document: Document, sections: Sequence[Section] | None = None) -> RenderableType:
    """Return a report (its digest, or these sections) as something that rich can print."""
    return Group(*_told(document, sections))


def report_plain(document: Document, sections: Sequence[Section] | None = None) -> str:
    """Return a report (its digest, or these sections) as plain, stable text."""
    lines = _told(document, sections)
    return "\n".join(visible(line.plain).rstrip() for line in lines)


def _told(document: Document, sections: Sequence[Section] | None) -> Iterator[Text]:
    """Yield these sections; without any, the digest and what is said after the report."""
    yield from _report(document, digest(document) if sections is None else sections)
    for block in afterwards(document) if sections is None else ():
        yield Text("")
        yield Text(block.title, style="bold")
        yield from _next(block)


def _report(document: Document, sections: Sequence[Section]) -> Iterator[Text]:
    yield _heading(document.title)
    for section in sections:
        yield Text("")
        yield _heading(section.title)
        for place, block in enumerate(section.blocks):
            if place:
                yield Text("")
            yield from _block(block, document.language)


def _heading(title: Spans) -> Text:
    heading = _spans(title)
    heading.stylize("bold")
    return heading


def _spans(spans: Spans) -> Text:
    return Text().join(map(_span, spans))


def _span(span: Span) -> Text:
    text = Text(span.text, style=_STYLES.get(span.style, ""))
    if span.link and span.link != span.text:
        text.append(f" ({span.link})", style="dim")
    return text


def _block(block: Block, language: str) -> Iterator[Text]:
    match block:
        case Paragraph(spans=spans):
            yield _spans(spans)
        case Listing(items=items, numbered=numbered):
            for place, item in enumerate(items, 1):
                yield Text(f"{number(place, language)}. " if numbered else "• ") + _spans(item)
        case Table(header=header, rows=rows):
            yield from _table(header, rows)
        case Callout(label=label, paragraphs=paragraphs):
            yield Text("│ ") + Text(label, style="bold")
            yield from (Text("│ ") + _spans(paragraph) for paragraph in paragraphs)
        case Chart() as chart:
            yield from _chart(chart)
        case Plot(title=title, header=header, rows=rows):
            yield Text(title, style="bold")
            yield from _table(tuple(map(_cell, header)), tuple(tuple(map(_cell, row)) for row in rows))
        case Cards() as cards:
            yield from _cards(cards)
        case Offers() | Shops():
            yield from _next(block)


def _table(header: tuple[Spans, ...], rows: tuple[tuple[Spans, ...], ...]) -> Iterator[Text]:
    cells = [[_spans(cell) for cell in row] for row in (header, *rows)]
    widths = [max(cell_len(cell.plain) for cell in column) for column in zip(*cells, strict=True)]
    for place, row in enumerate(cells):
        line = Text("  ").join(_padded(cell, width) for cell, width in zip(row, widths, strict=True))
        line.rstrip()
        if place == 0:
            line.stylize("bold")
        yield line


def _cell(text: str) -> Spans:
    return (Span(text),)


def _padded(text: Text, width: int) -> Text:
    padded = text.copy()
    padded.pad_right(width - cell_len(text.plain))
    return padded


def _chart(chart: Chart) -> Iterator[Text]:
    yield Text(chart.title, style="bold")
    longest = max((bar.value for bar in chart.bars), default=0) or 1
    widest = max((cell_len(bar.label) for bar in chart.bars), default=0)
    for bar in chart.bars:
        cells = "█" * round(BAR_CELLS * max(bar.value, 0) / longest)
        label = _padded(Text(bar.label), widest)
        yield label + Text.assemble("  ", (cells, "bold" if bar.accent else ""), f" {bar.shown}")


def _cards(cards: Cards) -> Iterator[Text]:
    for place, card in enumerate(cards.cards):
        if place:
            yield Text("")
        yield from _card(card, cards)


def _card(card: Card, cards: Cards) -> Iterator[Text]:
    role = f"{card.role}: " if card.role else ""
    price = f" · {card.price}" if card.price else ""
    yield Text.assemble(role, (card.name, "bold"), price)
    if not cards.short:
        yield Text(f"  {card.summary}")
        if card.fit_shown:
            yield Text(f"  {cards.fit} {card.fit_shown}", style="dim")
    yield from (Text(f"  • {reason}") for reason in card.reasons)
    yield from (Text(f"  – {doubt}", style="dim") for doubt in card.against)
    if card.link:
        yield Text(f"  {card.link}", style="dim")


def _next(block: Offers | Shops) -> Iterator[Text]:
    if isinstance(block, Shops):
        for shop in block.shops:
            yield from _shop(shop, block)
    else:
        for step in block.steps:
            yield from _step(step, block)


def _step(step: Step, offers: Offers) -> Iterator[Text]:
    yield Text(f"• {step.text}")
    if step.coupon is not None:
        yield Text.assemble(f"  {offers.code}: ", (step.coupon, "bold"))
    if step.link:
        yield Text(f"  {step.label}: {step.link}", style="dim")


def _shop(shop: ShopCard, shops: Shops) -> Iterator[Text]:
    yield Text.assemble("• ", (shop.name, "bold"), f" · {shop.distance}" if shop.distance else "")
    yield from (Text(f"  {line}") for line in (shop.address, shop.hours, shop.phone_shown) if line)
    yield Text(f"  {shops.map}: {shop.map}", style="dim")
    if shop.link:
        yield Text(f"  {shop.link}", style="dim")
