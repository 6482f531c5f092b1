"""What the answers ask of products: needs, and which products are candidates at all."""

from typing import Any

from bot.authoring.attributes import choices_of_attributes, value_of
from bot.authoring.conditions import ConditionReader
from bot.authoring.kinds import WORD, defined, flag, list_of, number, one_of, quantity, readable, whole
from bot.authoring.names import Names
from bot.authoring.problem import Problems
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Kind, Later, Schema, Shape, later, needed, schema_of, taking
from bot.authoring.texts import text
from bot.authoring.tree import Mapping, Node, Scalar
from bot.authoring.value_tests import choices_of
from bot.questionnaire.catalogue import Attribute, AttributeValue
from bot.questionnaire.model import NUMERIC, AccessoryRule, ByRank, Limits, Need, NeedTest, Question
from bot.values.units import convert

_LISTED = 20
"""How many attributes are worth listing."""
_TESTS = {
    "number": ("at_least", "at_most", "target", "threshold", "is"),
    "money": ("at_most", "at_least", "target", "threshold", "is"),
    "choice": ("is", "any_of", "none_of", "at_least", "at_most"),
    "set": ("includes", "all_of", "none_of"),
    "flag": ("is",),
}
_EVERY_TEST: tuple[NeedTest, ...] = NeedTest.__args__  # type: ignore[attr-defined]
_OF_SEVERAL = ("any_of", "includes", "all_of", "none_of")
_SAYS_ITSELF = ("at_least", "at_most", "threshold", "target", "none_of")
"""Tests for which a reason can be made of the values alone."""
_WEIGHT = number(1, 5)
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
        self.ranked = Shape("a weight", {"by_rank": needed(taking(lambda: WORD)(self._by_rank))})
        self.shape = Shape(
            "a need",
            {
                **dict.fromkeys(_EVERY_TEST, later),
                "attribute": defined("attribute", "products.yaml"),
                "tolerance": later,
                "must": flag,
                "weight": taking(self._weights)(self._weight),
                "if": ConditionReader(names).read,
                "unless": ConditionReader(names).read,
                "because": text,
                "but": text,
                "repair": text,
            },
        )

    def schema(self) -> Schema:
        """Return what a need may be."""
        return self.shape.schema()

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
            message = f"'{at.key}' needs exactly one test of '{attribute.id}': {_ways(attribute)}"
            self._wrong(at, "wrong-test" if written_tests else "missing-key", message)
            return None
        ((test, written),) = written_tests.items()
        operand = self._operand(test, attribute, written)
        if operand is None:
            return None
        found["condition"] = found.pop("if", None)
        found["tolerance"] = self._tolerance(test, attribute, found.pop("tolerance", None))
        value, is_name = operand
        return Need(id=at.key, attribute=attribute.id, test=test, operand=value, operand_is_name=is_name, **found)

    def _attribute(self, name: str, at: Reading) -> Attribute | None:
        if name not in self.attributes:
            message = f"products.yaml has no attribute '{name}'; a need that is called otherwise says 'attribute: …'"
            known = f"its attributes: {', '.join(self.attributes)}" if 0 < len(self.attributes) <= _LISTED else None
            self._wrong(at, "unknown-attribute", message, near=tuple(self.attributes), context=known)
        return self.attributes.get(name)

    def _wrong(
        self, at: Reading, code: str, message: str, near: tuple[str, ...] = (), *, context: str | None = None
    ) -> None:
        if at.owner:
            at.wrong(at.owner, code, message, near=near, context=context)

    def _operand(self, test: str, attribute: Attribute, written: Later) -> tuple[AttributeValue, bool] | None:
        """Read what is asked for, and whether it is the name of a question or fact that gives it."""
        node, at = written
        if test not in _TESTS[attribute.type]:
            message = f"'{attribute.id}' is of type {attribute.type}: a need tests it by {_ways(attribute)}"
            self._wrong(at, "wrong-test", message)
            return None
        if not isinstance(node, Scalar) or _is_constant(node.text, attribute):
            value = self._constant(test, attribute, written)
            return None if value is None else (value, False)
        if node.text in self.names:
            return (node.text, True) if self._gives(node, attribute, at) else None
        message = f"{told(node)} is neither {_CONSTANT[attribute.type]} nor the name of a question or fact"
        at.wrong(node, "unknown-question", message, near=(*self.names, *attribute.choices))
        return None

    def _tolerance(self, test: str, attribute: Attribute, written: Later | None) -> float:
        if written is None:
            return 0.0
        if test != "target":
            self._wrong(written.at, "unknown-key", "'tolerance' says how far from a 'target' still counts as hit")
            return 0.0
        value = written.by(quantity(attribute.unit))
        if value is not None and value < 0:
            written.at.wrong(written.node, "wrong-value", "'tolerance' must be a number, at least 0")
        return value or 0.0

    def _constant(self, test: str, attribute: Attribute, written: Later) -> AttributeValue | None:
        choice = one_of(*attribute.choices, code="unknown-choice")
        kind: Kind[Any] = list_of(choice) if test in _OF_SEVERAL else value_of(attribute)
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
        priced = attribute.type == "money" and unit in self._currencies()
        if fits and unit and attribute.unit and convert(1, unit, attribute.unit) is None and not priced:
            message = f"'{name.text}' is measured in {unit} and '{attribute.id}' in {attribute.unit}"
            at.wrong(name, "wrong-unit", message)
            return False
        if not fits:
            wanted = "share a choice with it" if attribute.choices else f"give {_CONSTANT[attribute.type]}"
            message = f"'{attribute.id}' is of type {attribute.type}, and '{name.text}' does not {wanted}"
            at.wrong(name, "wrong-test", message)
        return fits

    def _currencies(self) -> tuple[str | None, ...]:
        """Return the currencies in which there may be prices: a limit in one is compared with these alone."""
        return tuple(region.currency for region in readable(self.names.common.regions))

    def _weight(self, node: Node, at: Reading) -> float | ByRank | None:
        if not isinstance(node, Mapping):
            return _WEIGHT(node, at)
        found = self.ranked.read(node, at)
        return found.get("by_rank") if found else None

    def _weights(self) -> Schema:
        return {"anyOf": [schema_of(_WEIGHT), self.ranked.schema()]}

    def _by_rank(self, node: Node, at: Reading) -> ByRank | None:
        name, _, choice = node.text.partition(".") if isinstance(node, Scalar) else ("", "", "")
        if name in self.names.questions and self.names.questions[name] is None:
            return None
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


def _ways(attribute: Attribute) -> str:
    *others, last = _TESTS[attribute.type]
    return f"{', '.join(others)} or {last}" if others else last


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
    return choices_of_attributes("'suggest'", names.common.range.attributes.values()).read(node, at)


_LIMITS = Shape("'limits'", {"suggestions": whole(1, 9), "accessories": whole(0, 9), "step_up": number(1)})


@taking(_LIMITS.schema)
def read_limits(node: Node, at: Reading) -> Limits | None:
    """Read how much is offered at once."""
    found = _LIMITS.read(node, at)
    return None if found is None else Limits(**found)


def accessory_of(names: Names) -> Kind[AccessoryRule]:
    """Make the kind of rules for accessories, each under the id of its product."""
    range_ = names.common.range
    beside = {each for product in range_.products.items for each in product.goes_with}
    shape = Shape("an accessory", {"if": ConditionReader(names).read, "because": text})

    @taking(shape.schema)
    def read(node: Node, at: Reading) -> AccessoryRule | None:
        if at.key not in range_.ids and at.owner:
            at.wrong(at.owner, "unknown-product", f"products.yaml has no product '{at.key}'", near=range_.ids)
        elif at.key not in beside and at.owner:
            message = f"'{at.key}' is never offered: no product has it under 'goes_with'"
            at.sheet.problems.warning(at.owner.place(), "never-offered", message)
        found = shape.read(node, at)
        return None if found is None else AccessoryRule(at.key, found.get("if"), found.get("because"))

    return read


def warn_of_silence(names: Names, need: Need, key: Scalar, problems: Problems) -> None:
    """Warn of a need that leaves nothing to say: no `because`, and no answer behind it that has a `said`."""
    attribute = names.common.range.attributes.get(need.attribute)
    if need.because is not None or need.test in _SAYS_ITSELF or (attribute and attribute.because):
        return
    behind = names.rests_on(str(need.operand)) if need.operand_is_name else frozenset[str]()
    behind |= names.looks_at(need.condition) if need.condition is not None else frozenset()
    asked = [question for question in map(names.questions.get, behind) if question is not None]
    if not any(each.said or any(choice.said for choice in each.choices) for each in asked):
        message = (
            f"nothing can be said about why '{need.id}' is met; give it 'because', or the question behind it 'said'"
        )
        problems.warning(key.place(), "missing-reason", message)
