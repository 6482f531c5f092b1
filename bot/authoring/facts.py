"""Facts and segments: formulas and conditions under a name, none of them defined by itself."""

from collections.abc import Iterable
from typing import Any

from bot.authoring.conditions import CONDITION, ConditionReader
from bot.authoring.kinds import WORD, word
from bot.authoring.names import Names
from bot.authoring.problem import nearest
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Schema, Shape, needed, taking
from bot.authoring.texts import text
from bot.authoring.tree import Entry, Mapping, Node, Scalar
from bot.questionnaire.formula import Apply, Formula, Name, parse
from bot.questionnaire.model import NUMERIC, Fact, Segment
from bot.values.errors import WrongFormula


class FactReader:
    """Reads facts; all questions are read and all facts are known by name."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.shape = Shape(
            "a fact", {"formula": needed(taking(lambda: WORD)(self._formula)), "unit": word, "label": text}
        )

    def schema(self) -> Schema:
        """Return what a fact may be."""
        return self.shape.schema()

    def read(self, node: Node, at: Reading) -> Fact | None:
        """Read one fact."""
        found = self.shape.read(node, at)
        return None if found is None else Fact(id=at.key, **found)

    def _formula(self, node: Node, at: Reading) -> Formula | None:
        if not isinstance(node, Scalar) or node.empty:
            at.wrong(node, "wrong-value", f"'formula' is written like 5 * signal, not {told(node)}")
            return None
        try:
            formula = parse(node.text)
        except WrongFormula as wrong:
            at.sheet.problems.error(node.part(wrong.offset, wrong.length), "wrong-formula", str(wrong))
            return None
        fits = [self._fits(name, wanted, node, at) for name, wanted in _wanted(formula, "a number")]
        return formula if all(fits) else None

    def _fits(self, name: Name, wanted: str, node: Scalar, at: Reading) -> bool:
        place = node.part(name.offset, len(name.name))
        if name.name not in self.names and not (name.name == "today" and wanted == "a date"):
            near = nearest(name.name, self.names)
            message = f"no question or fact is called '{name.name}'"
            at.sheet.problems.error(place, "unknown-question", message, near=near)
            return False
        given = self._given(name.name)
        if given not in (wanted, None):
            at.sheet.problems.error(place, "wrong-formula", f"'{name.name}' gives {given}, where {wanted} is wanted")
            return False
        return True

    def _given(self, name: str) -> str | None:
        if name in self.names.facts:
            return "a number"
        question = self.names.questions.get(name)
        if question is None:
            return "a date" if name == "today" else None
        if question.type in NUMERIC:
            return "a number"
        return {"date": "a date", "select_multiple": "several choices", "rank": "several choices"}.get(
            question.type, f"an answer of type {question.type}"
        )


def _wanted(formula: Formula, wanted: str) -> Iterable[tuple[Name, str]]:
    """Yield every name of a formula with what must stand there."""
    if isinstance(formula, Name):
        yield formula, wanted
    elif isinstance(formula, Apply):
        inner = {"count": "several choices", "days_between": "a date"}.get(formula.function, "a number")
        for argument in formula.arguments:
            yield from _wanted(argument, inner)


class SegmentReader:
    """Reads segments: a condition, or `{if: condition, label: text}`."""

    def __init__(self, names: Names) -> None:
        self.condition = ConditionReader(names).read
        self.shape = Shape("a segment", {"if": needed(self.condition), "label": text})

    def schema(self) -> Schema:
        """Return what a segment may be."""
        return {"anyOf": [self.shape.schema(), CONDITION]}

    def read(self, node: Node, at: Reading) -> Segment | None:
        """Read one segment."""
        if not (isinstance(node, Mapping) and "if" in node.entries):
            condition = self.condition(node, at)
            return None if condition is None else Segment(at.key, condition)
        found = self.shape.read(node, at)
        return None if found is None else Segment(at.key, found["if"], found.get("label"))


def refuse_circles(
    defined: dict[str, Any], leads_to: dict[str, list[str]], written: dict[str, Entry], at: Reading
) -> None:
    """Note what is defined by itself, and count it as unreadable from here on."""
    for name in leads_to:
        circle = _circle(name, leads_to)
        if circle:
            message = f"'{name}' is defined by itself: {' → '.join(circle)}"
            at.wrong(written[name].key, "circular", message)
            defined[name] = None


def _circle(start: str, leads_to: dict[str, list[str]]) -> list[str] | None:
    """Return a shortest way from a name back to it."""
    ways, seen = [[start]], {start}
    for way in ways:
        onward = leads_to.get(way[-1], [])
        if start in onward:
            return [*way, start]
        ways.extend([*way, name] for name in onward if name not in seen)
        seen.update(onward)
    return None
