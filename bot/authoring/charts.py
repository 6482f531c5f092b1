"""Charts of a report: bars, what each suggestion meets of what was wanted, price against fit."""

from bot.authoring.kinds import number_of, one_of, word
from bot.authoring.names import Names
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Kind, Needed, Shape, needed
from bot.authoring.texts import template
from bot.authoring.tree import Mapping, Node, Scalar, Sequence
from bot.questionnaire.model import NUMERIC
from bot.questionnaire.report import BarText, ChartText, RadarText, ScatterText
from bot.values.text import Template

OF_SUGGESTIONS = "suggestions."
KINDS = ("bars", "radar", "scatter")


class ChartReader:
    """Reads the charts of a report in one language."""

    def __init__(self, names: Names, language: str) -> None:
        self.names = names
        self.language = language
        self.bar = Shape("a bar", {"label": self._text, "value": needed(self._value)})
        self.shapes = {
            "bars": self._shape({"unit": word, "bars": needed(self._bars)}),
            "radar": self._shape({}),
            "scatter": self._shape({"limit": self._limit}),
        }

    def read(self, node: Node, at: Reading) -> ChartText | RadarText | ScatterText | None:
        """Read a chart; its kind says what else it takes."""
        kind = _kind_of(node)
        found = self.shapes[kind].read(node, at)
        if found is None:
            return None
        match kind:
            case "radar":
                return RadarText(found["title"])
            case "scatter":
                return ScatterText(found["title"], found.get("limit"))
        return ChartText(found["title"], found["bars"], found.get("unit"))

    def _shape(self, keys: dict[str, Kind[object] | Needed]) -> Shape:
        return Shape("a chart", {"kind": needed(one_of(*KINDS)), "title": needed(self._text), **keys})

    def _text(self, node: Node, at: Reading) -> Template | None:
        return template(node, at, self.language)

    def _bars(self, node: Node, at: Reading) -> tuple[BarText, ...] | None:
        if not isinstance(node, Sequence) or not node.items:
            at.wrong(node, "wrong-value", "'bars' is a list, one line for each bar: - {label: …, value: …}")
            return None
        found = [self.bar.read(item, at.item()) for item in node.items]
        bars = [BarText(each["value"], each.get("label")) for each in found if each is not None]
        return tuple(bars) if len(bars) == len(found) else None

    def _value(self, node: Node, at: Reading) -> float | str | None:
        written = node.text if isinstance(node, Scalar) else ""
        constant = number_of(written)
        if constant is not None:
            return constant
        near = (*self.names, *(OF_SUGGESTIONS + attribute for attribute in self.names.common.range.attributes))
        if written not in near:
            message = f"{told(node)} is neither a number nor a question, a fact or suggestions.<attribute>"
            at.wrong(node, "unknown-question", message, near=near)
            return None
        if not self._numeric(written):
            at.wrong(node, "wrong-value", f"'{written}' gives no number, so it cannot be a bar")
            return None
        return written

    def _limit(self, node: Node, at: Reading) -> str | None:
        written = node.text if isinstance(node, Scalar) else ""
        if written not in self.names:
            at.wrong(node, "unknown-question", f"{told(node)} is neither a question nor a fact", near=tuple(self.names))
            return None
        if not self._numeric(written):
            at.wrong(node, "wrong-value", f"'{written}' gives no number, so it cannot be a limit")
            return None
        return written

    def _numeric(self, name: str) -> bool:
        if name.startswith(OF_SUGGESTIONS):
            attribute = self.names.common.range.attributes[name.removeprefix(OF_SUGGESTIONS)]
            return attribute is None or attribute.type in ("number", "money")
        question = self.names.questions.get(name)
        return question is None or question.type in NUMERIC


def _kind_of(node: Node) -> str:
    entry = node.entries.get("kind") if isinstance(node, Mapping) else None
    written = entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""
    return written if written in KINDS else KINDS[0]
