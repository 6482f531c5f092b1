"""Talking: an input given to the engine, and what of it is kept and said."""

from msgspec.structs import replace

from bot.conversation.engine import Turn, resume, start
from bot.conversation.events import MisfitMet
from bot.conversation.inbound import Expiry, Inbound
from bot.conversation.session import Session
from bot.questionnaire.compiled import Compiled
from bot.service.beginning import Wanted, beginning, consent
from bot.service.dossier import Outcome, Respondent
from bot.service.keeping import kept
from bot.service.library import Library
from bot.service.ports import Ids
from bot.service.visit import Visit
from bot.speech import standing as words
from bot.speech.prompt import Utterance

LONG_PAUSE = 3 * 3600
"""Seconds without an answer after which words that fit nothing are a return and no misfit."""
SECONDS_A_QUESTION = 15
"""How long a question takes, for the greeting's "about two minutes"."""


class Talking:
    """Everything that goes through the engine, and the prompts around it."""

    def __init__(self, library: Library, ids: Ids) -> None:
        self._library = library
        self._ids = ids

    def greet(self, visit: Visit, what: Wanted, *, redraws: bool = False) -> Outcome:
        """Say what can be earned and what starting grants; nothing is kept of who only looks."""
        compiled = self._library.to_begin(what.questionnaire)
        if compiled is None:
            return Outcome(says=(words.nothing_open(visit.language),))
        typical = self._library.typical(compiled)
        greeting = words.greeting(
            self._library.company,
            compiled.questionnaire,
            visit.language,
            what.payload,
            typical=typical,
            minutes=typical * SECONDS_A_QUESTION / 60,
            unknown_link=what.unknown,
        )
        return Outcome(says=(replace(greeting, redraws=redraws),))

    def begin(self, visit: Visit, what: Wanted, only: str | None = None) -> Outcome:
        """Start a session; one that is still open is closed. Starting grants what the report needs."""
        compiled = self._library.to_begin(what.questionnaire)
        if compiled is None:
            return Outcome(says=(words.nothing_open(visit.language),))
        language, channel, at = visit.language, visit.arrival.channel, visit.at
        frozen = beginning(compiled, visit, campaign=what.campaign, only=only)
        turn = start(compiled, frozen, session_id=self._ids(), at=at)
        outcome = self._outcome(visit, turn, None, compiled)
        granted = consent(self._library, "report", granted=True, language=language, channel=channel, at=at)
        return replace(
            outcome,
            respondent=visit.dossier.respondent or Respondent(self._ids(), language),
            closes=self._closed(visit),
            consents=(granted, *outcome.consents),
        )

    def give(self, visit: Visit, session: Session, inbound: Inbound) -> Outcome:
        """Give one input to the engine; raise `WrongCall` where the session's state does not take it."""
        compiled = self._library.compiled(session.version)
        turn = resume(compiled, session, inbound, at=visit.at)
        missed = any(isinstance(event, MisfitMet) for event in turn.events)
        if missed and visit.at - _last_heard(session) > LONG_PAUSE:
            return self.welcome_back(visit, session)
        return self._outcome(visit, turn, session, compiled)

    def welcome_back(self, visit: Visit, session: Session) -> Outcome:
        """Offer to go on where the person was, or to start over."""
        speaker = self._library.speaker(self._library.compiled(session.version))
        return Outcome(says=(speaker.welcome_back(session, visit.language),))

    def show_open(self, visit: Visit, before: tuple[Utterance, ...] = ()) -> Outcome:
        """Show again what is awaited, or that the last conversation is at its end; without one, say so."""
        session = visit.session
        if session is None:
            return Outcome(says=(*before, words.nothing_open(visit.language)))
        speaker = self._library.speaker(self._library.compiled(session.version))
        return Outcome(says=(*before, *speaker.waiting(session, visit.language)))

    def _closed(self, visit: Visit) -> Session | None:
        session = visit.open_session
        if session is None:
            return None
        return resume(self._library.compiled(session.version), session, Expiry(), at=visit.at).session

    def _outcome(self, visit: Visit, turn: Turn, before: Session | None, compiled: Compiled) -> Outcome:
        speaker = self._library.speaker(compiled)
        says = speaker.turn(turn.session, turn.events, visit.language, pressed=visit.pressed, in_place=visit.in_place)
        return kept(turn, before, self._library, compiled, visit=visit, says=says)


def _last_heard(session: Session) -> int:
    """Return when the person last answered; the first question has no past to come back from."""
    return max((answer.at for answer in session.answers), default=2**62)
