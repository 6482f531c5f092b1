"""Reads the blocks of a rich message as the person does: a line for each paragraph, item and row."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.standin.refusal import refuse_unless

LARGEST_HEADING = 6
ALIGNED, VALIGNED = {"left", "center", "right"}, {"top", "middle", "bottom"}


def read_blocks(blocks: Sequence[Any]) -> Iterator[str]:
    """Yield the lines of blocks; refuse one that Telegram would not take, or that the bot has no use for."""
    refuse_unless(blocks, "blocks must be non-empty")
    for block in blocks:
        match block.type:
            case "paragraph":
                yield text_of(block.text)
            case "heading":
                refuse_unless(1 <= block.size <= LARGEST_HEADING, "heading size must be between 1 and 6")
                yield text_of(block.text)
            case "blockquote":
                yield from read_blocks(block.blocks)
            case "list":
                refuse_unless(block.items, "list must be non-empty")
                for item in block.items:
                    yield from read_blocks(item.blocks)
            case "table":
                yield from _rows(block.cells)
            case other:
                refuse_unless(False, f"the bot is not known to send a block of type {other}")


def _rows(cells: Sequence[Sequence[Any]]) -> Iterator[str]:
    refuse_unless(cells and all(cells), "table must be non-empty")
    refuse_unless(len({len(row) for row in cells}) == 1, "rows of a table must be of one length")
    for row in cells:
        for cell in row:
            refuse_unless(cell.align in ALIGNED and cell.valign in VALIGNED, "cell is aligned in no known way")
        yield " | ".join("" if cell.text is None else text_of(cell.text) for cell in row)


def text_of(text: Any) -> str:
    """Return the letters of a rich text."""
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(map(text_of, text))
    if text.type == "url":
        refuse_unless(str(text.url).startswith(("https://", "http://", "tg://", "mailto:", "tel:")), "wrong URL")
    return text_of(text.text)
