"""People of the tests, and a small service for them: every text they type answers the next question."""

import hashlib
import itertools

from msgspec.structs import replace
from sqlalchemy import LargeBinary, select
from sqlmodel import SQLModel

from bot.conversation.events import AnswerGiven, Event, QuestionAsked, SessionExpired, SessionFinished
from bot.conversation.session import Answer, Asking, Expired, Finished, Session, Start
from bot.profile.consent import Action, Consent
from bot.profile.rating import Rating
from bot.profile.trait import Trait
from bot.service.acts import Act, Arrival, Command, Commanded, Typed
from bot.service.dossier import Dossier, Outcome, Respondent
from bot.service.ports import Step, Store, Update
from bot.speech.prompt import Line, Prompt, Utterance
from bot.store.store import SqlStore

KEY = bytes(range(32))
ADDRESS = "canary-address"
"""Of a person all of whose words begin with `canary`."""
OTHER = "somebody else"
_numbers = itertools.count(1)


def ids() -> str:
    """Return a new id; later ones sort later."""
    return f"{next(_numbers):026d}"


def arrival(address: str, act: Act, key: str = "", channel: str = "telegram") -> Arrival:
    return Arrival(channel=channel, address=address, act=act, key=key)


def typed(address: str, text: str, key: str = "") -> Arrival:
    return arrival(address, Typed(text), key)


def commanded(address: str, command: Command, key: str = "") -> Arrival:
    return arrival(address, Commanded(command), key)


def say(text: str) -> tuple[Utterance, ...]:
    return (Prompt(language="en", lines=(Line("ask", text),)),)


def consent(purpose: str, action: Action, at: int, wording: str = "Yes, write my report.") -> Consent:
    return Consent(purpose, action, wording, "en", "telegram", at)


def step(dossier: Dossier, arrival: Arrival, at: int) -> Outcome:
    """Decide as a service would: /start begins, a text answers, `stop` finishes, `boom` is a bug, /forget forgets."""
    match arrival.act:
        case Commanded(command="start"):
            return begin(dossier, arrival, at)
        case Commanded(command="forget"):
            return Outcome(forgets=True, says=say("Everything is gone."))
        case Typed(text="boom"):
            raise RuntimeError(f"a bug that repeats the words of {arrival.address}")
        case Typed(text=text) if dossier.session is not None:
            return answer(dossier.session, text, at)
    return Outcome(says=say("Send /start."))


def begin(dossier: Dossier, arrival: Arrival, at: int) -> Outcome:
    who = dossier.respondent or Respondent(person(arrival.address), "en")
    begins = Session(
        id=ids(),
        questionnaire="bench",
        version="v1",
        start=Start(known={"language": "fa", "campaign": "spring"}),
        state=Asking("q0"),
    )
    closes = dossier.session and replace(dossier.session, state=Expired())
    events: tuple[Event, ...] = (QuestionAsked("q0"),)
    return Outcome(
        respondent=who,
        session=begins,
        begins=True,
        closes=closes,
        consents=(consent("report", "grant", at),),
        events=(SessionExpired(), *events) if closes else events,
        says=say("Question q0?"),
    )


def answer(session: Session, text: str, at: int) -> Outcome:
    given = Answer(f"q{session.turns}", at, text, other=f"in other words {text}")
    after = replace(session, turns=session.turns + 1, answers=(*session.answers, given))
    after = replace(after, state=Asking(f"q{after.turns}"))
    events: tuple[Event, ...] = (AnswerGiven(given.question, text), QuestionAsked(f"q{after.turns}"))
    if text == "stop":
        after = replace(after, state=Finished(), finished=True)
        events = (AnswerGiven(given.question, text), SessionFinished())
    return Outcome(
        session=after,
        answers=(given,),
        learned=(Trait(f"trait_{given.question}", text, "declared", at, "bench", given.question, None, given.other),),
        events=events,
        says=say(f"Thank you for {text}. Next?"),
    )


def person(address: str) -> str:
    """Return the id of the respondent at an address: a step has to give the same one when it runs again."""
    return hashlib.sha256(address.encode()).hexdigest()[:26]


def deciding(outcome: Outcome) -> Step:
    """Return a step that decides the same, whatever happens."""
    return lambda _dossier, _arrival, _at: outcome


def seen(store: Store, act: Arrival) -> Dossier:
    """Return what a step is shown for an act, and change nothing."""
    shown: list[Dossier] = []

    def look(dossier: Dossier, _arrival: Arrival, _at: int) -> Outcome:
        shown.append(dossier)
        return Outcome()

    store.work([act], look, 1)
    return shown[-1]


def values(store: Store, purpose: str = "report") -> list[object]:
    """Return the values of all live answers that may be used for a purpose."""
    return [logged.value for logged in store.answers(purpose)]


def live_a_little(store: SqlStore, address: str) -> None:
    """Leave something in every table, and in everything that a person can say."""
    store.receive([Update(f"7:{len(address)}", b"canary-update")], 90)
    store.work([commanded(address, "start")], step, 100)
    store.work([typed(address, "canary-answer")], step, 101)
    session = seen(store, typed(address, "?")).session
    assert session is not None
    draft = replace(session, state=Asking("q1", draft=("x",), other="canary-draft", writing=True))
    outcome = Outcome(
        session=draft,
        answers=(Answer("q0", 102, "canary-changed", other="canary-own-words"),),
        learned=(Trait("t", "canary-trait", "observed", 102, "shop", other="canary-trait-words"),),
        consents=(consent("contact", "deny", 102),),
        ratings=(Rating(session.id, "scope", fits=True, at=102, source="bench"),),
        says=say("You said canary-said."),
    )
    store.work([typed(address, "x")], deciding(outcome), 102)


def sealed_contents(store: SqlStore) -> list[bytes]:
    """Return all sealed bytes of all tables."""
    with store.database.reading() as connection:
        return [
            content
            for table in SQLModel.metadata.sorted_tables
            for column in table.c
            if isinstance(column.type, LargeBinary)
            for content in connection.scalars(select(column))
            if content is not None
        ]
