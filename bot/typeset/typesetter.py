"""Lays out documents with Typst: one template, our own fonts, and the document as data that is never markup."""

import logging
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from bot.report.document import Document, images
from bot.report.words import report_words
from bot.service.pictures import Picture
from bot.speech.prompt import Image
from bot.values.locale import digits

if TYPE_CHECKING:
    import typst

_HERE = Path(__file__).parent
_TEMPLATE, _CARD, _COLLAGE = _HERE / "report.typ", _HERE / "card.typ", _HERE / "collage.typ"
_FONTS = _HERE / "fonts"
_SVG, _DRAWN = "http://www.w3.org/2000/svg", "image/svg+xml"
_log = logging.getLogger(__name__)
Made = bytes | list[bytes] | None


class TypstTypesetter:
    """Makes PDFs. The same document gives the same bytes; it may be used from several threads at once.

    Typst is loaded with the first report: commands that make none start without it. `pictures` gives the pictures that
    a document names; one that cannot be had, or set, is left out.
    """

    def __init__(self, pictures: Callable[[str], Picture | None] | None = None) -> None:
        self._pictures = pictures or (lambda _: None)
        self._compilers: dict[Path, typst.Compiler] = {}
        # One at a time: a compiler holds the data of the report it is working on. Typst itself uses every core.
        self._lock = Lock()

    def pdf(self, document: Document) -> bytes:
        """Return the document as a tagged PDF with title, language and bookmarks."""
        return _one(self._made(document, "pdf"))

    def png(self, document: Document, page: int = 1, *, ppi: float = 144) -> bytes:
        """Return one page as a picture; pages count from 1. Raise `IndexError` for a page that is not there."""
        made = self._made(document, "png", ppi)
        pages = made if isinstance(made, list) else [_one(made)]
        return pages[page - 1]

    def card(self, title: str, company: str, *, accent: str, language: str) -> bytes:
        """Return a picture of 1200 by 630 dots with a title and a name, as previews of links show it."""
        words = {"title": title, "company": company, "accent": accent, "language": language}
        with self._lock:
            return _one(self._ready(_CARD).compile(format="png", sys_inputs=words, ppi=72))

    def picture(self, images: Sequence[Image], language: str) -> bytes | None:
        """Return pictures as one (PNG, or JPEG as it came), each named by its label; None where none can be shown."""
        found = [(each.label, picture) for each in images if (picture := self._pictures(each.file)) is not None]
        if len(found) == 1 and not found[0][0] and found[0][1].media_type != _DRAWN:
            return found[0][1].content
        pictures = [{"label": label, "svg": _as_svg(picture)} for label, picture in found]
        words = {"pictures": msgspec.json.encode(pictures).decode(), "language": language}
        return self._collage(words) if pictures else None

    def _collage(self, words: dict[str, str]) -> bytes | None:
        import typst  # noqa: PLC0415

        try:
            with self._lock:
                return _one(self._ready(_COLLAGE).compile(format="png", sys_inputs=words, ppi=144))
        except typst.TypstError as trouble:
            _log.warning("a question is shown without its pictures: %s", trouble.message)
            return None

    def _made(self, document: Document, form: Literal["pdf", "png"], ppi: float | None = None) -> Made:
        """Set a document; without its pictures where one of them cannot be read after all."""
        pictures = {each.file: _as_svg(found) for each in images(document) if (found := self._pictures(each.file))}
        midnight = datetime.fromisoformat(document.day).replace(tzinfo=UTC)
        compile_ = partial(self._compiled, format=form, ppi=ppi, timestamp=midnight)
        if pictures:
            import typst  # noqa: PLC0415

            try:
                return compile_(sys_inputs=_inputs(document, pictures))
            except typst.TypstError as trouble:
                _log.warning("a report is set without its pictures: %s", trouble.message)
        return compile_(sys_inputs=_inputs(document, {}))

    def _compiled(self, **options: Any) -> Made:
        with self._lock:
            made: Made = self._ready().compile(**options)
        return made

    def _ready(self, template: Path = _TEMPLATE) -> "typst.Compiler":
        if template not in self._compilers:
            import typst  # noqa: PLC0415 - 80 MB that most commands never need

            fonts = typst.Fonts(include_system_fonts=False, font_paths=[_FONTS])
            self._compilers[template] = typst.Compiler(template, root=_HERE, font_paths=fonts)
        return self._compilers[template]


def _inputs(document: Document, pictures: dict[str, str]) -> dict[str, str]:
    language = document.language
    return {
        "document": msgspec.json.encode(document).decode(),
        "pictures": msgspec.json.encode(pictures).decode(),
        "page": report_words(language).page,
        "digits": digits("0123456789", language),
    }


def _as_svg(picture: Picture) -> str:
    """Return a picture as SVG, which goes into a document as text: what is none already is put into one."""
    if picture.media_type == _DRAWN:
        return picture.content.decode("utf-8", "replace")
    content = b64encode(picture.content).decode()
    return f'<svg xmlns="{_SVG}"><image href="data:{picture.media_type};base64,{content}"/></svg>'


def _one(made: Made) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError(f"Typst gave {type(made).__name__} where one file was expected")
    return made
