"""The engine, driven as a person would; the session is written to bytes and read back between any two turns."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.engine import MOST_TURNS, Turn, known_values, resume, start
from bot.conversation.events import (
    AnswerGiven,
    AnswerNeeded,
    AnswerVoided,
    ConfirmationAsked,
    ConsentAnswered,
    ConsentAsked,
    DraftChanged,
    MisfitMet,
    NoteShown,
    NothingBefore,
    QuestionAsked,
    SessionClosed,
    SessionExpired,
    SessionFinished,
    WordsAwaited,
)
from bot.conversation.inbound import Confirm, Done, Expiry, GoBack, Inbound, Picked, Said, Skip
from bot.conversation.session import Asking, Expired, Session, Start, from_bytes, to_bytes
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import InRange, OneOf, Picks, Range
from bot.values.errors import WrongCall
from tests.making import choice, compiled, question

BENCH = compiled(
    question(
        "field",
        "select_one",
        choice("power", "Power"),
        choice("cars", "Cars"),
        choice("labs", "Teaching labs"),
        required=True,
    ),
    question("signal", "decimal", unit="MHz", ask_if=OneOf("field", ("power", "cars"))),
    question("isolated", "yes_no", ask_if=InRange("signal", Range(at_least=20))),
    question("buses", "select_multiple", choice("can"), choice("lin"), choice("none", exclusive=True), other=True),
    question("tip", "note", ask_if=Picks("buses", any_of=("can",))),
    question("matters", "rank", choice("price"), choice("speed"), choice("service")),
    question("likely", "scale", low=0, high=10, nps=True),
)


class Conversation:
    """A conversation in a test: `says`, `picks` and the rest return what happened."""

    def __init__(self, questionnaire: Compiled, **begin: Any) -> None:
        self.questionnaire = questionnaire
        self.turn: Turn = start(questionnaire, Start(**begin), session_id="s" * 26, at=1000)
        self.at = 1000

    @property
    def session(self) -> Session:
        return self.turn.session

    def gives(self, inbound: Inbound) -> tuple[Any, ...]:
        self.at += 1
        reread = from_bytes(to_bytes(self.session))
        assert reread == self.session
        self.turn = resume(self.questionnaire, reread, inbound, at=self.at)
        return self.turn.events

    def says(self, text: str) -> tuple[Any, ...]:
        return self.gives(Said(text))

    def picks(self, *choices: str) -> tuple[Any, ...]:
        for one in choices:
            self.gives(Picked(one))
        return self.turn.events

    def values(self) -> dict[str, Any]:
        return {answer.question: answer.value for answer in self.session.answers if answer.how != "shown"}


def test_answers_steer_which_question_comes_next() -> None:
    talk = Conversation(BENCH)
    assert talk.turn.events == (QuestionAsked("field"),)
    assert talk.picks("power") == (AnswerGiven("field", "power"), QuestionAsked("signal"))
    assert talk.says("500")[-1] == QuestionAsked("isolated")
    talk = Conversation(BENCH)
    assert talk.picks("labs")[-1] == QuestionAsked("buses")


def test_a_note_is_shown_on_the_way_and_waits_for_nothing() -> None:
    talk = Conversation(BENCH)
    talk.picks("labs", "can")
    assert talk.gives(Done()) == (AnswerGiven("buses", ("can",)), NoteShown("tip"), QuestionAsked("matters"))


def test_a_conversation_ends_with_its_reward_and_then_closes() -> None:
    talk = Conversation(BENCH)
    talk.picks("labs", "lin")
    talk.gives(Done())
    talk.picks("price", "speed")
    assert talk.picks("9") == (AnswerGiven("likely", 9), SessionFinished(), SessionClosed())
    assert talk.values() == {"field": "labs", "buses": ("lin",), "matters": ("price", "speed", "service"), "likely": 9}
    with pytest.raises(WrongCall):
        talk.says("and now?")


def test_a_required_question_is_not_skipped() -> None:
    talk = Conversation(BENCH)
    assert talk.gives(Skip()) == (AnswerNeeded("field"),)
    assert talk.session.awaits == "field"


def test_what_is_skipped_or_refused_is_unanswered_for_conditions() -> None:
    talk = Conversation(BENCH)
    talk.picks("power")
    assert talk.gives(Skip()) == (AnswerGiven("signal", None, "skipped"), QuestionAsked("buses"))
    assert talk.gives(Skip(refuse=True))[0] == AnswerGiven("buses", None, "refused")


def test_misfits_are_counted_and_change_nothing_else() -> None:
    talk = Conversation(BENCH)
    talk.picks("power")
    assert talk.says("fast") == (MisfitMet("signal", "not_a_number", "", 1),)
    assert talk.says("very fast") == (MisfitMet("signal", "not_a_number", "", 2),)
    assert talk.says("20 V") == (MisfitMet("signal", "wrong_unit", "MHz", 3),)
    assert talk.says("20 MHz") == (AnswerGiven("signal", 20.0), QuestionAsked("isolated"))


def test_an_unsure_reading_is_confirmed_or_asked_again() -> None:
    talk = Conversation(BENCH)
    talk.picks("power")
    assert talk.says("about 20") == (ConfirmationAsked("signal", "meant", 20.0, None, ()),)
    assert talk.gives(Confirm(yes=False)) == (QuestionAsked("signal", again=True),)
    talk.says("about 20")
    assert talk.says("yes") == (AnswerGiven("signal", 20.0), QuestionAsked("isolated"))


def test_while_confirming_another_answer_may_be_given() -> None:
    talk = Conversation(BENCH)
    talk.picks("power")
    talk.says("about 20")
    assert talk.says("30 MHz")[0] == AnswerGiven("signal", 30.0)


def test_back_reopens_the_question_before_and_the_same_answer_changes_nothing() -> None:
    talk = Conversation(BENCH)
    talk.picks("power")
    assert talk.gives(GoBack()) == (QuestionAsked("field", again=True),)
    assert talk.gives(GoBack()) == (NothingBefore(),)
    assert talk.picks("power") == (AnswerGiven("field", "power", replaced=True), QuestionAsked("signal"))


def test_a_changed_answer_that_voids_later_ones_is_confirmed_first() -> None:
    talk = Conversation(BENCH)
    talk.picks("power")
    talk.says("500")
    talk.picks("yes")
    talk.gives(GoBack("field"))
    assert talk.picks("labs") == (ConfirmationAsked("field", "void", "labs", None, ("signal", "isolated")),)
    assert talk.values() == {"field": "power", "signal": 500.0, "isolated": "yes"}
    assert talk.gives(Confirm(yes=True)) == (
        AnswerGiven("field", "labs", replaced=True),
        AnswerVoided("signal"),
        AnswerVoided("isolated"),
        QuestionAsked("buses"),
    )
    assert talk.values() == {"field": "labs"}


def test_a_change_that_was_declined_leaves_everything_as_it_was() -> None:
    talk = Conversation(BENCH)
    talk.picks("power")
    talk.says("500")
    before = talk.values()
    talk.gives(GoBack("field"))
    talk.picks("labs")
    assert talk.gives(Confirm(yes=False)) == (QuestionAsked("isolated"),)
    assert talk.values() == before


def test_nobody_is_warned_of_losing_what_they_skipped() -> None:
    talk = Conversation(BENCH)
    talk.picks("power")
    talk.gives(Skip())
    talk.gives(GoBack("field"))
    assert talk.picks("labs") == (
        AnswerGiven("field", "labs", replaced=True),
        AnswerVoided("signal"),
        QuestionAsked("buses"),
    )


def test_a_changed_answer_opens_questions_in_between() -> None:
    talk = Conversation(BENCH)
    talk.picks("labs", "can")
    talk.gives(Done())
    talk.gives(GoBack("field"))
    assert talk.picks("cars") == (AnswerGiven("field", "cars", replaced=True), QuestionAsked("signal"))
    assert talk.says("5")[-1] == QuestionAsked("matters")


def test_after_the_end_going_back_earns_a_new_report_only_for_a_new_answer() -> None:
    talk = Conversation(BENCH)
    talk.picks("labs")
    for _ in range(3):
        talk.gives(Skip())
    talk.gives(GoBack("field"))
    assert talk.picks("labs") == (AnswerGiven("field", "labs", replaced=True), SessionClosed())
    talk.gives(GoBack("likely"))
    assert talk.picks("3") == (AnswerGiven("likely", 3, replaced=True), SessionFinished(again=True), SessionClosed())


def test_ticks_are_a_draft_until_done_and_can_be_taken_back() -> None:
    talk = Conversation(BENCH)
    talk.picks("labs")
    assert talk.gives(Done()) == (MisfitMet("buses", "too_few", "1", 1),)
    assert talk.picks("lin", "can", "lin") == (DraftChanged("buses", ("can",)),)
    assert talk.picks("none") == (DraftChanged("buses", ("none",)),)
    assert talk.picks("lin", "can") == (DraftChanged("buses", ("lin", "can")),)
    assert talk.gives(Done())[0] == AnswerGiven("buses", ("can", "lin"))


def test_own_words_are_one_more_tick() -> None:
    talk = Conversation(BENCH)
    talk.picks("labs", "can")
    assert talk.picks("other") == (WordsAwaited("buses"),)
    assert talk.says("FlexRay") == (DraftChanged("buses", ("can", "other")),)
    assert talk.gives(Done())[0] == AnswerGiven("buses", ("can", "other"), "given", "FlexRay")
    assert known_values(BENCH, talk.session)["buses.other"] == "FlexRay"


def test_a_ranking_is_tapped_in_order_and_the_last_place_follows() -> None:
    talk = Conversation(BENCH)
    talk.picks("labs")
    talk.gives(Skip())
    assert talk.picks("speed") == (DraftChanged("matters", ("speed",)),)
    assert talk.picks("speed") == (DraftChanged("matters", ()),)
    assert talk.picks("service", "price")[0] == AnswerGiven("matters", ("service", "price", "speed"))


CONTACT = compiled(
    question("why"),
    question("mail", "email", purpose="contact"),
    question("phone", "phone", purpose="contact"),
    question("end"),
    consents=("remember", "crm"),
)


def test_a_purpose_is_asked_alone_before_the_first_question_that_needs_it() -> None:
    talk = Conversation(CONTACT)
    assert talk.says("curious")[-1] == ConsentAsked("contact")
    assert talk.says("hm")[-1] == ConsentAsked("contact")
    assert talk.gives(Confirm(yes=True)) == (ConsentAnswered("contact", granted=True), QuestionAsked("mail"))
    assert talk.says("a@example.com")[-1] == QuestionAsked("phone")


def test_who_refuses_a_purpose_is_not_asked_what_it_is_for() -> None:
    talk = Conversation(CONTACT)
    talk.says("curious")
    assert talk.says("no") == (ConsentAnswered("contact", granted=False), QuestionAsked("end"))
    talk = Conversation(CONTACT, consents={"contact": False})
    assert talk.says("curious")[-1] == QuestionAsked("end")


def test_a_change_earns_its_report_even_if_the_last_word_is_a_no_to_a_purpose() -> None:
    talk = Conversation(
        compiled(
            question("content", "yes_no"),
            question("phone", "phone", purpose="contact", ask_if=OneOf("content", ("no",))),
        )
    )
    assert talk.picks("yes")[1:] == (SessionFinished(), SessionClosed())
    talk.gives(GoBack("content"))
    assert talk.picks("no")[-1] == ConsentAsked("contact")
    assert talk.gives(Confirm(yes=False))[1:] == (SessionFinished(again=True), SessionClosed())


def test_after_the_report_purposes_are_asked_one_at_a_time() -> None:
    talk = Conversation(CONTACT, consents={"contact": False})
    talk.says("curious")
    assert talk.says("bye")[1:] == (SessionFinished(), ConsentAsked("remember"))
    assert talk.gives(Confirm(yes=True)) == (ConsentAnswered("remember", granted=True), ConsentAsked("crm"))
    assert talk.gives(Confirm(yes=False)) == (ConsentAnswered("crm", granted=False), SessionClosed())


def test_what_is_known_and_fresh_is_not_asked_again() -> None:
    talk = Conversation(BENCH, known={"field": "power", "signal": 5.0})
    assert talk.turn.events == (QuestionAsked("buses"),)


def test_a_correction_asks_one_question_only() -> None:
    talk = Conversation(BENCH, only="signal")
    assert talk.turn.events == (QuestionAsked("signal"),)
    assert talk.says("7") == (AnswerGiven("signal", 7.0), SessionFinished(), SessionClosed())


def test_an_expired_session_takes_nothing_any_more() -> None:
    talk = Conversation(BENCH)
    assert talk.gives(Expiry()) == (SessionExpired(),)
    for inbound in (Said("x"), GoBack(), Expiry()):
        with pytest.raises(WrongCall):
            talk.gives(inbound)


def test_a_loop_in_a_client_ends_the_session_not_the_house() -> None:
    talk = Conversation(BENCH)
    for _ in range(MOST_TURNS):
        talk.says("?")
    assert talk.says("?") == (SessionExpired(),)
    assert isinstance(talk.session.state, Expired)


INBOUND = st.one_of(
    st.sampled_from(
        ["power", "cars", "labs", "can", "lin", "none", "other", "yes", "no", "price", "speed", "service", "7", "99"]
    ).map(Picked),
    st.sampled_from(["power", "20 MHz", "about 3", "yes", "no", "can, lin", "", "7", "FlexRay"]).map(Said),
    st.just(Done()),
    st.booleans().map(lambda refuse: Skip(refuse=refuse)),
    st.sampled_from([None, "field", "signal", "buses", "matters"]).map(GoBack),
    st.booleans().map(lambda yes: Confirm(yes=yes)),
)


@given(st.lists(INBOUND, max_size=40))
def test_whatever_is_done_the_answers_are_a_path_that_the_conditions_allow(inputs: list[Inbound]) -> None:
    talk = Conversation(BENCH)
    for inbound in inputs:
        before = talk.session
        try:
            talk.gives(inbound)
        except WrongCall:
            assert talk.session is before
    positions = [BENCH.position[answer.question] for answer in talk.session.answers]
    assert positions == sorted(set(positions))
    for answer in talk.session.answers:
        condition = BENCH.asks[BENCH.position[answer.question]]
        assert condition is None or condition(known_values(BENCH, talk.session)) is True
    if isinstance(talk.session.state, Asking):
        condition = BENCH.asks[BENCH.position[talk.session.state.question]]
        assert condition is None or condition(known_values(BENCH, talk.session)) is True


@given(st.lists(INBOUND, max_size=25))
def test_the_same_inputs_give_the_same_session(inputs: list[Inbound]) -> None:
    ends = []
    for _ in range(2):
        talk = Conversation(BENCH)
        for inbound in inputs:
            try:
                talk.gives(inbound)
            except WrongCall:
                continue
        ends.append(to_bytes(talk.session))
    assert ends[0] == ends[1]
