"""Colours: the paper and ink of the pages, how well one can be read on another, and what would do."""

PAPER, INK = "#ffffff", "#1d2329"
DARK_PAPER, DARK_INK = "#12161a", "#e8ecef"
READABLE = 4.5
"""The least contrast of text with what it stands on, as WCAG asks for it at level AA."""
_CAREFUL = 4.6
"""What is aimed at: rounding to whole colours costs a little."""
_STEPS = 20
"""In how many steps a colour that cannot be read is moved towards the ink."""
_LINEAR = 0.04045


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it: 1 (none) to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def mixed(colour: str, into: str, share: float) -> str:
    """Return `share` of a colour mixed into another one."""
    parts = zip(_parts(colour), _parts(into), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in parts)


def readable(colour: str, paper: str, ink: str) -> str:
    """Return the colour, moved towards the ink only as far as reading it takes."""
    steps = (mixed(ink, colour, step / _STEPS) for step in range(_STEPS + 1))
    return next(step for step in steps if contrast(step, paper) >= _CAREFUL or step == ink)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4
