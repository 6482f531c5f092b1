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

MOST_STEPS = 1_000
"""How much a fact or segment may come to when everything in it is written out."""
DEEPEST = 30
"""How many facts, or segments, may be defined by each other."""
MOST_TOLD = 20


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


def refuse_knots(
    defined: dict[str, Any], leads_to: dict[str, list[str]], written: dict[str, Entry], at: Reading
) -> None:
    """Note what is defined by itself, or by too much to follow, and count it as unreadable from here on."""
    sizes, depths = _followed(leads_to)
    large = {name for name, size in sizes.items() if size > MOST_STEPS or depths[name] > DEEPEST}
    for name in large:
        defined[name] = None
        # Whatever uses it is as large; only where it begins is there something to mend.
        if large.isdisjoint(leads_to[name]):
            steps = f"{sizes[name]:,} steps, {depths[name]} inside each other"
            message = f"'{name}' comes to {steps}; {MOST_STEPS:,} are followed, {DEEPEST} inside each other"
            at.wrong(written[name].key, "too-large", message)
    for place, name in enumerate(leads_to.keys() - sizes.keys()):
        defined[name] = None
        circle = _circle(name, leads_to) if place < MOST_TOLD else None
        if circle:
            shown = circle if len(circle) <= MOST_TOLD else [*circle[: MOST_TOLD // 2], "…", *circle[-MOST_TOLD // 2 :]]
            at.wrong(written[name].key, "circular", f"'{name}' is defined by itself: {' → '.join(shown)}")


def _followed(leads_to: dict[str, list[str]]) -> tuple[dict[str, int], dict[str, int]]:
    """Return how much each name comes to, written out, and how deep it goes; without those that lead to a circle."""
    open_ = {name: {each for each in onward if each in leads_to} for name, onward in leads_to.items()}
    users: dict[str, list[str]] = {name: [] for name in leads_to}
    for name, onward in open_.items():
        for each in onward:
            users[each].append(name)
    sizes: dict[str, int] = {}
    depths: dict[str, int] = {}
    ready = [name for name, onward in open_.items() if not onward]
    for name in ready:
        sizes[name] = max(1, sum(sizes.get(each, 1) for each in leads_to[name]))
        depths[name] = 1 + max((depths.get(each, 0) for each in leads_to[name]), default=0)
        for user in users[name]:
            open_[user].discard(name)
            if not open_[user]:
                ready.append(user)
    return sizes, depths


def _circle(start: str, leads_to: dict[str, list[str]]) -> list[str] | None:
    """Return a shortest way from a name back to it."""
    ways, seen = [[start]], {start}
    for way in ways:
        onward = leads_to.get(way[-1], [])
        if start in onward:
            return [*way, start]
        ways.extend([*way, name] for name in dict.fromkeys(onward) if name not in seen)
        seen.update(onward)
    return None
