"""What one questionnaire can end in for who answers it: looked for as long as a check has time."""

from collections.abc import Iterator
from functools import cached_property

from bot.authoring.proofs import MOST_DAYS
from bot.paths.witness import Way
from bot.questionnaire.catalogue import Product, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.model import Need, Questionnaire
from bot.suggestion.outcomes import Effort, Never, Outdone, Search

EFFORT = Effort(examples=40, looks=30, states=500, few=250)
MOST_PRODUCTS = 60
MOST_TOGETHER = 800
"""Products, and products times needs, of which there is time to say something."""


class Ends:
    """Asks the outcomes about one questionnaire, for who starts on any of some days (ISO)."""

    def __init__(self, questionnaire: Questionnaire, products: Products, days: tuple[str, ...]) -> None:
        self._needs = questionnaire.needs
        search = Search(Compiled(questionnaire), products, *days, effort=EFFORT)
        count = len(search.admission.candidates)
        few = count <= MOST_PRODUCTS and 0 < count * len(questionnaire.needs) <= MOST_TOGETHER
        self.candidates: tuple[Product, ...] = search.admission.candidates if questionnaire.needs else ()
        """The products that may be suggested by their kind; none where nothing is asked of products."""
        # Beyond so many days, or so many products, nobody can tell in time.
        self._search = search if few and len(days) < MOST_DAYS else None

    @cached_property
    def never(self) -> dict[str, Never]:
        """The products of which it is proved that nobody is suggested them, by id."""
        found: Iterator[Never] = self._search.never() if self._search else iter(())
        return {each.product: each for each in found if each.proved}

    @cached_property
    def outdone(self) -> dict[str, Outdone]:
        """The products that another one always outdoes, by id."""
        found: Iterator[Outdone] = self._search.outdone(leaving_out=self.never) if self._search else iter(())
        return {each.product: each for each in found}

    @cached_property
    def nothing(self) -> Way | None:
        """A way to where products are asked for and none fits; None where there is none, as far as is known."""
        way = self._search.nothing() if self._search else None
        return way if way is not None and way.steps is not None and way.proved else None

    @cached_property
    def unsaid(self) -> list[tuple[str, Need]]:
        """Products, and needs that ask some of those for them whom they fit for what their data do not say."""
        needs = {need.id: need for need in self._needs}
        return [(product, needs[need]) for product, need in self._search.unsaid()] if self._search else []
