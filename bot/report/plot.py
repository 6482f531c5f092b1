"""A drawing of lines, dots and words in one neutral block: where everything stands is decided, how it looks is not.

Coordinates are in points of a canvas whose y grows downwards, for letters of `LETTER` points; a drawing for a language
that is written from right to left comes mirrored already.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

TAG = "is_a"
LETTER = 10.5
"""Size of the letters for which room was made."""
LEADING = 13.0
"""From one line of words to the next."""
Role = Literal["best", "second", "third", "other", "limit", "grid"]
"""What a mark stands for: the suggestions in their order, other products, a limit, or what they are measured by."""
RANKS: tuple[Role, ...] = ("best", "second", "third")
Side = Literal["left", "middle", "right"]
Point = tuple[float, float]
_OTHER_SIDE: dict[Side, Side] = {"left": "right", "middle": "middle", "right": "left"}


class Line(Struct, frozen=True, tag="line", tag_field=TAG):
    """Straight lines from point to point, back to the first one where it is `closed`."""

    points: tuple[Point, ...]
    role: Role
    closed: bool = False


class Dot(Struct, frozen=True, tag="dot", tag_field=TAG):
    """A dot."""

    x: float
    y: float
    role: Role


class Label(Struct, frozen=True, tag="label", tag_field=TAG):
    """Lines of words around a height; `side` says where of the words the point is: at their left end, in the middle."""

    x: float
    y: float
    lines: tuple[str, ...]
    side: Side
    strong: bool = False
    """Whether the first line stands out."""


Mark = Line | Dot | Label


class Key(Struct, frozen=True):
    """What a kind of line stands for, and a word on it."""

    role: Role
    label: str
    note: str


class Plot(Struct, frozen=True, kw_only=True, tag="plot", tag_field=TAG):
    """A drawing with its message as title, and the same in numbers for those who do not see it."""

    title: str
    alt: str
    hint: str
    """How it is read, in a sentence."""
    width: float
    height: float
    marks: tuple[Mark, ...]
    key: tuple[Key, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: str
    """What the table of numbers is called."""


def mirrored(marks: tuple[Mark, ...], width: float) -> tuple[Mark, ...]:
    """Return the marks as someone sees them who reads from right to left."""
    return tuple(_mirrored(mark, width) for mark in marks)


def _mirrored(mark: Mark, width: float) -> Mark:
    match mark:
        case Line(points=points):
            return replace(mark, points=tuple((width - x, y) for x, y in points))
        case Label(x=x, side=side):
            return replace(mark, x=width - x, side=_OTHER_SIDE[side])
    return replace(mark, x=width - mark.x)
