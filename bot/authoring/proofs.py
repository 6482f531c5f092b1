"""What the paths prove of a questionnaire: which conditions never or always hold, how many questions people see."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from bot.authoring.names import Names
from bot.authoring.reading import Keys
from bot.paths.blocking import Blocking, Blockings
from bot.paths.claims import Claim, Misses, conditions_in
from bot.paths.distribution import Distribution, distribution
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, OnDate, tests
from bot.questionnaire.formula import Apply, Formula
from bot.questionnaire.model import Questionnaire

FORKS = 2_000
"""Forks after which figures are no longer exact: a check is to be done within a second."""
CARRIED = 300_000
"""What all forks together may carry of questions and conditions: where there are many, each fork takes longer."""
MOST_LOOKS = 40
"""How often the paths are asked about one questionnaire before nothing more is said of it."""
ENTANGLED = 10
"""How much dearer each time is where figures are not exact."""
MOST_DAYS = 40
"""Days on which a condition is looked at before nothing is said of it."""
SOME_DAY = "2026-01-01"
"""Where no day is named, all days are alike."""
_LONG = 20 * 365
"""Days after which everything that a file names is past, or still far off."""
_NOT = ("not",)


def conditions(questionnaire: Questionnaire) -> dict[Keys, Condition]:
    """Return every condition of a questionnaire by the keys that lead to it."""
    found: dict[Keys, Condition | None] = {}
    found |= {("questions", each.id, "ask_if"): each.ask_if for each in questionnaire.questions}
    found |= {("segments", each.id): each.condition for each in questionnaire.segments}
    found |= {("needs", each.id, "if"): each.condition for each in questionnaire.needs}
    found |= {("needs", each.id, "unless"): each.unless for each in questionnaire.needs}
    found |= {("offers", each.id, "if"): each.condition for each in questionnaire.offers}
    found |= {("accessories", each.product, "if"): each.condition for each in questionnaire.accessories}
    sections = questionnaire.report.sections if questionnaire.report else ()
    found |= {("report", each.id, "show_if"): each.show_if for each in sections}
    return {keys: condition for keys, condition in found.items() if condition is not None}


class Proofs:
    """Asks the paths about one questionnaire, about all its conditions at once."""

    def __init__(self, questionnaire: Questionnaire, known: Names) -> None:
        self.questionnaire = questionnaire
        self.conditions = conditions(questionnaire)
        self.known = known
        self._compiled = Compiled(questionnaire)
        self._looks = 0

    @cached_property
    def figures(self) -> Distribution:
        """How many questions people see, long after the last day that the file names."""
        # Looking at the conditions as well changes no figure, but may be too much for exact ones.
        return self._all if self._all.exact else distribution(self._compiled, self.days[0], forks=self._forks())

    def never_asked(self) -> list[str]:
        """Return the questions and notes that nobody ever meets."""
        suspected = [each.id for each in self.questionnaire.questions if each.id not in self._met]
        return [each for each in suspected if each not in self._met_on_other_days]

    def never(self, keys: Keys) -> bool:
        """Tell whether it is proved that a condition holds for nobody."""
        return ".".join(keys) in self._nowhere

    def always(self, keys: Keys) -> bool:
        """Tell whether it is proved that a condition holds for everybody, also for who skips."""
        return ".".join((*keys, *_NOT)) in self._nowhere

    def settled(self, keys: Keys) -> bool:
        """Tell whether a condition is at the end what it was at its turn: a question may fill a trait in between."""
        return keys[0] != "questions" or not self.known.traits_in(self.conditions[keys])

    def excluded(self, several: Iterable[Claim]) -> list[bool]:
        """Tell for each of several claims whether it is proved to be true of nobody, on any day."""
        watched = {f"?{place}": claim for place, claim in enumerate(several)}
        open_ = dict(watched)
        for day in self.days:
            if open_ and (met := self._look(day, open_)) is not None:
                open_ = {name: claim for name, claim in open_.items() if name not in met}
            elif open_:
                return [False] * len(watched)
        # Beyond so many days nobody can tell.
        return [name in open_ and (self._all_days or not self._dated(watched[name])) for name in watched]

    def blocking(self, keys: Keys) -> Blocking | None:
        """Return what keeps a condition that never holds from it; None where there is no time to find that out."""
        place = self._compiled.position[keys[1]] if keys[0] == "questions" else None
        found = self._blockings.of(self.conditions[keys], place)
        return found if found is not None and found.proved else None

    @cached_property
    def _blockings(self) -> Blockings:
        looks = MOST_LOOKS // ENTANGLED if self._all.entangled else MOST_LOOKS
        never = self.never_asked()
        return Blockings(self._compiled, *self.days, unreachable=never, looks=looks, states=self._forks() // ENTANGLED)

    def _look(self, day: str, watched: Mapping[str, Claim]) -> frozenset[str] | None:
        """Return what can be met on a day; None where the paths were asked often enough."""
        self._looks += ENTANGLED if self._all.entangled else 1
        if self._looks > MOST_LOOKS:
            return None
        forks = self._forks(len(watched))
        forks = forks // ENTANGLED if self._all.entangled else forks
        return distribution(self._compiled, day, watched=watched, forks=forks).reachable

    def _forks(self, watched: int = 0) -> int:
        """Return how many forks there is time for, by how many conditions are watched."""
        return min(FORKS, CARRIED // (len(self._compiled.questions) + watched + 1))

    @cached_property
    def _nowhere(self) -> frozenset[str]:
        """The conditions that hold for nobody, by their keys; those with `not` behind them hold for everybody."""
        suspected = {name: condition for name, condition in self._watched.items() if name not in self._met}
        if len(self.days) == 1:
            return frozenset(suspected)
        proved = zip(suspected, self.excluded(suspected.values()), strict=True)
        return frozenset(name for name, never in proved if never)

    @cached_property
    def _watched(self) -> dict[str, Claim]:
        """Every condition, and where it does not hold, by its keys."""
        settled = {keys: condition for keys, condition in self.conditions.items() if self.settled(keys)}
        watched: dict[str, Claim] = {".".join(keys): condition for keys, condition in settled.items()}
        return watched | {".".join((*keys, *_NOT)): Misses(each) for keys, each in settled.items()}

    @property
    def _met(self) -> frozenset[str]:
        return self._all.reachable

    @cached_property
    def _all(self) -> Distribution:
        forks = self._forks(len(self._watched))
        return distribution(self._compiled, self.days[0], watched=self._watched, forks=forks)

    @cached_property
    def _met_on_other_days(self) -> frozenset[str]:
        met = [self._look(day, {}) for day in self.days[1:]] if self._all_days else [None]
        everything = frozenset(each.id for each in self.questionnaire.questions)
        return frozenset[str]().union(*(everything if each is None else each for each in met))

    # Days ---------------------------------------------------------------------------------------------

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The days on which something can be different; first one long after all that the file names."""
        named, offsets = self._named_days()
        if not named:
            return (SOME_DAY,)
        around = {
            day + shift * offset + step
            for day in named
            for offset in offsets
            for shift in (-1, 1)
            for step in (-1, 0, 1)
        }
        first = max(named) + _LONG
        ordered = [first, min(named) - _LONG, *sorted(around)]
        return tuple(date.fromordinal(day).isoformat() for day in ordered[:MOST_DAYS])

    @cached_property
    def _all_days(self) -> bool:
        """Whether these are all: not where there are too many, or where arithmetic moves days about as well."""
        moved = any(_applies("days_between", fact.formula) for fact in self.questionnaire.facts)
        return len(self.days) == 1 or (len(self.days) < MOST_DAYS and not moved)

    def _named_days(self) -> tuple[set[int], set[int]]:
        """Return the days that are named, and how far from today others are."""
        limits = [limit for each in self.questionnaire.questions for limit in (each.earliest, each.latest) if limit]
        dated = [
            test for condition in self.conditions.values() for test in tests(condition) if isinstance(test, OnDate)
        ]
        days = [limit.day for limit in limits] + [day for test in dated for day in (test.before, test.after)]
        spans = [abs(limit.days_from_today) for limit in limits]
        spans += [span or 0 for test in dated for span in (test.within_days, test.older_than_days)]
        return {date.fromisoformat(day).toordinal() for day in days if day}, {0, *spans}

    def _dated(self, claim: Claim) -> bool:
        conditions = [*conditions_in(claim)]
        looked_at = frozenset[str]().union(*map(self.known.looks_at, conditions))
        kinds = {each.type for each in self.questionnaire.questions if each.id in looked_at}
        return "date" in kinds or any(isinstance(test, OnDate) for each in conditions for test in tests(each))


def _applies(function: str, formula: Formula) -> bool:
    """Tell whether a formula itself applies a function."""
    return isinstance(formula, Apply) and (
        formula.function == function or any(_applies(function, each) for each in formula.arguments)
    )
