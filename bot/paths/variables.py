"""The variables of a questionnaire with their cells, and the ways in which each can come out.

By number: the questions at their positions, then given names, consents, what follows from others, and the watched.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from bot.paths import partition
from bot.paths.cells import FEWEST, Cell, Cells, Probe, TooManyCells
from bot.paths.crossings import crossings
from bot.paths.derived import Derived, Fact, Input, Kept, Outcome, Verdict
from bot.paths.names import Names, ValueTest
from bot.paths.partition import ALWAYS_GIVEN, Use, axis, every_value, levels
from bot.questionnaire import condition as conditions
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Answered, Value
from bot.questionnaire.model import Question

CONSENT = "consent."
PIECES = {1: 32, 2: 8, 3: 5}
"""Into how many pieces bands are divided for arithmetic over so many inputs."""
FEWEST_PIECES = 4
Measured = Mapping[str, Mapping[Value | None, int]]
"""How often each answer to a question was given; None: it was passed without one."""


def needs_consent(question: Question) -> bool:
    """Tell whether the question is only asked of people who agree to its purpose."""
    return question.waits and question.purpose != "report"


def kept(question: str, trait: str) -> str:
    """Return the name of a question's answer in its place as a trait."""
    return f"{question} as {trait}"


class Variables:
    """Everything that conditions look at. `tests`: those that matter; `known`: values that are settled."""

    def __init__(
        self,
        compiled: Compiled,
        names: Names,
        tests: Sequence[ValueTest | Answered],
        known: Mapping[str, Value],
        measured: Measured,
    ) -> None:
        self.numbers: dict[str, int] = {}
        self.cells: list[Cells] = []
        self.outcomes: list[tuple[Outcome, ...]] = []
        """For what follows from others: nothing here, see `derived`."""
        self.derived: dict[int, Derived] = {}
        self._compiled = compiled
        self._names = names
        self._known = known
        self._measured = measured
        self._uses: dict[str, list[Use]] = {}
        self._pieces: dict[str, int] = {}
        self._verdicts: list[tuple[str, ValueTest | Answered, int]] = []
        facts = self._sorted(tests)
        self._cut_everywhere()
        too_many = [question.id for question in compiled.questions if not self._add_question(question)]
        too_many += [name for name in self._uses if name not in self.numbers and not self._add_given(name)]
        for purpose in dict.fromkeys(question.purpose for question in compiled.questions if needs_consent(question)):
            self._add(CONSENT + purpose, Cells([Cell("yes")], lambda _: 1), (Outcome(1, 1.0), Outcome(0, 0.0)))
        self._add_all_derived(too_many, facts)
        self.bounded = (*too_many, *(name for name in facts if not self.derived[self.numbers[name]].exact))
        """Questions and facts of which only bounds are known: not every way in which they come out need be real."""

    def __len__(self) -> int:
        return len(self.cells)

    def probe(self, test: ValueTest, key: str) -> Probe:
        """Return the engine's own test as a function of one value, known under this name alone."""
        holds, given = self._compiled.condition(test), self._names.given
        return lambda value: holds({**given, key: value})

    def verdict(self, source: str, test: ValueTest) -> int | None:
        """Return the variable of a single test, where a question is looked at test by test."""
        return next((number for name, own, number in self._verdicts if name == source and own == test), None)

    # Which tests look at what -----------------------------------------------------------------------

    def _sorted(self, tests: Sequence[ValueTest | Answered]) -> dict[str, list[ValueTest]]:
        """Note every test with the one variable it looks at; return those of facts that are variables themselves."""
        by_name: dict[str, list[ValueTest]] = {}
        for test in tests:
            for name in test.names if isinstance(test, Answered) else (test.name,):
                own = by_name.setdefault(name, [])
                if not isinstance(test, Answered) and test not in own:
                    own.append(test)
        facts = {name: own for name, own in by_name.items() if self._stands_alone(name, own)}
        for name, own in by_name.items():
            inputs = self._names.inputs(name)
            for each in inputs:
                self._uses.setdefault(each, [])
                if name in facts:
                    self._pieces[each] = max(PIECES.get(len(inputs), FEWEST_PIECES), self._pieces.get(each, 1))
            if inputs and name not in facts:
                self._note(name, inputs[0], own)
        return facts

    def _stands_alone(self, name: str, tests: Sequence[ValueTest]) -> bool:
        """Tell whether a fact needs a variable of its own: more than one input, or no way to turn its formula round."""
        formula, inputs = self._names.formula(name), self._names.inputs(name)
        if formula is None or not tests or not inputs:
            return False
        place = self._compiled.position.get(inputs[0])
        numbers = None if place is None else axis(self._compiled.questions[place], self._names.today)
        if len(inputs) == 1 and (numbers is None or every_value(numbers) is not None):
            return False
        turned = (crossings(formula, level) for test in tests for level in levels(test, None))
        return len(inputs) > 1 or any(places is None for places in turned)

    def _note(self, name: str, source: str, tests: Sequence[ValueTest]) -> None:
        formula = self._names.formula(name)
        for test in tests:
            self._uses[source].append(Use(test, self.probe(test, source), formula))
            for holder in self._names.holders(name):
                self._uses.setdefault(holder, []).append(Use(test, self.probe(test, name)))

    def _cut_everywhere(self) -> None:
        """Cut numbers and days at every limit in the file: what is expected must not hang on what is looked at."""
        for test in self._names.every_test():
            inputs = self._names.inputs(test.name)
            if inputs and self._has_bands(inputs[0]) and not self._stands_alone(test.name, [test]):
                self._cut(inputs[0], Use(test, self.probe(test, inputs[0]), self._names.formula(test.name)))
            for holder in self._names.holders(test.name):
                if self._has_bands(holder):
                    self._cut(holder, Use(test, self.probe(test, test.name)))

    def _has_bands(self, name: str) -> bool:
        place = self._compiled.position.get(name)
        return place is not None and axis(self._compiled.questions[place], self._names.today) is not None

    def _cut(self, source: str, use: Use) -> None:
        uses = self._uses.setdefault(source, [])
        if all(each.test != use.test for each in uses):
            uses.append(use)

    # Their cells ------------------------------------------------------------------------------------

    def _add(self, name: str, cells: Cells, outcomes: Iterable[Outcome]) -> None:
        self.numbers[name] = len(self.cells)
        self.cells.append(cells)
        self.outcomes.append(tuple(outcomes))

    def _add_question(self, question: Question) -> bool:
        """Add a question; return False where its tests tell too many values apart to be looked at together."""
        uses = self._uses.get(question.id, [])
        fits = True
        try:
            cells = self._of_question(question, uses)
        except TooManyCells:
            fits, cells = False, self._of_question(question, [])
        passed = self._passed(question) if cells.all[1:] else 1.0
        ways = [Outcome(place, cell.share * (1 - passed), seen=True) for place, cell in enumerate(cells.all) if place]
        if not question.required or not ways:
            ways.append(Outcome(0, passed, seen=True))
        self._add(question.id, cells, ways)
        return fits

    def _add_given(self, name: str) -> bool:
        """Add a name that is given at the start; return False where its tests tell too many values apart."""
        fits = True
        try:
            cells = self._of_given(name, self._uses[name])
        except TooManyCells:
            fits, cells = False, self._of_given(name, [])
        ways = [Outcome(place, cell.share) for place, cell in enumerate(cells.all) if place]
        self._add(name, cells, ways if name in ALWAYS_GIVEN else [Outcome(0, 1.0), *ways])
        return fits

    def _of_question(self, question: Question, uses: Sequence[Use]) -> Cells:
        if question.id in self._known:
            return _settled(self._known[question.id])
        pieces = self._pieces.get(question.id, 1)
        cells = partition.of_question(question, uses, self._names.today, pieces=pieces)
        return cells.counted(self._measured.get(question.id, {}))

    def _passed(self, question: Question) -> float:
        """Return the share of those asked who gave no answer."""
        counts = self._measured.get(question.id, {})
        passed, total = counts.get(None, 0), sum(counts.values())
        return 0.0 if question.required or passed < FEWEST else passed / total

    def _of_given(self, name: str, uses: Sequence[Use]) -> Cells:
        if name in self._known:
            return _settled(self._known[name])
        return partition.of_given(name, uses, self._names.today, self._compiled.questionnaire.languages)

    # What follows from others -------------------------------------------------------------------------

    def _input(self, name: str) -> tuple[int, Input]:
        number = self.numbers[name]
        question = self._compiled.questions[number] if number < len(self._compiled.questions) else None
        numeric = question is not None and axis(question, self._names.today) is not None
        return number, Input(name, self.cells[number], numeric)

    def _add_all_derived(self, too_many: Iterable[str], facts: Mapping[str, Sequence[ValueTest]]) -> None:
        for name in too_many:
            self._add_verdicts(name)
        for name in self._uses:
            for holder in self._names.holders(name):
                self._add_derived(kept(holder, name), Kept(*self._input(holder)))
        for name, own in facts.items():
            self._add_fact(name, own)

    def _add_verdicts(self, name: str) -> None:
        source, each = self._input(name)
        for use in self._uses[name]:
            try:
                if source < len(self._compiled.questions):
                    alone = self._of_question(self._compiled.questions[source], [use])
                else:
                    alone = self._of_given(name, [use])
            except TooManyCells:
                alone = None
            verdict = Verdict(source, each, use.probe, alone)
            self._verdicts.append((name, use.test, len(self.cells)))
            self._add_derived(f"{name}#{len(self._verdicts)}", verdict)

    def _add_fact(self, name: str, tests: Sequence[ValueTest]) -> None:
        formula = self._names.formula(name)
        if formula is not None:
            inputs = dict(self._input(each) for each in self._names.inputs(name))
            probed = [(test, self.alone(test, name)) for test in tests]
            self._add_derived(name, Fact(formula, self._compiled.reader(name), inputs, probed, self._names))

    def _add_derived(self, name: str, derived: Derived) -> None:
        self.derived[len(self.cells)] = derived
        self._add(name, derived.cells, ())

    def alone(self, test: ValueTest, name: str) -> Probe:
        """Return the engine's own test as a function of a fact's value, whatever the fact is made of."""
        holds = conditions.compiled(test, lambda key: lambda known: known.get(key), self._compiled.member)
        return lambda value: holds({**self._names.given, name: value})


def _settled(value: Value) -> Cells:
    """Return the one cell of a value that is known."""
    number: float = 0.0
    if isinstance(value, tuple):
        number = len(value)
    elif isinstance(value, int | float):
        number = value
    else:
        with suppress(ValueError):
            number = date.fromisoformat(value).toordinal()
    return Cells([Cell(value, 1.0, number, number)], lambda _: 1)
