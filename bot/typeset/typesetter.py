"""Lays out documents with Typst: one template, our own fonts, and the document as data that is never markup."""

import logging
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import msgspec

from bot.report.document import Document, images
from bot.report.words import report_words
from bot.service.pictures import Face, Picture
from bot.speech.prompt import Image
from bot.typeset.compilers import Compilers, mark_of
from bot.values.locale import digits

_HERE = Path(__file__).parent
_TEMPLATE, _CARD, _COLLAGE = _HERE / "report.typ", _HERE / "card.typ", _HERE / "collage.typ"
_SVG, _DRAWN = "http://www.w3.org/2000/svg", "image/svg+xml"
_log = logging.getLogger(__name__)
Made = bytes | list[bytes] | None


class TypstTypesetter:
    """Makes PDFs. The same document gives the same bytes; it may be used from several threads at once.

    Typst is loaded with the first report: commands that make none start without it. `pictures` gives the pictures that
    a document names, and `faces` the fonts; what cannot be had, or set, is left out.
    """

    def __init__(
        self,
        pictures: Callable[[str], Picture | None] | None = None,
        faces: Callable[[str], Face | None] | None = None,
    ) -> None:
        self._pictures = pictures or (lambda _: None)
        self._faces = faces or (lambda _: None)
        self._compilers = self._dressed = Compilers()
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

    def card(self, title: str, company: str, *, accent: str, language: str, font: Sequence[str] = ()) -> bytes:
        """Return a picture of 1200 by 630 dots with a title and a name, as previews of links show it."""
        words = {"title": title, "company": company, "accent": accent, "language": language}
        return _one(self._worn(_CARD, words, font, format="png", ppi=72))

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
            return _one(self._compiled(_COLLAGE, words, (), format="png", ppi=144))
        except typst.TypstError as trouble:
            _log.warning("a question is shown without its pictures: %s", trouble.message)
            return None

    def _made(self, document: Document, form: Literal["pdf", "png"], ppi: float | None = None) -> Made:
        """Set a document; without its pictures where one of them cannot be read after all."""
        pictures = {each.file: _as_svg(found) for each in images(document) if (found := self._pictures(each.file))}
        midnight = datetime.fromisoformat(document.day).replace(tzinfo=UTC)
        options = {"format": form, "ppi": ppi, "timestamp": midnight}
        if pictures:
            import typst  # noqa: PLC0415

            try:
                return self._worn(_TEMPLATE, _inputs(document, pictures), document.font, **options)
            except typst.TypstError as trouble:
                _log.warning("a report is set without its pictures: %s", trouble.message)
        return self._worn(_TEMPLATE, _inputs(document, {}), document.font, **options)

    def _worn(self, template: Path, inputs: dict[str, str], font: Sequence[str], **options: Any) -> Made:
        """Set a template in the company's font; in ours alone where that one cannot be set after all."""
        import typst  # noqa: PLC0415

        try:
            return self._compiled(template, inputs, font, **options)
        except (typst.TypstError, OSError) as trouble:
            if not font:
                raise
            _log.warning("the font of the theme is not worn: %s", trouble)
        return self._compiled(template, inputs, (), **options)

    def _compiled(self, template: Path, inputs: dict[str, str], font: Sequence[str], **options: Any) -> Made:
        with self._lock:
            compilers = self._wearing(font)
            worn = {**inputs, "families": msgspec.json.encode(compilers.families).decode()}
            made: Made = compilers.of(template).compile(sys_inputs=worn, **options)
        return made

    def _wearing(self, font: Sequence[str]) -> Compilers:
        """Return the compilers that wear a font: as it is now, for its file may have changed."""
        faces = [face for name in font if (face := self._faces(name)) is not None]
        if not faces:
            return self._compilers
        if self._dressed.mark != mark_of(faces):
            self._dressed = Compilers(faces)
        return self._dressed


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
