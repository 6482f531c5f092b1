"""What the answers ask of products: needs, and which products are candidates at all."""

from typing import Any, Literal

from bot.authoring.conditions import ConditionReader
from bot.authoring.kinds import defined, flag, list_of, number, one_of
from bot.authoring.names import Names
from bot.authoring.problem import Problems
from bot.authoring.products import value_of
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Kind, Later, Shape, later
from bot.authoring.texts import text
from bot.authoring.tree import Mapping, Node, Scalar
from bot.authoring.value_tests import choices_of
from bot.questionnaire.catalogue import Attribute, AttributeValue
from bot.questionnaire.model import NUMERIC, ByRank, Need, Question
from bot.values.units import convert

_TESTS = {
    "number": ("at_least", "at_most", "is"),
    "money": ("at_most", "at_least", "is"),
    "choice": ("is", "any_of"),
    "set": ("includes",),
    "flag": ("is",),
}
_NeedTest = Literal["is", "any_of", "includes", "at_least", "at_most"]
_EVERY_TEST: tuple[_NeedTest, ...] = ("is", "any_of", "includes", "at_least", "at_most")
_SAYS_ITSELF = ("at_least", "at_most")
"""Tests for which a reason can be made of the numbers alone."""
_CONSTANT = {
    "number": "a number",
    "money": "a number",
    "choice": "one of its choices",
    "set": "one of its choices",
    "flag": "true or false",
}


class NeedReader:
    """Reads the needs of one questionnaire, whose questions and facts are known by now."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.attributes = names.common.range.attributes
        self.shape = Shape(
            "a need",
            {
                **dict.fromkeys(_EVERY_TEST, later),
                "attribute": defined("attribute", "products.yaml"),
                "must": flag,
                "weight": self._weight,
                "if": ConditionReader(names).read,
                "because": text,
                "but": text,
            },
        )

    def read(self, node: Node, at: Reading) -> Need | None:
        """Read one need."""
        found = self.shape.read(node, at)
        if found is None:
            return None
        written_tests = {test: found.pop(test) for test in _EVERY_TEST if test in found}
        attribute = self._attribute(found.pop("attribute", at.key), at)
        if attribute is None:
            return None
        if len(written_tests) != 1:
            message = f"'{at.key}' needs exactly one test of '{attribute.id}': {' or '.join(_TESTS[attribute.type])}"
            self._wrong(at, "wrong-test" if written_tests else "missing-key", message)
            return None
        ((test, written),) = written_tests.items()
        operand = self._operand(test, attribute, written)
        if operand is None:
            return None
        found["condition"] = found.pop("if", None)
        value, is_name = operand
        return Need(id=at.key, attribute=attribute.id, test=test, operand=value, operand_is_name=is_name, **found)

    def _attribute(self, name: str, at: Reading) -> Attribute | None:
        if name not in self.attributes:
            message = f"products.yaml has no attribute '{name}'; a need that is called otherwise says 'attribute: …'"
            self._wrong(at, "unknown-attribute", message, near=tuple(self.attributes))
        return self.attributes.get(name)

    def _wrong(self, at: Reading, code: str, message: str, near: tuple[str, ...] = ()) -> None:
        if at.owner:
            at.wrong(at.owner, code, message, near=near)

    def _operand(self, test: str, attribute: Attribute, written: Later) -> tuple[AttributeValue, bool] | None:
        """Read what is asked for, and whether it is the name of a question or fact that gives it."""
        node, at = written
        if test not in _TESTS[attribute.type]:
            ways = " or ".join(_TESTS[attribute.type])
            self._wrong(at, "wrong-test", f"'{attribute.id}' is of type {attribute.type}: a need tests it by {ways}")
            return None
        if not isinstance(node, Scalar) or _is_constant(node.text, attribute):
            value = self._constant(test, attribute, written)
            return None if value is None else (value, False)
        if node.text in self.names:
            return (node.text, True) if self._gives(node, attribute, at) else None
        message = f"{told(node)} is neither {_CONSTANT[attribute.type]} nor the name of a question or fact"
        at.wrong(node, "unknown-question", message, near=(*self.names, *attribute.choices))
        return None

    def _constant(self, test: str, attribute: Attribute, written: Later) -> AttributeValue | None:
        choice = one_of(*attribute.choices, code="unknown-choice")
        kind: Kind[Any] = list_of(choice) if test in ("any_of", "includes") else value_of(attribute)
        value: AttributeValue | None = written.by(kind)
        return value

    def _gives(self, name: Scalar, attribute: Attribute, at: Reading) -> bool:
        """Tell whether the value of a question or fact can be compared with an attribute; note why not."""
        question = self.names.questions.get(name.text)
        fact = self.names.facts.get(name.text)
        if question is None and fact is None:
            return True
        fits = _gives(question, attribute)
        unit = question.unit if question else fact.unit if fact else None
        if fits and unit and attribute.unit and convert(1, unit, attribute.unit) is None:
            message = f"'{name.text}' is measured in {unit} and '{attribute.id}' in {attribute.unit}"
            at.wrong(name, "wrong-unit", message)
            return False
        if not fits:
            wanted = "share a choice with it" if attribute.choices else f"give {_CONSTANT[attribute.type]}"
            message = f"'{attribute.id}' is of type {attribute.type}, and '{name.text}' does not {wanted}"
            at.wrong(name, "wrong-test", message)
        return fits

    def _weight(self, node: Node, at: Reading) -> float | ByRank | None:
        if not isinstance(node, Mapping):
            return number(1, 5)(node, at)
        found = Shape("a weight", {"by_rank": self._by_rank}).read(node, at)
        return found.get("by_rank") if found else None

    def _by_rank(self, node: Node, at: Reading) -> ByRank | None:
        name, _, choice = node.text.partition(".") if isinstance(node, Scalar) else ("", "", "")
        rankings = {each.id: each for each in self.names.questions.values() if each and each.type == "rank"}
        if name not in rankings:
            message = f"'by_rank' names a ranking and one of its choices, such as priorities.price; not {told(node)}"
            near = tuple(f"{each.id}.{choice.id}" for each in rankings.values() for choice in each.choices)
            at.wrong(node, "unknown-question", message, near=near)
            return None
        choices = choices_of(rankings[name]) or ()
        if choice not in choices:
            context = f"its choices (line {self.names.line(name)}): {', '.join(choices)}"
            near = tuple(f"{name}.{each}" for each in choices)
            at.wrong(node, "unknown-choice", f"'{name}' has no choice '{choice}'", near=near, context=context)
            return None
        return ByRank(name, choice)


def _is_constant(written: str, attribute: Attribute) -> bool:
    match attribute.type:
        case "number" | "money":
            return written[:1] in "+-." or written[:1].isdigit()
        case "flag":
            return written in ("true", "false", "yes", "no")
        case _:
            return written in attribute.choices


def _gives(question: Question | None, attribute: Attribute) -> bool:
    """Tell whether the answer to a question, or else a fact, is of the kind of an attribute's values."""
    if attribute.type in ("number", "money"):
        return question is None or question.type in NUMERIC
    if question is None:
        return False
    if attribute.type == "flag":
        return question.type == "yes_no"
    return not attribute.choices.keys().isdisjoint(choices_of(question) or ())


def read_candidates(names: Names, node: Node, at: Reading) -> dict[str, tuple[str, ...]] | None:
    """Read which products are candidates: for attributes, the choices that are wanted."""
    kinds: dict[str, Any] = {
        name: list_of(one_of(*each.choices, code="unknown-choice"))
        for name, each in names.common.range.attributes.items()
        if each and each.choices
    }
    return Shape("'suggest'", kinds).read(node, at)


def warn_of_silence(names: Names, need: Need, key: Scalar, problems: Problems) -> None:
    """Warn of a need that leaves nothing to say: no `because`, and no answer behind it that has a `said`."""
    if need.because is not None or need.test in _SAYS_ITSELF:
        return
    behind = names.rests_on(str(need.operand)) if need.operand_is_name else frozenset[str]()
    behind |= names.looks_at(need.condition) if need.condition is not None else frozenset()
    asked = [question for question in map(names.questions.get, behind) if question is not None]
    if not any(each.said or any(choice.said for choice in each.choices) for each in asked):
        message = (
            f"nothing can be said about why '{need.id}' is met; give it 'because', or the question behind it 'said'"
        )
        problems.warning(key.place(), "missing-reason", message)
