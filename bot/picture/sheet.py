"""A picture laid out: columns on a sheet, lanes for arrows that pass, and every arrow as a curve."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from bot.picture.columns import Columns, columns, folded, incoming, split
from bot.picture.columns import stacked as column_height
from bot.picture.model import Arrow, Box, Label, Link, Node, Picture, Point
from bot.picture.sizes import (
    BAND,
    BESIDE,
    GAP,
    HEAD,
    LANE,
    LEGEND_LINE,
    MARGIN,
    NARROW,
    SLIDE,
    breadth,
    height,
    label_height,
    label_width,
    slot,
)
from bot.picture.stacking import stacked

ROUNDS = 12
"""How often all columns are moved towards what they hang on."""
MOST_PARTS = 8
"""Into how many parts the highest column may be cut."""
CLUTTER = 0.2
"""How much smaller a picture may be instead of having its columns cut into one part more: arrows get long by that."""
Key = tuple[str, int]
"""A node or, where arrows from it pass, a lane; and its column."""


class _Item(Struct):
    """Something in a column: a node, or the lane of the arrows from a node that pass here."""

    key: Key
    height: float
    centre: float = 0.0


def laid_out(nodes: Sequence[Node], links: Sequence[Link], *, legend: int = 0, mirrored: bool = False) -> Picture:
    """Put nodes (in the order asked) and links in their places, as large as they can be on a slide.

    `legend`: how many lines of words stand below; `mirrored`: from right to left.
    """
    besides = HEAD + MARGIN + legend * LEGEND_LINE
    sheets, _ = min(_ways(nodes, links), key=lambda way: _shrinks(way[0], besides) * (1 + CLUTTER * (way[1] - 1)))
    flip = _Flip(max(sheet.width for sheet in sheets) if mirrored else None)
    boxes, arrows, labels, top = list[Box](), list[Arrow](), list[Label](), HEAD
    for sheet in sheets:
        sheet.settle(top)
        boxes += map(flip.box, sheet.boxes())
        for arrow, label in sheet.arrows():
            arrows.append(flip.arrow(arrow))
            labels += [flip.label(label)] if label is not None else []
        top += sheet.height + BAND
    return Picture(
        width=max(sheet.width for sheet in sheets),
        height=top - BAND + besides - HEAD,
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        labels=tuple(labels),
        legend=top - BAND + MARGIN / 2,
    )


def _ways(nodes: Sequence[Node], links: Sequence[Link]) -> Iterator[tuple[list["_Sheet"], int]]:
    """Yield the ways to fold into rows and to cut high columns, and into how many parts the highest is cut."""
    for rows in folded(columns(nodes, links)):
        into = incoming(links)
        tallest = max((column_height(column, into) for row in rows for column in row), default=0.0)
        for parts in range(1, MOST_PARTS + 1):
            yield [_Sheet(split(row, into, tallest / parts), links) for row in rows], parts


def _shrinks(sheets: Sequence["_Sheet"], besides: float) -> float:
    """Return how much a picture has to be made smaller to stand on a slide."""
    high = sum(sheet.height + BAND for sheet in sheets) - BAND + besides
    return max(max(sheet.width for sheet in sheets) / SLIDE[0], high / SLIDE[1])


class _Sheet:
    """One row: its columns beside each other, and everything in its place."""

    def __init__(self, whole: Columns, links: Sequence[Link]) -> None:
        self._nodes = {node.id: node for column in whole for node in column}
        self._column = {node.id: place for place, column in enumerate(whole) for node in column}
        self._links = [self._seen(link) for link in links if link.target in self._nodes]
        self._into = incoming(self._links)
        self._items = [
            [_Item((node.id, place), height(node, self._into.get(node.id, []))) for node in column]
            for place, column in enumerate(whole)
        ]
        self._across(whole)
        self._stack_cards()
        self._open_lanes()
        self.height = max((self._total(column) for column in self._items), default=0.0)
        self._top = 0.0

    def _seen(self, link: Link) -> Link:
        """Return a link as it is drawn here: one that would run backwards, or from another row, comes from outside."""
        first = len(self._column) if link.source is None else self._column.get(link.source, len(self._column))
        if first < self._column[link.target]:
            return link
        return replace(link, source=None, text=link.afar)

    # Across -------------------------------------------------------------------------------------------------

    def _across(self, whole: Columns) -> None:
        """Put the columns beside each other, with room between them for curves and words."""
        self._left, self._breadth, self._words, x = list[float](), list[float](), list[float](), MARGIN
        for place, column in enumerate(whole):
            links = [link for node in column for link in self._into.get(node.id, ())]
            self._words.append(max(map(label_width, links), default=0.0) + (BESIDE if links else 0.0))
            x += (NARROW if place else 0.0) + self._words[-1]
            self._left.append(x)
            self._breadth.append(max(map(breadth, column)))
            x += self._breadth[-1]
        self.width = x + MARGIN

    # Down ---------------------------------------------------------------------------------------------------

    def _total(self, column: Sequence[_Item]) -> float:
        return sum(item.height for item in column) + GAP * max(len(column) - 1, 0)

    def _stack_cards(self) -> None:
        tallest = max((self._total(column) for column in self._items), default=0.0)
        for column in self._items:
            used = (tallest - self._total(column)) / 2
            for item in column:
                item.centre = used + item.height / 2
                used += item.height + GAP

    def _open_lanes(self) -> None:
        """Give the arrows from one node a lane in each column that they pass, between the cards there."""
        self._at = {item.key: item for column in self._items for item in column}
        for source, first in list(self._column.items()):
            targets = [link.target for link in self._links if link.source == source]
            last = max((self._column[target] for target in targets), default=first)
            for place in range(first + 1, last):
                beyond = [target for target in targets if self._column[target] > place]
                end = sum(self._at[target, self._column[target]].centre for target in beyond) / len(beyond)
                begin = self._at[source, first].centre
                centre = begin + (end - begin) * (place - first) / (last - first)
                item = _Item((source, place), LANE, centre)
                self._items[place].append(item)
                self._at[item.key] = item
        for column in self._items:
            column.sort(key=lambda item: item.centre)

    def _chain(self, link: Link) -> list[Key]:
        """Return the node an arrow begins at, the lanes it passes in, and the node it ends at."""
        last = self._column[link.target]
        if link.source is None:
            return [(link.target, last)]
        return [*((link.source, place) for place in range(self._column[link.source], last)), (link.target, last)]

    def _pull(self) -> dict[Key, list[tuple[Key, float]]]:
        """Return for each item what it is joined with by arrows, and how strongly."""
        found: dict[Key, dict[Key, float]] = {}
        for link in self._links:
            for one, other in pairwise(self._chain(link)):
                for here, there in ((one, other), (other, one)):
                    pulls = found.setdefault(here, {})
                    pulls[there] = max(pulls.get(there, 0.0), 1.0 + link.share)
        return {key: [*pulls.items()] for key, pulls in found.items()}

    def settle(self, top: float) -> None:
        """Bring everything near to what it is joined with; `top`: where the row begins."""
        self._top = top
        pull = self._pull()
        forth, back = range(len(self._items)), range(len(self._items) - 1, -1, -1)
        for _ in range(ROUNDS):
            self._move(forth, pull)
            self._move(back, pull)

    def _move(self, order: Iterable[int], pull: Mapping[Key, list[tuple[Key, float]]]) -> None:
        """Move the columns, one after the other, towards what their items are joined with."""
        for place in order:
            column = self._items[place]
            wanted = []
            for item in column:
                joined = pull.get(item.key, [])
                total = sum(weight for _, weight in joined)
                meet = sum(self._at[key].centre * weight for key, weight in joined)
                wanted.append(meet / total if total else self.height / 2)
            centres = stacked(wanted, [item.height for item in column], GAP, self.height)
            for item, centre in zip(column, centres, strict=True):
                item.centre = centre

    # In its place -------------------------------------------------------------------------------------------

    def boxes(self) -> Iterator[Box]:
        """Yield the nodes in their places."""
        yield from map(self._box, self._nodes.values())

    def arrows(self) -> Iterator[tuple[Arrow, Label | None]]:
        """Yield the arrows, each with its words."""
        for name in self._nodes:
            yield from self._arrows_into(name)

    def _box(self, node: Node) -> Box:
        place = self._column[node.id]
        item = self._at[node.id, place]
        return Box(
            node=node,
            x=self._left[place],
            y=self._top + item.centre - item.height / 2,
            width=breadth(node),
            height=item.height,
        )

    def _arrows_into(self, name: str) -> Iterator[tuple[Arrow, Label | None]]:
        """Yield the arrows into a node from top to bottom, each with its words above its end."""
        links = self._into.get(name, [])
        links = sorted(links, key=lambda link: self._at[self._chain(link)[max(len(self._chain(link)) - 2, 0)]].centre)
        y = self._top + self._at[name, self._column[name]].centre - sum(map(slot, links)) / 2
        for link in links:
            end = self._left[self._column[name]], y + slot(link) - 3.0
            label = None
            if link.text:
                words = label_width(link)
                label = Label(
                    text=link.text,
                    x=end[0] - words - BESIDE / 2,
                    y=y,
                    width=words,
                    height=label_height(link),
                    never=link.never,
                )
            yield self._arrow(link, end), label
            y += slot(link)

    def _arrow(self, link: Link, end: Point) -> Arrow:
        chain = self._chain(link)
        straight = end[0] - self._words[self._column[link.target]], end[1]
        if len(chain) == 1:
            start = end[0] - label_width(link) - BESIDE, end[1]
            return Arrow(start=start, pieces=(_straight(start, end),), share=link.share, never=link.never)
        (source, place), *lanes = chain[:-1]
        start = self._left[place] + breadth(self._nodes[source]), self._top + self._at[source, place].centre
        # Level past the widest of its column, so that it runs behind none of the others.
        here = self._left[place] + self._breadth[place], start[1]
        pieces = [_straight(start, here)]
        for key in lanes:
            left = self._left[key[1]]
            into = left - self._words[key[1]], self._top + self._at[key].centre
            out = left + self._breadth[key[1]], into[1]
            pieces += [_bent(here, into), _straight(into, out)]
            here = out
        pieces += [_bent(here, straight), _straight(straight, end)]
        return Arrow(start=start, pieces=tuple(pieces), share=link.share, never=link.never)


def _bent(start: Point, end: Point) -> tuple[Point, Point, Point]:
    """Return a curve that begins and ends level."""
    middle = (start[0] + end[0]) / 2
    return (middle, start[1]), (middle, end[1]), end


def _straight(start: Point, end: Point) -> tuple[Point, Point, Point]:
    return start, end, end


class _Flip:
    """Mirrors what is drawn, for languages that are read from right to left; None: leaves it as it is."""

    def __init__(self, width: float | None) -> None:
        self._width = width

    def box(self, box: Box) -> Box:
        return box if self._width is None else replace(box, x=self._width - box.x - box.width)

    def label(self, label: Label) -> Label:
        return label if self._width is None else replace(label, x=self._width - label.x - label.width)

    def arrow(self, arrow: Arrow) -> Arrow:
        if self._width is None:
            return arrow
        pieces = tuple((self._point(a), self._point(b), self._point(c)) for a, b, c in arrow.pieces)
        return replace(arrow, start=self._point(arrow.start), pieces=pieces)

    def _point(self, point: Point) -> Point:
        return point if self._width is None else (self._width - point[0], point[1])
