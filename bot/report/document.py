"""A report composed for one person, in neutral blocks, before a channel or the typesetter lays it out.

Every text here is final and literal: answers are filled in, numbers are in the language's digits. Nobody parses it
again.
"""

from typing import Literal

from msgspec import Struct

from bot.questionnaire.report import Style

TAG = "is_a"


class Span(Struct, frozen=True, omit_defaults=True):
    """A stretch of final text in one style, perhaps a link."""

    text: str
    style: Style = "plain"
    link: str | None = None


Spans = tuple[Span, ...]


class Paragraph(Struct, frozen=True, tag="paragraph", tag_field=TAG):
    """A paragraph."""

    spans: Spans


class Listing(Struct, frozen=True, tag="list", tag_field=TAG):
    """A bulleted or numbered list."""

    items: tuple[Spans, ...]
    numbered: bool = False


class Table(Struct, frozen=True, tag="table", tag_field=TAG):
    """A table with one header row."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


class Callout(Struct, frozen=True, tag="callout", tag_field=TAG):
    """A passage set apart; `label` is its kind in the language of the report."""

    kind: Literal["tip", "note", "warning"]
    label: str
    paragraphs: tuple[Spans, ...]


class Bar(Struct, frozen=True):
    """One bar: its label, its length as a number, and the number as it is written."""

    label: str
    value: float
    shown: str
    accent: bool = False


class Chart(Struct, frozen=True, tag="chart", tag_field=TAG):
    """A bar chart; the title says its message, each bar is labelled directly."""

    title: str
    bars: tuple[Bar, ...]
    alt: str
    """What the chart shows, in a sentence, for those who do not see it."""


class Card(Struct, frozen=True, omit_defaults=True):
    """One suggestion: what, for how much, why, and what speaks against it."""

    product: str
    name: str
    summary: str
    price: str | None
    reasons: tuple[str, ...]
    """In a short card one sentence, another one in each; or what stands in the way where nothing fits."""
    against: tuple[str, ...]
    fit: float
    """Share of the soft needs' weight that is met, 0 to 1."""
    fit_shown: str
    """Empty where there is no fit to show: nothing soft was asked for, a must is not met, or it is an accessory."""
    link: str | None = None
    role: str = ""
    """Why it stands here, in two or three words: best fit, costs less, goes with it."""


class Cards(Struct, frozen=True, tag="cards", tag_field=TAG):
    """The suggestions, in full or short, with the words that label their parts."""

    cards: tuple[Card, ...]
    short: bool
    because: str
    against: str
    fit: str
    nothing: str
    """What is said where nothing speaks against a suggestion."""


Block = Paragraph | Listing | Table | Callout | Chart | Cards


class Section(Struct, frozen=True):
    """A section with its title."""

    id: str
    title: Spans
    blocks: tuple[Block, ...]
    in_message: bool = False


class Document(Struct, frozen=True, kw_only=True):
    """A whole report, made for one person."""

    title: Spans
    language: str
    direction: Literal["ltr", "rtl"]
    company: str
    day: str
    """The day it was made, as `2026-11-21`."""
    dated: str
    """For whom it was made and on which day, as the language says it."""
    footer: str
    accent: str
    """Colour as `#rrggbb`."""
    sections: tuple[Section, ...]
