"""What stands behind a report: one tap on whether it fits, and where to go on from it."""

import time

import pytest
from msgspec.structs import replace

from bot.cli.play import draft_library
from bot.conversation.session import Asking
from bot.profile.rating import PURPOSE
from bot.questionnaire.compiled import Compiled
from bot.report.document import Listing
from bot.service.dossier import Outcome
from bot.service.library import Library
from bot.service.reward import outlook, reward
from bot.speech.prompt import Prompt, Reward, Sequel
from bot.terminal.transcript import Recorder, parse
from tests.outlook.bikes import Rider, library, prompt, toast
from tests.test_transcripts import QUESTIONNAIRES, TRANSCRIPTS

LANGUAGES = ("en", "fa", "ar")


@pytest.fixture
def ann() -> Rider:
    """Somebody whom three bicycles fit, the lightest first."""
    return Rider().rides(budget=6000, stairs=True)


@pytest.fixture
def bob() -> Rider:
    """Somebody whom nothing fits: a motor for a thousand euros."""
    return Rider().rides(budget=1000)


def changes_nothing(outcome: Outcome) -> bool:
    return not any((outcome.session, outcome.ratings, outcome.unrated, outcome.consents, outcome.events))


# Nothing fits ---------------------------------------------------------------------------------------------


def test_where_nothing_fits_the_smallest_changes_are_told_and_can_be_pressed(bob: Rider):
    assert bob.ways == {"change:budget": "Raise the budget to €1,900", "change:motor": "Motor: No instead of Yes"}
    [said] = bob.outlook.said
    assert "Raise the budget to €1,900. What fits then: Hill 60." in said.replace("\u00a0", " ")


def test_a_repair_asks_just_its_question_again_and_then_something_fits(bob: Rider):
    bob.menu("change:budget")
    assert bob.talk.session is not None
    assert bob.talk.session.state == Asking("budget")
    outcome = bob.says("2000")
    assert [type(said) for said in outcome.says if isinstance(said, Reward)] == [Reward]
    assert [one.about for one in bob.outlook.rateable] == ["hill", "report"]
    assert not bob.outlook.helps


def test_of_two_changes_the_first_is_asked_and_the_text_says_the_second():
    far = Rider().rides(budget=1000, distance=150)
    [said] = far.outlook.said
    said = said.replace("\u00a0", " ")
    assert "Range: 120 km instead of 150 km; after that: Raise the budget to €3,200. What fits then: Tour 120." in said
    assert next(iter(far.ways)) == "change:distance"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_the_same_in_the_message_and_in_full(language: str):
    bob = Rider(language).rides(budget=1000)
    assert bob.talk.session is not None
    document = reward(bob.talk.session, library(), language)
    assert [section.id for section in document.sections] == ["fits", "full"]
    for section in document.sections:
        [listing] = [block for block in section.blocks if isinstance(block, Listing)]
        sentences = ["".join(span.text for span in item) for item in listing.items]
        assert [f"• {sentence}" for sentence in sentences] == bob.outlook.said[0].split("\n")[1:]
    assert document.sections[0].in_message


# Critiques ------------------------------------------------------------------------------------------------


def test_a_critique_asks_the_question_behind_it_where_another_answer_leads_there(ann: Rider):
    assert ann.ways == {
        "change:budget": "Something cheaper",
        "change:distance": "Range: more",
        "change:stairs": "Weight: left open",
    }


def test_where_no_question_lies_behind_it_the_product_is_shown_beside_the_first():
    eve = Rider()
    eve.menu("begin:bike")
    eve.presses("pick:0")
    eve.says("50")
    eve.presses("pick:0")
    eve.presses("skip")
    eve.presses("no")
    assert eve.ways["show:hill"] == "Something cheaper"
    text = "\n".join(line.text for line in prompt(eve.menu("show:hill")).lines).replace("\u00a0", " ")
    assert text == (
        "Hill 60 · €1,900\nA small battery for short ways.\nIt costs 63% less than the Feather.\n"
        "You give up: Range – 60 km instead of 90 km; Weight – 19 kg instead of 14 kg."
    )


@pytest.mark.parametrize("act", ["show:street", "show:feather", "show:chain", "show:nothing", "show:", "show"])
def test_what_does_not_fit_or_is_the_first_cannot_be_shown(ann: Rider, act: str):
    outcome = ann.menu(act)
    assert changes_nothing(outcome)
    assert toast(outcome) == "That button no longer does anything."


# Feedback -------------------------------------------------------------------------------------------------


def test_each_suggestion_and_the_report_can_be_rated(ann: Rider):
    assert [(one.about, one.fits) for one in ann.outlook.rateable] == [
        ("feather", None), ("hill", None), ("tour", None), ("report", None),
    ]  # fmt: skip


def test_nothing_is_kept_before_the_purpose_is_granted(ann: Rider):
    outcome = ann.menu("rate:feather:yes")
    assert changes_nothing(outcome)
    asked = prompt(outcome)
    wording = "Hill & Dale may note whether you say that a suggestion fits, to suggest better ones."
    assert wording in [line.text for line in asked.lines]
    assert [press.act for press in asked.controls] == ["grant:behaviour:feather:yes", "decline:behaviour"]
    assert [press.style for press in asked.controls] == ["primary", "primary"], "a no is as easy as a yes"


def test_a_yes_grants_the_purpose_and_keeps_the_tap_at_once(ann: Rider):
    outcome = ann.menu("grant:behaviour:feather:yes")
    assert [(one.purpose, one.action) for one in outcome.consents] == [(PURPOSE, "grant")]
    assert ann.rated == {"feather": True}
    assert toast(outcome) == "Noted: Feather – yes."
    assert [said.redraws for said in outcome.says if isinstance(said, Sequel)] == [True]
    assert next(one.fits for one in ann.outlook.rateable) is True


def test_a_no_is_kept_as_a_no_and_nothing_else(ann: Rider):
    outcome = ann.menu("decline:behaviour")
    assert [(one.purpose, one.action) for one in outcome.consents] == [(PURPOSE, "deny")]
    assert ann.rated == {}


def test_once_granted_a_tap_is_enough_and_a_second_one_changes_the_verdict(ann: Rider):
    ann.menu("grant:behaviour:feather:yes")
    ann.menu("rate:tour:no")
    ann.menu("rate:tour:no")
    outcome = ann.menu("rate:feather:no")
    assert not outcome.consents
    assert ann.rated == {"feather": False, "tour": False}


def test_the_same_tap_again_changes_nothing_and_shows_nothing_anew(ann: Rider):
    for act in ("grant:behaviour:feather:yes", "rate:feather:yes"):
        ann.menu("grant:behaviour:feather:yes")
        again = ann.menu(act)
        assert changes_nothing(again)
        assert toast(again) == "Noted: Feather – yes."
        assert len(again.says) == 1


def test_after_a_withdrawal_the_next_tap_asks_again(ann: Rider):
    ann.menu("grant:behaviour:feather:yes")
    ann.menu(f"withdraw:{PURPOSE}")
    assert changes_nothing(outcome := ann.menu("rate:tour:no"))
    assert isinstance(outcome.says[-1], Prompt)
    assert ann.rated == {"feather": True}


@pytest.mark.parametrize(
    "act",
    [
        "rate:street:yes", "rate:chain:yes", "rate:nothing:yes", "rate:feather:perhaps", "rate:feather", "rate::yes",
        "rate:", "rate", "grant:behaviour:street:yes", "grant:behaviour:feather:maybe", "grant:crm:feather:yes",
        "decline:report", "decline:", "unrate:feather", "unrate:",
    ],
)  # fmt: skip
def test_an_old_foreign_or_forged_press_gets_a_friendly_word_and_changes_nothing(ann: Rider, act: str):
    outcome = ann.menu(act)
    assert changes_nothing(outcome)
    assert toast(outcome) == "That button no longer does anything."


def test_before_the_end_there_is_nothing_to_rate():
    new = Rider()
    for act in ("rate:report:yes", "grant:behaviour:report:yes", "show:hill", "decline:behaviour"):
        assert changes_nothing(new.menu(act))
    new.menu("begin:bike")
    assert changes_nothing(new.menu("rate:report:yes"))


def test_where_the_company_has_no_wording_for_it_nobody_is_asked(ann: Rider):
    company = replace(library().company, purposes=())
    mute = Library(company=company, products=library().products, traits=(), current={"bike": bikes()}, fetch=fetch)
    assert ann.talk.session is not None
    seen = outlook(ann.talk.session, mute, "en")
    assert seen.rateable == ()
    assert seen.ways
    shown = seen.prompt()
    assert shown is not None
    assert [line.text for line in shown.lines] == ["Not quite right yet?"]


def bikes() -> Compiled:
    found = library().current("bike")
    assert found is not None
    return found


def fetch(_: str) -> None:
    return None


def test_the_profile_shows_what_was_said_and_lets_it_be_deleted(ann: Rider):
    ann.menu("grant:behaviour:feather:yes")
    ann.menu("rate:report:no")
    profile = prompt(ann.menu("profile"))
    told = "\n".join(line.text for line in profile.lines)
    assert "Feather: it fits\nYou said so with one tap on 21 November 2026, in “Find my bicycle”" in told
    assert "The report: it does not fit" in told
    assert [press.act for press in profile.choices] == ["unrate:feather", "unrate:report"]
    after = ann.menu("unrate:feather")
    assert after.unrated == ("feather",)
    assert [press.act for press in prompt(after).choices] == ["unrate:report"]
    assert ann.rated == {"report": False}


def test_what_is_forgotten_is_named_before(ann: Rider):
    assert "What you said fits" not in "\n".join(line.text for line in prompt(ann.menu("forget")).lines)
    ann.menu("grant:behaviour:feather:yes")
    assert "What you said fits" in "\n".join(line.text for line in prompt(ann.menu("forget")).lines)
    assert ann.menu("forget!").forgets
    assert ann.rated == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_button_fits_into_what_telegram_takes(language: str):
    for rider in (Rider(language).rides(budget=6000, stairs=True), Rider(language).rides(budget=1000)):
        shown = rider.outlook.prompt()
        assert shown is not None
        presses = (*shown.choices, *shown.controls)
        assert len({press.label for press in presses}) == len(presses)
        assert all(len(f"//{press.act}".encode()) <= 64 for press in presses)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_what_stands_behind_a_report_takes_a_fraction_of_the_second_in_which_it_comes(path):
    """In seconds of the processor, so that others who work on it do not count."""
    samples = draft_library(QUESTIONNAIRES)
    stage = parse(path.read_text(encoding="utf-8"))
    recorder = Recorder(samples, stage.header)
    for line in stage.lines:
        recorder.say(line)
    assert recorder.session is not None
    begun = time.process_time()
    outlook(recorder.session, samples, stage.header.language)
    reward(recorder.session, samples, stage.header.language)
    assert time.process_time() - begun < 0.3
