"""Which column a node stands in: right of what it hangs on, and of the last one before it that everybody meets."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from bot.picture.model import Link, Node
from bot.picture.sizes import GAP, height

Columns = list[list[Node]]
MOST_ROWS = 4
"""Into how many rows a questionnaire may be folded."""
MOST_FOLDS = 12
"""Places at which folding is tried; more of them, and only some are."""
_SLACK = 0.05
"""How much higher than the others a part of a column may be before there is one part more."""


def incoming(links: Sequence[Link]) -> dict[str, list[Link]]:
    """Return the links by their targets."""
    found: dict[str, list[Link]] = {}
    for link in links:
        found.setdefault(link.target, []).append(link)
    return found


def columns(nodes: Sequence[Node], links: Sequence[Link]) -> Columns:
    """Return the nodes (given in the order asked) by columns."""
    into, place = incoming(links), dict[str, int]()
    passed, highest, before = -1, -1, None
    for node in nodes:
        sources = [place[link.source] for link in into.get(node.id, ()) if link.source in place]
        if node.everybody:
            passed = passed if before is not None and before.everybody else highest + 1
            place[node.id] = passed
        else:
            place[node.id] = max([*sources, -1 if node.kind == "segment" else passed]) + 1
        highest = max(highest, place[node.id])
        before = before if node.kind == "segment" else node
    return [[node for node in nodes if place[node.id] == column] for column in range(highest + 1)]


def folded(whole: Columns) -> Iterator[list[Columns]]:
    """Yield the ways to fold columns into rows, each of which begins with what everybody meets."""
    starts = [place for place, column in enumerate(whole) if place and any(node.everybody for node in column)]
    starts = starts[:: max(math.ceil(len(starts) / MOST_FOLDS), 1)]
    for rows in range(min(MOST_ROWS, len(starts) + 1)):
        for chosen in combinations(starts, rows):
            yield [whole[first:last] for first, last in pairwise((0, *chosen, len(whole)))]


def stacked(column: Sequence[Node], into: Mapping[str, list[Link]]) -> float:
    """Return how high a column is."""
    return sum(height(node, into.get(node.id, [])) + GAP for node in column)


def split(whole: Columns, into: Mapping[str, list[Link]], most: float) -> Columns:
    """Cut columns that are higher than that into several beside each other, about equally high, in the same order."""
    found: Columns = []
    for column in whole:
        total = stacked(column, into)
        share = total / max(math.ceil(total / most - _SLACK), 1)
        part, used = list[Node](), 0.0
        for node in column:
            own = height(node, into.get(node.id, [])) + GAP
            if part and used + own / 2 > share:
                found.append(part)
                part, used = [], used - share
            part.append(node)
            used += own
        found.append(part)
    return found
