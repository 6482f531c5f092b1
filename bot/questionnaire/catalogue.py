"""What all questionnaires of a company share: the company, its purposes, its products, the names of traits."""

from typing import Literal

from msgspec import Struct

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
    """What everything wears: colours as `#rrggbb`, and the file of a logo."""

    accent: str = "#0b5fa5"
    accent_dark: str = "#7fc4ff"
    logo: str | None = None


class Company(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Who speaks: name, languages, theme, purposes, and the questionnaire for a bare /start."""

    name: Text
    languages: tuple[str, ...]
    start: str
    purposes: tuple[Purpose, ...]
    privacy: Text
    contact: Text
    theme: Theme = Theme()

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


AttributeValue = float | bool | str | tuple[str, ...]


class Product(Struct, frozen=True, omit_defaults=True):
    """A thing that can be suggested."""

    id: str
    name: Text
    values: dict[str, AttributeValue]
    summary: Text | None = None
    goes_with: tuple[str, ...] = ()
    link: str | None = None


class Products(Struct, frozen=True, omit_defaults=True):
    """The range of products, the attributes that describe them, and what has to be said about the data."""

    attributes: tuple[Attribute, ...] = ()
    items: tuple[Product, ...] = ()
    notice: Text | None = None

    def attribute(self, attribute_id: str) -> Attribute | None:
        """Return the attribute with this id."""
        return next((attribute for attribute in self.attributes if attribute.id == attribute_id), None)


class Shared(Struct, frozen=True):
    """Everything that is live and shared by all questionnaires: company, products, names of traits."""

    company: Company
    products: Products
    traits: tuple[TraitKind, ...]
