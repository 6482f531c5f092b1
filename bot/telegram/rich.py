"""A report as a rich message: headings, lists, tables and quotes as blocks of literal text, right-to-left where it is.

Telegram takes such messages since version 10.1 of its Bot API; where a server refuses one, the report is said in HTML.
"""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from msgspec import Struct

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
    Shops,
    Span,
    Spans,
    Step,
    Table,
)
from bot.report.plot import Plot
from bot.telegram.calls import Call
from bot.values.locale import direction

Rich = str | dict[str, Any] | list[Any]
"""Text as the Bot API has it: plain, in one style, or several pieces of both."""
Json = dict[str, Any]
_STYLES = {"strong": "bold", "emphasis": "italic", "code": "code"}
_TITLE, _SECTION = 2, 3
"""Sizes of headings, 1 being the largest."""
BAR_CELLS = 8


class RichMessage(Struct, frozen=True, omit_defaults=True):
    """What a rich message holds; nothing in it is read as an address or a command by itself."""

    blocks: list[Json]
    is_rtl: bool = False
    skip_entity_detection: bool = False


class SendRichMessage(Call, frozen=True, omit_defaults=True):
    """Send a rich message."""

    __api_method__: ClassVar[str] = "sendRichMessage"
    chat_id: int
    rich_message: RichMessage


def rich_message(document: Document, sections: Sequence[Section]) -> RichMessage:
    """Return sections of a report as one rich message."""
    blocks = [_heading(document.title, _TITLE)]
    for section in sections:
        blocks.append(_heading(section.title, _SECTION))
        blocks += [made for block in section.blocks for made in _block(block)]
    return RichMessage(blocks, is_rtl=direction(document.language) == "rtl", skip_entity_detection=True)


def _block(block: Block) -> Iterator[Json]:
    match block:
        case Paragraph(spans=spans):
            yield _paragraph(_text(spans))
        case Listing(items=items, numbered=numbered):
            yield _list([[_paragraph(_text(item))] for item in items], numbered=numbered)
        case Table(header=header, rows=rows):
            titled = any(span.text.strip() for cell in header for span in cell)
            yield _table([list(map(_text, row)) for row in ((header, *rows) if titled else rows)], titled=titled)
        case Callout(label=label, paragraphs=paragraphs):
            inside = [_paragraph(_bold(label)), *(_paragraph(_text(spans)) for spans in paragraphs)]
            yield {"type": "blockquote", "blocks": inside}
        case Chart(title=title, bars=bars):
            longest = max((bar.value for bar in bars), default=0) or 1
            yield _paragraph(_bold(title))
            yield _table([[bar.label, _bar(bar.value / longest), bar.shown] for bar in bars], titled=False)
        case Plot(title=title, header=header, rows=rows):
            yield _paragraph(_bold(title))
            yield _table([[*row] for row in (header, *rows)], titled=True)
        case Cards() as cards:
            yield _list([list(_card(card, cards)) for card in cards.cards], numbered=len(cards.cards) > 1)
        case Offers(steps=steps, code=code):
            yield from (_paragraph(_step(step, code)) for step in steps)
        case Shops(shops=shops, map=word):
            yield from (
                _paragraph([_bold(shop.name), "\n", shop.address, "\n", _link(word, shop.map)]) for shop in shops
            )


def _card(card: Card, cards: Cards) -> Iterator[Json]:
    name = _span(Span(card.name, "strong", card.link))
    yield _paragraph([name, f" · {card.price}"] if card.price else name)
    if card.summary and not cards.short:
        yield _paragraph(card.summary)
    yield from (_paragraph(reason) for reason in card.reasons)
    if card.against:
        yield _paragraph({"type": "italic", "text": "\n".join(f"– {doubt}" for doubt in card.against)})


def _step(step: Step, code: str) -> Rich:
    parts: list[Any] = [step.text]
    if step.coupon is not None:
        parts += [f"\n{code}: ", {"type": "code", "text": step.coupon}]
    if step.link is not None:
        parts += ["\n", _link(step.label, step.link)]
    return parts


def _heading(spans: Spans, size: int) -> Json:
    return {"type": "heading", "text": _text(spans), "size": size}


def _paragraph(text: Rich) -> Json:
    return {"type": "paragraph", "text": text}


def _list(items: list[list[Json]], *, numbered: bool) -> Json:
    made: list[Json] = [{"blocks": blocks} for blocks in items]
    if numbered:
        made = [item | {"value": place, "type": "1"} for place, item in enumerate(made, 1)]
    return {"type": "list", "items": made}


def _table(rows: list[list[Rich]], *, titled: bool) -> Json:
    """Return a table, its rows of one length; what is empty in it is left out, as Telegram wants it."""
    longest = max(map(len, rows), default=0)
    rows = [row + [""] * (longest - len(row)) for row in rows]
    cells = [[_cell(text, is_header=titled and place == 0) for text in row] for place, row in enumerate(rows)]
    return {"type": "table", "cells": cells, "is_compact": True}


def _cell(text: Rich, *, is_header: bool) -> Json:
    cell: Json = {"align": "left", "valign": "top"}
    cell |= {"text": text} if text else {}
    return cell | ({"is_header": True} if is_header else {})


def _bar(share: float) -> str:
    full = round(BAR_CELLS * max(share, 0))
    return "▰" * full + "▱" * (BAR_CELLS - full)


def _text(spans: Spans) -> Rich:
    parts = [_span(span) for span in spans if span.text]
    return parts[0] if len(parts) == 1 else parts


def _span(span: Span) -> Rich:
    style = _STYLES.get(span.style)
    text: Rich = {"type": style, "text": span.text} if style else span.text
    return _link(text, span.link) if span.link else text


def _bold(text: str) -> Json:
    return {"type": "bold", "text": text}


def _link(text: Rich, address: str) -> Json:
    return {"type": "url", "text": text, "url": address}
