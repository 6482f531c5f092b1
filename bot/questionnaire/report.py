"""A report as its author wrote it: sections of blocks, parsed once, with places for answers.

Markdown is gone here. A run is a piece of text with a style; an answer is filled into a run and never becomes markup.
"""

from typing import Literal

from msgspec import Struct

from bot.questionnaire.condition import Condition
from bot.values.text import Template

TAG = "is_a"
Style = Literal["plain", "strong", "emphasis", "code"]


class Run(Struct, frozen=True, omit_defaults=True):
    """A stretch of text in one style, perhaps a link."""

    text: Template
    style: Style = "plain"
    link: str | None = None


Runs = tuple[Run, ...]


class ParagraphText(Struct, frozen=True, tag="paragraph", tag_field=TAG):
    """A paragraph."""

    runs: Runs


class ListText(Struct, frozen=True, tag="list", tag_field=TAG):
    """A bulleted or numbered list; one paragraph an item."""

    items: tuple[Runs, ...]
    numbered: bool = False


class TableText(Struct, frozen=True, tag="table", tag_field=TAG):
    """A table with one header row."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


class CalloutText(Struct, frozen=True, tag="callout", tag_field=TAG):
    """A passage set apart: a tip, a note or a warning."""

    kind: Literal["tip", "note", "warning"]
    paragraphs: tuple[Runs, ...]


class BarText(Struct, frozen=True, omit_defaults=True):
    """One bar: a constant, or the id of a question or fact, or `suggestions.<attribute>` for a bar a suggestion."""

    value: float | str
    label: Template | None = None


class ChartText(Struct, frozen=True, tag="chart", tag_field=TAG, omit_defaults=True):
    """A bar chart; its title says its message."""

    title: Template
    bars: tuple[BarText, ...]
    unit: str | None = None


class RadarText(Struct, frozen=True, tag="radar", tag_field=TAG):
    """What the person wants, by weight, against what each suggestion meets of it."""

    title: Template


class ScatterText(Struct, frozen=True, tag="scatter", tag_field=TAG, omit_defaults=True):
    """Price against fit of all products that meet the musts; `limit`: the question or fact about what one may cost."""

    title: Template
    limit: str | None = None


class SuggestionsText(Struct, frozen=True, tag="suggestions", tag_field=TAG, omit_defaults=True):
    """Where the suggestions stand: in full, or short (name, price, first reason)."""

    short: bool = False


class AnswersText(Struct, frozen=True, tag="answers", tag_field=TAG):
    """Where the table of what the person said stands."""


class OffersText(Struct, frozen=True, tag="offers", tag_field=TAG):
    """Where the next steps stand that are no product."""


class ShopsText(Struct, frozen=True, tag="shops", tag_field=TAG, omit_defaults=True):
    """Where the shops stand: those nearest to the place that was answered, or those of the region."""

    near: str | None = None
    """The question about the place; None: the region alone decides."""
    at_most: int = 3


class WhatIfText(Struct, frozen=True, tag="what_if", tag_field=TAG, omit_defaults=True):
    """Where stands what other answers would bring to the front."""

    at_most: int = 2


BlockText = (
    ParagraphText
    | ListText
    | TableText
    | CalloutText
    | ChartText
    | RadarText
    | ScatterText
    | SuggestionsText
    | AnswersText
    | OffersText
    | ShopsText
    | WhatIfText
)


class SectionText(Struct, frozen=True, omit_defaults=True):
    """A section of the report; its title and blocks by language, its logic once."""

    id: str
    title: dict[str, Runs]
    blocks: dict[str, tuple[BlockText, ...]]
    show_if: Condition | None = None
    in_message: bool = False


class ReportText(Struct, frozen=True):
    """The whole report: a title by language, and sections in order."""

    title: dict[str, Runs]
    sections: tuple[SectionText, ...]
