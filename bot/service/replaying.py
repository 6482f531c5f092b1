"""What would have been different: finished sessions led through another version of their questionnaire, as counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from bot.conversation.engine import Turn, known_values, resume, start
from bot.conversation.events import MisfitMet
from bot.conversation.inbound import Confirm, Done, Inbound, Picked, Said, Skip
from bot.conversation.session import Answer, Asking, Confirming, Consenting, Session
from bot.questionnaire.catalogue import Products
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.model import OTHER, Question
from bot.suggestion.suggest import suggest
from bot.values.errors import WrongCall


class Replayed(Struct, frozen=True):
    """One session in both versions: questions asked, the first suggestion, and what it could not answer."""

    asked_before: int
    asked_after: int
    first_before: str | None
    first_after: str | None
    new: int
    """Questions of the new version that this person was never asked; they are taken to skip them."""
    stuck: str | None
    """The question at which it ends: what was said to it is not accepted any more, or it has to be answered."""


class Outcome(Struct, frozen=True):
    """Sessions replayed, as counts; `stuck` counts by question."""

    sessions: int
    fewer: int
    more: int
    other_first: int
    asked_anew: int
    """How many would be asked something that they were never asked."""
    stuck: dict[str, int]


def replay(
    sessions: Iterable[Session],
    version: Callable[[str], Compiled | None],
    new: Compiled,
    products: tuple[Products, Products],
) -> Outcome:
    """Count what the new version would have changed; `version` gives those of the sessions, others are left out.

    `products` are those of the old and of the new time. Corrections of a single answer are no conversations.
    """
    found = [
        replayed(each, old, new, products)
        for each in sessions
        if each.start.only is None and (old := version(each.version)) is not None
    ]
    whole = [each for each in found if each.stuck is None]
    return Outcome(
        sessions=len(found),
        fewer=sum(each.asked_after < each.asked_before for each in whole),
        more=sum(each.asked_after > each.asked_before for each in whole),
        other_first=sum(each.first_after != each.first_before for each in whole),
        asked_anew=sum(each.new > 0 for each in found),
        stuck=dict(Counter(each.stuck for each in found if each.stuck is not None)),
    )


def replayed(session: Session, old: Compiled, new: Compiled, products: tuple[Products, Products]) -> Replayed:
    """Lead one finished session through the new version, with the answers that it has."""
    said = {answer.question: answer for answer in session.answers if answer.how != "shown"}
    now, stuck = _led(session, said, new)
    after = [answer for answer in now.answers if answer.how != "shown"]
    return Replayed(
        asked_before=len(said),
        asked_after=len(after),
        first_before=_first(session, old, products[0]),
        first_after=_first(now, new, products[1]),
        new=sum(answer.question not in said for answer in after),
        stuck=stuck,
    )


def _led(session: Session, said: dict[str, Answer], new: Compiled) -> tuple[Session, str | None]:
    """Return the session as it would stand in the new version, and where it could not go on."""
    turn = start(new, session.start, session_id=session.id, at=0)
    while True:
        now = turn.session
        match now.state:
            case Consenting(purpose=purpose):
                turn = resume(new, now, Confirm(session.consented(purpose) is True), at=0)
            case Asking(question=name):
                answered = _answered(new, now, new.question(name), said.get(name))
                if answered is None:
                    return now, name
                turn = answered
            case Confirming(question=name):
                return now, name
            case _:
                return now, None


def _answered(new: Compiled, session: Session, question: Question, answer: Answer | None) -> Turn | None:
    """Return the turn after a question was answered as it was; None where it does not take that answer."""
    turn: Turn | None = None
    for inbound in _inputs(question, answer):
        try:
            turn = resume(new, turn.session if turn else session, inbound, at=0)
        except WrongCall:
            return None
        if any(isinstance(event, MisfitMet) for event in turn.events):
            return None
        if turn.session.answer(question.id) is not None:
            # A ranking is complete before its last place is named.
            return turn
    return None


def _inputs(question: Question, answer: Answer | None) -> Iterator[Inbound]:
    """Yield what a person would do to give this answer in the new version."""
    if answer is None or answer.value is None:
        yield Skip(refuse=answer is not None and answer.how == "refused")
        return
    value = answer.value
    many = question.type in ("select_multiple", "rank")
    if many != isinstance(value, tuple):
        yield Picked("")  # another kind of value altogether: no question takes it
        return
    if question.type in ("select_one", "yes_no", "scale", "select_multiple", "rank"):
        for choice in value if isinstance(value, tuple) else (value,):
            yield Picked(str(choice))
            if choice == OTHER and answer.other is not None:
                yield Said(answer.other)
        if question.type == "select_multiple":
            yield Done()
    else:
        yield Said(f"{value:.12g}" if isinstance(value, float) else str(value))


def _first(session: Session, compiled: Compiled, products: Products) -> str | None:
    found = suggest(compiled, products, known_values(compiled, session), 1)
    return found[0].product if found else None
