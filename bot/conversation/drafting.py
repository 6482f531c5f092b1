"""Drafts: ticks and ranks set and taken back one by one, and the person's own words among them."""

from msgspec.structs import replace

from bot.conversation.answering import LONGEST_TEXT, Fits, Misfit
from bot.conversation.session import Asking
from bot.questionnaire.model import OTHER, Question


def drafted(question: Question, asking: Asking, choice: str) -> Asking | Misfit:
    """Set or take back one tick or rank. A tick too many is a misfit; the last rank follows from the others."""
    if choice in asking.draft:
        left = tuple(kept for kept in asking.draft if kept != choice)
        return replace(asking, draft=left, other=None if choice == OTHER else asking.other, writing=False)
    if choice == OTHER:
        return replace(asking, writing=True)
    if question.type == "rank":
        return replace(asking, draft=_completed(question, (*asking.draft, choice)))
    draft = _with_exclusive(question, asking.draft, choice)
    if question.at_most is not None and len(draft) > question.at_most:
        return Misfit("too_many", f"{question.at_most:g}")
    return replace(asking, draft=draft, other=asking.other if OTHER in draft else None, writing=False)


def own_words(question: Question, asking: Asking, text: str) -> Fits | Misfit | Asking:
    """Take the words for `other`: an answer for a single choice, one more tick for a multiple one."""
    if not text:
        return Misfit("empty")
    if len(text) > LONGEST_TEXT:
        return Misfit("too_long", str(LONGEST_TEXT))
    if question.type == "select_one":
        return Fits(OTHER, text)
    draft = _with_exclusive(question, asking.draft, OTHER)
    return replace(asking, draft=draft, other=text, writing=False, misfits=0)


def _completed(question: Question, draft: tuple[str, ...]) -> tuple[str, ...]:
    missing = [choice.id for choice in question.choices if choice.id not in draft]
    return (*draft, *missing) if len(missing) == 1 else draft


def _with_exclusive(question: Question, draft: tuple[str, ...], choice: str) -> tuple[str, ...]:
    """Add a tick; an exclusive choice clears the others, any other choice clears an exclusive one."""
    exclusive = {listed.id for listed in question.choices if listed.exclusive}
    if choice in exclusive:
        return (choice,)
    return (*(kept for kept in draft if kept not in exclusive), choice)
