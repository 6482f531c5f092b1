"""What the paths prove of a questionnaire: which conditions never or always hold, how many questions people see."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from bot.authoring.names import Names
from bot.authoring.reading import Keys
from bot.paths.distribution import Distribution, distribution
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, Answered, Any, Condition, InSegment, Not, OnDate, Test, names, tests
from bot.questionnaire.formula import Apply, Formula, formula_names
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
_EVERYBODY: Condition = All(())
_ALWAYS_GIVEN = ("language", "channel", "today")
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

    def excluded(self, several: Iterable[Condition]) -> list[bool]:
        """Tell for each of several conditions whether it is proved to hold for nobody, on any day."""
        watched = {f"?{place}": condition for place, condition in enumerate(several)}
        open_ = dict(watched)
        for day in self.days:
            if open_ and (met := self._look(day, open_)) is not None:
                open_ = {name: condition for name, condition in open_.items() if name not in met}
            elif open_:
                return [False] * len(watched)
        # Beyond so many days nobody can tell.
        return [name in open_ and (self._all_days or not self._dated(watched[name])) for name in watched]

    def _look(self, day: str, watched: Mapping[str, Condition]) -> frozenset[str] | None:
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
    def _watched(self) -> dict[str, Condition]:
        """Every condition, and where it does not hold, by its keys."""
        watched = {".".join(keys): condition for keys, condition in self.conditions.items()}
        elsewhere = {".".join((*keys, *_NOT)): self.elsewhere(each) for keys, each in self.conditions.items()}
        return watched | elsewhere

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

    def _dated(self, condition: Condition) -> bool:
        looked_at = self.known.looks_at(condition)
        kinds = {each.type for each in self.questionnaire.questions if each.id in looked_at}
        return "date" in kinds or any(isinstance(test, OnDate) for test in tests(condition))

    # Where a condition does not hold --------------------------------------------------------------------

    def elsewhere(self, condition: Condition) -> Condition:
        """Return the condition that holds exactly where this one is false or unknown."""
        return self._missed(condition, wanted=True)

    def _missed(self, condition: Condition, *, wanted: bool) -> Condition:
        """Return where a condition does not come out as wanted: true, or else false."""
        match condition:
            case Not(of=part):
                return self._missed(part, wanted=not wanted)
            case All(of=parts) | Any(of=parts):
                missed = tuple(self._missed(part, wanted=wanted) for part in parts)
                return Any(missed) if isinstance(condition, All) is wanted else All(missed)
            case InSegment(names=segments):
                inner = [self.known.segments[each] for each in segments]
                missed = tuple(self._missed(each, wanted=wanted) for each in inner if each is not None)
                return Any(missed) if wanted else All(missed)
            case Answered():
                return Not(condition) if wanted else condition
        return Any((Not(condition) if wanted else condition, *self._unknown(condition)))

    def _divides(self, formula: Formula) -> bool:
        """Tell whether a formula may have no value although all that it is made of has one."""
        inner = (self.known.facts.get(name.name) for name in formula_names(formula))
        return _applies("/", formula) or any(self._divides(fact.formula) for fact in inner if fact)

    def _unknown(self, test: Test) -> Iterator[Condition]:
        """Yield where a test of a value can be unknown."""
        for name in names(test):
            fact = self.known.facts.get(name)
            if fact is not None and self._divides(fact.formula):
                yield _EVERYBODY
            elif name not in _ALWAYS_GIVEN:
                yield from (Not(Answered((each,))) for each in sorted(self.known.rests_on(name)) or (name,))


def _applies(function: str, formula: Formula) -> bool:
    """Tell whether a formula itself applies a function."""
    return isinstance(formula, Apply) and (
        formula.function == function or any(_applies(function, each) for each in formula.arguments)
    )
