"""What stands in a picture: nodes and links as given, then boxes, arrows and labels in their places, in points."""

from typing import Literal

from msgspec import Struct

Kind = Literal["question", "note", "segment"]
Point = tuple[float, float]


class Node(Struct, frozen=True, kw_only=True):
    """What is drawn as one shape: a question, a note, or a segment that decides what is asked."""

    id: str
    kind: Kind
    text: str
    mark: str = ""
    """Its number in the order asked."""
    share: float = 0.0
    """How many of all people meet it, 0 to 1."""
    shown: str = ""
    """The share in words."""
    never: bool = False
    everybody: bool = False
    """Whether it is there without a condition."""


class Link(Struct, frozen=True, kw_only=True):
    """An arrow from what a node hangs on; `source` None: from something outside, a campaign or a language."""

    source: str | None
    target: str
    text: str = ""
    """The condition in words, for an arrow that begins at its source."""
    afar: str = ""
    """The same with what the source is called, for an arrow that is drawn without its beginning."""
    share: float = 0.0
    never: bool = False


class Box(Struct, frozen=True, kw_only=True):
    """A node in its place: its left upper corner and its size."""

    node: Node
    x: float
    y: float
    width: float
    height: float


class Arrow(Struct, frozen=True, kw_only=True):
    """A link as a curve: a start, and pieces of two control points and an end."""

    start: Point
    pieces: tuple[tuple[Point, Point, Point], ...]
    share: float
    never: bool


class Label(Struct, frozen=True, kw_only=True):
    """Words on an arrow, in a box that ends where the arrow does."""

    text: str
    x: float
    y: float
    width: float
    height: float
    never: bool


class Picture(Struct, frozen=True, kw_only=True):
    """Everything in its place; the room above the boxes is for a title, that below for a legend."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    labels: tuple[Label, ...]
    legend: float
    """Where the legend begins."""
