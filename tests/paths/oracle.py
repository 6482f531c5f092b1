"""Brute force: plays every combination of answers through the engine's own compiled conditions, with nothing merged."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby, permutations, product

from bot.paths.crossings import crossings
from bot.paths.names import Names, ValueTest
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Answered, InSegment, Value, tests
from bot.questionnaire.formula import Apply, Formula, formula_names
from bot.questionnaire.model import Question
from tests.paths.building import TODAY

FINE, COARSE = 1 / 32, 1 / 4
"""Steps of decimals: fine enough for limits that are multiples of a half behind three facts that double; coarse where
arithmetic over several questions needs each value by itself."""
PURPOSES = ("contact", "reminders")
GIVEN = ("language", "campaign", "owns", "trait.x")
Weighted = list[tuple[Value, float]]
Values = dict[str, Value]
Consents = dict[str, bool]
Ids = frozenset[str]
Visit = Callable[[Values, int, Ids, Consents, int, int], None]
"""Is told, wherever something may come next: what is known, the position, what was passed, consents, least, most."""


@dataclass
class Truth:
    """What all plays from one point on have in common, and how they are spread."""

    numbers: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    shares: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    reachable: set[str] = field(default_factory=set)
    always: set[str] | None = None
    least: int = 10**6
    most: int = -1

    def add(self, other: "Truth", share: float, *, seen: str | None = None, counts: int = 0) -> None:
        for number, each in other.numbers.items():
            self.numbers[number + counts] += share * each
        for name, each in other.shares.items():
            self.shares[name] += share * each
        if seen is not None:
            self.shares[seen] += share
            self.reachable.add(seen)
        self.reachable |= other.reachable
        certain = (other.always or set()) | ({seen} if seen is not None else set())
        self.always = certain if self.always is None else self.always & certain
        self.least = min(self.least, other.least + counts)
        self.most = max(self.most, other.most + counts)

    @property
    def mean(self) -> float:
        return sum(number * share for number, share in self.numbers.items())


def every_test(compiled: Compiled) -> list[ValueTest]:
    """Return the single tests of all conditions of questions and segments: each cuts numbers, whatever looks at it."""
    segments = {segment.id: segment.condition for segment in compiled.questionnaire.segments}
    waiting = [question.ask_if for question in compiled.questions if question.ask_if is not None]
    waiting += segments.values()
    found = []
    while waiting:
        for test in tests(waiting.pop()):
            if isinstance(test, InSegment):
                waiting += [segments[name] for name in test.names]
            elif not isinstance(test, Answered):
                found.append(test)
    return found


def meets_every_cell(compiled: Compiled) -> bool:
    """Tell whether the steps of decimals meet every cell: not where something is divided by one."""
    divides = any(_divides(fact.formula) for fact in compiled.questionnaire.facts)
    return not divides or all(question.type != "decimal" for question in compiled.questions)


def _divides(formula: Formula) -> bool:
    match formula:
        case Apply(function="/", arguments=(_, divisor)) if any(formula_names(divisor)):
            return True
        case Apply(arguments=arguments):
            return any(map(_divides, arguments))
    return False


class Oracle:
    """Everything that can happen in one small questionnaire."""

    def __init__(self, compiled: Compiled, visit: Visit | None = None) -> None:
        self.compiled = compiled
        self.visit = visit
        self.steps: dict[str, Value | None] = {}
        self.holds = [compiled.condition(test) for test in every_test(compiled)]
        self.cuts = [holds for test, holds in zip(every_test(compiled), self.holds, strict=True) if self._cuts(test)]
        self.names = {test.name for test in every_test(compiled)}
        self.together = self._questions_in_facts_over_several()
        self.values = {question.id: self._values(question) for question in compiled.questions}

    # What can be answered ------------------------------------------------------------------------

    def _cuts(self, test: ValueTest) -> bool:
        """Tell whether a test cuts decimals: not where it looks at them through what cannot be turned round."""
        formula = Names(self.compiled, TODAY).formula(test.name)
        return formula is None or crossings(formula, Fraction(0)) is not None

    def _signature(
        self, question: Question, value: Value, tests: Sequence[Callable[[Values], bool | None]]
    ) -> tuple[bool | None, ...]:
        known = {"today": TODAY, question.id: value, f"trait.{question.trait}": value}
        return tuple(holds(known) for holds in tests)

    def _questions_in_facts_over_several(self) -> set[str]:
        facts = {fact.id: fact.formula for fact in self.compiled.questionnaire.facts}

        def inputs(name: str) -> set[str]:
            if name not in facts:
                return {name} - {"today"}
            return set().union(*[inputs(each.name) for each in formula_names(facts[name])])

        return set().union(*[inputs(name) for name in facts if len(inputs(name)) > 1])

    def _values(self, question: Question) -> Weighted:
        """Return the answers with their shares; those that no test tells apart once, unless arithmetic needs them."""
        raw = list(self._raw(question))
        if question.id in self.together:
            return raw
        merged: dict[tuple[bool | None, ...], tuple[Value, float]] = {}
        for value, share in raw:
            first, sofar = merged.get(key := self._signature(question, value, self.holds), (value, 0.0))
            merged[key] = first, sofar + share
        return list(merged.values())

    def _raw(self, question: Question) -> Iterator[tuple[Value, float]]:
        match question.type:
            case "select_one" | "yes_no":
                yield from single_choice(question)
            case "select_multiple":
                yield from sets(question)
            case "rank":
                all_orders = list(permutations([choice.id for choice in question.choices]))
                yield from ((order, 1 / len(all_orders)) for order in all_orders)
            case "scale":
                steps = range(question.low, question.high + 1)
                yield from ((step, 1 / len(steps)) for step in steps)
            case "integer":
                low, high = int(question.at_least or 0), int(question.at_most or 0)
                yield from self._even_over_runs(question, range(low, high + 1))
            case "decimal":
                low, high = int(question.at_least or 0), int(question.at_most or 0)
                size = COARSE if question.id in self.together else FINE
                steps = range(int((high - low) / size) + 1)
                yield from self._even_over_runs(question, [low + step * size for step in steps])
            case "date":
                first, last = (limit.days_from_today if limit else 0 for limit in (question.earliest, question.latest))
                today = date.fromisoformat(TODAY)
                days = [(today + timedelta(days=day)).isoformat() for day in range(first, last + 1)]
                yield from self._even_over_runs(question, days)
            case "note":
                return
            case _:
                yield from (("some words", 1.0), ("a", 0.0), ("b", 0.0), ("yes", 0.0))

    def _even_over_runs(self, question: Question, values) -> Iterator[tuple[Value, float]]:
        tests = self.cuts if question.type == "decimal" else self.holds
        runs = [list(run) for _, run in groupby(values, lambda value: self._signature(question, value, tests))]
        for run in runs:
            yield from ((value, 1 / len(runs) / len(run)) for value in run)

    def starts(self) -> Iterator[tuple[dict[str, Value], float]]:
        """Yield what can be given at the start, as far as a test looks at it."""
        options: dict[str, list[tuple[Value | None, float]]] = {
            "language": [("en", 0.5), ("fa", 0.5)],
            "campaign": [(None, 1.0), ("spring", 0.0), ("autumn", 0.0)],
            "owns": [(None, 1.0), ((), 0.0), (("probe",), 0.0), (("scope",), 0.0), (("probe", "scope"), 0.0)],
            "trait.x": [(None, 1.0), ("yes", 0.0), ("a", 0.0), ("b", 0.0), ("z", 0.0)],
        }
        asked = [name for name in options if name in self.names | self._answered_names()]
        for values in product(*[options[name] for name in asked]):
            given = {name: value for name, (value, _) in zip(asked, values, strict=True) if value is not None}
            yield {"today": TODAY} | given, math.prod(share for _, share in values)

    def _answered_names(self) -> set[str]:
        conditions = [question.ask_if for question in self.compiled.questions if question.ask_if is not None]
        conditions += [segment.condition for segment in self.compiled.questionnaire.segments]
        each = [test for condition in conditions for test in tests(condition) if isinstance(test, Answered)]
        return {name for test in each for name in test.names}

    # What happens --------------------------------------------------------------------------------

    def truth(self, fixed: Values | None = None, steps: dict[str, Value | None] | None = None) -> Truth:
        """Play everything; `fixed` answers are known from the start, `steps` are always taken when it is their turn."""
        truth = Truth()
        self.steps = steps = steps or {}
        for question in self.compiled.questions:
            if question.id in steps:
                value = steps[question.id]
                self.values[question.id] = [] if value is None else [(value, 1.0)]
        consents = {
            purpose: steps[f"consent.{purpose}"] is not None for purpose in PURPOSES if f"consent.{purpose}" in steps
        }
        for given, share in self.starts():
            start = given | {name: steps.get(name) for name in GIVEN if name in steps} | (fixed or {})
            known = {name: value for name, value in start.items() if value is not None}
            truth.add(self.play(known, 0, frozenset(), consents, frozenset(fixed or ())), share)
        return truth

    def play(self, known: Values, position: int, passed: Ids, consents: Consents, fixed: Ids) -> Truth:
        truth = self._next(known, position, passed, consents, fixed)
        if self.visit is not None:
            self.visit(known, position, passed, consents, truth.least, truth.most)
        return truth

    def _next(self, known: Values, position: int, passed: Ids, consents: Consents, fixed: Ids) -> Truth:
        if position == len(self.compiled.questions):
            return Truth({0: 1.0}, least=0, most=0)
        question, holds = self.compiled.questions[position], self.compiled.asks[position]
        if question.id in fixed or (holds is not None and holds(known) is not True):
            return self.play(known, position + 1, passed, consents, fixed)
        truth = Truth()
        if question.type == "note":
            truth.add(self.play(known, position + 1, passed, consents, fixed), 1.0, seen=question.id)
            return truth
        if question.purpose != "report" and question.purpose not in consents:
            for answer, share in ((True, 1.0), (False, 0.0)):
                truth.add(self.play(known, position, passed, consents | {question.purpose: answer}, fixed), share)
            return truth
        if question.purpose != "report" and not consents[question.purpose]:
            return self.play(known, position + 1, passed, consents, fixed)
        for value, share in self.values[question.id]:
            after = {**known, question.id: value}
            if question.trait is not None:
                after[f"trait.{question.trait}"] = value
            truth.add(self.play(after, position + 1, passed, consents, fixed), share, seen=question.id, counts=1)
        if not (question.required or question.id in self.steps) or not self.values[question.id]:
            taken = self.play(known, position + 1, passed | {question.id}, consents, fixed)
            truth.add(taken, 0.0 if self.values[question.id] else 1.0, seen=question.id, counts=1)
        return truth


def single_choice(question: Question) -> Weighted:
    ids = ["yes", "no"] if question.type == "yes_no" else [choice.id for choice in question.choices]
    if question.other:
        ids.append("other")
    given = {choice.id: choice.expected for choice in question.choices if choice.expected is not None}
    without = [each for each in ids if each not in given]
    rest = max(0.0, 1 - sum(given.values()))
    shares = [given[each] if each in given else rest / len(without) for each in ids]
    total = sum(shares)
    return [(each, share / total if total else 1 / len(ids)) for each, share in zip(ids, shares, strict=True)]


def sets(question: Question) -> Weighted:
    """Return all sets of choices with their shares, by the rules that `bot.paths.choices` gives."""
    ordinary = [(choice.id, choice.expected) for choice in question.choices if not choice.exclusive]
    ordinary += [("other", None)] if question.other else []
    chances = {each: 0.5 if share is None else share for each, share in ordinary}
    least, most = max(question.at_least or 1, 1), question.at_most or 99
    found: dict[tuple[str, ...], float] = {}
    for taken in product((True, False), repeat=len(chances)):
        ids = tuple(each for each, is_taken in zip(chances, taken, strict=True) if is_taken)
        found[ids] = math.prod(
            share if is_taken else 1 - share for share, is_taken in zip(chances.values(), taken, strict=True)
        )
    nobody = found[()]
    allowed = {ids: share for ids, share in found.items() if least <= len(ids) <= most}
    exclusive = [choice for choice in question.choices if choice.exclusive] if least == 1 else []
    free = sum(choice.expected is None for choice in exclusive)
    alone: dict[tuple[str, ...], float] = {
        (c.id,): nobody / free if c.expected is None else c.expected for c in exclusive
    }
    total = min(sum(alone.values()), 1.0) if allowed else 1.0
    return [*scaled(alone, total), *scaled(allowed, 1.0 - total)]


def scaled(weights: dict[tuple[str, ...], float], total: float) -> Weighted:
    weight = sum(weights.values())
    return [(each, total * share / weight if weight else total / len(weights)) for each, share in weights.items()]
