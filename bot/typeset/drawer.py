"""Draws maps with Typst: words are shaped and turned into outlines, so that a picture looks the same everywhere."""

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape

import msgspec

from bot.service.mapping import Map

if TYPE_CHECKING:
    import typst

_HERE = Path(__file__).parent
_TEMPLATE, _FONTS = _HERE / "map.typ", _HERE / "fonts"
PPI = 192
"""Dots an inch of a PNG: twice those of a slide."""


class TypstDrawer:
    """Makes SVG and PNG of maps. The same map gives the same bytes; it may be used from several threads at once."""

    def __init__(self) -> None:
        self._compiler: typst.Compiler | None = None
        # One at a time: a compiler holds the data of the map it is working on.
        self._lock = Lock()

    def svg(self, map_: Map) -> bytes:
        """Return the map as SVG, with its title for who cannot see it."""
        made = self._made(map_, "svg")
        head, mark, rest = made.partition(b">")
        return head + mark + f"<title>{escape(map_.title)}</title><desc>{escape(map_.length)}</desc>".encode() + rest

    def png(self, map_: Map, *, ppi: float = PPI) -> bytes:
        """Return the map as PNG."""
        return self._made(map_, "png", ppi)

    def _made(self, map_: Map, form: Literal["svg", "png"], ppi: float = PPI) -> bytes:
        with self._lock:
            if self._compiler is None:
                import typst  # noqa: PLC0415 - 80 MB that most commands never need

                fonts = typst.Fonts(include_system_fonts=False, font_paths=[_FONTS])
                self._compiler = typst.Compiler(_TEMPLATE, root=_HERE, font_paths=fonts)
            inputs = {"map": msgspec.json.encode(map_).decode()}
            made = self._compiler.compile(format=form, sys_inputs=inputs, ppi=ppi)
        if not isinstance(made, bytes):
            raise TypeError(f"Typst gave {type(made).__name__} where one picture was expected")
        return made
