"""What could be answered otherwise, in a report: only what is certain, and nothing that is nobody else's business."""

from msgspec.structs import replace

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.report import ReportText, SectionText, SuggestionsText, WhatIfText
from bot.report.advice import Advice, certain
from bot.report.compose import compose, tells_what_if
from bot.report.document import Document, Listing, Paragraph
from bot.suggestion.repairs import Change, Repair
from bot.suggestion.suggest import nearest, suggest
from bot.suggestion.what_if import WhatIf
from tests.report.bench import BENCH, COMPANY, COMPILED, KNOWN, PRODUCTS, runs

SOONER = WhatIf("signal", 100.0, 250.0, "huge", 250.0, 2000.0)
LATER = WhatIf("signal", 100.0, 300.0, "large", 300.0, 2000.0)
CHEAPER = WhatIf("budget", 10000, 8000, "middle")
OPEN = WhatIf("application", "power", "teaching", "middle", asks=("floating",))
VOID = WhatIf("application", "power", "teaching", "middle", voids=("floating",))
NOTHING = WhatIf("budget", 10000, 100, None)
BUDGET = Repair((Change("price", "budget", "raise", 10000, 14000),), ("large",))
BOTH = Repair((*BUDGET.changes, Change("isolated", "floating", "without", "yes", "no")), ("large", "huge"))


def with_block(block: WhatIfText | SuggestionsText) -> Compiled:
    section = SectionText("only", {"en": runs("Only")}, {"en": (block,)})
    return Compiled(replace(BENCH, report=ReportText({"en": runs("Your plan")}, (section,))))


def told(compiled: Compiled, advice: Advice, language: str = "en") -> list[str]:
    """Return the sentences of the one section, without its cards."""
    found = suggest(compiled, PRODUCTS, KNOWN) if advice.what_if else nearest(compiled, PRODUCTS, {"signal": 9000.0})
    made = compose(compiled, KNOWN, found, PRODUCTS, COMPANY, language, day="2026-11-21", advice=advice)
    return [sentence.replace("\u00a0", " ") for sentence in sentences(made)]


def sentences(document: Document) -> list[str]:
    said = []
    for block in (block for section in document.sections for block in section.blocks):
        if isinstance(block, Paragraph):
            said.append("".join(span.text for span in block.spans))
        elif isinstance(block, Listing):
            said += ["".join(span.text for span in item) for item in block.items]
    return said


def sensitive(*names: str) -> Compiled:
    questions = tuple(replace(each, sensitive=each.id in names) for each in BENCH.questions)
    return Compiled(replace(BENCH, questions=questions, report=with_block(SuggestionsText()).questionnaire.report))


def test_only_what_is_certain_is_told_and_one_thing_of_each_question():
    claims = (NOTHING, OPEN, VOID, SOONER, LATER, CHEAPER)
    assert list(certain(claims, COMPILED)) == [SOONER, CHEAPER]


def test_what_is_sensitive_or_for_another_purpose_is_not_told():
    assert list(certain((SOONER, CHEAPER), sensitive("signal"))) == [CHEAPER]
    questions = tuple(replace(each, purpose="contact") if each.id == "budget" else each for each in BENCH.questions)
    assert list(certain((CHEAPER,), Compiled(replace(BENCH, questions=questions)))) == []


def test_the_block_tells_as_many_as_it_may():
    advice = Advice(what_if=(SOONER, CHEAPER))
    both = told(with_block(WhatIfText()), advice)
    assert both == [
        "If you answer “What is the highest frequency you need to see?” with 250 MHz instead of 100 MHz, "
        "the 6 Series B MSO comes first.",
        "If you answer “What may it cost?” with $8,000 instead of $10,000, the 3 Series MDO comes first.",
    ]
    assert told(with_block(WhatIfText(at_most=1)), advice) == both[:1]


def test_a_section_with_nothing_to_tell_is_left_out():
    compiled = with_block(WhatIfText())
    found = suggest(compiled, PRODUCTS, KNOWN)
    assert compose(compiled, KNOWN, found, PRODUCTS, COMPANY, "en", day="2026-11-21").sections == ()


def test_repairs_follow_what_comes_nearest():
    for short in (True, False):
        said = told(with_block(SuggestionsText(short=short)), Advice(repairs=(BUDGET, BOTH)))
        assert said[said.index("What would help:") :][1:3] == [
            "Price: $14,000 instead of $10,000. What fits then: 4 Series B MSO.",
            "Price: $14,000 instead of $10,000; after that: Without Isolated probe. "
            "What fits then: 4 Series B MSO and 6 Series B MSO.",
        ]


def test_a_repair_of_something_sensitive_stays_out_of_what_is_passed_on():
    said = told(sensitive("floating"), Advice(repairs=(BUDGET, BOTH)))
    assert "Price: $14,000 instead of $10,000. What fits then: 4 Series B MSO." in said
    assert not any("Isolated probe" in sentence for sentence in said)
    assert "What would help:" not in told(sensitive("budget", "floating"), Advice(repairs=(BUDGET, BOTH)))


def test_a_report_is_known_to_have_a_place_for_it():
    assert tells_what_if(with_block(WhatIfText()).questionnaire.report)
    assert not tells_what_if(BENCH.report)
    assert not tells_what_if(None)
