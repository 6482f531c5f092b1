"""Going on elsewhere: words bound to their question, links to the browser, links to a report taken back."""

import pytest

from bot.conversation.session import Session
from bot.service.acts import Act, Arrival, Commanded, Pressed, Typed
from bot.service.dossier import Dossier, Outcome
from bot.service.library import Library
from bot.service.reception import Reception
from bot.service.rehearsal import Circumstances, Rehearsal
from bot.speech import standing
from bot.speech.acts import session_key
from bot.speech.prompt import Passage, Prompt, Toast

AT = 1_795_255_200


class Talk:
    """One person in memory."""

    def __init__(self, library: Library, *, web: bool = True) -> None:
        numbers = iter(range(1, 100))
        self.reception = Reception(library, lambda: f"{next(numbers):026d}", web=web)
        self.rehearsal = Rehearsal(self.reception, Circumstances("en", at=AT))

    def does(self, act: Act) -> Outcome:
        return self.rehearsal.give(act)

    def begun(self) -> Session:
        self.does(Pressed("begin:"))
        return self.session

    @property
    def session(self) -> Session:
        session = self.rehearsal.session
        assert session is not None
        return session


@pytest.fixture
def talk(library: Library) -> Talk:
    return Talk(library)


def toast(outcome: Outcome) -> str:
    [said] = outcome.says
    assert isinstance(said, Toast)
    return said.text


def test_words_that_were_written_for_the_open_question_are_heard(talk: Talk):
    session = talk.begun()
    talk.does(Typed("Power", session_key(session.id), session.awaits))
    assert [answer.value for answer in talk.session.answers] == ["power"]


@pytest.mark.parametrize(
    ("session", "awaits", "kind"), [("0123456789", None, "foreign"), (None, "another", "answered")]
)
def test_words_that_were_written_for_something_else_change_nothing(talk: Talk, session, awaits, kind):
    begun = talk.begun()
    outcome = talk.does(Typed("whatever", session or session_key(begun.id), awaits or begun.awaits))
    assert toast(outcome) == standing.old_press(kind, "en").text
    assert talk.session == begun


def test_bound_words_without_any_session_change_nothing(talk: Talk):
    assert toast(talk.does(Typed("hello", "0123456789", "q"))) == standing.old_press("nothing", "en").text


def test_a_link_to_the_browser_is_handed_out_where_pages_can_be_reached(talk: Talk, library: Library):
    talk.begun()
    assert talk.does(Commanded("web")).says == (standing.passage("en"),)
    assert isinstance(standing.passage("en"), Passage)
    assert Talk(library, web=False).does(Commanded("web")).says == (standing.no_passage("en"),)


def test_taking_links_back_counts_them(talk: Talk):
    talk.begun()
    assert toast(talk.does(Pressed("unshare"))) == standing.unshared("en").text
    talk.does(Pressed("unshare"))
    assert talk.session.unshared == 2
    assert talk.session.answers == ()


def test_who_has_nothing_to_share_is_told_so(talk: Talk):
    assert toast(talk.does(Pressed("unshare"))) == standing.old_press("unknown", "en").text


def following(talk: Talk, dossier: Dossier, who: str | None) -> Outcome:
    arrival = Arrival(channel="web", address="a", act=Commanded("start", "a-token"), language="en", continues=who)
    return talk.reception.step(dossier, arrival, AT)


def test_whom_a_link_names_is_welcomed_back(talk: Talk):
    session = talk.begun()
    dossier = talk.rehearsal.dossier
    assert dossier.respondent is not None
    [said] = following(talk, dossier, dossier.respondent.id).says
    assert isinstance(said, Prompt)
    assert said.controls[0].act == "continue"
    assert session.awaits


def test_who_is_somebody_else_here_stays_that_and_is_told_so(talk: Talk):
    session = talk.begun()
    remark, open_question = following(talk, talk.rehearsal.dossier, "somebody else").says
    assert remark == standing.lives_here("en")
    assert isinstance(open_question, Prompt)
    assert open_question.question == session.awaits


def test_a_link_that_names_nobody_any_more_greets_as_an_unknown_one_does(talk: Talk):
    [said] = following(talk, Dossier(), "forgotten").says
    assert isinstance(said, Prompt)
    assert said.lines[0].role == "remark"
