"""A rehearsal: the house with one person in memory, for playing, recording and replaying conversations."""

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.session import Session
from bot.profile.rating import Rating
from bot.profile.trait import Trait
from bot.service.acts import Act, Arrival
from bot.service.dossier import Dossier, Outcome
from bot.service.reception import Reception


class Circumstances(Struct, frozen=True):
    """Who plays, over which channel, and at what time it begins (Unix seconds); every act takes a second."""

    language: str
    channel: str = "terminal"
    at: int = 0


class Rehearsal:
    """Decides acts as the house does, and keeps what they change in memory only."""

    def __init__(self, reception: Reception, circumstances: Circumstances, dossier: Dossier | None = None) -> None:
        self._reception = reception
        self._circumstances = circumstances
        self.dossier = dossier or Dossier()
        self.at = circumstances.at

    @property
    def session(self) -> Session | None:
        """The newest session."""
        return self.dossier.session

    def give(self, act: Act) -> Outcome:
        """Do something, and return what it changed and what was said."""
        arrival = Arrival(
            channel=self._circumstances.channel, address="rehearsal", act=act, language=self._circumstances.language
        )
        outcome = self._reception.step(self.dossier, arrival, self.at)
        self.dossier = applied(outcome, self.dossier)
        self.at += 1
        return outcome


def applied(outcome: Outcome, dossier: Dossier) -> Dossier:
    """Return the dossier after an outcome, as a store would load it the next time."""
    if outcome.forgets:
        return Dossier()
    return replace(
        dossier,
        respondent=outcome.respondent or dossier.respondent,
        session=outcome.session or dossier.session,
        traits=_traits(outcome, dossier),
        consents=(*dossier.consents, *outcome.consents),
        ratings=_ratings(outcome, dossier),
    )


def _ratings(outcome: Outcome, dossier: Dossier) -> tuple[Rating, ...]:
    replaced = {(rating.session, rating.about) for rating in outcome.ratings}
    kept = [
        rating
        for rating in dossier.ratings
        if rating.about not in outcome.unrated and (rating.session, rating.about) not in replaced
    ]
    return (*kept, *outcome.ratings)


def _traits(outcome: Outcome, dossier: Dossier) -> tuple[Trait, ...]:
    replaced = {(trait.name, trait.provenance) for trait in outcome.learned}
    kept = [
        trait
        for trait in dossier.traits
        if trait.name not in outcome.unlearned and (trait.name, trait.provenance) not in replaced
    ]
    return (*kept, *outcome.learned)
