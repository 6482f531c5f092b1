"""Repairs and what-ifs as blocks of a document: sentences on what could be answered otherwise."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.questionnaire.wording import Words
from bot.report.document import Block, Listing, Paragraph, Span
from bot.suggestion.advice import what_if_said
from bot.suggestion.remedies import remedy_words, repair_said
from bot.suggestion.repairs import Repair
from bot.suggestion.what_if import WhatIf


class Advice(Struct, frozen=True):
    """What could be answered otherwise, and what would come of it; repairs only where nothing fits."""

    repairs: tuple[Repair, ...] = ()
    what_if: tuple[WhatIf, ...] = ()


class AdviceWriter(Struct, frozen=True):
    """Writes advice for one person; what is sensitive stays out of a report, which is passed on."""

    words: Words
    products: Products
    known: Known
    advice: Advice = Advice()

    def repairs(self) -> list[Block]:
        """Return what would help, where nothing fits and something would."""
        told = [
            repair
            for repair in self.advice.repairs
            if all(is_told(change.question, self.words.compiled) for change in repair.changes)
        ]
        items = tuple((Span(repair_said(each, self.words, self.products, self.known)),) for each in told)
        helps = remedy_words(self.words.language).helps
        return [Paragraph((Span(helps, "strong"),)), Listing(items)] if items else []

    def what_if(self, at_most: int) -> list[Block]:
        """Return what other answers would change, one paragraph each."""
        chosen = list(certain(self.advice.what_if, self.words.compiled))[:at_most]
        said = (what_if_said(each, self.words, self.products, self.known) for each in chosen)
        return [Paragraph((Span(sentence),)) for sentence in said]


def certain(claims: Iterable[WhatIf], compiled: Compiled) -> Iterator[WhatIf]:
    """Yield for each question the first claim that holds as it is told.

    Not one after which other answers would no longer count or new questions would come: their answers may change it.
    """
    told: set[str] = set()
    for claim in claims:
        whole = claim.first is not None and not claim.voids and not claim.asks
        if whole and claim.question not in told and is_told(claim.question, compiled):
            told.add(claim.question)
            yield claim


def is_told(name: str, compiled: Compiled) -> bool:
    """Tell whether an answer may stand in a report."""
    question = compiled.question(name)
    return not question.sensitive and question.purpose == "report"
