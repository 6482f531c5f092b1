"""Whatever accent a company chooses, it can be read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questionnaire.catalogue import Theme
from bot.values.colour import DARK_INK, DARK_PAPER, INK, PAPER, contrast, mixed
from bot.values.colour import READABLE as AA
from bot.web.theme import style_sheet

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda parts: "#{:02x}{:02x}{:02x}".format(*parts))


def properties(theme: Theme) -> list[dict[str, str]]:
    """Return the custom properties on light and on dark paper."""
    return [dict(re.findall(r"--([\w-]+):(#[0-9a-fA-F]{6});", part)) for part in style_sheet(theme).split("@media")]


@given(colours, colours)
def test_text_in_the_accent_and_on_it_can_be_read(accent: str, dark: str):
    for one in properties(Theme(accent, dark)):
        assert contrast(one["accent-ink"], one["paper"]) >= AA
        assert contrast(one["accent-ink"], one["tint"]) >= AA
        assert contrast(one["on-accent"], one["accent"]) >= AA


def test_an_accent_that_can_be_read_is_left_as_it_is():
    light, dark = properties(Theme("#0b6b6b", "#5cc8be"))
    assert light["accent-ink"] == light["accent"] == "#0b6b6b"
    assert dark["accent-ink"] == dark["accent"] == "#5cc8be"


@pytest.mark.parametrize(("paper", "ink"), [(PAPER, INK), (DARK_PAPER, DARK_INK)])
def test_the_greys_of_the_style_sheet_can_be_read(paper: str, ink: str):
    assert contrast(mixed(ink, paper, 0.70), paper) >= AA
    assert contrast(mixed(ink, paper, 0.52), paper) >= 3, "edges of what can be pressed"


def test_contrast_is_what_everybody_else_calls_it():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1
