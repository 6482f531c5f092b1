"""Feedback: what a person taps about a report and its suggestions, kept only under the purpose it is for."""

from msgspec.structs import replace

from bot.profile.rating import PURPOSE, REPORT, Rating, newest, rated
from bot.service.beginning import consent
from bot.service.dossier import Outcome
from bot.service.library import Library
from bot.service.reward import suggested
from bot.service.visit import Visit
from bot.speech import outlook as words
from bot.speech import standing
from bot.speech.prompt import Sequel
from bot.suggestion.suggest import fitting

_VERDICTS = {"yes": True, "no": False}


class Feedback:
    """Decides taps on what was suggested last; every one is checked against the newest session."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def rate(self, visit: Visit, tap: str) -> Outcome:
        """Keep a tap (`<about>:<yes or no>`); where its purpose is not granted, ask for that and keep nothing."""
        rating, purpose = self._rating(visit, tap), self._library.company.purpose(PURPOSE)
        if rating is None or purpose is None:
            return _unknown(visit)
        if not visit.granted.get(PURPOSE):
            return Outcome(says=(words.asking(purpose, tap, visit.language),))
        return self._kept(visit, rating)

    def grant(self, visit: Visit, tap: str) -> Outcome:
        """Grant the purpose and keep the tap for which it was asked."""
        rating, purpose = self._rating(visit, tap), self._library.company.purpose(PURPOSE)
        if rating is None or purpose is None:
            return _unknown(visit)
        if visit.granted.get(PURPOSE):
            # Pressed twice, or granted elsewhere meanwhile: the tap counts, but there is nothing more to grant.
            return self._kept(visit, rating)
        return self._answered(visit, self._kept(visit, rating), granted=True)

    def decline(self, visit: Visit, purpose: str) -> Outcome:
        """Keep that the purpose was refused, and nothing else."""
        session = visit.session
        if purpose != PURPOSE or session is None or self._library.company.purpose(PURPOSE) is None:
            return _unknown(visit)
        if visit.granted.get(PURPOSE):
            # It was granted elsewhere meanwhile; what is taken back is taken back under /privacy.
            return Outcome(says=(_shown(visit, session.id),))
        outcome = Outcome(says=(words.declined(visit.language), _shown(visit, session.id)))
        return self._answered(visit, outcome, granted=False)

    def drop(self, visit: Visit, about: str) -> Outcome:
        """Delete what was said of one thing, in whatever session."""
        if about not in newest(visit.dossier.ratings):
            return _unknown(visit)
        return Outcome(unrated=(about,), says=(words.dropped(about, self._library.products, visit.language),))

    def beside(self, visit: Visit, product: str) -> Outcome:
        """Show a product that fits beside the first suggestion."""
        session = visit.session
        if session is None or not session.finished:
            return _unknown(visit)
        compiled = self._library.compiled(session.version)
        prompt = words.beside(compiled, self._library.products, session, product, visit.language)
        return _unknown(visit) if prompt is None else Outcome(says=(prompt,))

    def _kept(self, visit: Visit, rating: Rating) -> Outcome:
        toast = words.noted(rating.about, self._library.products, visit.language, fits=rating.fits)
        if visit.granted.get(PURPOSE) and rated(visit.dossier.ratings, rating.session).get(rating.about) is rating.fits:
            # What is shown says so already.
            return Outcome(says=(toast,))
        return Outcome(ratings=(rating,), says=(toast, _shown(visit, rating.session)))

    def _answered(self, visit: Visit, outcome: Outcome, *, granted: bool) -> Outcome:
        """Return the outcome with the answer to the purpose."""
        language, channel = visit.language, visit.arrival.channel
        given = consent(self._library, PURPOSE, granted=granted, language=language, channel=channel, at=visit.at)
        session = visit.session
        if session is not None:
            session = replace(session, consents={**session.consents, PURPOSE: granted})
        return replace(outcome, session=session, consents=(given,))

    def _rating(self, visit: Visit, tap: str) -> Rating | None:
        """Return what a tap says of the newest report; None where it is forged, or of something else."""
        about, _, verdict = tap.partition(":")
        session = visit.session
        if session is None or not session.finished or verdict not in _VERDICTS:
            return None
        offered = {each.product for each in fitting(suggested(session, self._library))}
        if about != REPORT and about not in offered:
            return None
        return Rating(session.id, about, _VERDICTS[verdict], visit.at, session.questionnaire)


def _shown(visit: Visit, session: str) -> Sequel:
    return Sequel(visit.language, session, redraws=True)


def _unknown(visit: Visit) -> Outcome:
    return Outcome(says=(standing.old_press("unknown", visit.language),))
