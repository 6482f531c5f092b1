"""How a conversation and a report look in a terminal and in a transcript."""

from io import StringIO

import pytest
from rich.console import Console, RenderableType

from bot.report.document import (
    Bar,
    Callout,
    Card,
    Cards,
    Chart,
    Document,
    Listing,
    Paragraph,
    Section,
    Span,
    Table,
)
from bot.speech import standing
from bot.speech.prompt import Reward, Settled
from bot.terminal.plain import render_plain, said_plain
from bot.terminal.reports import report_plain, report_rich
from bot.terminal.styled import render_rich
from tests.speech.bench import COMPANY, QUESTIONNAIRE, Person


def shown(renderable: RenderableType, *, color: bool = False) -> str:
    out = StringIO()
    Console(file=out, width=80, force_terminal=color, color_system="standard" if color else None).print(renderable)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def heard(person: Person) -> str:
    return "\n".join(render_plain(said, person.before) for said in person.says)


def test_a_transcript_reads_as_a_conversation():
    person = Person("application", "count", "buses")
    lines = [heard(person), said_plain("[Cars]")]
    person.picks("cars")
    lines += [heard(person), said_plain("3")]
    person.types("3")
    lines.append(heard(person))
    assert (
        "\n".join(lines)
        == """\
bot: What do you measure most?
     [Power conversion] [Cars] [Something else]
     ○ ○ ○ ○ ○ · 3 questions left (Why?)
you: [Cars]
     ✓ Cars
bot: How many?
     ● ● ○ ○ ○ · 2 questions left (← Back · Skip)
you: 3
     ✓ 3
bot: Which buses?
     Choose up to 2, then Done.
     [☐ CAN] [☐ LIN] [☐ USB] [☐ None] [☐ Something else] [Done]
     ● ● ● ● ○ · the last question (← Back · Skip)"""
    )


def test_ticks_in_a_transcript_show_only_what_changed():
    person = Person("buses")
    person.picks("can")
    assert heard(person) == "bot: [☑ CAN] [☐ LIN] [☐ USB] [☐ None] [☐ Something else] [Done (1)]"
    person.picks("other")
    assert heard(person).startswith("bot: Please put it in your own words.\n     [☑ CAN]")
    person.picks("can")
    person.done()
    assert heard(person) == "bot: Please choose at least one."


def test_the_end_in_a_transcript_names_the_report():
    person = Person("word")
    person.types("fine")
    assert heard(person).startswith("     ✓ fine\n     (the report)\nbot: Remember me\n")


def test_long_choices_stand_one_below_the_other():
    person = Person(language="en")
    for said in ("cars", "3", "LIN"):
        person.types(said)
    changes = person.speaker.changes(person.session, "en")
    assert render_plain(changes).split("\n")[1:] == [
        "     [What do you measure most? · Cars] [How many? · 3] [Which buses? · LIN]"
    ]
    person.types("price, speed, care")
    changes = person.speaker.changes(person.session, "en")
    assert len(render_plain(changes).split("\n")) == 5


def test_marks_of_direction_do_not_stand_in_transcripts():
    person = Person("application", "signal", language="fa")
    person.types("power")
    person.types("500")
    assert "\u2068" in person.settled.answer
    assert heard(person).startswith("     ✓ ۵۰۰\u00a0MHz\n")
    assert "\u2066" not in render_plain(standing.nothing_open("fa"))


def test_a_handout_is_named():
    assert render_plain(standing.mydata("en")).startswith("     (my-data.json) Everything that is kept")


# For a person ---------------------------------------------------------------------------------------------


def test_choices_have_keys_and_controls_stand_in_one_quiet_line():
    person = Person("application", "count")
    assert (
        shown(render_rich(person.prompt))
        == """
What do you measure most?
  1  Power conversion
  2  Cars
  3  Something else
○ ○ ○ ○ ○ · 2 questions left
/why
"""
    )
    person.picks("cars")
    assert shown(render_rich(person.prompt)).endswith("A number · /back · /skip\n")


def test_a_scale_stands_in_one_row_without_keys():
    assert "  0  1  2  3  4  5  6  7  8  9  10\n" in shown(render_rich(Person("liking").prompt))


def test_done_says_what_to_type_and_a_redrawn_prompt_does_not_repeat_the_question():
    person = Person("buses")
    assert "  /done  Done\n" in shown(render_rich(person.prompt))
    person.picks("can")
    assert "Which buses?" not in shown(render_rich(person.prompt, person.before))
    assert "  1  ☑ CAN\n" in shown(render_rich(person.prompt, person.before))


def test_an_earlier_question_in_the_place_of_a_later_one_is_shown_whole():
    person = Person("application", "buses")
    person.picks("cars")
    person.goes_back()
    assert person.prompt.redraws
    assert "What do you measure most?" in shown(render_rich(person.prompt, person.before))
    assert heard(person).startswith("bot: What do you measure most?\n     Your answer so far: Cars\n")


def test_what_is_wanted_is_said_once():
    person = Person("application", "signal")
    person.types("power")
    person.types("fast")
    assert shown(render_rich(person.prompt)).count("A number in MHz") == 1


def test_sharing_is_not_offered_where_nothing_can_be_shared():
    assert "Share" not in shown(render_rich(Person("place").prompt))


def test_colour_marks_only_what_it_means_something_for():
    person = Person("word")
    person.types("fine")
    assert shown(render_rich(person.settled), color=True) == "  \x1b[32m✓\x1b[0m fine\n"
    danger = standing.forget_question(1, [], [], "en")
    assert "\x1b[31mDelete everything" in shown(render_rich(danger), color=True)


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_every_kind_of_utterance_can_be_shown(language):
    person = Person("word", language=language)
    person.types("fine")
    person.goes_back()
    greeting = standing.greeting(COMPANY, QUESTIONNAIRE, language, "bench")
    assert greeting.lines[0].text in shown(render_rich(greeting))
    skipped = Settled(language, "s1", "q", (), "Skipped")
    for said in (*person.says, skipped, standing.kept(language), standing.mydata(language)):
        assert shown(render_rich(said)).strip()
        assert render_plain(said).strip()
    assert shown(render_rich(Reward(language, "s1"))).strip() == ""


# Reports --------------------------------------------------------------------------------------------------


def plain(words: str) -> tuple[Span, ...]:
    return (Span(words),)


def card(*, short: bool) -> Cards:
    made = Card(
        "mso",
        "MSO 5",
        "Eight channels",
        "from 20,000 USD",
        ("Because you measure power: it floats.",),
        ("It is heavy.",),
        0.9,
        "90%",
        link="https://example.com/mso",
        role="Best fit",
    )
    return Cards((made,), short, "Why it fits", "Against", "Fit", "Nothing.")


def document(*sections: Section) -> Document:
    return Document(
        title=plain("Your plan"),
        language="en",
        direction="ltr",
        company="Example",
        day="2026-11-21",
        dated="21 November 2026",
        footer="",
        accent="#0b5fa5",
        sections=sections,
    )


REPORT = document(
    Section(
        "overview",
        plain("In short"),
        (
            Paragraph((Span("You need "), Span("500 MHz", "strong"), Span("."))),
            Listing((plain("One"), plain("Two")), numbered=True),
            Listing(((Span("More", link="https://example.com"),),)),
            Table((plain("What"), plain("How much")), ((plain("Bandwidth"), plain("500 MHz")),)),
            Callout("tip", "Tip", (plain("Rent first."),)),
            Chart(
                "It fits", (Bar("Now", 100, "100 MHz"), Bar("Needed", 200, "200 MHz", accent=True)), "Now and needed"
            ),
            card(short=False),
        ),
        in_message=True,
    ),
    Section("details", plain("Details"), (Paragraph(plain("Only in the file.")),)),
)


def test_a_report_shows_the_sections_that_stand_in_the_message():
    assert (
        report_plain(REPORT)
        == """\
Your plan

In short
You need 500 MHz.

1. One
2. Two

• More (https://example.com)

What       How much
Bandwidth  500 MHz

│ Tip
│ Rent first.

It fits
Now     ████████████ 100 MHz
Needed  ████████████████████████ 200 MHz

Best fit: MSO 5 · from 20,000 USD
  Eight channels
  Fit 90%
  • Because you measure power: it floats.
  – It is heavy.
  https://example.com/mso"""
    )


def test_a_whole_report_can_be_shown_too():
    assert "Only in the file." in report_plain(REPORT, REPORT.sections)
    assert "Only in the file." not in shown(report_rich(REPORT))


def test_a_short_suggestion_says_one_sentence_for_it_and_one_against_it():
    text = report_plain(document(Section("s", plain("Three"), (card(short=True),), in_message=True)))
    assert text.endswith(
        "Best fit: MSO 5 · from 20,000 USD\n"
        "  • Because you measure power: it floats.\n  – It is heavy.\n  https://example.com/mso"
    )


def test_a_chart_without_values_is_no_accident():
    empty = Chart("Nothing yet", (Bar("Now", 0, "0"),), "Nothing")
    text = report_plain(document(Section("s", plain("Chart"), (empty,), in_message=True)))
    assert text.endswith("Nothing yet\nNow   0")
