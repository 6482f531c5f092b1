"""A session, a greeting or a goodbye, made into a page."""

from collections.abc import Sequence

from fastapi import Request
from fastapi.responses import HTMLResponse
from msgspec import Struct
from msgspec.structs import replace

from bot.conversation.session import Session
from bot.report.compose import afterwards, digest
from bot.report.document import Cards, Document, Offers, Section, Shops
from bot.service.acts import Pressed
from bot.service.beginning import wanted
from bot.service.dossier import Respondent
from bot.service.ports import Delivered, Kept, Reply
from bot.speech.acts import session_key
from bot.speech.history import Entry
from bot.speech.outlook import Outlook
from bot.speech.prompt import Line, Prompt, Toast
from bot.speech.voice import fixed
from bot.values.locale import number
from bot.web.links import Link, Links
from bot.web.rendering import framed, page
from bot.web.site import CHANNEL, Site, Visitor
from bot.web.views import Form, History, Progress, form, news, progress, split

MISFIT = 422
LONG_PAUSE = 3 * 3600
"""Seconds without an answer after which who comes back is welcomed."""


class Shares(Struct, frozen=True):
    """Where else it can be gone on with, and the link to the report where there is one."""

    resume: Link
    chat: str | None
    report: Link | None


class Talk(Struct, frozen=True, kw_only=True):
    """A session as a page shows it."""

    title: str
    form: Form
    news: tuple[Line, ...]
    misfit: tuple[Line, ...]
    """Why what was submitted does not fit; said right where it is mended."""
    history: History
    counted: tuple[str, str]
    """How many answers are in each part of the history, in the digits of the language."""
    progress: Progress | None
    report: Document | None
    sections: tuple[Section, ...]
    afterwards: tuple[Offers | Shops, ...]
    """What is said after the report."""
    outlook: Outlook | None
    """What can be done with the report."""
    shares: Shares
    typed: str
    """What was typed and did not fit."""


class Misfit(Struct, frozen=True):
    """What was submitted and did not fit: what was typed, and a remark that only the page can make."""

    typed: str
    remark: Line | None = None


async def conversation(
    site: Site,
    visitor: Visitor,
    request: Request,
    kept: Kept,
    *,
    misfit: Misfit | None = None,
) -> HTMLResponse:
    """Return the page of the newest session, and note that what was still to be said has been said."""
    session, who = kept.dossier.session, kept.dossier.respondent
    if session is None or who is None:
        raise ValueError("a page of a conversation wants a session")
    language = site.speaks(visitor, kept.dossier)
    talk = await _talk(site, visitor, request, kept, session, who)
    if misfit is not None:
        said = (*talk.news, *((misfit.remark,) if misfit.remark else ()))
        talk = replace(talk, typed=misfit.typed, misfit=_without_labels(said, talk.form), news=())
    frame = framed(site, visitor, kept.dossier, f"/c/{session.questionnaire}")
    response = page("conversation.html", frame, status=MISFIT if misfit else 200, talk=talk, language=language)
    site.remember(response, visitor, lasting=True)
    for reply in kept.undelivered:
        site.desk.delivered(Delivered(reply))
    return response


def _without_labels(lines: Sequence[Line], form: Form) -> tuple[Line, ...]:
    """Leave out what the input says of itself."""
    return tuple(line for line in lines if form.input is None or line.text != form.input.label)


async def _talk(site: Site, visitor: Visitor, request: Request, kept: Kept, session: Session, who: Respondent) -> Talk:
    language, compiled = site.speaks(visitor, kept.dossier), site.library.compiled(session.version)
    speaker = site.library.speaker(compiled)
    [prompt] = speaker.waiting(session, language)
    history = split(speaker.history(session, language), session, compiled)
    earned = session.finished and session.start.only is None
    document = await site.files.document(session.id, language) if earned else None
    outlook = await site.files.outlook(CHANNEL, visitor.address, session.id, language) if earned else None
    sections = digest(document[1]) if document else ()
    tells = any(isinstance(block, Cards) for section in sections for block in section.blocks)
    return Talk(
        title=fixed(compiled.questionnaire.title, language),
        form=form(prompt, session, compiled, _why(site, visitor, kept, prompt)),
        news=(*_welcome(site, session, visitor.at, language), *news(kept.undelivered, prompt, language)),
        history=history,
        counted=(number(_answers(history.earlier), language), number(_answers(history.behind), language)),
        progress=progress(prompt),
        report=document[1] if document else None,
        sections=sections,
        afterwards=afterwards(document[1]) if document else (),
        outlook=outlook.brief() if outlook and tells else outlook,
        shares=await _shares(site, visitor, request, session, who, language),
        misfit=(),
        typed="",
    )


def _answers(entries: Sequence[Entry]) -> int:
    return sum(entry.answer is not None for entry in entries)


def _why(site: Site, visitor: Visitor, kept: Kept, prompt: Prompt) -> str:
    """Return why the question is asked, for the page to unfold."""
    if not any(press.act == "why" for press in prompt.controls) or prompt.session is None:
        return ""
    asked = site.decided(visitor, kept.dossier, Pressed("why", session_key(prompt.session), prompt.question))
    return next((said.text for said in asked.says if isinstance(said, Toast)), "")


def _welcome(site: Site, session: Session, at: int, language: str) -> tuple[Line, ...]:
    """Welcome back who was away for long in the middle of something."""
    last = max((answer.at for answer in session.answers), default=at)
    if session.awaits is None or session.finished or at - last < LONG_PAUSE:
        return ()
    speaker = site.library.speaker(site.library.compiled(session.version))
    return speaker.welcome_back(session, language).lines[:1]


async def _shares(
    site: Site, visitor: Visitor, request: Request, session: Session, who: Respondent, language: str
) -> Shares:
    links, bot = Links(site.tokens, site.base(request)), await site.bot()
    return Shares(
        resume=links.resume(who.id, language, visitor.at),
        chat=links.chat(who.id, bot, visitor.at) if bot else None,
        report=links.report(session, language, visitor.at) if session.finished else None,
    )


class Hello(Struct, frozen=True):
    """A greeting as a page shows it."""

    form: Form
    promise: str
    length: str
    terms: tuple[Line, ...]
    """What starting grants, in its very wording."""
    more: tuple[Line, ...]
    more_label: str


def greeting(site: Site, visitor: Visitor, request: Request, kept: Kept, name: str, campaign: str) -> HTMLResponse:
    """Return the page of who has not begun: what can be earned, and what starting grants; nothing is kept of them."""
    payload = f"{name}_{campaign}" if campaign else name
    what = wanted(payload, site.library)
    [prompt] = site.decided(visitor, kept.dossier, Pressed(f"again:{payload}")).says
    [more] = site.decided(visitor, kept.dossier, Pressed(f"more:{payload}")).says
    if not isinstance(prompt, Prompt) or not isinstance(more, Prompt):
        raise TypeError("a greeting is a prompt")
    here = f"/c/{what.questionnaire}" + (f"?campaign={what.campaign}" if what.campaign else "")
    frame = framed(site, visitor, kept.dossier, here, indexed=not what.unknown and kept.dossier.respondent is None)
    card = f"{site.base(request)}/c/{what.questionnaire}/card.png?lang={frame.language}"
    response = page("greeting.html", frame, status=404 if what.unknown else 200, hello=_hello(prompt, more), card=card)
    site.remember(response, visitor, lasting=kept.dossier.respondent is not None)
    return response


def _hello(prompt: Prompt, more: Prompt) -> Hello:
    """Return a greeting in its parts: the promise comes first, then how long it takes, then what starting grants."""
    promise, length, *terms = (line for line in prompt.lines if line.role in ("said", "hint"))
    return Hello(
        form=form(prompt, None, None),
        promise=promise.text,
        length=length.text,
        terms=tuple(terms),
        more=tuple(line for line in more.lines if line not in prompt.lines),
        more_label=next((press.label for press in prompt.controls if press.act.startswith("more:")), ""),
    )


def asking(site: Site, visitor: Visitor, kept: Kept, reply: Reply, here: str) -> HTMLResponse | None:
    """Return the question with which a turn answers a tap, as a page that leads back to where it was made.

    None where the turn asks nothing.
    """
    prompt = reply.says[-1] if reply.says else None
    if not isinstance(prompt, Prompt) or not prompt.controls:
        return None
    frame = framed(site, visitor, kept.dossier, here)
    response = page("sheet.html", frame, news=(), form=replace(form(prompt, None, None), kind="decision"))
    site.desk.delivered(Delivered(reply))
    return response


def goodbye(site: Site, visitor: Visitor, kept: Kept, replies: Sequence[Reply]) -> HTMLResponse:
    """Return what is said to who is nobody here (any more); the browser forgets the address."""
    frame = framed(site, visitor, kept.dossier, f"/c/{site.library.start}")
    response = page("words.html", frame, lines=news(replies, None, frame.language))
    for reply in replies:
        site.desk.delivered(Delivered(reply))
    site.forget(response)
    return response


def is_misfit(reply: Reply) -> bool:
    """Tell whether a turn says that what was typed does not fit the open question."""
    return any(
        isinstance(said, Prompt) and said.question is not None and any(line.role == "remark" for line in said.lines)
        for said in reply.says
    )
