"""What a person can do, and what of it is kept."""

from msgspec.structs import replace

from bot.conversation.session import Expired
from bot.service.acts import Pressed, Reached, Sent, Typed
from bot.service.dossier import Outcome
from bot.service.library import Library
from bot.service.talking import LONG_PAUSE
from bot.speech.acts import session_key
from bot.speech.prompt import Handout, Prompt, Reward, Toast
from tests.service.conftest import Visitor, words


def changes_nothing(outcome: Outcome) -> bool:
    return replace(outcome, says=()) == Outcome()


def test_who_only_looks_leaves_no_trace(ann: Visitor) -> None:
    for outcome in (ann.commands("start"), ann.menu("more:bench"), ann.menu("language:fa:bench"), ann.says("hello")):
        assert outcome.says
        assert changes_nothing(outcome)


def test_starting_grants_the_report_and_nothing_else(ann: Visitor) -> None:
    outcome = ann.menu("begin:bench_spring")
    assert [(one.purpose, one.action) for one in outcome.consents] == [("report", "grant")]
    assert outcome.consents[0].wording == "We use it for report."
    assert outcome.begins
    assert outcome.session is not None
    assert outcome.session.start.known["campaign"] == "spring"


def test_a_second_press_on_start_does_not_start_over(ann: Visitor) -> None:
    ann.menu("begin:bench")
    ann.says("cars")
    again = ann.menu("begin:bench")
    assert changes_nothing(again)
    assert ann.awaits == "bus"


def test_an_unknown_link_starts_what_a_bare_start_does(ann: Visitor) -> None:
    outcome = ann.commands("start", "no-such-thing")
    assert "That link is not known here" in words(outcome)
    assert "begin:bench" in [press.act for said in outcome.says if isinstance(said, Prompt) for press in said.controls]


def test_start_in_the_middle_welcomes_back(ann: Visitor) -> None:
    ann.menu("begin:bench")
    outcome = ann.commands("start")
    assert "Welcome back" in words(outcome)
    assert changes_nothing(outcome)


def test_presses_of_another_time_or_session_change_nothing(ann: Visitor) -> None:
    ann.menu("begin:bench")
    session = ann.talk.session
    assert session is not None
    key = session_key(session.id)
    ann.presses("pick:1")
    answered = ann.does(Pressed("pick:0", key, "field"))
    foreign = ann.does(Pressed("pick:0", "0000000000", "bus"))
    forged = ann.does(Pressed("pick:99", key, "bus"))
    nonsense = ann.does(Pressed("explode", key, "bus"))
    for outcome in (answered, foreign, forged, nonsense):
        assert changes_nothing(outcome)
        assert isinstance(outcome.says[0], Toast)
    assert "answered" in words(answered)
    assert ann.awaits == "bus"


def test_a_stranger_has_nothing_to_correct_and_is_not_begun_with_unasked(ann: Visitor) -> None:
    outcome = ann.menu("correct:bus")
    assert outcome.says
    assert changes_nothing(outcome)


def test_a_press_on_a_menu_that_was_never_there_changes_nothing(ann: Visitor) -> None:
    ann.menu("begin:bench")
    for act in ("", "begin", "drop", "grant:report", "grant:world", "change:nothing", "language:xx:", "\x00"):
        outcome = ann.menu(act)
        assert not outcome.answers
        assert not outcome.consents
        assert outcome.session is None


def test_sending_a_sticker_is_answered_kindly(ann: Visitor) -> None:
    ann.menu("begin:bench")
    outcome = ann.does(Sent("sticker"))
    assert changes_nothing(outcome)
    assert ann.awaits == "field"


def test_nothing_is_remembered_without_the_purpose(ann: Visitor) -> None:
    last = ann.finishes(remember=False)
    assert ann.traits == {}
    assert [(one.purpose, one.action) for one in last.consents] == [("remember", "deny")]


def test_what_is_remembered_is_not_asked_again(ann: Visitor) -> None:
    ann.finishes(remember=True)
    assert ann.traits == {"field": "cars", "bus": "can"}
    ann.menu("begin:bench")
    assert ann.awaits == "wish", "field and bus are known, and contact was refused"


def test_a_refused_purpose_is_not_asked_again(ann: Visitor) -> None:
    ann.finishes(remember=False)
    ann.menu("begin:bench")
    ann.says("power")
    assert ann.awaits == "wish"
    ann.says("x")
    assert ann.awaits is None


def test_the_reward_comes_with_the_last_answer(ann: Visitor) -> None:
    ann.menu("begin:bench")
    ann.says("power")
    ann.presses("no")
    assert any(isinstance(said, Reward) for said in ann.says("x").says)


def test_an_answer_made_void_leaves_the_profile_too(ann: Visitor) -> None:
    ann.finishes(remember=True)
    ann.menu("change:field")
    ann.presses("pick:0")
    outcome = ann.presses("yes")
    assert outcome.voided == ("bus",)
    assert ann.traits == {"field": "power"}


def test_withdrawing_remember_forgets_the_traits(ann: Visitor) -> None:
    ann.finishes(remember=True)
    outcome = ann.menu("withdraw:remember")
    assert [(one.purpose, one.action) for one in outcome.consents] == [("remember", "withdraw")]
    assert ann.traits == {}


def test_a_purpose_granted_in_the_middle_counts_at_once(ann: Visitor) -> None:
    ann.menu("begin:bench")
    ann.menu("grant:contact")
    ann.says("power")
    assert ann.awaits == "mail"


def test_a_line_of_the_profile_can_be_dropped_and_corrected(ann: Visitor) -> None:
    ann.finishes(remember=True)
    assert "Field: Cars" in words(ann.commands("profile"))
    assert "Field" not in words(ann.menu("drop:field")).replace("Deleted: Field", "")
    assert ann.traits == {"bus": "can"}
    ann.menu("correct:bus")
    ann.presses("pick:1")
    assert ann.traits == {"bus": "lin"}


def test_a_correction_without_its_session_is_a_conversation_of_one_question(ann: Visitor) -> None:
    ann.finishes(remember=True)
    ann.menu("begin:other")
    ann.says("sweet")
    ann.menu("correct:bus")
    assert ann.awaits == "bus"
    outcome = ann.presses("pick:1")
    assert ann.traits["bus"] == "lin"
    assert "Corrected" in words(outcome)
    assert not any(isinstance(said, Reward) for said in outcome.says)


def test_restarting_closes_the_open_session(ann: Visitor) -> None:
    ann.menu("begin:bench")
    ann.says("cars")
    assert "over?" in words(ann.commands("restart"))
    outcome = ann.menu("restart")
    assert outcome.closes is not None
    assert isinstance(outcome.closes.state, Expired)
    assert ann.awaits == "field"


def test_another_language_is_spoken_from_then_on(ann: Visitor) -> None:
    ann.menu("begin:bench")
    outcome = ann.menu("language:fa:")
    assert outcome.respondent is not None
    assert outcome.respondent.language == "fa"
    assert "سؤال" in words(outcome)
    assert "سؤال" in words(ann.says("cars"))


def test_words_after_a_long_pause_are_a_return_and_no_misfit(ann: Visitor) -> None:
    ann.menu("begin:bench")
    ann.says("cars")
    ann.talk.at += LONG_PAUSE + 60
    outcome = ann.says("hello, it is me again, are you there")
    assert "Welcome back" in words(outcome)
    assert changes_nothing(outcome)
    assert ann.says("can").answers[0].value == "can", "what fits is an answer, however late"


def test_mydata_and_forget_are_for_those_of_whom_something_is_kept(ann: Visitor) -> None:
    assert changes_nothing(ann.commands("forget"))
    assert changes_nothing(ann.menu("forget!"))
    ann.finishes(remember=True)
    assert isinstance(ann.commands("mydata").says[0], Handout)
    assert "Delete everything" in words(ann.commands("forget"))
    assert changes_nothing(ann.menu("keep"))
    assert ann.menu("forget!").forgets
    assert ann.talk.dossier.respondent is None
    assert "Start" in words(ann.says("hello")), "a stranger again"


def test_blocking_and_letting_in_are_noted(ann: Visitor) -> None:
    assert ann.does(Reached(yes=False)).reachable is False
    assert ann.does(Reached(yes=True)).reachable is True


def test_back_and_skip_work_as_commands(ann: Visitor) -> None:
    ann.menu("begin:bench")
    ann.says("cars")
    assert ann.commands("skip").answers[0].how == "skipped"
    ann.commands("back")
    assert ann.awaits == "bus"


def test_every_command_and_odd_thing_has_an_answer_at_any_time(library: Library) -> None:
    from bot.service.acts import COMMANDS, Odd

    for begun in (False, True):
        for command in COMMANDS:
            visitor = Visitor(library, "ar")
            if begun:
                visitor.finishes(remember=True)
            assert visitor.commands(command).says, command
        for kind in Odd.__args__:  # type: ignore[attr-defined]
            assert Visitor(library, "fa").does(Sent(kind)).says
    assert Visitor(library).does(Typed("")).says
