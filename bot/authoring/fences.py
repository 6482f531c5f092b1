"""The fenced blocks of a report: charts, suggestions and the table of answers, written in YAML."""

from bot.authoring.kinds import flag, number_of, one_of, whole, word
from bot.authoring.names import Names
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Kind, Shape, needed
from bot.authoring.texts import template
from bot.authoring.tree import Node, Scalar, Sequence
from bot.questionnaire.model import NUMERIC
from bot.questionnaire.report import AnswersText, BarText, ChartText, SuggestionsText, WhatIfText
from bot.values.text import Template

_SUGGESTIONS = "suggestions."
Fenced = ChartText | SuggestionsText | AnswersText | WhatIfText
_MOST_CLAIMS = 5


class FenceReader:
    """Reads the fenced blocks of a report in one language."""

    def __init__(self, names: Names, language: str) -> None:
        self.names = names
        self.language = language
        self.bar = Shape("a bar", {"label": self._text, "value": needed(self._value)})
        self.chart = Shape(
            "a chart",
            {
                "kind": needed(one_of("bars")),
                "title": needed(self._text),
                "unit": word,
                "bars": needed(self._bars),
            },
        )
        self.kinds: dict[str, Kind[Fenced]] = {
            "chart": self._chart,
            "suggestions": self._suggestions,
            "answers": self._answers,
            "what_if": self._what_if,
        }

    def _text(self, node: Node, at: Reading) -> Template | None:
        return template(node, at, self.language)

    def _chart(self, node: Node, at: Reading) -> ChartText | None:
        found = self.chart.read(node, at)
        return None if found is None else ChartText(found["title"], found["bars"], found.get("unit"))

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
        near = (*self.names, *(_SUGGESTIONS + attribute for attribute in self.names.common.range.attributes))
        if written not in near:
            message = f"{told(node)} is neither a number nor a question, a fact or suggestions.<attribute>"
            at.wrong(node, "unknown-question", message, near=near)
            return None
        if not self._numeric(written):
            at.wrong(node, "wrong-value", f"'{written}' gives no number, so it cannot be a bar")
            return None
        return written

    def _numeric(self, name: str) -> bool:
        if name.startswith(_SUGGESTIONS):
            attribute = self.names.common.range.attributes[name.removeprefix(_SUGGESTIONS)]
            return attribute is None or attribute.type in ("number", "money")
        question = self.names.questions.get(name)
        return question is None or question.type in NUMERIC

    def _suggestions(self, node: Node, at: Reading) -> SuggestionsText | None:
        if isinstance(node, Scalar) and node.empty:
            return SuggestionsText()
        found = _SUGGESTIONS_SHAPE.read(node, at)
        return None if found is None else SuggestionsText(**found)

    def _answers(self, node: Node, at: Reading) -> AnswersText | None:
        if not (isinstance(node, Scalar) and node.empty):
            at.wrong(node, "wrong-value", "the table of answers takes no settings; leave the block empty")
            return None
        return AnswersText()

    def _what_if(self, node: Node, at: Reading) -> WhatIfText | None:
        if isinstance(node, Scalar) and node.empty:
            return WhatIfText()
        found = _WHAT_IF_SHAPE.read(node, at)
        return None if found is None else WhatIfText(**found)


_WHAT_IF_SHAPE = Shape("the block of what-ifs", {"at_most": whole(1, _MOST_CLAIMS)})
_SUGGESTIONS_SHAPE = Shape("the block of suggestions", {"short": flag})
