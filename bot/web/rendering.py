"""Pages as HTML: one environment of templates that escapes everything, and the frame that every page stands in."""

import hashlib
import re
import secrets
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from msgspec import Struct

from bot.report.document import Block
from bot.service.acts import COMMANDS
from bot.service.dossier import Dossier
from bot.speech import standing
from bot.speech.greeting import own_name
from bot.speech.voice import fixed
from bot.values.locale import direction
from bot.web.forms import form_token
from bot.web.site import ADDRESS_BYTES, Site, Visitor
from bot.web.words import WebWords, filled, web_words

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
_COMMAND = re.compile(rf"(?<![\w/])/({'|'.join(COMMANDS)})\b")
MENU = ("profile", "privacy", "mydata", "forget", "help")
VERSION = hashlib.blake2b(b"".join(path.read_bytes() for path in sorted(STATIC.iterdir())), digest_size=6).hexdigest()
"""Names the state of all files that browsers may keep for ever."""


class Language(Struct, frozen=True):
    """A language that the page can be read in."""

    code: str
    name: str


class Frame(Struct, frozen=True, kw_only=True):
    """What stands around the content of every page."""

    language: str
    direction: str
    words: WebWords
    company: str
    contact: str
    languages: tuple[Language, ...]
    menu: tuple[tuple[str, str], ...]
    """Address and label of what a person controls at any time."""
    known: bool
    """Whether anything is kept of the visitor."""
    token: str
    here: str
    """The address of the page, for coming back to it."""
    home: str
    logo: str | None = None
    """A picture that stands in place of the company's name."""
    indexed: bool = False
    assets: str = VERSION


def framed(site: Site, visitor: Visitor, dossier: Dossier, here: str, *, indexed: bool = False) -> Frame:
    """Return the frame of a page for a visitor."""
    language, library = site.speaks(visitor, dossier), site.library
    company = library.company
    commands, known = standing.commands(language), dossier.respondent is not None
    home = dossier.session.questionnaire if dossier.session is not None else library.start
    return Frame(
        language=language,
        direction=direction(language),
        words=web_words(language),
        company=fixed(company.name, language),
        contact=fixed(company.contact, language),
        languages=tuple(Language(code, own_name(code)) for code in company.languages),
        menu=tuple((f"/{name}", commands[name]) for name in MENU if known or name in ("privacy", "help")),
        known=known,
        token=form_token(site, visitor, secrets.token_bytes(ADDRESS_BYTES)),
        here=here,
        home=f"/c/{home}" if known else f"/c/{home}?lang={language}",
        logo=company.theme.logo if site.pictures is not None else None,
        indexed=indexed,
    )


def page(template: str, frame: Frame, *, status: int = 200, **content: Any) -> HTMLResponse:
    """Return a page; nobody between here and the browser may keep it."""
    html = _ENVIRONMENT.get_template(template).render(frame=frame, words=frame.words, **content)
    headers = {"Cache-Control": "no-store", "Content-Language": frame.language}
    if not frame.indexed:
        headers["X-Robots-Tag"] = "noindex, nofollow"
    return HTMLResponse(html, status, headers)


def rendered(template: str, **content: Any) -> str:
    """Return what a template makes of its content, without any frame."""
    return _ENVIRONMENT.get_template(template).render(**content)


def linked(text: str) -> Markup:
    """Return a text with its commands as links: each command has a page."""
    return Markup(_COMMAND.sub(r'<a href="/\1" dir="ltr">/\1</a>', str(escape(text))))  # noqa: S704  escaped right here


def _kind(block: Block) -> str:
    """Return the word by which a template knows a block."""
    return str(block.__struct_config__.tag)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"linked": linked, "kind": _kind, "filled": filled}
    return environment


_ENVIRONMENT = _environment()
