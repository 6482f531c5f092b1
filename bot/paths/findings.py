"""Everything that can be told of a questionnaire before anybody has answered it."""

from collections.abc import Mapping

from msgspec import Struct

from bot.paths.blocking import Blocking, Blockings
from bot.paths.distribution import Distribution, Within, distribution, within
from bot.paths.steering import Use, uses
from bot.paths.variables import Measured
from bot.paths.witness import Way, ways
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, Value


class Reached(Struct, frozen=True, kw_only=True):
    """A question or a note: who sees it, and how to get there or why nobody can."""

    id: str
    waits: bool
    """Whether it is a question; a note waits for nothing."""
    share: float
    way: Way
    blocking: Blocking | None = None
    use: Use | None = None
    """None for a note."""

    @property
    def never(self) -> bool:
        """Whether nobody can see it, as far as is known."""
        return self.way.steps is None


class Met(Struct, frozen=True, kw_only=True):
    """A segment or a section of the report: for whom it holds, and how to be among them or why nobody can."""

    id: str
    within: Within
    way: Way
    blocking: Blocking | None = None

    @property
    def never(self) -> bool:
        """Whether nobody can be among them, as far as is known."""
        return self.way.steps is None


class Findings(Struct, frozen=True, kw_only=True):
    """What the paths of one questionnaire are like, on one day."""

    questionnaire: str
    day: str
    distribution: Distribution
    questions: tuple[Reached, ...]
    segments: tuple[Met, ...]
    sections: tuple[Met, ...]
    """The sections of the report; those without a condition are there for everybody."""

    @property
    def idle(self) -> tuple[Reached, ...]:
        """Questions whose answers steer nothing: neither what is asked nor what comes of it."""
        return tuple(each for each in self.questions if each.use is not None and not each.use.steers)


def findings(
    compiled: Compiled, today: str, *, known: Mapping[str, Value] | None = None, measured: Measured | None = None
) -> Findings:
    """Return what the paths of a questionnaire are like for who starts today (an ISO day).

    `known` and `measured` as for `distribution`.
    """
    questionnaire = compiled.questionnaire
    finder = _Finder(compiled, today, known or {}, measured or {})
    segments = {segment.id: segment.condition for segment in questionnaire.segments}
    sections = questionnaire.report.sections if questionnaire.report else ()
    return Findings(
        questionnaire=questionnaire.id,
        day=today,
        distribution=finder.distribution,
        questions=finder.questions(),
        segments=finder.met(segments),
        sections=finder.met({section.id: section.show_if for section in sections}),
    )


_EVERYBODY = Way(())


class _Finder:
    """Looks at one questionnaire on one day."""

    def __init__(self, compiled: Compiled, today: str, known: Mapping[str, Value], measured: Measured) -> None:
        self._compiled = compiled
        self._today = today
        self._known = known
        self._measured = measured
        self.distribution = distribution(compiled, today, known=known, measured=measured)
        self._ways = ways(compiled, today, known=known)
        never = [name for name, way in self._ways.items() if way.steps is None]
        self._blockings = Blockings(compiled, today, known=known, unreachable=never)
        self._within: list[tuple[Condition, Within]] = []

    def questions(self) -> tuple[Reached, ...]:
        used = uses(self._compiled, self._today)
        return tuple(
            Reached(
                id=question.id,
                waits=question.waits,
                share=self.distribution.shares[question.id],
                way=self._ways[question.id],
                blocking=self._blocked(self._ways[question.id], question.ask_if, place),
                use=used.get(question.id),
            )
            for place, question in enumerate(self._compiled.questions)
            if question.id not in self._known
        )

    def met(self, conditions: Mapping[str, Condition | None]) -> tuple[Met, ...]:
        watched = {f"?{name}": condition for name, condition in conditions.items() if condition is not None}
        found = ways(self._compiled, self._today, known=self._known, watched=watched, only=watched)
        return tuple(
            self._one(name, condition, found.get(f"?{name}", _EVERYBODY)) for name, condition in conditions.items()
        )

    def _one(self, name: str, condition: Condition | None, way: Way) -> Met:
        if condition is None:
            everybody = self.distribution
            limits = Within(
                share=1.0,
                possible=True,
                always=True,
                least=everybody.least,
                most=everybody.most,
                mean=everybody.mean,
                p90=everybody.p90,
                exact=everybody.exact,
            )
            return Met(id=name, within=limits, way=way)
        return Met(id=name, within=self._among(condition), way=way, blocking=self._blocked(way, condition, None))

    def _among(self, condition: Condition) -> Within:
        """Return the figures of a condition, once for all that have the same."""
        for same, found in self._within:
            if same == condition:
                return found
        among = within(self._compiled, condition, self._today, known=self._known, measured=self._measured)
        self._within.append((condition, among))
        return among

    def _blocked(self, way: Way, condition: Condition | None, place: int | None) -> Blocking | None:
        return None if way.steps is not None or condition is None else self._blockings.of(condition, place)
