"""The company's theme as a style sheet: its accent, readable on light and on dark paper."""

from bot.questionnaire.catalogue import Theme

BLACK = "#000000"
PAPER, INK = "#ffffff", "#1d2329"
DARK_PAPER, DARK_INK = "#12161a", "#e8ecef"
READABLE = 4.6
"""Contrast that text needs: AA asks for 4.5, and rounding to whole colours costs a little."""
STEPS = 20
"""In how many steps a colour that cannot be read is moved towards the ink."""
_LINEAR = 0.04045


def style_sheet(theme: Theme) -> str:
    """Return the custom properties of a theme for both kinds of paper."""
    light = _properties(theme.accent, PAPER, INK)
    dark = _properties(theme.accent_dark, DARK_PAPER, DARK_INK)
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it: 1 (none) to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def mixed(colour: str, into: str, share: float) -> str:
    """Return `share` of a colour mixed into another one."""
    parts = zip(_parts(colour), _parts(into), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in parts)


def _properties(accent: str, paper: str, ink: str) -> str:
    """Return the accent as it was chosen for surfaces, with what can be read on it, and one that can be read itself."""
    tint = mixed(accent, paper, 0.08)
    properties = {
        "paper": paper,
        "ink": ink,
        "accent": accent,
        "on-accent": max((PAPER, BLACK), key=lambda text: contrast(text, accent)),
        "accent-ink": _readable(accent, tint, ink),
        "tint": tint,
    }
    return "".join(f"--{name}:{value};" for name, value in properties.items())


def _readable(colour: str, paper: str, ink: str) -> str:
    """Return the colour, moved towards the ink only as far as reading it takes."""
    steps = (mixed(ink, colour, step / STEPS) for step in range(STEPS + 1))
    return next(step for step in steps if contrast(step, paper) >= READABLE or step == ink)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4
