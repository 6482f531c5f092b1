"""A questionnaire as it is published: questions, facts, segments, needs, offers and report, pinned by hash."""

from typing import Literal

from msgspec import Struct

from bot.questionnaire.condition import Condition, Range
from bot.questionnaire.formula import Formula
from bot.questionnaire.report import ReportText
from bot.values.text import Text

QuestionType = Literal[
    "select_one",
    "select_multiple",
    "integer",
    "decimal",
    "text",
    "long_text",
    "yes_no",
    "scale",
    "rank",
    "date",
    "email",
    "phone",
    "location",
    "note",
]
QUESTION_TYPES: tuple[QuestionType, ...] = QuestionType.__args__  # type: ignore[attr-defined]
CHOOSING = frozenset(("select_one", "select_multiple", "yes_no", "rank"))
"""Types whose values are ids of choices."""
NUMERIC = frozenset(("integer", "decimal", "scale"))
"""Types whose values are numbers."""
OTHER = "other"
"""The choice that stands for the respondent's own words."""


class Choice(Struct, frozen=True, omit_defaults=True):
    """One thing that can be chosen; `said` is how it stands inside a sentence."""

    id: str
    label: Text
    said: Text | None = None
    expected: float | None = None
    """Share of those asked who are expected to choose it, 0 to 1."""
    exclusive: bool = False
    image: str | None = None


YES_OR_NO = (
    Choice("yes", Text("en", {"en": ("Yes",), "fa": ("بله",), "ar": ("نعم",)})),
    Choice("no", Text("en", {"en": ("No",), "fa": ("نه",), "ar": ("لا",)})),
)
"""The choices of a `yes_no` whose author gave them no words of their own."""


class DateLimit(Struct, frozen=True, omit_defaults=True):
    """A fixed day (`2026-01-31`), or a number of days from the day the session started."""

    day: str | None = None
    days_from_today: int = 0


class Question(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One question, or a note. Which of the optional parts may be set depends on its type."""

    id: str
    type: QuestionType
    ask: Text
    why: Text | None = None
    hint: Text | None = None
    said: Text | None = None
    required: bool = False
    ask_if: Condition | None = None
    trait: str | None = None
    fresh_for: int | None = None
    """Days for which a known value need not be asked again; None: for ever."""
    purpose: str = "report"
    sensitive: bool = False
    image: str | None = None
    choices: tuple[Choice, ...] = ()
    other: bool = False
    unit: str | None = None
    at_least: float | None = None
    """The least number; for select_multiple the least number of choices."""
    at_most: float | None = None
    """The greatest number; the most choices; for texts the most characters."""
    low: int = 1
    high: int = 5
    low_end: Text | None = None
    high_end: Text | None = None
    nps: bool = False
    earliest: DateLimit | None = None
    latest: DateLimit | None = None
    example: Text | None = None

    def choice(self, choice_id: str) -> Choice | None:
        """Return the choice with this id."""
        for choice in self.choices:
            if choice.id == choice_id:
                return choice
        return None

    @property
    def waits(self) -> bool:
        """Whether the question waits for an answer."""
        return self.type != "note"


class Fact(Struct, frozen=True, omit_defaults=True):
    """A value derived from answers."""

    id: str
    formula: Formula
    unit: str | None = None
    label: Text | None = None


class Segment(Struct, frozen=True, omit_defaults=True):
    """A named condition over what is known of a respondent."""

    id: str
    condition: Condition
    label: Text | None = None


class ByRank(Struct, frozen=True):
    """A weight from the person's own ranking: the first of n counts n, the last 1."""

    question: str
    choice: str


NeedTest = Literal["is", "any_of", "includes", "all_of", "none_of", "at_least", "at_most", "threshold", "target"]


class Need(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the answers ask of one attribute of a product."""

    id: str
    attribute: str
    test: NeedTest
    operand: float | bool | str | tuple[str, ...]
    operand_is_name: bool = False
    """Whether the operand is the id of a question or fact, and its value is meant."""
    tolerance: float = 0.0
    """How far from a target still counts as hit, in the unit of the attribute."""
    must: bool = False
    weight: float | ByRank = 1.0
    """Of a must: how hard it is to do without, when nothing meets them all."""
    condition: Condition | None = None
    unless: Condition | None = None
    """When nothing is asked after all; unlike a `condition`, one that is unknown changes nothing."""
    because: Text | None = None
    but: Text | None = None
    repair: Text | None = None
    """How to say that giving way here would help, where nothing meets every must."""


class Offer(Struct, frozen=True, omit_defaults=True):
    """A next step that is no product."""

    id: str
    text: Text
    condition: Condition | None = None
    link: str | None = None
    label: Text | None = None
    """What stands on the button or link."""
    coupon: str | None = None
    """A code to take along, the same in every language."""
    regions: tuple[str, ...] = ()
    """Where it holds; empty: everywhere."""


class Limits(Struct, frozen=True, omit_defaults=True):
    """How much is offered at once."""

    suggestions: int = 3
    accessories: int = 2
    step_up: float = 2.5
    """How many times as much as the best one a step up may cost; what the person would spend limits it too."""


class AccessoryRule(Struct, frozen=True, omit_defaults=True):
    """An accessory that is offered only to some, or to them before all others."""

    product: str
    condition: Condition | None = None
    because: Text | None = None


class Budget(Struct, frozen=True):
    """How many questions a respondent may see: on average, and at the very most."""

    typical: float
    at_most: int


class Questionnaire(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Everything that an author publishes as one version."""

    id: str
    title: Text
    promise: Text
    language: str
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    budget: Budget | None = None
    facts: tuple[Fact, ...] = ()
    segments: tuple[Segment, ...] = ()
    needs: tuple[Need, ...] = ()
    offers: tuple[Offer, ...] = ()
    suggest: dict[str, tuple[str, ...]] = {}
    """Which products are candidates: for an attribute, the values that are wanted. Empty: all products."""
    limits: Limits | None = None
    accessories: tuple[AccessoryRule, ...] = ()
    report: ReportText | None = None
    consents: tuple[str, ...] = ()
    """Purposes asked for one at a time after the report."""


__all__ = [
    "CHOOSING",
    "NUMERIC",
    "OTHER",
    "QUESTION_TYPES",
    "AccessoryRule",
    "Budget",
    "ByRank",
    "Choice",
    "DateLimit",
    "Fact",
    "Limits",
    "Need",
    "NeedTest",
    "Offer",
    "Question",
    "QuestionType",
    "Questionnaire",
    "Range",
    "Segment",
]
