"""Menus: beginning, languages, profile, consents, copies and forgetting: what a person controls at any time."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.conversation.inbound import GoBack
from bot.conversation.session import Session
from bot.profile.rating import PURPOSE
from bot.service.acts import Command
from bot.service.beginning import Wanted, consent, wanted
from bot.service.dossier import Outcome
from bot.service.feedback import Feedback
from bot.service.keeping import REMEMBERING
from bot.service.library import Library
from bot.service.talking import Talking
from bot.service.visit import Visit
from bot.speech import standing as words
from bot.speech.prompt import Prompt
from bot.values.errors import WrongCall


class Menus:
    """Decides presses on menus, which are bound to no session, and the commands that open them."""

    def __init__(self, library: Library, talking: Talking, *, web: bool) -> None:
        self._library = library
        self._web = web
        self._talking = talking
        self._feedback = Feedback(library)
        self._acts: dict[str, Callable[[Visit, str], Outcome]] = {
            "begin": self._begin,
            "again": self._again,
            "more": self._more,
            "language": self._language,
            "continue": lambda visit, _: self._talking.show_open(visit),
            "restart": self._restart,
            "change": self._change,
            "profile": lambda visit, _: self._said(self._profile(visit)),
            "privacy": lambda visit, _: self._said(self._privacy(visit)),
            "mydata": lambda visit, _: self._mydata(visit),
            "forget": lambda visit, _: self._forget(visit),
            "forget!": self._forgotten,
            "keep": lambda visit, _: Outcome(says=(words.kept(visit.language),)),
            "drop": self._drop,
            "correct": self._correct,
            "grant": self._grant,
            "decline": self._feedback.decline,
            "withdraw": lambda visit, purpose: self._switch(visit, purpose, on=False),
            "rate": self._feedback.rate,
            "unrate": self._unrate,
            "show": self._feedback.beside,
            "unshare": lambda visit, _: self._unshare(visit),
            "web": lambda visit, _: self._passage(visit),
        }

    def pressed(self, visit: Visit, act: str) -> Outcome:
        """Return the outcome of a press on a menu; one that means nothing says so."""
        word, _, argument = act.partition(":")
        decide = self._acts.get(word)
        if decide is None:
            return Outcome(says=(words.old_press("unknown", visit.language),))
        return decide(visit, argument)

    def commanded(self, visit: Visit, command: Command) -> Outcome:
        """Return the outcome of a command that opens a menu."""
        if command == "restart":
            return self._restart_question(visit)
        if command == "language":
            return self._said(words.languages(self._library.company, visit.language))
        if command == "help":
            return self._said(words.help_text(self._library.company, visit.language, web=self._web))
        return self.pressed(visit, command)

    @staticmethod
    def _said(prompt: Prompt) -> Outcome:
        return Outcome(says=(prompt,))

    # Beginning -------------------------------------------------------------------------------------

    def _begin(self, visit: Visit, payload: str) -> Outcome:
        """Start; a second press on the same button shows the open question instead of starting over."""
        what = wanted(payload, self._library)
        session = visit.open_session
        if session is not None and session.questionnaire == what.questionnaire:
            return self._talking.show_open(visit)
        if what.unknown:
            return self._talking.greet(visit, what)
        return self._talking.begin(_heard(visit, what), what)

    def _again(self, visit: Visit, questionnaire: str) -> Outcome:
        return self._talking.greet(visit, wanted(questionnaire, self._library))

    def _more(self, visit: Visit, payload: str) -> Outcome:
        what = wanted(payload, self._library)
        return self._said(words.more(self._library.company, _heard(visit, what).language, what.payload))

    def _language(self, visit: Visit, argument: str) -> Outcome:
        """Speak another language from now on: the open question is shown in it, or the greeting."""
        code, _, payload = argument.partition(":")
        if code not in self._library.company.languages:
            return Outcome(says=(words.old_press("unknown", visit.language),))
        heard = replace(visit, language=code)
        respondent = visit.dossier.respondent
        if respondent is None:
            what = replace(wanted(payload, self._library), language=code)
            return self._talking.greet(heard, what, redraws=True)
        shown = self._talking.show_open(heard) if visit.open_session is not None else Outcome()
        return replace(
            shown, respondent=replace(respondent, language=code), says=(words.language_set(code), *shown.says)
        )

    def _restart_question(self, visit: Visit) -> Outcome:
        session = visit.open_session
        if session is None:
            name = visit.session.questionnaire if visit.session else ""
            return self._talking.greet(visit, wanted(name, self._library))
        speaker = self._library.speaker(self._library.compiled(session.version))
        return self._said(speaker.restart_question(session, visit.language))

    def _restart(self, visit: Visit, _: str) -> Outcome:
        """Start over; a second press on the same button finds nothing answered yet, and changes nothing."""
        session = visit.session
        if session is None:
            return self._talking.greet(visit, wanted("", self._library))
        if visit.open_session is not None and not session.answers:
            return self._talking.show_open(visit)
        if self._library.to_begin(session.questionnaire) is None:
            return self._again(visit, session.questionnaire)
        campaign = session.start.known.get("campaign")
        return self._talking.begin(
            visit, Wanted(session.questionnaire, campaign if isinstance(campaign, str) else None)
        )

    def _change(self, visit: Visit, question: str) -> Outcome:
        """Show the answers to be changed, or go back to one of them."""
        session = visit.session
        if session is None:
            return Outcome(says=(words.nothing_open(visit.language),))
        if not question:
            speaker = self._library.speaker(self._library.compiled(session.version))
            return self._said(speaker.changes(session, visit.language))
        try:
            return self._talking.give(visit, session, GoBack(question))
        except WrongCall:
            return Outcome(says=(words.old_press("unknown", visit.language),))

    # The profile and what may be done with it ------------------------------------------------------------

    def _profile(self, visit: Visit, *, redraws: bool = False) -> Prompt:
        library = self._library
        kept = visit.dossier
        return words.profile(
            kept.traits, library.traits, library, visit.language, visit.at, ratings=kept.ratings, redraws=redraws
        )

    def _drop(self, visit: Visit, name: str) -> Outcome:
        left = tuple(trait for trait in visit.dossier.traits if trait.name != name)
        if left == visit.dossier.traits:
            return Outcome(says=(words.old_press("unknown", visit.language),))
        after = replace(visit, dossier=replace(visit.dossier, traits=left))
        toast = words.dropped(name, self._library.traits, visit.language)
        return Outcome(unlearned=(name,), says=(toast, self._profile(after, redraws=True)))

    def _unrate(self, visit: Visit, about: str) -> Outcome:
        outcome = self._feedback.drop(visit, about)
        if not outcome.unrated:
            return outcome
        left = tuple(rating for rating in visit.dossier.ratings if rating.about != about)
        after = replace(visit, dossier=replace(visit.dossier, ratings=left))
        return replace(outcome, says=(*outcome.says, self._profile(after, redraws=True)))

    def _correct(self, visit: Visit, name: str) -> Outcome:
        """Ask again what a trait rests on: in the session it was said in, else as a conversation of one question."""
        asking = self._library.asking(name)
        # Of a stranger nothing is kept that could be corrected, and starting grants what a greeting has to say first.
        if asking is None or visit.dossier.respondent is None:
            return Outcome(says=(words.old_press("unknown", visit.language),))
        session = visit.session
        compiled, question = asking
        if session is not None and (answered := self._answered(session, name)):
            return self._talking.give(visit, session, GoBack(answered))
        return self._talking.begin(visit, Wanted(compiled.questionnaire.id), only=question.id)

    def _answered(self, session: Session, trait: str) -> str | None:
        compiled = self._library.compiled(session.version)
        for answer in session.answers:
            if compiled.question(answer.question).trait == trait:
                return answer.question
        return None

    def _privacy(self, visit: Visit, *, redraws: bool = False) -> Prompt:
        return words.privacy(self._library.company, visit.granted, visit.language, redraws=redraws)

    def _grant(self, visit: Visit, argument: str) -> Outcome:
        """Grant a purpose; one that was asked for because of a tap (`behaviour:<tap>`) brings the tap along."""
        purpose, _, tap = argument.partition(":")
        if tap:
            if purpose == PURPOSE:
                return self._feedback.grant(visit, tap)
            return Outcome(says=(words.old_press("unknown", visit.language),))
        return self._switch(visit, purpose, on=True)

    def _switch(self, visit: Visit, purpose: str, *, on: bool) -> Outcome:
        """Grant or withdraw a purpose; who is no longer to be remembered is forgotten at once but for the session."""
        if visit.dossier.respondent is None or self._library.company.purpose(purpose) is None or purpose == "report":
            return Outcome(says=(words.old_press("unknown", visit.language),))
        given = consent(
            self._library,
            purpose,
            granted=on,
            language=visit.language,
            channel=visit.arrival.channel,
            at=visit.at,
        )
        if not on:
            given = replace(given, action="withdraw")
        session = visit.session
        if session is not None:
            session = replace(session, consents={**session.consents, purpose: on})
        gone = tuple({trait.name: None for trait in visit.dossier.traits}) if purpose == REMEMBERING and not on else ()
        after = replace(visit, dossier=replace(visit.dossier, consents=(*visit.dossier.consents, given)))
        toast = words.switched(self._library.company, purpose, visit.language, on=on)
        says = (toast, self._privacy(after, redraws=True))
        return Outcome(session=session, consents=(given,), unlearned=gone, says=says)

    # Pages in the browser ----------------------------------------------------------------------------

    def _passage(self, visit: Visit) -> Outcome:
        if not self._web:
            return self._said(words.no_passage(visit.language))
        return Outcome(says=(words.passage(visit.language),))

    def _unshare(self, visit: Visit) -> Outcome:
        """Let every link to the newest report lead nowhere from now on; a new one is another link."""
        session = visit.session
        if session is None:
            return Outcome(says=(words.old_press("unknown", visit.language),))
        return Outcome(session=replace(session, unshared=session.unshared + 1), says=(words.unshared(visit.language),))

    # Copies and forgetting -----------------------------------------------------------------------------

    def _mydata(self, visit: Visit) -> Outcome:
        if visit.dossier.respondent is None:
            return Outcome(says=(words.mydata_empty(visit.language),))
        return Outcome(says=(words.mydata(visit.language),))

    def _forget(self, visit: Visit) -> Outcome:
        dossier = visit.dossier
        if dossier.respondent is None:
            return Outcome(says=(words.mydata_empty(visit.language),))
        answers = sum(answer.how != "shown" for answer in dossier.session.answers) if dossier.session else 0
        rated = bool(dossier.ratings)
        question = words.forget_question(answers, dossier.traits, self._library.traits, visit.language, rated=rated)
        return self._said(question)

    def _forgotten(self, visit: Visit, _: str) -> Outcome:
        if visit.dossier.respondent is None:
            return Outcome(says=(words.mydata_empty(visit.language),))
        return Outcome(forgets=True, says=(words.forgotten(visit.language),))


def _heard(visit: Visit, what: Wanted) -> Visit:
    """Return the visit in the language that a stranger chose; who is known has a language already."""
    return visit if what.language is None or visit.dossier.respondent else replace(visit, language=what.language)
