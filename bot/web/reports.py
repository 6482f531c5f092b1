"""Links that carry a token, over HTTP: a report for whoever has the link, and going on in another browser."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from msgspec.structs import replace

from bot.conversation.session import Session
from bot.report.document import Document
from bot.service.acts import Commanded
from bot.service.dossier import Dossier
from bot.service.ports import Delivered, Kept
from bot.speech.voice import fixed
from bot.web.forms import Submitted, submitted
from bot.web.links import is_shared, respondent_in, session_in
from bot.web.rendering import framed, page
from bot.web.site import CHANNEL, HereSite, HereVisitor, Site, Visitor, new_address, unhurried, unhurried_files
from bot.web.views import news

router = APIRouter()
GONE = 410
_KEPT_A_DAY = {"Cache-Control": "public, max-age=86400"}


@router.get("/report/{token}")
async def report(site: HereSite, visitor: HereVisitor, request: Request, token: str, lang: str = "") -> Response:
    """Show a report to whoever has the link."""
    found = await _found(site, visitor, token, lang)
    if found is None:
        return _gone(site, visitor)
    session, document = found
    compiled = site.library.compiled(session.version)
    card = f"{site.base(request)}/c/{session.questionnaire}/card.png?lang={document.language}"
    # What a preview shows is the questionnaire's: a report's own title may hold answers.
    about = compiled.questionnaire
    frame = framed(site, replace(visitor, language=document.language), Dossier(), f"/report/{token}")
    kept = await _owner(site, visitor, session)
    said = news(kept.undelivered, None, document.language) if kept else ()
    for reply in kept.undelivered if kept else ():
        site.desk.delivered(Delivered(reply))
    return page(
        "report.html",
        frame,
        report=document,
        token=token,
        card=card,
        news=said,
        outlook=await site.files.outlook(CHANNEL, visitor.address, session.id, document.language) if kept else None,
        here=f"/report/{token}?lang={document.language}",
        preview=(fixed(about.title, document.language), fixed(about.promise, document.language)),
    )


@router.get("/report/{token}/pdf", dependencies=[Depends(unhurried_files)])
async def pdf(site: HereSite, visitor: HereVisitor, token: str, lang: str = "") -> Response:
    """Hand out a report as a file."""
    found = await _found(site, visitor, token, lang)
    made = await site.files.report(found[0].id, found[1].language) if found else None
    if made is None:
        return _gone(site, visitor)
    title = "".join(span.text for span in made[0].title)
    headers = {
        "Content-Disposition": f"attachment; filename=\"report.pdf\"; filename*=UTF-8''{quote(title)}.pdf",
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return Response(made[1], media_type="application/pdf", headers=headers)


@router.get("/c/{name}/card.png", dependencies=[Depends(unhurried_files)])
async def card(site: HereSite, visitor: HereVisitor, name: str) -> Response:
    """Hand out the picture that stands beside a shared link; it holds nobody's answers."""
    language = site.library.language(visitor.language)
    compiled = site.library.current(name)
    if compiled is None:
        raise HTTPException(404)
    picture = await site.files.card(fixed(compiled.questionnaire.title, language), language)
    return Response(picture, media_type="image/png", headers=_KEPT_A_DAY)


@router.get("/r/{token}")
async def resume(site: HereSite, visitor: HereVisitor, token: str) -> Response:
    """Ask whether to go on in this browser: whoever sent the link would see what is answered here."""
    respondent = respondent_in(site.tokens, token, visitor.at)
    if respondent is None:
        return _gone(site, visitor)
    kept = await site.look_up(visitor)
    who = kept.dossier.respondent
    if who is not None and who.id == respondent:
        return RedirectResponse("/continue", 303)
    response = page("resume.html", framed(site, visitor, kept.dossier, "/"), token=token, other=who is not None)
    site.remember(response, visitor, lasting=who is not None)
    return response


@router.post("/r/{token}", dependencies=[Depends(unhurried)])
async def resumed(
    site: HereSite, visitor: HereVisitor, token: str, form: Annotated[Submitted, Depends(submitted)]
) -> Response:
    """Go on in this browser as the person whom the link names; who was known here keeps what is theirs."""
    here = (await site.look_up(visitor)).dossier.respondent
    moved = replace(visitor, address=new_address()) if here is not None else visitor
    act = Commanded("start", token)
    await site.desk.work(site.arrival(moved, act, form.key(act)))
    kept = await site.desk.look_up(CHANNEL, moved.address)
    if kept.dossier.respondent is None:
        return _gone(site, visitor)
    response = RedirectResponse("/continue", 303)
    site.remember(response, moved, lasting=True)
    return response


async def _found(site: Site, visitor: Visitor, token: str, language: str) -> tuple[Session, Document] | None:
    """Return what a token to a report leads to; None where it leads nowhere (any more)."""
    named = session_in(site.tokens, token, visitor.at)
    if named is None:
        return None
    session = await site.desk.session(named[0])
    if session is None or not is_shared(session, named[1]):
        return None
    spoken = site.library.company.languages
    wanted = language if language in spoken else str(session.start.known.get("language", spoken[0]))
    return await site.files.document(session.id, wanted)


async def _owner(site: Site, visitor: Visitor, session: Session) -> Kept | None:
    """Return what is kept of a visitor whose own report this is; None for whoever it was passed on to."""
    kept = await site.look_up(visitor)
    return kept if kept.dossier.session is not None and kept.dossier.session.id == session.id else None


def _gone(site: Site, visitor: Visitor) -> Response:
    frame = framed(site, visitor, Dossier(), "/")
    words = frame.words
    return page("message.html", frame, status=GONE, title=words.expired, hint=words.expired_hint, leads="")
