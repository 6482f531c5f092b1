"""A questionnaire as conditions over variables in cells: what walks, bounds and witnesses go through.

The engine's own compiled tests are asked about an example of each cell, so this and the engine cannot disagree.
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.paths.cells import Probe
from bot.paths.claims import Claim, Every, Misses, Some, conditions_in
from bot.paths.derived import NO, YES, Outcome
from bot.paths.diagram import FALSE, TRUE, Diagrams
from bot.paths.names import Names, ValueTest
from bot.paths.variables import CONSENT, Measured, Variables, kept, needs_consent
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, Answered, Any, Condition, InSegment, Known, Not, OnDate, Value

Entries = dict[int, int]
"""What is still open: for each variable, what is left of the formula on which it is asked (or holds)."""


class Frame:
    """The questionnaire on one day. `known`: values known at the start, whose questions are not asked.

    `watched`: conditions and claims, by name, that are of interest at the end of the conversation. `measured`: how
    often each answer was given, by question, in the place of what is expected.
    """

    def __init__(
        self,
        compiled: Compiled,
        today: str | None = None,
        *,
        known: Mapping[str, Value] | None = None,
        watched: Mapping[str, Claim] | None = None,
        measured: Measured | None = None,
    ) -> None:
        self.compiled = compiled
        self.questions = compiled.questions
        self.names = Names(compiled, today)
        self.watched = dict(watched or {})
        asked = [question.ask_if for question in self.questions if question.ask_if is not None]
        claimed = [condition for claim in self.watched.values() for condition in conditions_in(claim)]
        tests = [test for each in (*asked, *claimed) for test in self.names.tests(each)]
        self.variables = Variables(compiled, self.names, tests, known or {}, measured or {})
        self.diagrams = Diagrams([len(cells.all) for cells in self.variables.cells])
        self.settled = self._settled(self.names.with_given(known or {}))
        """The cells of the variables that are known from the start."""
        self.dated = any(each.type == "date" for each in self.questions) or any(
            isinstance(each, OnDate) for each in tests
        )
        """Whether anything can depend on the day."""
        self.bounded = self.variables.bounded
        """Facts and questions that are not followed value by value: figures that hang on them are bounds."""
        ids = {place: question.id for place, question in enumerate(self.questions)}
        self.shown = ids | dict(enumerate(self.watched, len(self.variables)))
        """The items that people meet: questions and notes with their ids, watched conditions with their names."""
        self._conditions = self._all_conditions()

    def _settled(self, known: Known) -> dict[int, int]:
        settled = {number: 1 for name, number in self.variables.numbers.items() if name in known}
        for number, derived in self.variables.derived.items():
            if all(each in settled for each in derived.inputs):
                settled[number] = derived.actual(known)
        return settled

    def read_from(self, position: int) -> list[int]:
        """Return every variable that the questions from a position on look at, and what those follow from."""
        read: set[int] = set()
        for formula in self._conditions[position : len(self.questions)]:
            read |= self.diagrams.reads[formula]
        return sorted(read.union(*map(self._inputs, read)))

    def reads(self, item: int) -> frozenset[str]:
        """Return the questions and given names that the formula of an item looks at, also through facts."""
        names = {number: name for name, number in self.variables.numbers.items()}
        read = self.diagrams.reads[self._conditions[item]]
        inputs = {each for number in read for each in self._inputs(number)}
        return frozenset(names[each] for each in inputs)

    def _inputs(self, number: int) -> Iterable[int]:
        return self.variables.derived[number].inputs if number in self.variables.derived else (number,)

    def counts(self, item: int) -> int:
        """Return 1 for a question that waits for an answer, 0 for everything else."""
        return int(item < len(self.questions) and self.questions[item].waits)

    def outcomes(self, item: int, formula: int) -> Sequence[Outcome]:
        """Return the ways in which a variable can come out whose own formula is settled."""
        derived = self.variables.derived.get(item)
        if derived is not None:
            return derived.outcomes(dict(self.diagrams.given(formula)))
        return self.variables.outcomes[item]

    def entries(self, decided: Mapping[int, int], position: int = 0) -> Entries:
        """Return what is open from a position on, given the cells of what is decided.

        A condition that looks forward finds nothing there, unless that is decided already.
        """
        entries: Entries = {}
        for item, formula in enumerate(self._conditions):
            if item in decided or item < position:
                continue
            left = formula
            for variable in self.diagrams.reads[formula]:
                cell = 0 if self._comes_later(variable, item, decided) else decided.get(variable)
                if cell is not None:
                    left = self.diagrams.assign(left, variable, cell)
            entries[item] = left
        return entries

    def _comes_later(self, variable: int, item: int, decided: Mapping[int, int]) -> bool:
        """Tell whether a variable that a question looks at is settled only after it was its turn."""
        if item >= len(self.questions) or variable in decided:
            return False
        derived = self.variables.derived.get(variable)
        questions = (variable,) if derived is None else derived.inputs
        return any(item <= each < len(self.questions) and each not in decided for each in questions)

    # Conditions -------------------------------------------------------------------------------------

    def _all_conditions(self) -> list[int]:
        formulas = [self._asked(place) for place in range(len(self.questions))]
        for variable in range(len(self.questions), len(self.variables)):
            derived = self.variables.derived.get(variable)
            formulas.append(TRUE if derived is None else self.diagrams.awaiting(derived.inputs))
        return formulas + [self._claimed(claim) for claim in self.watched.values()]

    def _claimed(self, claim: Claim) -> int:
        match claim:
            case Every(of=parts):
                return self.diagrams.both(map(self._claimed, parts))
            case Some(of=parts):
                return self.diagrams.either(map(self._claimed, parts))
            case Misses(of=condition):
                return self.diagrams.contrary(self._formula(condition, wanted=True))
        return self._formula(claim, wanted=True)

    def _asked(self, place: int) -> int:
        question = self.questions[place]
        formula = TRUE if question.ask_if is None else self._formula(question.ask_if, wanted=True)
        if not needs_consent(question):
            return formula
        consent = self.variables.numbers[CONSENT + question.purpose]
        return self.diagrams.both((formula, self.diagrams.literal(consent, 0b10)))

    def _formula(self, condition: Condition, *, wanted: bool) -> int:
        """Return where a condition is true (or false, if that is wanted); *not* changes what is wanted."""
        match condition:
            case Not(of=part):
                return self._formula(part, wanted=not wanted)
            case All(of=parts) | Any(of=parts):
                formulas = [self._formula(part, wanted=wanted) for part in parts]
                return self._joined(formulas, every=isinstance(condition, All) is wanted)
            case InSegment(names=names):
                formulas = [self._formula(self.names.segment(name), wanted=wanted) for name in names]
                return self._joined(formulas, every=wanted)
            case Answered(names=names):
                return self._joined([self._answered(name, wanted=wanted) for name in names], every=wanted)
        return self._test(condition, wanted=wanted)

    def _joined(self, formulas: list[int], *, every: bool) -> int:
        return self.diagrams.both(formulas) if every else self.diagrams.either(formulas)

    def _answered(self, name: str, *, wanted: bool) -> int:
        """Return where a name has a value; a fact never counts as answered."""
        numbers = self.variables.numbers
        sources = [numbers[each] for each in self._sources(name)]
        if not sources or sources[0] in self.variables.derived:
            return TRUE if (name in self.names.given) is wanted else FALSE
        unanswered = self.diagrams.both([self.diagrams.literal(source, 1) for source in sources])
        some = [self.diagrams.literal(source, self._every(source) - 1) for source in sources]
        return self.diagrams.either(some) if wanted else unanswered

    def _sources(self, name: str) -> list[str]:
        """Return the variables that a name is read from, the last one first in rank."""
        found = [name, *(kept(holder, name) for holder in self.names.holders(name))]
        return [each for each in found if each in self.variables.numbers]

    def _every(self, variable: int) -> int:
        return (1 << len(self.variables.cells[variable].all)) - 1

    def _test(self, test: ValueTest, *, wanted: bool) -> int:
        """Return where a single test comes out as wanted; of a trait, the last answer that keeps it counts."""
        name = test.name
        if name in self.variables.numbers and self.variables.numbers[name] in self.variables.derived:
            return self._literal(name, self.variables.alone(test, name), wanted=wanted)
        inputs = self.names.inputs(name)
        if not inputs:
            truth = self.compiled.condition(test)(self.names.given)
            return TRUE if truth is wanted else FALSE
        formula = self._looked_up(test, inputs[0], inputs[0], inputs[0], wanted=wanted)
        for holder in self.names.holders(name):
            as_trait = kept(holder, name)
            here = self._looked_up(test, holder, as_trait, name, wanted=wanted)
            unanswered = self.diagrams.literal(self.variables.numbers[as_trait], 1)
            formula = self.diagrams.either((here, self.diagrams.both((unanswered, formula))))
        return formula

    def _looked_up(self, test: ValueTest, source: str, variable: str, key: str, *, wanted: bool) -> int:
        verdict = self.variables.verdict(source, test)
        if verdict is not None:
            return self.diagrams.literal(verdict, 1 << (YES if wanted else NO))
        return self._literal(variable, self.variables.probe(test, key), wanted=wanted)

    def _literal(self, name: str, probe: Probe, *, wanted: bool) -> int:
        """Return "the variable lies in a cell whose example the test finds as wanted"; never where it is unknown."""
        variable = self.variables.numbers[name]
        bits = 0
        for place, cell in enumerate(self.variables.cells[variable].all):
            if cell.value is not None and probe(cell.value) is wanted:
                bits |= 1 << place
        return self.diagrams.literal(variable, bits)
