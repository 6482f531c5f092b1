"""How many questions are still to come, proved from what is known; fast enough to be asked after every answer."""

from collections.abc import Callable, Mapping, Set

from bot.paths.frame import Frame
from bot.paths.lengths import Bounds, Limits
from bot.paths.variables import CONSENT, needs_consent
from bot.paths.walk import Walk
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, Value

MOST_FORKS = 3_000
"""Forks after which a questionnaire counts as too entangled; bounds are then looser, but true, and still the same
for the same answers."""
FEW_FORKS = 300
"""Forks walked for each situation of an entangled questionnaire."""
MOST_DAYS = 32
"""Days of which the cells of dates are kept; a session that started on yet another day has them made again."""
MOST_KEPT = 50_000
"""Situations of which the bounds are remembered."""
Look = tuple[str, int, Callable[[Value], int]]
"""A name that something ahead looks at, its variable, and how a value finds its cell."""


class Remaining:
    """The fewest and the most questions that can still come, for one version of a questionnaire."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._days: dict[str | None, _Day] = {}

    def remaining(
        self,
        known: Known,
        position: int,
        skipped: Set[str] = frozenset(),
        consents: Mapping[str, bool] | None = None,
    ) -> Bounds:
        """Return the fewest and the most questions that will still wait for an answer from a position on.

        `known`: everything known by name (answers, traits, given names); a name that is missing has no value. Questions
        from the position on that are known, or `skipped` (passed without an answer), are not asked again. `consents`:
        purposes granted (true) or refused (false) so far; about others nothing is assumed.
        """
        today = known.get("today")
        day = self._days.get(today if isinstance(today, str) else None)
        if day is None:
            day = self._new_day(today if isinstance(today, str) else None)
        return day.remaining(known, position, skipped, consents or {})

    def _new_day(self, today: str | None) -> "_Day":
        same = next(iter(self._days.values()), None)
        if len(self._days) >= MOST_DAYS:
            del self._days[next(iter(self._days))]
        day = same if same is not None and not same.frame.dated else _Day(Frame(self._compiled, today))
        self._days[today] = day
        return day


class _Day:
    """The bounds on one day, by what is known; what needs no date is the same every day."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        places = range(len(frame.questions) + 1)
        self._ahead = [frozenset(question.id for question in frame.questions[place:]) for place in places]
        self._looks = [self._looks_from(place) for place in places]
        self._facts = [[each for each in frame.read_from(place) if each in frame.variables.derived] for place in places]
        self._purposes = {
            name.removeprefix(CONSENT): number
            for name, number in frame.variables.numbers.items()
            if name.startswith(CONSENT)
        }
        self._start()
        self._small = self._walk.explore(self._walk.settle(frame.entries({}))[1], MOST_FORKS)
        """Whether all ways from the start were walked; if not, each situation is walked a little by itself."""

    def _start(self) -> None:
        self._bounds: dict[object, Bounds] = {}
        self._walk = Walk(self.frame)
        self._limits = Limits(self._walk)

    def _looks_from(self, place: int) -> list[Look]:
        variables = self.frame.variables
        names = {number: name for name, number in variables.numbers.items() if not name.startswith(CONSENT)}
        read = [each for each in self.frame.read_from(place) if each in names and each not in variables.derived]
        return [(names[each], each, variables.cells[each].index) for each in read]

    def remaining(self, known: Known, position: int, skipped: Set[str], consents: Mapping[str, bool]) -> Bounds:
        ahead = self._ahead[position]
        passed = ahead.intersection(known)
        if skipped:
            passed |= ahead & skipped
        key = (
            position,
            passed,
            tuple([index(known[name]) if name in known else 0 for name, _, index in self._looks[position]]),
            tuple([self._fact(each, known) for each in self._facts[position]]),
            tuple([consents.get(purpose) for purpose in self._purposes]) if consents else None,
        )
        bounds = self._bounds.get(key)
        if bounds is None:
            if len(self._bounds) >= MOST_KEPT:
                self._start()
            bounds = self._bounds[key] = self._proved(known, position, passed, consents)
        return bounds

    def _fact(self, number: int, known: Known) -> int | None:
        """Return the cell of a variable that follows from others, as soon as they are all known."""
        derived = self.frame.variables.derived[number]
        inputs = derived.inputs.values()
        return derived.actual(known) if all(each.name in known for each in inputs) else None

    def _proved(self, known: Known, position: int, passed: frozenset[str], consents: Mapping[str, bool]) -> Bounds:
        decided = self._decided(known, position, passed)
        if -1 in decided.values():
            return self._counted(position, passed)
        decided |= {number: int(consents[each]) for each, number in self._purposes.items() if each in consents}
        for number, derived in self.frame.variables.derived.items():
            if all(each in decided for each in derived.inputs):
                decided[number] = self._fact(number, known) or 0
        walk, limits = (self._walk, self._limits) if self._small else (fresh := Walk(self.frame), Limits(fresh))
        seen, parts = walk.settle(self.frame.entries(decided, position))
        walk.explore(parts, None if self._small else FEW_FORKS)
        return limits.of(seen, parts)

    def _decided(self, known: Known, position: int, passed: frozenset[str]) -> dict[int, int]:
        """Return the cells of everything that no question from the position on can change."""
        questions = self.frame.questions
        decided = {place: 0 for place in range(position, len(questions)) if questions[place].id in passed}
        for name, number, index in self._looks[position]:
            if number < position or number >= len(questions) or name in passed:
                decided[number] = index(known[name]) if name in known else 0
        return decided

    def _counted(self, position: int, passed: frozenset[str]) -> Bounds:
        """Count what is asked in any case, and everything: for values that no answer can have."""
        ahead = [each for each in self.frame.questions[position:] if each.waits and each.id not in passed]
        return sum(each.ask_if is None and not needs_consent(each) for each in ahead), len(ahead)
