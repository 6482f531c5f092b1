"""A font for tests: the Latin letters of the one in the repository, under a name of their own, in two weights."""

import io
from functools import cache
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

OURS = Path(__file__).parents[1] / "bot" / "typeset" / "fonts"
FAMILY = "Garden Hand"


@cache
def latin(style: str = "Regular") -> bytes:
    """Return a TrueType font that has no Persian; its licence (OFL) asks for another name."""
    font = TTFont(OURS / f"Vazirmatn-{style}.ttf")
    subsetter = Subsetter(Options(name_IDs=[1, 2, 4, 6]))
    subsetter.populate(unicodes=range(0x20, 0x7F))
    subsetter.subset(font)
    words = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"{FAMILY.replace(' ', '')}-{style}"}
    for record in font["name"].names:
        record.string = words[record.nameID]
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
