"""What a turn of the engine changes in what is kept: the log of answers, traits, consents."""

from collections.abc import Iterable, Iterator

from bot.conversation.engine import Turn
from bot.conversation.events import AnswerGiven, AnswerVoided, ConsentAnswered
from bot.conversation.session import Answer, Session
from bot.profile.consent import Consent
from bot.profile.trait import Trait, declared, freshness
from bot.questionnaire.compiled import Compiled
from bot.service.beginning import consent
from bot.service.dossier import Outcome
from bot.service.library import Library
from bot.service.visit import Visit
from bot.speech.prompt import Utterance

REMEMBERING = "remember"
"""The purpose under which traits outlive the session."""


def kept(
    turn: Turn,
    before: Session | None,
    library: Library,
    compiled: Compiled,
    *,
    visit: Visit,
    says: tuple[Utterance, ...],
) -> Outcome:
    """Return the outcome of a turn: what it adds to the log, and what of it is remembered beyond the session."""
    answers = tuple(_changed(turn, before))
    voided = tuple(event.question for event in turn.events if isinstance(event, AnswerVoided))
    return Outcome(
        session=turn.session,
        begins=before is None,
        answers=answers,
        voided=voided,
        learned=tuple(_learned(turn, answers, library, compiled, visit.at)),
        unlearned=tuple(_unlearned(answers, voided, compiled)),
        consents=tuple(_consents(turn, library, visit)),
        events=turn.events,
        says=says,
    )


def _changed(turn: Turn, before: Session | None) -> Iterator[Answer]:
    """Yield the answers of this turn; one that was given again unchanged is no new answer."""
    for event in turn.events:
        if isinstance(event, AnswerGiven):
            answer = turn.session.answer(event.question)
            if answer is not None and (before is None or before.answer(event.question) != answer):
                yield answer


def _learned(turn: Turn, answers: Iterable[Answer], library: Library, compiled: Compiled, at: int) -> Iterator[Trait]:
    """Yield the traits to keep: of this turn's answers, or of all when remembering was granted just now."""
    if not turn.session.consented(REMEMBERING):
        return
    now = any(isinstance(event, ConsentAnswered) and event.purpose == REMEMBERING for event in turn.events)
    for answer in turn.session.answers if now else answers:
        question = compiled.question(answer.question)
        days = freshness(question, library.traits)
        trait = declared(question, answer, days=days, source=compiled.questionnaire.id, at=at)
        if trait is not None:
            yield trait


def _unlearned(answers: Iterable[Answer], voided: Iterable[str], compiled: Compiled) -> Iterator[str]:
    """Yield the traits that no longer have an answer behind them: it was made void, or withdrawn by a skip."""
    gone = [*voided, *(answer.question for answer in answers if answer.value is None)]
    for question_id in gone:
        trait = compiled.question(question_id).trait
        if trait is not None:
            yield trait


def _consents(turn: Turn, library: Library, visit: Visit) -> Iterator[Consent]:
    for event in turn.events:
        if isinstance(event, ConsentAnswered):
            yield consent(
                library,
                event.purpose,
                granted=event.granted,
                language=visit.language,
                channel=visit.arrival.channel,
                at=visit.at,
            )
