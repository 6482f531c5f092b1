"""A report composed for one person, in neutral blocks, before a channel or the typesetter lays it out.

Every text here is final and literal: answers are filled in, numbers are in the language's digits. Nobody parses it
again.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from bot.questionnaire.report import Style
from bot.report.plot import Plot

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


class Image(Struct, frozen=True):
    """A picture by the name that its author gave it, and what it shows."""

    file: str
    alt: str


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
    image: Image | None = None


class Cards(Struct, frozen=True, tag="cards", tag_field=TAG):
    """The suggestions, in full or short, with the words that label their parts."""

    cards: tuple[Card, ...]
    short: bool
    because: str
    against: str
    fit: str
    nothing: str
    """What is said where nothing speaks against a suggestion."""


class Step(Struct, frozen=True, omit_defaults=True):
    """A next step that is no product: what it is, where to go for it, and a code to take along."""

    text: str
    label: str = ""
    """What stands on its link; empty where there is none."""
    link: str | None = None
    coupon: str | None = None
    copy: str = ""
    """What stands on a button that copies the code."""


class Offers(Struct, frozen=True, tag="offers", tag_field=TAG):
    """Next steps that are no product, with the word that stands before a code."""

    steps: tuple[Step, ...]
    code: str
    title: str = ""
    """What stands above them where no heading does."""


class ShopCard(Struct, frozen=True, omit_defaults=True):
    """A shop: where it is, how far, and how to reach it. What is not known is empty."""

    name: str
    address: str
    map: str
    """A link to a map."""
    distance: str = ""
    hours: str = ""
    phone: str = ""
    """Its digits, as they are dialled."""
    phone_shown: str = ""
    link: str | None = None


class Shops(Struct, frozen=True, tag="shops", tag_field=TAG):
    """Shops near the person, the nearest first, with the word for a map."""

    shops: tuple[ShopCard, ...]
    map: str
    title: str = ""
    """What stands above them where no heading does."""


Block = Paragraph | Listing | Table | Callout | Chart | Plot | Cards | Offers | Shops


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
    logo: Image | None = None
    font: tuple[str, ...] = ()
    """The files of the company's font."""


def images(document: Document) -> Iterator[Image]:
    """Yield the pictures that a document shows."""
    if document.logo is not None:
        yield document.logo
    for block in (block for section in document.sections for block in section.blocks):
        if isinstance(block, Cards):
            yield from (card.image for card in block.cards if card.image is not None)
