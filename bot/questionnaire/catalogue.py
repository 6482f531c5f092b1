"""What all questionnaires of a company share: the company, its purposes, its products, the names of traits."""

from typing import Literal

from msgspec import Struct

from bot.questionnaire.condition import Condition
from bot.values.places import Place
from bot.values.text import Text

PURPOSES = ("report", "remember", "contact", "reminders", "crm", "behaviour", "profiling")
Moment = Literal["at_start", "with_question", "at_end", "never"]


class Purpose(Struct, frozen=True, omit_defaults=True):
    """A named use of data, with the sentence a person agrees to, and the moment when it is asked for."""

    id: str
    label: Text
    wording: Text
    moment: Moment = "never"


class Theme(Struct, frozen=True, omit_defaults=True):
    """What everything wears: colours as `#rrggbb`, the file of a logo, and those of a font, one for each weight."""

    accent: str = "#0b5fa5"
    accent_dark: str = "#7fc4ff"
    logo: str | None = None
    font: tuple[str, ...] = ()


class Region(Struct, frozen=True, omit_defaults=True):
    """A part of the world with its own prices; `currency` is an ISO 4217 code."""

    id: str
    label: Text
    currency: str | None = None


class Shop(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A shop or dealer where products can be seen and bought."""

    id: str
    name: Text
    address: Text
    place: Place
    region: str | None = None
    """The region whose people are sent there; None: everybody."""
    link: str | None = None
    phone: str | None = None
    hours: Text | None = None


class Company(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who speaks: name, languages, theme, purposes, regions, shops, and the questionnaire for a bare /start."""

    name: Text
    languages: tuple[str, ...]
    start: str
    purposes: tuple[Purpose, ...]
    privacy: Text
    contact: Text
    theme: Theme = Theme()
    regions: tuple[Region, ...] = ()
    shops: tuple[Shop, ...] = ()

    def purpose(self, purpose_id: str) -> Purpose | None:
        """Return the purpose with this id."""
        return next((purpose for purpose in self.purposes if purpose.id == purpose_id), None)


class TraitKind(Struct, frozen=True, omit_defaults=True):
    """A thing that can be known of a person, under one name over all questionnaires."""

    id: str
    label: Text
    fresh_for: int | None = None
    """Days for which it holds; None: for ever."""
    sensitive: bool = False


class Attribute(Struct, frozen=True, omit_defaults=True):
    """A typed property of products; `low` and `high` fix the range on which it is scored."""

    id: str
    label: Text
    type: Literal["number", "money", "choice", "set", "flag"]
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    better: Literal["higher", "lower"] = "higher"
    choices: dict[str, Text] = {}
    """In an order that `at_least` and `at_most` of a need go by."""
    because: Text | None = None
    """Why a product meets a need for this attribute, where the need itself does not say."""
    but: Text | None = None
    """The same for a product that does not meet it."""


AttributeValue = float | bool | str | tuple[str, ...]


class Saving(Struct, frozen=True):
    """What is saved when two things are bought together: so much of a currency, or so many per cent (`%`)."""

    value: float
    unit: str


class Product(Struct, frozen=True, omit_defaults=True):
    """A thing that can be suggested."""

    id: str
    name: Text
    values: dict[str, AttributeValue]
    summary: Text | None = None
    goes_with: tuple[str, ...] = ()
    link: str | None = None
    image: str | None = None
    """A file below the folder of the questionnaires."""
    in_stock: bool = True
    regions: tuple[str, ...] = ()
    """Where it is sold; empty: everywhere."""
    languages: tuple[str, ...] = ()
    """For whom it is of use, by language; empty: for everybody."""
    unless: Condition | None = None
    """Who is not to be offered it; looks only at what is known over questionnaires."""
    prices: dict[str, dict[str, float]] = {}
    """Price lists by region and currency, the currency to show first; elsewhere the attribute for money counts."""
    unknown: tuple[str, ...] = ()
    """Attributes of which the author says that nobody knows the value; others without one may just be forgotten."""
    saves: dict[str, Saving] = {}
    """What buying something that goes with it saves."""


class Products(Struct, frozen=True, omit_defaults=True):
    """The range of products, the attributes that describe them, and what has to be said about the data."""

    attributes: tuple[Attribute, ...] = ()
    items: tuple[Product, ...] = ()
    notice: Text | None = None
    notice_for: dict[str, tuple[str, ...]] = {}
    """Of which products it has to be said: for an attribute, the values concerned. Empty: of all."""

    def attribute(self, attribute_id: str) -> Attribute | None:
        """Return the attribute with this id."""
        return next((attribute for attribute in self.attributes if attribute.id == attribute_id), None)

    @property
    def price(self) -> Attribute | None:
        """The attribute that says what a product costs: the first one that is money."""
        return next((attribute for attribute in self.attributes if attribute.type == "money"), None)


class Shared(Struct, frozen=True):
    """Everything that is live and shared by all questionnaires: company, products, names of traits."""

    company: Company
    products: Products
    traits: tuple[TraitKind, ...]
