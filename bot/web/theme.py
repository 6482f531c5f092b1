"""The company's theme as a style sheet: its accent, readable on light and on dark paper."""

from bot.questionnaire.catalogue import Theme
from bot.values.colour import DARK_INK, DARK_PAPER, INK, PAPER, contrast, mixed, readable

BLACK = "#000000"


def style_sheet(theme: Theme) -> str:
    """Return the custom properties of a theme for both kinds of paper."""
    light = _properties(theme.accent, PAPER, INK)
    dark = _properties(theme.accent_dark, DARK_PAPER, DARK_INK)
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _properties(accent: str, paper: str, ink: str) -> str:
    """Return the accent as it was chosen for surfaces, with what can be read on it, and one that can be read itself."""
    tint = mixed(accent, paper, 0.08)
    properties = {
        "paper": paper,
        "ink": ink,
        "accent": accent,
        "on-accent": max((PAPER, BLACK), key=lambda text: contrast(text, accent)),
        "accent-ink": readable(accent, tint, ink),
        "tint": tint,
    }
    return "".join(f"--{name}:{value};" for name, value in properties.items())
