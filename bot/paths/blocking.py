"""Why something cannot be reached: the smallest part of its condition that can never hold, and what it clashes with."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from math import comb

from msgspec import Struct
from msgspec.structs import replace

from bot.paths.names import Names
from bot.paths.witness import Way, ways
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, Answered, Any, Condition, InSegment, Not, Value, names
from bot.questionnaire.model import Question
from bot.values.text import Text

MOST_SETS = 200
"""Parts of a condition of one size that are tried one by one; of longer conditions a part is found that is small, but
not always the smallest."""
_NO_WORDS = Text("", {})
_MARK = "?"
"""Begins the names of the notes that stand for parts of a condition; no question's."""
_PERHAPS = Way(())
"""Stands for a way where there is no time to look for one: nothing is said to be impossible."""


class Blocking(Struct, frozen=True, kw_only=True):
    """A part of a condition that can never hold: `tests` cannot be true together; left out one, the others can."""

    tests: tuple[Condition, ...]
    premises: tuple[str, ...] = ()
    """Earlier questions whose own `ask_if` is needed for the clash."""
    never: tuple[str, ...] = ()
    """What the tests look at that can never be asked itself."""
    later: tuple[str, ...] = ()
    """What the tests look at that is asked only later."""
    proved: bool = True
    """Whether it is certain; if not, no way was found by which it could hold."""
    inside: tuple["Blocking", ...] = ()
    """For a segment why it can never hold; for alternatives why each of them cannot."""


class Blockings:
    """Finds what blocks, in one questionnaire on some days; `known`: values that are known from the start."""

    def __init__(
        self,
        compiled: Compiled,
        *days: str,
        known: Mapping[str, Value] | None = None,
        unreachable: Iterable[str] = (),
        looks: int | None = None,
        states: int | None = None,
    ) -> None:
        """`days`: all on which it may be asked; what is possible on one of them is not blocked.

        `unreachable`: the questions that can never be asked. `looks`, `states`: how often ways are looked for at most,
        and through how many situations for each, for who cannot wait; what is not looked at counts as possible.
        """
        self._compiled = compiled
        self._days: tuple[str | None, ...] = days or (None,)
        self._known = dict(known or {})
        self._unreachable = frozenset(unreachable)
        self._looks = looks
        self._states = states
        self._names = Names(compiled, self._days[0])
        self._segments = {segment.id: segment.condition for segment in compiled.questionnaire.segments}

    def of(self, condition: Condition, place: int | None = None) -> Blocking | None:
        """Return what blocks a condition, None where nothing does.

        `place`: of the question at whose turn it is looked at; None: at the end of the conversation.
        """
        return self._of(condition, self._compiled.questions[:place])

    def possible(self, tests: Sequence[Condition], place: int | None = None) -> bool:
        """Tell whether tests can hold together, as far as is known; `place` as for `of`."""
        [way] = self._ways([tests], self._compiled.questions[:place])
        return way.steps is not None or not way.proved

    def _of(self, condition: Condition, before: tuple[Question, ...]) -> Blocking | None:
        found = self._smallest([*parts(condition)], before)
        if found is None:
            return None
        tests, proved = found
        read = [*dict.fromkeys(self._read(tests))]
        earlier = {question.id for question in before}
        behind = [name for name in read if name in self._compiled.position and name not in earlier]
        return Blocking(
            tests=tests,
            premises=() if behind else self._premises(tests, before),
            never=tuple(name for name in read if name in earlier and name in self._unreachable),
            later=tuple(behind),
            proved=proved,
            inside=tuple(self._inside(tests, before)),
        )

    def _inside(self, tests: tuple[Condition, ...], before: tuple[Question, ...]) -> Iterator[Blocking]:
        if len(tests) == 1:
            for alternative in self._alternatives(tests[0]):
                blocking = self._of(alternative, before)
                if blocking is not None:
                    yield blocking

    def _alternatives(self, test: Condition) -> tuple[Condition, ...]:
        match test:
            case Any(of=several):
                return several
            case Not(of=All(of=several)):
                return tuple(Not(each) for each in several)
            case InSegment(names=(name,)):
                return (self._segments[name],)
            case Not(of=InSegment(names=(name,))):
                return (Not(self._segments[name]),)
        return ()

    def _smallest(
        self, tests: list[Condition], before: tuple[Question, ...]
    ) -> tuple[tuple[Condition, ...], bool] | None:
        """Return the fewest tests that cannot hold together, and whether that is certain; None where all can."""
        for size in range(1, len(tests) + 1):
            if comb(len(tests), size) > MOST_SETS:
                return self._small(tests, before)
            sets = list(combinations(tests, size))
            for chosen, way in zip(sets, self._ways(sets, before), strict=True):
                if way.steps is None:
                    return chosen, way.proved
        return None

    def _small(self, tests: list[Condition], before: tuple[Question, ...]) -> tuple[tuple[Condition, ...], bool] | None:
        """Leave out tests, many at once and then fewer, as long as the rest cannot hold together."""
        [way] = self._ways([tests], before)
        if way.steps is not None:
            return None
        many = len(tests)
        while many := many // 2:
            place = 0
            while place < len(tests):
                fewer = [*tests[:place], *tests[place + many :]]
                [without] = self._ways([fewer], before)
                if without.steps is None:
                    tests, way = fewer, without
                else:
                    place += many
        return tuple(tests), way.proved

    def _premises(self, tests: tuple[Condition, ...], before: tuple[Question, ...]) -> tuple[str, ...]:
        """Return the questions that have to keep their conditions for the tests to clash."""
        left = self._behind(tests, before)
        for place in sorted(left):
            fewer = left - {place}
            [way] = self._ways([tests], _always_asked(before, fewer))
            if way.steps is None:
                left = fewer
        return tuple(before[place].id for place in sorted(left))

    def _behind(self, tests: Iterable[Condition], before: Sequence[Question]) -> set[int]:
        """Return the places of the questions with conditions on which the tests hang, also through others."""
        found, waiting = set[int](), [*tests]
        while waiting:
            for name in set(self._read([waiting.pop()])):
                places = [self._compiled.position.get(name, len(before))]
                places += [self._compiled.position[holder] for holder in self._names.holders(name)]
                for place in places:
                    if place < len(before) and place not in found and (asked := before[place].ask_if) is not None:
                        found.add(place)
                        waiting.append(asked)
        return found

    def _ways(self, sets: Sequence[Sequence[Condition]], before: Sequence[Question]) -> list[Way]:
        """Return the ways on which these tests hold together, when the questions before have been asked."""
        marks = [
            Question(id=f"{_MARK}{number}", type="note", ask=_NO_WORDS, ask_if=All(tuple(tests)))
            for number, tests in enumerate(sets)
        ]
        shorter = Compiled(replace(self._compiled.questionnaire, questions=(*before, *marks)))
        found: dict[str, Way] = {}
        for day in self._days:
            wanted = frozenset(mark.id for mark in marks if mark.id not in found or found[mark.id].steps is None)
            for name, way in self._ways_on(day, shorter, wanted).items():
                certain = way.steps is not None or found.get(name, way).proved
                found[name] = Way(way.steps, way.proved and certain)
        return [found[mark.id] for mark in marks]

    def _ways_on(self, day: str | None, shorter: Compiled, wanted: frozenset[str]) -> dict[str, Way]:
        if not wanted:
            return {}
        if self._looks is not None:
            self._looks -= 1
            if self._looks < 0:
                return dict.fromkeys(wanted, _PERHAPS)
        return ways(shorter, day, known=self._known, only=wanted, states=self._states, shortest=False)

    def _read(self, tests: Iterable[Condition], within: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield what conditions look at, through segments and facts."""
        for test in tests:
            for name in names(test):
                yield from self._names.inputs(name)
            for segment in sorted(segments_in(test) - within):
                yield from self._read([self._segments[segment]], within | {segment})


def parts(condition: Condition) -> Iterator[Condition]:
    """Yield the conditions that must all hold for a condition to hold; together they say the same."""
    match condition:
        case All(of=several):
            for each in several:
                yield from parts(each)
        case Not(of=Any(of=several)):
            for each in several:
                yield from parts(Not(each))
        case Not(of=Not(of=inner)):
            yield from parts(inner)
        case InSegment(names=several) | Answered(names=several):
            yield from (type(condition)((name,)) for name in several)
        case _:
            yield condition


def segments_in(condition: Condition) -> frozenset[str]:
    """Return the segments that a condition names itself."""
    match condition:
        case All(of=several) | Any(of=several):
            return frozenset[str]().union(*map(segments_in, several))
        case Not(of=inner):
            return segments_in(inner)
        case InSegment(names=several):
            return frozenset(several)
    return frozenset()


def _always_asked(questions: Sequence[Question], keeping: set[int]) -> tuple[Question, ...]:
    """Return the questions, of which only some keep their conditions."""
    return tuple(
        question if place in keeping else replace(question, ask_if=None) for place, question in enumerate(questions)
    )
