"""An author's report and a person's answers, composed into one neutral document."""

from collections.abc import Iterator
from typing import TypeVar

from msgspec.structs import replace

from bot.questionnaire.catalogue import Company, Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.questionnaire.model import Question
from bot.questionnaire.report import (
    AnswersText,
    BlockText,
    CalloutText,
    ChartText,
    ListText,
    OffersText,
    ParagraphText,
    RadarText,
    ReportText,
    Run,
    Runs,
    ScatterText,
    SectionText,
    ShopsText,
    SuggestionsText,
    TableText,
    WhatIfText,
)
from bot.questionnaire.wording import Words
from bot.report.advice import Advice, AdviceWriter
from bot.report.cards import CardWriter
from bot.report.charts import ChartWriter
from bot.report.document import (
    Block,
    Callout,
    Document,
    Image,
    Listing,
    Offers,
    Paragraph,
    Section,
    Shops,
    Span,
    Spans,
    Table,
)
from bot.report.steps import StepWriter
from bot.report.words import ReportWords, report_words
from bot.suggestion.suggestion import Suggestion
from bot.values.locale import day as written_day
from bot.values.locale import direction, isolate, isolate_foreign, number

Written = TypeVar("Written")
Next = TypeVar("Next", Offers, Shops)
NO_ADVICE = Advice()
MOST_AFTERWARDS = 2
"""Offers that are said after the report in a chat; all of them stand in the report."""


def compose(
    compiled: Compiled,
    known: Known,
    found: tuple[Suggestion, ...],
    products: Products,
    company: Company,
    language: str,
    *,
    day: str,
    advice: Advice = NO_ADVICE,
) -> Document:
    """Return the report for one person, in one language, made on a day (`2026-11-21`).

    `found`: the suggestions, or what comes nearest, and accessories; their roles tell which is which.
    `advice`: what could be answered otherwise, and what would come of it.
    A section whose condition does not hold, or that has nothing to say about this person, is left out.
    """
    composer = _Composer(Words(compiled, language), known, found, products, company)
    composer.advice = AdviceWriter(composer.words, products, known, advice)
    name = composer.words.fill(company.name.template(language), {})
    contact = composer.words.fill(company.contact.template(language), {})
    return Document(
        title=composer.title(),
        language=language,
        direction=direction(language),
        company=name,
        day=day,
        dated=report_words(language).prepared.format(day=written_day(day, language)),
        footer=" · ".join(isolate(part, language) for part in (name, contact) if part),
        accent=company.theme.accent,
        sections=tuple(composer.sections()),
        logo=Image(company.theme.logo, name) if company.theme.logo else None,
        font=company.theme.font,
    )


def tells_what_if(report: ReportText | None) -> bool:
    """Tell whether a report has a place for what other answers would change."""
    sections = report.sections if report is not None else ()
    written = (block for section in sections for blocks in section.blocks.values() for block in blocks)
    return any(isinstance(block, WhatIfText) for block in written)


def digest(document: Document) -> tuple[Section, ...]:
    """Return the sections that also stand in the message, without what is said after the report."""
    said = [
        replace(section, blocks=tuple(block for block in section.blocks if not isinstance(block, Offers | Shops)))
        for section in document.sections
        if section.in_message
    ]
    return tuple(section for section in said if section.blocks)


def afterwards(document: Document) -> tuple[Offers | Shops, ...]:
    """Return what is said after the report, under the headings it has there: the shops of the message, the offers.

    Of the offers, the first few: in a chat nobody chooses among many.
    """
    shops = [found for section in document.sections if section.in_message for found in _titled(section, Shops)]
    offers = [found for section in document.sections for found in _titled(section, Offers)]
    return *shops[:1], *(replace(each, steps=each.steps[:MOST_AFTERWARDS]) for each in offers[:1])


def _titled(section: Section, kind: type[Next]) -> Iterator[Next]:
    """Yield the blocks of a kind in a section, each with the heading that stands above it."""
    title = "".join(span.text for span in section.title)
    for block in section.blocks:
        if isinstance(block, kind):
            yield replace(block, title=block.title or title)


class _Composer:
    """Fills an author's blocks for one person."""

    def __init__(
        self, words: Words, known: Known, found: tuple[Suggestion, ...], products: Products, company: Company
    ) -> None:
        self.words = words
        self.language = words.language
        self.known = known
        self.cards = CardWriter(words, products, known, found)
        self.charts = ChartWriter(words, products, known, found)
        self.steps = StepWriter(words, known, company.shops)
        self.advice = AdviceWriter(words, products, known)
        self.own: ReportWords = report_words(words.language)

    def title(self) -> Spans:
        report = self.words.compiled.questionnaire.report
        if report is None:
            template = self.words.compiled.questionnaire.title.template(self.language)
            return (Span(self.words.fill(template, self.known)),)
        return self._spans(self._in_language(report.title))

    def sections(self) -> Iterator[Section]:
        report = self.words.compiled.questionnaire.report
        if report is None:
            yield from self._plain_sections()
            return
        for section in report.sections:
            if self.words.compiled.holds(section.show_if, self.known):
                blocks = self._blocks(section)
                if blocks:
                    title = self._spans(self._in_language(section.title))
                    yield Section(section.id, title, blocks, section.in_message)

    def _plain_sections(self) -> Iterator[Section]:
        """Yield what a questionnaire without a report of its own still owes: the suggestions, and the answers."""
        in_full = tuple(self._suggestions(short=False))
        if in_full:
            yield Section("suggestions", (Span(self.own.fits),), in_full, in_message=True)
        answers = self._answers()
        if answers is not None:
            yield Section("answers", (Span(self.own.told),), (answers,))

    def _blocks(self, section: SectionText) -> tuple[Block, ...]:
        return tuple(block for text in self._in_language(section.blocks) for block in self._block(text))

    def _in_language(self, by_language: dict[str, Written]) -> Written:
        base = self.words.compiled.questionnaire.language
        return by_language[self.language if self.language in by_language else base]

    def _block(self, text: BlockText) -> list[Block]:
        match text:
            case ParagraphText(runs=runs):
                return [Paragraph(spans) for spans in self._said(runs)]
            case ListText(items=items, numbered=numbered):
                said = tuple(spans for item in items for spans in self._said(item))
                return [Listing(said, numbered)] if said else []
            case TableText(header=header, rows=rows):
                return [Table(self._row(header), tuple(self._row(row) for row in rows))] if rows else []
            case CalloutText(kind=kind, paragraphs=paragraphs):
                said = tuple(spans for runs in paragraphs for spans in self._said(runs))
                return [Callout(kind, getattr(self.own, kind), said)] if said else []
            case _:
                return self._filled_in(text)

    def _filled_in(
        self,
        text: ChartText | RadarText | ScatterText | SuggestionsText | AnswersText | OffersText | ShopsText | WhatIfText,
    ) -> list[Block]:
        """Return what takes the place of a fenced block."""
        match text:
            case ChartText():
                return _some(self.charts.chart(text))
            case RadarText():
                return _some(self.charts.radar(text))
            case ScatterText():
                return _some(self.charts.scatter(text))
            case SuggestionsText(short=short):
                return self._suggestions(short=short)
            case AnswersText():
                return _some(self._answers())
            case OffersText():
                return _some(self.steps.offers())
            case ShopsText():
                return _some(self.steps.nearest(text))
            case WhatIfText(at_most=at_most):
                return self.advice.what_if(at_most)

    def _suggestions(self, *, short: bool) -> list[Block]:
        """Return the suggestions, or what would help where nothing fits; behind them in full the offers.

        The offers only where the report has no place of their own.
        """
        blocks = [*self.cards.blocks(short=short), *self.advice.repairs()]
        if not short and not _has_offers(self.words.compiled.questionnaire.report):
            blocks += _some(self.steps.offers(title=self.own.next_steps))
        return blocks

    def _row(self, cells: tuple[Runs, ...]) -> tuple[Spans, ...]:
        return tuple(self._spans(cell) for cell in cells)

    def _said(self, runs: Runs) -> Iterator[Spans]:
        spans = self._spans(runs)
        if any(span.text.strip() for span in spans):
            yield spans

    def _spans(self, runs: Runs) -> Spans:
        return tuple(self._span(run) for run in runs)

    def _span(self, run: Run) -> Span:
        filled = self.words.fill(run.text, self.known)
        # What an author sets apart, as the title of a book, keeps its own order: "12 Things", not "Things 12".
        apart = run.style != "plain" or run.link is not None
        return Span(isolate_foreign(filled, self.language) if apart else filled, run.style, run.link)

    def _answers(self) -> Table | None:
        rows = tuple(self._answer(question) for question in self.words.compiled.questions if self._shown(question))
        header = ((Span(self.own.question),), (Span(self.own.answer),))
        return Table(header, rows) if rows else None

    def _answer(self, question: Question) -> tuple[Spans, ...]:
        asked = self.words.fill(question.ask.template(self.language), self.known)
        answer = self.words.label(question, self.known[question.id], self.known)
        if question.type == "scale":
            answer = self.own.of_scale.format(mark=answer, high=number(question.high, self.language))
        return (Span(asked),), (Span(answer),)

    def _shown(self, question: Question) -> bool:
        # A report is passed on to colleagues: how to reach its reader, and what is sensitive, stays out of it.
        private = question.sensitive or question.purpose == "contact" or question.type in ("email", "phone")
        return question.waits and question.id in self.known and not private


def _some(block: Block | None) -> list[Block]:
    return [] if block is None else [block]


def _has_offers(report: ReportText | None) -> bool:
    """Tell whether a report says where the offers stand."""
    written = [blocks for section in (report.sections if report else ()) for blocks in section.blocks.values()]
    return any(isinstance(block, OffersText) for blocks in written for block in blocks)
