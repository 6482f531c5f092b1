"""Sizes of a picture, in points; they are those of a slide of about a thousand points across."""

from bot.picture.lettering import lines, width
from bot.picture.model import Link, Node

CARD, PILL = 148.0, 112.0
"""Widths of a card, and of the shape that shows a segment."""
PAD, LINE, FOOT = 8.0, 13.0, 21.0
"""Of a card: the room around its words, the height of a line, and of what stands below them."""
LETTER, SMALL, SMALL_LINE = 10.0, 8.0, 11.0
"""Sizes of letters on cards and on arrows."""
MOST_LINES, MOST_SMALL_LINES = 4, 5
GAP, LANE = 12.0, 8.0
"""Between the cards of a column; the height of a lane in which arrows pass."""
NARROW, WIDE = 34.0, 112.0
"""Between columns: the room for curves, and the most that words on arrows may take besides."""
BESIDE = 14.0
"""Besides the words on an arrow: for its head, and a little before them."""
HEAD, MARGIN, LEGEND_LINE = 66.0, 28.0, 14.0
"""Above the cards for title and figures; around everything; a line of the legend."""
BAND = 30.0
"""Between the rows into which a long questionnaire is folded."""
SLIDE = (960.0, 540.0)
"""The shape that a picture is to fill."""


def height(node: Node, incoming: list[Link]) -> float:
    """Return how high a node has to be for its words, and for the words on the arrows into it."""
    if node.kind == "segment":
        own = PAD + lines(node.text, LETTER, PILL - 2 * PAD) * LINE + SMALL_LINE + 4.0
    else:
        own = PAD + lines(node.text, LETTER, CARD - 2 * PAD) * LINE + FOOT
    return max(own, sum(map(slot, incoming)) + 4.0)


def breadth(node: Node) -> float:
    """Return how wide a node is."""
    return PILL if node.kind == "segment" else CARD


def slot(link: Link) -> float:
    """Return the room that an arrow takes at its head, with the words above it."""
    return label_height(link) + 7.0


def label_width(link: Link) -> float:
    """Return how wide the words on an arrow are."""
    return min(width(link.text, SMALL) + 2.0, WIDE) if link.text else 0.0


def label_height(link: Link) -> float:
    """Return how high the words on an arrow are."""
    return lines(link.text, SMALL, WIDE) * SMALL_LINE if link.text else 0.0
