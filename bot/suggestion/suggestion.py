"""What a suggestion is: a product, its score, and every need's share in it."""

from typing import Literal

from msgspec import Struct

from bot.questionnaire.catalogue import AttributeValue, Saving

Role = Literal["best", "cheaper", "step_up", "also", "accessory", "nearest"]
"""Why a product stands here; `nearest`: nothing meets every must, and this one misses the fewest."""


class Verdict(Struct, frozen=True):
    """How one product meets one need."""

    need: str
    attribute: str
    met: float
    """1 wholly met, 0 not at all; between: partly."""
    weight: float
    """The weight of the need over the sum of the weights of all active soft needs; 0 for a must."""
    must: bool
    wanted: AttributeValue
    offered: AttributeValue | None
    """None: the product's data do not say."""
    unit: str | None = None
    """The unit of both; for money the currency in which they were compared."""

    @property
    def share(self) -> float:
        """What this need adds to the score."""
        return self.met * self.weight

    @property
    def violated(self) -> bool:
        """Whether this is a must that is not met."""
        return self.must and self.met < 1


class Suggestion(Struct, frozen=True):
    """A product offered: its score is the sum of its verdicts' shares, 0 to 1."""

    product: str
    score: float
    role: Role
    verdicts: tuple[Verdict, ...]
    beside: str | None = None
    """Of an accessory: the suggested product that it goes with."""
    saves: Saving | None = None
    """What is saved when both are bought together."""

    @property
    def fit(self) -> float | None:
        """The score, or None where nothing soft was asked for and a score would say nothing."""
        return self.score if any(verdict.weight for verdict in self.verdicts) else None

    @property
    def confidence(self) -> float:
        """The share of the score's weight on which the product's data say something, 0 to 1."""
        weight = sum(verdict.weight for verdict in self.verdicts)
        said = sum(verdict.weight for verdict in self.verdicts if verdict.offered is not None)
        return said / weight if weight else 1.0

    @property
    def violated(self) -> tuple[Verdict, ...]:
        """The musts that are not met."""
        return tuple(verdict for verdict in self.verdicts if verdict.violated)

    @property
    def fits(self) -> bool:
        """Whether no must is violated and at least one need, must or wish, is met at least in part."""
        return not self.violated and any(verdict.met > 0 for verdict in self.verdicts)
