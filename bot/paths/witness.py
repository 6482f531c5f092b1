"""For every question a shortest way to reach it, or the proof that there is none."""

from collections.abc import Container, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import count

from msgspec import Struct

from bot.paths.claims import Claim, is_true
from bot.paths.diagram import TRUE
from bot.paths.frame import Entries, Frame
from bot.paths.names import TRAIT
from bot.paths.variables import CONSENT, needs_consent
from bot.paths.walk import Branch, Part, Walk, closed, opened
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, Value

MOST_STATES = 20_000
"""Situations looked at on the way to one question before the search is given up."""
STATES_FOR_SHORTER = 200
"""Situations looked at in search of a shorter way than the first."""
PHANTOM = 1_000
"""What a step costs that bounds allow but no example shows: every other way is tried first."""


class Step(Struct, frozen=True):
    """One answer on the way: to a question, or to what is given at the start; None: it stays unanswered."""

    name: str
    value: Value | None


class Way(Struct, frozen=True):
    """How to reach a question: what is not listed does not matter. `steps` None: no way was found.

    `proved`: the engine confirms the way, or it is certain that there is none.
    """

    steps: tuple[Step, ...] | None
    proved: bool = True


def ways(
    compiled: Compiled,
    today: str | None = None,
    *,
    known: Mapping[str, Value] | None = None,
    watched: Mapping[str, Claim] | None = None,
    only: Container[str] | None = None,
    states: int | None = None,
    shortest: bool = True,
) -> dict[str, Way]:
    """Return for every question, note and watched claim a way with the fewest answers that lead there.

    The arguments are those of `distribution`; `only`: the names of which ways are wanted, all if left out. Questions
    that are known have no way. `states`: situations after which the search is given up, for who cannot wait so long.
    `shortest`: look for a shorter way than the first.
    """
    frame = Frame(compiled, today, known=known, watched=watched)
    search = _Search(frame, known or {}, MOST_STATES if states is None else states, shortest=shortest)
    entries = frame.entries(frame.settled)
    return {
        name: search.way(entries, item) if item in entries else Way(None)
        for item, name in frame.shown.items()
        if only is None or name in only
    }


Path = tuple[tuple[int, int], ...]
"""Items and the cells they came out in."""


class _Search:
    """Searches ways through one frame."""

    def __init__(self, frame: Frame, known: Mapping[str, Value], states: int, *, shortest: bool) -> None:
        self._frame = frame
        self._states = states
        self._states_for_shorter = min(states, STATES_FOR_SHORTER) if shortest else 0
        self._walk = Walk(frame)
        self._known = frame.names.with_given(known)

    def way(self, entries: Entries, target: int) -> Way:
        """Return a shortest way to an item, or whether there is certainly none."""
        start = self._towards(*self._walk.settle(dict(entries)), target)
        first, proved = self._confirmed(start, target, self._states, everywhere=False)
        if first is None:
            return Way(None, proved)
        shorter, _ = self._confirmed(start, target, self._states_for_shorter, everywhere=True)
        return Way(min(first, shorter or first, key=len))

    def _confirmed(
        self, start: Part | None, target: int, limit: int, *, everywhere: bool
    ) -> tuple[tuple[Step, ...] | None, bool]:
        """Return the first way that the engine confirms; without one, whether there is certainly none."""
        certain = True
        for path in self._paths(start, target, limit, everywhere=everywhere):
            if path is None:
                return None, False
            steps = self._steps(path)
            if self._leads(steps, target):
                return steps, True
            certain = False
        return None, certain

    def _paths(self, start: Part | None, target: int, limit: int, *, everywhere: bool) -> Iterator[Path | None]:
        """Yield ways to an item, those with fewest answers first; None where the search is given up.

        `everywhere`: branch a situation at each item that is settled, instead of the one most looked at.
        """
        order, done = count(), set[Part]()
        waiting: list[tuple[int, int, Part, Path]] = [] if start is None else [(0, 0, start, ())]
        while waiting:
            cost, _, part, path = heappop(waiting)
            if opened(part)[target] == TRUE:
                yield path
            elif len(done) >= limit:
                yield None
                return
            elif part not in done:
                done.add(part)
                for pivot in self._walk.ready(part) if everywhere else [self._walk.fork(part).pivot]:
                    for branch in self._walk.branches(part, pivot) if everywhere else self._walk.fork(part).branches:
                        after = self._towards(branch.seen, branch.parts, target)
                        if after is not None:
                            more = cost + self._cost(pivot, branch)
                            heappush(waiting, (more, next(order), after, (*path, (pivot, branch.cell))))

    def _towards(self, seen: Iterable[int], parts: Iterable[Part], target: int) -> Part | None:
        """Return the target with everything that it still hangs on; None where it is not asked."""
        if target in seen:
            return closed({target: TRUE})
        entries = next((entries for part in parts if target in (entries := opened(part))), None)
        if entries is None:
            return None
        needed, waiting = {target}, [target]
        while waiting:
            new = self._frame.diagrams.reads[entries[waiting.pop()]] - needed
            needed |= new
            waiting += new
        return closed({item: formula for item, formula in entries.items() if item in needed})

    def _cost(self, pivot: int, branch: Branch) -> int:
        if pivot in self._frame.variables.derived:
            return 0 if branch.share else PHANTOM
        return int(pivot < len(self._frame.questions) or branch.share == 0)

    def _steps(self, path: Path) -> tuple[Step, ...]:
        variables = self._frame.variables
        names = {number: name for name, number in variables.numbers.items() if number not in variables.derived}
        return tuple(
            Step(names[item], variables.cells[item].all[cell].value) for item, cell in sorted(path) if item in names
        )

    def _leads(self, steps: Iterable[Step], target: int) -> bool:
        """Play the steps through the engine's own conditions, leaving everything else unanswered."""
        values = {step.name: step.value for step in steps}
        questions = self._frame.questions
        places = {question.id for question in questions}
        known = {
            **self._known,
            **{name: value for name, value in values.items() if name not in places and value is not None},
        }
        for place, question in enumerate(questions[: target + 1]):
            asked = question.id not in known and self._asked(place, known, values)
            if place == target:
                return asked
            value = values.get(question.id)
            if value is not None and not asked:
                return False
            if value is not None:
                known[question.id] = value
                if question.trait is not None:
                    known[f"{TRAIT}{question.trait}"] = value
        return is_true(self._frame.watched[self._frame.shown[target]], self._frame.compiled, known)

    def _asked(self, place: int, known: Known, values: Mapping[str, Value | None]) -> bool:
        question, holds = self._frame.questions[place], self._frame.compiled.asks[place]
        granted = not needs_consent(question) or values.get(CONSENT + question.purpose, "yes") is not None
        return granted and (holds is None or holds(known) is True)
