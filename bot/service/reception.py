"""Reception: one act of one person, decided on what is kept of them; pure but for the ids it is given."""

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.engine import Turn, resume, start
from bot.conversation.events import AnswerGiven, Event, MisfitMet, QuestionAsked
from bot.conversation.inbound import Expiry, GoBack, Inbound, Said, Skip
from bot.conversation.session import Asking, Confirming, Consenting, Expired, Session
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.model import Question
from bot.service.acts import Arrival, Commanded, Pressed, Reached, Sent, Typed
from bot.service.beginning import Wanted, beginning, consent, is_open, wanted
from bot.service.dossier import Dossier, Outcome, Respondent
from bot.service.keeping import kept
from bot.service.library import Library
from bot.service.ports import Ids
from bot.speech import acts, standing
from bot.speech.prompt import Prompt, Toast, Utterance
from bot.speech.speaker import Speaker
from bot.values.errors import WrongCall

LONG_PAUSE = 3 * 3600
"""Seconds without an answer after which a person is welcomed back instead of being corrected."""


class Visit(Struct, frozen=True, kw_only=True):
    """One act with everything that it is decided on."""

    dossier: Dossier
    arrival: Arrival
    at: int
    language: str

    @property
    def session(self) -> Session | None:
        """The newest session."""
        return self.dossier.session


class Reception:
    """Decides acts. Made once; keeps nothing of anybody."""

    def __init__(self, library: Library, ids: Ids) -> None:
        self.library = library
        self._ids = ids

    def step(self, dossier: Dossier, arrival: Arrival, at: int) -> Outcome:
        """Return what an act changes and what is said in return."""
        respondent = dossier.respondent
        language = self.library.language(respondent.language if respondent else arrival.language)
        visit = Visit(dossier=dossier, arrival=arrival, at=at, language=language)
        match arrival.act:
            case Typed(text=text):
                return self._typed(visit, text)
            case Pressed(session=None, act=act):
                return self._menu(visit, act)
            case Pressed() as pressed:
                return self._pressed(visit, pressed)
            case Commanded(command=command, argument=argument):
                return self._commanded(visit, command, argument)
            case Sent(kind=kind):
                return self._sent(visit, kind)
            case Reached(yes=yes):
                return Outcome(reachable=yes)

    # The conversation -----------------------------------------------------------------------------

    def begin(self, visit: Visit, what: Wanted, only: str | None = None) -> Outcome:
        """Start a session; one that is still open is closed first. Starting grants what the report needs."""
        compiled = self.library.current(what.questionnaire)
        if compiled is None:
            return self.greet(visit, Wanted(self.library.company.start))
        language, channel, at = visit.language, visit.arrival.channel, visit.at
        frozen = beginning(compiled, visit.arrival, visit.dossier, language=language, campaign=what.campaign, at=at)
        if only is not None:
            frozen = replace(frozen, only=only)
        turn = start(compiled, frozen, session_id=self._ids(), at=at)
        outcome = self._kept(visit, turn, None, compiled)
        closes = visit.session
        if closes is not None and is_open(closes):
            closes = resume(self.library.compiled(closes.version), closes, Expiry(), at=at).session
        else:
            closes = None
        granted = consent(self.library, "report", granted=True, language=language, channel=channel, at=at)
        respondent = visit.dossier.respondent or Respondent(self._ids(), language)
        return replace(outcome, respondent=respondent, closes=closes, consents=(granted, *outcome.consents))

    def resume(self, visit: Visit, session: Session, inbound: Inbound) -> Outcome:
        """Give one input to the engine; raise `WrongCall` where it does not fit the session's state."""
        compiled = self.library.compiled(session.version)
        return self._kept(visit, resume(compiled, session, inbound, at=visit.at), session, compiled)

    def show_open(self, visit: Visit, before: tuple[Utterance, ...] = ()) -> Outcome:
        """Show again what is awaited."""
        session = visit.session
        if session is None or not is_open(session):
            return Outcome(says=(*before, self._nothing_open(visit)))
        compiled = self.library.compiled(session.version)
        shown = self._speaker(session).waiting(session, visit.language)
        return Outcome(says=(*before, *shown)) if compiled else Outcome(says=before)

    def _kept(self, visit: Visit, turn: Turn, before: Session | None, compiled: Compiled) -> Outcome:
        says = self.library.speaker(compiled).turn(turn.session, turn.events, visit.language)
        return kept(
            turn,
            before,
            self.library,
            compiled,
            language=visit.language,
            channel=visit.arrival.channel,
            at=visit.at,
            says=says,
        )
