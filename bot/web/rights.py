"""What a person controls at any time, as pages: the profile, what they allow, a copy, forgetting, languages, help."""

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse
from msgspec.structs import replace

from bot.service.acts import Act, Commanded, Pressed
from bot.service.ports import Delivered, Kept
from bot.speech.prompt import Handout, Prompt
from bot.web.rendering import framed, page
from bot.web.site import CHANNEL, HereSite, HereVisitor, Site, Visitor, unhurried_files
from bot.web.views import form, news, sheet

router = APIRouter()


@router.get("/")
@router.get("/start")
@router.get("/continue")
@router.get("/skip")
@router.get("/web")
async def home(site: HereSite, visitor: HereVisitor) -> Response:
    """Lead to where the conversation is, or begins."""
    session = (await site.look_up(visitor)).dossier.session
    return RedirectResponse(f"/c/{session.questionnaire if session else site.library.start}", 303)


@router.get("/restart")
async def restart(site: HereSite, visitor: HereVisitor) -> Response:
    """Ask whether to start over; where nothing is open, greet."""
    kept = await site.look_up(visitor)
    session = kept.dossier.session
    if session is None or session.awaits is None:
        name = session.questionnaire if session else site.library.start
        return RedirectResponse(f"/c/{name}?again=yes", 303)
    return _sheet(site, visitor, kept, Commanded("restart"), "/restart")


@router.get("/back")
async def back(site: HereSite, visitor: HereVisitor) -> Response:
    """Show the answers, each to be changed."""
    return _sheet(site, visitor, await site.look_up(visitor), Pressed("change"), "/back")


@router.get("/profile")
async def profile(site: HereSite, visitor: HereVisitor) -> Response:
    """Show what is kept of a person, to be corrected or deleted."""
    return _sheet(site, visitor, await site.look_up(visitor, whole=True), Pressed("profile"), "/profile", "profile")


@router.get("/privacy")
async def privacy(site: HereSite, visitor: HereVisitor) -> Response:
    """Show what a person allows, with a switch for each purpose."""
    return _sheet(site, visitor, await site.look_up(visitor, whole=True), Pressed("privacy"), "/privacy", "privacy")


@router.get("/forget")
async def forget(site: HereSite, visitor: HereVisitor) -> Response:
    """Ask whether to delete everything."""
    return _sheet(site, visitor, await site.look_up(visitor, whole=True), Pressed("forget"), "/forget")


@router.get("/language")
async def language(site: HereSite, visitor: HereVisitor) -> Response:
    """Offer the languages."""
    return _sheet(site, visitor, await site.look_up(visitor), Commanded("language"), "/language")


@router.get("/help")
async def help_page(site: HereSite, visitor: HereVisitor) -> Response:
    """Show what can be done here."""
    return _sheet(site, visitor, await site.look_up(visitor), Commanded("help"), "/help")


@router.get("/mydata", dependencies=[Depends(unhurried_files)])
async def mydata(site: HereSite, visitor: HereVisitor) -> Response:
    """Hand out everything that is kept of a person, as a file."""
    kept = await site.look_up(visitor, whole=True)
    [said] = site.decided(visitor, kept.dossier, Pressed("mydata")).says
    if not isinstance(said, Handout):
        return _sheet(site, visitor, kept, Pressed("mydata"), "/mydata")
    content = await site.files.copy(CHANNEL, visitor.address)
    headers = {"Content-Disposition": f'attachment; filename="{said.name}"', "Cache-Control": "no-store"}
    return Response(content, media_type="application/json", headers=headers)


def _sheet(site: Site, visitor: Visitor, kept: Kept, act: Act, here: str, template: str = "sheet") -> Response:
    """Return what an act that changes nothing shows, as a page, with what is still to be said before it."""
    [prompt] = site.decided(visitor, kept.dossier, act).says
    if not isinstance(prompt, Prompt):
        raise TypeError(f"{here} shows no prompt")
    known = kept.dossier.respondent is not None
    if not known:
        # Nobody is there yet to allow anything; the wording is there to be read.
        prompt = replace(prompt, choices=())
    frame = framed(site, visitor, kept.dossier, here)
    shown = {"form": form(prompt, None, None)} if template == "sheet" else {"sheet": sheet(prompt)}
    response = page(f"{template}.html", frame, news=news(kept.undelivered, prompt, frame.language), **shown)
    for reply in kept.undelivered:
        site.desk.delivered(Delivered(reply))
    site.remember(response, visitor, lasting=known)
    return response
