"""Lays out documents with Typst: one template, our own fonts, and the document as data that is never markup."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from bot.report.document import Document
from bot.report.words import report_words
from bot.values.locale import digits

if TYPE_CHECKING:
    import typst

_HERE = Path(__file__).parent
_TEMPLATE, _CARD = _HERE / "report.typ", _HERE / "card.typ"
_FONTS = _HERE / "fonts"


class TypstTypesetter:
    """Makes PDFs. The same document gives the same bytes; it may be used from several threads at once.

    Typst is loaded with the first report: commands that make none start without it.
    """

    def __init__(self) -> None:
        self._compilers: dict[Path, typst.Compiler] = {}
        # One at a time: a compiler holds the data of the report it is working on. Typst itself uses every core.
        self._lock = Lock()

    def pdf(self, document: Document) -> bytes:
        """Return the document as a tagged PDF with title, language and bookmarks."""
        midnight = datetime.fromisoformat(document.day).replace(tzinfo=UTC)
        with self._lock:
            made = self._ready().compile(format="pdf", sys_inputs=_inputs(document), timestamp=midnight)
        return _one(made)

    def png(self, document: Document, page: int = 1, *, ppi: float = 144) -> bytes:
        """Return one page as a picture; pages count from 1. Raise `IndexError` for a page that is not there."""
        with self._lock:
            made = self._ready().compile(format="png", sys_inputs=_inputs(document), ppi=ppi)
        pages = made if isinstance(made, list) else [_one(made)]
        return pages[page - 1]

    def card(self, title: str, company: str, *, accent: str, language: str) -> bytes:
        """Return a picture of 1200 by 630 dots with a title and a name, as previews of links show it."""
        words = {"title": title, "company": company, "accent": accent, "language": language}
        with self._lock:
            return _one(self._ready(_CARD).compile(format="png", sys_inputs=words, ppi=72))

    def _ready(self, template: Path = _TEMPLATE) -> "typst.Compiler":
        if template not in self._compilers:
            import typst  # noqa: PLC0415 - 80 MB that most commands never need

            fonts = typst.Fonts(include_system_fonts=False, font_paths=[_FONTS])
            self._compilers[template] = typst.Compiler(template, root=_HERE, font_paths=fonts)
        return self._compilers[template]


def _inputs(document: Document) -> dict[str, str]:
    language = document.language
    return {
        "document": msgspec.json.encode(document).decode(),
        "page": report_words(language).page,
        "digits": digits("0123456789", language),
    }


def _one(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError(f"Typst gave {type(made).__name__} where one file was expected")
    return made
