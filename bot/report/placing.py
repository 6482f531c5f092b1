"""Words beside dots: at a side where they cover little, led to their dot by a line where they had to stand apart."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from math import hypot

from msgspec import Struct

from bot.report.plot import LEADING, Label, Line, Mark, Point, Side

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
_NEAR, _FAR = 9.0, 34.0
"""From a dot to words beside it."""
_DOWN = (0.0, 13.0, -13.0, 22.0, -22.0, 36.0, -36.0, 52.0, -52.0)
_LED = 16.0
"""From how far on words are led to their dot."""
_OUTSIDE, _APART, _WORDS = 1000.0, 2.0, 50.0
"""What a step over the edge, a step away from the dot, and words that are covered weigh against anything else."""


class Spot(Struct, frozen=True):
    """A dot, the words that belong to it, and how wide they are."""

    x: float
    y: float
    lines: tuple[str, ...]
    width: float


class _Place(Struct, frozen=True):
    """Where the words of a dot may stand."""

    label: Label
    box: Box
    near: Point
    """The point of the box that is nearest to the dot."""
    away: float
    """How far that is."""


def placed(spots: Sequence[Spot], taken: Iterable[Box], within: Box) -> Iterator[Mark]:
    """Yield the words of each dot, and lines to those that stand apart; `taken` is covered already."""
    covered = list(taken)
    tried = [_in_turn(order, covered, within) for order in permutations(spots)]
    _, best = min(tried, key=lambda each: each[0])
    for spot in spots:
        chosen = best[spot]
        if chosen.away > _LED:
            yield Line(((spot.x, spot.y), chosen.near), "grid")
        yield chosen.label


def _in_turn(order: Sequence[Spot], taken: Sequence[Box], within: Box) -> tuple[float, dict[Spot, _Place]]:
    """Return what it costs to give each in this order the best place that is left, and these places."""
    whole, chosen = 0.0, dict[Spot, _Place]()
    for spot in order:
        words = [place.box for place in chosen.values()]
        priced = ((_cost(each, taken, words, within), each) for each in _places(spot))
        cost, chosen[spot] = min(priced, key=lambda each: each[0])
        whole += cost
    return whole, chosen


def _places(spot: Spot) -> Iterator[_Place]:
    for down in _DOWN:
        yield _place(spot, "left", spot.x + _NEAR, down)
        yield _place(spot, "right", spot.x - _NEAR, down)
        if down:
            yield _place(spot, "middle", spot.x, down)
            yield _place(spot, "left", spot.x + _FAR, down)
            yield _place(spot, "right", spot.x - _FAR, down)


def _place(spot: Spot, side: Side, x: float, down: float) -> _Place:
    label = Label(x, spot.y + down, spot.lines, side, strong=True)
    left = x - {"left": 0.0, "middle": spot.width / 2, "right": spot.width}[side]
    high = len(spot.lines) * LEADING
    box = left, label.y - high / 2, left + spot.width, label.y + high / 2
    near = min(max(spot.x, box[0]), box[2]), min(max(spot.y, box[1]), box[3])
    return _Place(label, box, near, hypot(near[0] - spot.x, near[1] - spot.y))


def _cost(place: _Place, taken: Iterable[Box], words: Iterable[Box], within: Box) -> float:
    box = place.box
    beyond = (within[0] - box[0], within[1] - box[1], box[2] - within[2], box[3] - within[3])
    outside = sum(max(0.0, each) for each in beyond)
    covered = sum(_overlap(box, other) for other in taken) + _WORDS * sum(_overlap(box, other) for other in words)
    return _OUTSIDE * outside + _APART * place.away + covered


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0
