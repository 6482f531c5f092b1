"""The conversation over HTTP: shown by GET from what is kept, moved by POST; the same acts as in any channel."""

import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from bot.conversation.session import Asking
from bot.questionnaire.model import Choice
from bot.service.acts import Act
from bot.service.dossier import Dossier
from bot.service.ports import Delivered, Kept, Reply
from bot.speech.prompt import Line
from bot.speech.voice import fixed
from bot.web.forms import Submitted, act_of, submitted, ticking, typed
from bot.web.site import HereSite, HereVisitor, Site, Visitor, unhurried
from bot.web.talk import Misfit, asking, conversation, goodbye, greeting, is_misfit
from bot.web.views import bound, is_over
from bot.web.words import filled, web_words

router = APIRouter()
_MOVING = ("begin", "restart", "change", "correct", "", "say")
"""Acts that are bound to nothing, after which the conversation is the place to be."""
_HERE = re.compile(
    r"/(?:c/[a-z][a-z0-9-]{0,23}|[a-z]{0,12})(?:\?campaign=[A-Za-z0-9-]{1,24})?"
    r"|/report/[A-Za-z0-9_.-]{1,200}\?lang=[a-z]{2,3}"
)


@router.get("/c/{name}")
async def show(
    site: HereSite, visitor: HereVisitor, request: Request, name: str, campaign: str = "", again: str = ""
) -> Response:
    """Show the conversation where it is; who is in none of this questionnaire is greeted."""
    kept = await site.look_up(visitor)
    session = kept.dossier.session
    if session is not None and session.questionnaire == name and not again:
        return await conversation(site, visitor, request, kept)
    return greeting(site, visitor, request, kept, name, campaign)


@router.post("/act", dependencies=[Depends(unhurried)])
async def act(
    site: HereSite, visitor: HereVisitor, request: Request, form: Annotated[Submitted, Depends(submitted)]
) -> Response:
    """Take what was chosen or typed, and lead back to the page; what did not fit is shown at once, as it was typed."""
    replies, remark = await _taken(site, visitor, form)
    kept = await site.look_up(visitor)
    if kept.dossier.respondent is None:
        return goodbye(site, visitor, kept, replies)
    if remark is not None or (form.one("act") in ("", "say") and any(map(is_misfit, replies))):
        return await conversation(site, visitor, request, kept, misfit=Misfit(typed(form), remark))
    if form.one("act").startswith("rate:") and replies:
        asked = asking(site, visitor, kept, replies[-1], _here(form))
        if asked is not None:
            return asked
    for reply in replies:
        if is_over(reply, last=reply is replies[-1]):
            site.desk.delivered(Delivered(reply))
    return RedirectResponse(_next(form, kept), 303)


def _next(form: Submitted, kept: Kept) -> str:
    """Return where an act leads: to the conversation, or back to the page it was done on."""
    word = form.one("act")
    if kept.dossier.session is not None and (bound(word) or word.partition(":")[0] in _MOVING):
        return f"/c/{kept.dossier.session.questionnaire}"
    return _here(form)


def _here(form: Submitted) -> str:
    """Return the page of this site on which a form stood."""
    return form.one("here") if _HERE.fullmatch(form.one("here")) else "/"


async def _taken(site: Site, visitor: Visitor, form: Submitted) -> tuple[list[Reply], Line | None]:
    """Have the acts of a form decided, one after the other; return what is said, and what the page says to it."""
    acts: Sequence[Act] = [act_of(form)]
    kept = await site.look_up(visitor) if form.one("act") == "done" else Kept(Dossier())
    session = kept.dossier.session
    remark = None
    if session is not None and isinstance(session.state, Asking) and session.awaits == form.one("awaits"):
        question = site.library.compiled(session.version).question(session.state.question)
        ticks = ticking(form, question, session.state)
        fits = ticks.alone is None and ticks.complete
        acts = [*ticks.acts, *(acts if fits else ())]
        alone = question.choice(ticks.alone) if ticks.alone else None
        remark = _alone(site.speaks(visitor, kept.dossier), alone) if alone else None
    return await _decided(site, visitor, form, acts), remark


def _alone(language: str, choice: Choice) -> Line:
    return Line("remark", filled(web_words(language).alone, language, choice=fixed(choice.label, language)))


async def _decided(site: Site, visitor: Visitor, form: Submitted, acts: Sequence[Act]) -> list[Reply]:
    replies = []
    for place, one in enumerate(acts):
        key = form.key(one, acts[:place].count(one))
        reply = await site.desk.work(site.arrival(visitor, one, key))
        if reply is not None:
            replies.append(reply)
    return replies
