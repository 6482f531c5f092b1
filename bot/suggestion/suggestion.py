"""What a suggestion is: a product, its score, and every need's share in it."""

from typing import Literal

from msgspec import Struct

from bot.questionnaire.catalogue import AttributeValue

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

    @property
    def fit(self) -> float | None:
        """The score, or None where nothing soft was asked for and a score would say nothing."""
        return self.score if any(verdict.weight for verdict in self.verdicts) else None
