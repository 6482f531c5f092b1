"""The reward: what a finished session earns, composed anew from its answers whenever it is wanted."""

from collections.abc import Iterable

from bot.conversation.engine import known_values
from bot.conversation.session import Session
from bot.profile.rating import PURPOSE, Rating, rated
from bot.report.advice import Advice
from bot.report.compose import compose, tells_what_if
from bot.report.document import Document
from bot.service.beginning import day
from bot.service.library import Library
from bot.speech import outlook as words
from bot.speech.outlook import Outlook
from bot.suggestion.repairs import repairs
from bot.suggestion.suggest import accessories, fitting, nearest_from, suggest_from
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.what_if import what_if


def suggested(session: Session, library: Library) -> tuple[Suggestion, ...]:
    """Return what is offered to a person: suggestions and what goes with them.

    Where no product meets every must, those that come nearest stand there instead, with what stands in the way.
    """
    compiled = library.compiled(session.version)
    shelf, known = library.shelf(compiled), known_values(compiled, session)
    found = suggest_from(shelf, known)
    if not found:
        return nearest_from(shelf, known)
    return (*found, *accessories(compiled, library.products, known, found))


def outlook(session: Session, library: Library, language: str, ratings: Iterable[Rating] = ()) -> Outlook:
    """Return what can be done with the report of a session: say whether it fits, and where to go on from it."""
    asks = library.company.purpose(PURPOSE) is not None
    return words.outlook(
        library.compiled(session.version),
        library.products,
        session,
        suggested(session, library),
        language,
        rated(ratings, session.id) if asks else None,
    )


def reward(session: Session, library: Library, language: str) -> Document:
    """Return the report of a session in a language; the same session always gives the same document."""
    compiled, found = library.compiled(session.version), suggested(session, library)
    answered = max((answer.at for answer in session.answers), default=0)
    return compose(
        compiled,
        known_values(compiled, session),
        found,
        library.products,
        library.company,
        language,
        day=day(answered),
        advice=_advice(session, library, found),
    )


def _advice(session: Session, library: Library, found: tuple[Suggestion, ...]) -> Advice:
    """Return what would help where nothing fits; else what would change the first, where the report says so."""
    compiled = library.compiled(session.version)
    if found and not fitting(found):
        return Advice(repairs=repairs(compiled, library.products, session))
    if not tells_what_if(compiled.questionnaire.report):
        return Advice()
    return Advice(what_if=what_if(compiled, library.products, session))
