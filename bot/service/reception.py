"""Reception: one act of one person, decided on what is kept of them; pure but for the ids it is given."""

from bot.conversation.inbound import GoBack, Inbound, Said, Skip
from bot.conversation.session import Asking, Confirming, Consenting, Session
from bot.questionnaire.model import Question
from bot.service.acts import Arrival, Command, Commanded, Odd, Pressed, Reached, Sent, Typed
from bot.service.beginning import wanted
from bot.service.dossier import Dossier, Outcome, Respondent
from bot.service.library import Library
from bot.service.menus import Menus
from bot.service.ports import Ids
from bot.service.talking import Talking
from bot.service.visit import Visit
from bot.speech import acts
from bot.speech import standing as words
from bot.speech.oddities import OldPress
from bot.values.errors import WrongCall


class Reception:
    """Decides acts. Made once; keeps nothing of anybody."""

    def __init__(self, library: Library, ids: Ids, *, web: bool = False) -> None:
        """`web`: whether the conversation can be gone on with in the browser."""
        self._library = library
        self._talking = Talking(library, ids)
        self._menus = Menus(library, self._talking, web=web)

    def step(self, dossier: Dossier, arrival: Arrival, at: int) -> Outcome:
        """Return what an act changes and what is said in return."""
        respondent = dossier.respondent
        language = self._library.language(respondent.language if respondent else arrival.language)
        visit = Visit(dossier=dossier, arrival=arrival, at=at, language=language)
        match arrival.act:
            case Typed() as typed:
                return self._bound(visit, typed) or self._typed(visit, typed.text)
            case Pressed(session=None, act=act):
                return self._menus.pressed(visit, act)
            case Pressed() as pressed:
                return self._pressed(visit, pressed)
            case Commanded(command=command, argument=argument):
                return self._commanded(visit, command, argument)
            case Sent(kind=kind):
                return self._odd(visit, kind)
            case Reached(yes=yes):
                return Outcome(reachable=yes)

    def _bound(self, visit: Visit, typed: Typed) -> Outcome | None:
        """Refuse words that were written for a wait which is over; None where they may be heard."""
        if typed.session is None:
            return None
        old = self._old_kind(visit.session, typed.session)
        if old is None and visit.session is not None and typed.awaits != visit.session.awaits:
            old = "answered"
        return self._old(visit, old) if old else None

    def _typed(self, visit: Visit, text: str) -> Outcome:
        session = visit.open_session
        if session is None:
            if visit.session is None:
                return self._talking.greet(visit, wanted("", self._library))
            return self._talking.show_open(visit)
        speaker = self._library.speaker(self._library.compiled(session.version))
        act = speaker.control(session, text, visit.language)
        if act is not None and visit.session is not None:
            return self._pressed(visit, Pressed(act, acts.session_key(session.id), session.awaits))
        return self._talking.give(visit, session, Said(text))

    def _pressed(self, visit: Visit, pressed: Pressed) -> Outcome:
        """Take a press that is bound to a session and its wait; an old, foreign or forged one changes nothing."""
        session, old = visit.session, self._old_kind(visit.session, pressed.session)
        if session is None or old is not None:
            return self._old(visit, old or "nothing")
        if not _fits(pressed, session):
            return self._old(visit, "answered")
        if pressed.act == "why":
            speaker = self._library.speaker(self._library.compiled(session.version))
            return Outcome(says=(speaker.why(session, visit.language),))
        inbound = acts.inbound(pressed.act, self._question(session))
        if inbound is None:
            return self._old(visit, "unknown")
        return self._given(visit, session, inbound, otherwise="unknown")

    def _commanded(self, visit: Visit, command: Command, argument: str) -> Outcome:
        session = visit.session
        match command:
            case "start" if visit.arrival.continues is not None and visit.dossier.respondent is not None:
                return self._continued(visit, visit.dossier.respondent)
            case "start":
                return self._started(visit, argument)
            case "continue":
                return self._talking.show_open(visit)
            case "back" if visit.open_session is not None:
                return self._given(visit, visit.open_session, GoBack(), otherwise="nothing")
            case "back" if session is not None:
                return self._menus.pressed(visit, "change")
            case "skip" if visit.open_session is not None:
                return self._given(visit, visit.open_session, Skip(), otherwise="unknown")
            case "back" | "skip":
                return self._talking.show_open(visit)
            case _:
                return self._menus.commanded(visit, command)

    def _started(self, visit: Visit, payload: str) -> Outcome:
        """Greet; who is in the middle of what is wanted is welcomed back."""
        what, session = wanted(payload, self._library), visit.open_session
        named = payload.partition("_")[0]
        if session is not None and (not payload or session.questionnaire in (what.questionnaire, named)):
            return self._talking.welcome_back(visit, session)
        return self._talking.greet(visit, what)

    def _continued(self, visit: Visit, here: Respondent) -> Outcome:
        """Go on as the person whom a signed link names; who is somebody else here already stays that."""
        if here.id != visit.arrival.continues:
            return self._talking.show_open(visit, before=(words.lives_here(visit.language),))
        if visit.open_session is not None:
            return self._talking.welcome_back(visit, visit.open_session)
        if visit.session is None:
            return self._started(visit, "")
        speaker = self._library.speaker(self._library.compiled(visit.session.version))
        return Outcome(says=speaker.waiting(visit.session, visit.language))

    def _given(self, visit: Visit, session: Session, inbound: Inbound, *, otherwise: OldPress) -> Outcome:
        try:
            return self._talking.give(visit, session, inbound)
        except WrongCall:
            return self._old(visit, otherwise)

    def _odd(self, visit: Visit, kind: Odd) -> Outcome:
        """Say kindly that this is no answer; what was open stays open."""
        return Outcome(says=(words.odd(kind, visit.language),))

    def _old(self, visit: Visit, kind: OldPress) -> Outcome:
        return Outcome(says=(words.old_press(kind, visit.language),))

    @staticmethod
    def _old_kind(session: Session | None, bound_to: str | None) -> OldPress | None:
        """Tell why something that is bound to a session does not concern the newest one; None where it may."""
        if session is None:
            return "nothing"
        if bound_to != acts.session_key(session.id):
            return "foreign"
        return "finished" if session.awaits is None else None

    def _question(self, session: Session) -> Question | None:
        match session.state:
            case Asking(question=question) | Confirming(question=question) | Consenting(question=str(question)):
                return self._library.compiled(session.version).question(question)
        return None


def _fits(pressed: Pressed, session: Session) -> bool:
    """Tell whether a press belongs to what is awaited; while "did you mean" is open, the question's choices do too."""
    if pressed.awaits == session.awaits:
        return True
    state = session.state
    return isinstance(state, Confirming) and pressed.awaits == state.question and pressed.act not in ("yes", "no")
