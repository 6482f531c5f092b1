"""The fenced blocks of a report: charts, suggestions, answers, offers and shops, written in YAML."""

from bot.authoring.charts import ChartReader
from bot.authoring.kinds import flag, whole
from bot.authoring.names import Names
from bot.authoring.reading import Reading, told
from bot.authoring.shape import Kind, Shape
from bot.authoring.tree import Node, Scalar
from bot.questionnaire.report import (
    AnswersText,
    ChartText,
    OffersText,
    RadarText,
    ScatterText,
    ShopsText,
    SuggestionsText,
    WhatIfText,
)

Fenced = ChartText | RadarText | ScatterText | SuggestionsText | AnswersText | OffersText | ShopsText | WhatIfText
_MOST_SHOPS = 10
_MOST_CLAIMS = 5


class FenceReader:
    """Reads the fenced blocks of a report in one language."""

    def __init__(self, names: Names, language: str) -> None:
        self.names = names
        self.shops = Shape("the block of shops", {"near": self._near, "at_most": whole(1, _MOST_SHOPS)})
        self.kinds: dict[str, Kind[Fenced]] = {
            "chart": ChartReader(names, language).read,
            "suggestions": self._suggestions,
            "answers": self._answers,
            "offers": self._offers,
            "shops": self._shops,
            "what_if": self._what_if,
        }

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

    def _offers(self, node: Node, at: Reading) -> OffersText | None:
        if not (isinstance(node, Scalar) and node.empty):
            at.wrong(node, "wrong-value", "the block of offers takes no settings; the offers say for whom they are")
            return None
        return OffersText()

    def _shops(self, node: Node, at: Reading) -> ShopsText | None:
        if isinstance(node, Scalar) and node.empty:
            return ShopsText()
        found = self.shops.read(node, at)
        return None if found is None else ShopsText(**found)

    def _what_if(self, node: Node, at: Reading) -> WhatIfText | None:
        if isinstance(node, Scalar) and node.empty:
            return WhatIfText()
        found = _WHAT_IF_SHAPE.read(node, at)
        return None if found is None else WhatIfText(**found)

    def _near(self, node: Node, at: Reading) -> str | None:
        name = node.text if isinstance(node, Scalar) else ""
        if name not in self.names.questions:
            at.wrong(node, "unknown-question", f"no question is called {told(node)}", near=self.names.questions)
            return None
        question = self.names.questions[name]
        if question is not None and question.type != "location":
            message = f"'{name}' is of type {question.type}, and a shop is near to a location"
            at.wrong(node, "wrong-value", message)
            return None
        return name


_WHAT_IF_SHAPE = Shape("the block of what-ifs", {"at_most": whole(1, _MOST_CLAIMS)})
_SUGGESTIONS_SHAPE = Shape("the block of suggestions", {"short": flag})
