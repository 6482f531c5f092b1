"""The company's theme as a style sheet: its font, and its accent, readable on light and on dark paper."""

from collections.abc import Mapping
from urllib.parse import quote

from bot.questionnaire.catalogue import Theme
from bot.service.pictures import Face
from bot.values.colour import DARK_INK, DARK_PAPER, INK, PAPER, contrast, mixed, readable

BLACK = "#000000"
_FAMILY = "Company"


def style_sheet(theme: Theme, faces: Mapping[str, Face] | None = None) -> str:
    """Return the custom properties of a theme for both kinds of paper, and how it is lettered.

    `faces`: the company's font by the names of its files.
    """
    light = _properties(theme.accent, PAPER, INK)
    dark = _properties(theme.accent_dark, DARK_PAPER, DARK_INK)
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{_lettering(faces or {})}"


def _lettering(faces: Mapping[str, Face]) -> str:
    """Return what puts a font before ours, which stays for the scripts and signs that it lacks."""
    if not faces:
        return ""
    # Addresses count from the style sheet, which may stand below a path.
    rules = [
        f'@font-face{{font-family:"{_FAMILY}";src:url("font/{quote(name)}?v={face.mark}");'
        f"font-weight:{face.weight};font-display:swap}}\n"
        for name, face in faces.items()
    ]
    # More exact than the rule of our own style sheets, which may come later.
    return "".join(rules) + f':root body{{font-family:"{_FAMILY}",Vazirmatn,system-ui,sans-serif}}\n'


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
