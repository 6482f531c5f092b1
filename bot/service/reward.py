"""The reward: what a finished session earns, composed anew from its answers whenever it is wanted."""

from bot.conversation.engine import known_values
from bot.conversation.session import Session
from bot.report.compose import compose
from bot.report.document import Document
from bot.service.beginning import day
from bot.service.library import Library
from bot.suggestion.suggest import accessories, nearest, suggest


def reward(session: Session, library: Library, language: str) -> Document:
    """Return the report of a session in a language; the same session always gives the same document.

    Where no product meets every must, those that come nearest stand in it instead, with what stands in the way.
    """
    compiled = library.compiled(session.version)
    known = known_values(compiled, session)
    suggested = suggest(compiled, library.products, known)
    offered = suggested or nearest(compiled, library.products, known)
    extras = accessories(compiled, library.products, known, suggested)
    answered = max((answer.at for answer in session.answers), default=0)
    return compose(
        compiled,
        known,
        (*offered, *extras),
        library.products,
        library.company,
        language,
        day=day(answered),
    )
