"""The files that authors name for people to see: below the folder of the questionnaires, read when they are shown."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from bot.service.library import Library
from bot.values import fonts, pictures

_log = logging.getLogger(__name__)
T = TypeVar("T")


class Picture(Struct, frozen=True):
    """A picture as it can be shown."""

    media_type: str
    content: bytes


class Face(Struct, frozen=True):
    """A font of the company as it can be worn."""

    media_type: str
    content: bytes
    weight: str
    """As a style sheet says it."""
    mark: str
    """Changes with the content."""


class _Shown(Generic[T]):
    """Gives files by the names that authors gave them; each is read again only when it has changed."""

    def __init__(self, folder: Path, read: Callable[[Path, int], T | None]) -> None:
        self._folder = folder
        self._reads = read
        self._read: dict[str, tuple[tuple[int, int], T | None]] = {}

    def __call__(self, name: str) -> T | None:
        """Return what has this name, or None where there is nothing of it that can be shown; the log says why."""
        path = self._folder / name
        try:
            if not path.resolve().is_relative_to(self._folder.resolve()):
                return None
            found = path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
            if name not in self._read or self._read[name][0] != stamp:
                self._read[name] = (stamp, self._reads(path, found.st_size))
        except (OSError, ValueError) as trouble:
            _log.warning("the file %s is not shown: %s", name, trouble)
            return None
        return self._read[name][1]


class Pictures(_Shown[Picture]):
    """Gives the pictures that authors name."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _picture)


class Faces(_Shown[Face]):
    """Gives the fonts that the theme names."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _face)


def _picture(path: Path, size: int) -> Picture | None:
    content = path.read_bytes() if size <= pictures.LARGEST else b""
    kind = pictures.media_type(content)
    if kind is None:
        most = pictures.LARGEST // 1024
        _log.warning("%s is not shown: it is no PNG, JPEG or SVG of at most %d kB", path.name, most)
    return None if kind is None else Picture(kind, content)


def _face(path: Path, size: int) -> Face | None:
    content = path.read_bytes() if size <= fonts.LARGEST else b""
    kind = fonts.media_type(content)
    if kind is None:
        most = fonts.LARGEST // 1024
        _log.warning("%s is not worn: it is no TrueType or OpenType font of at most %d kB", path.name, most)
        return None
    return Face(kind, content, fonts.weight(content), hashlib.blake2b(content, digest_size=6).hexdigest())


def named(library: Library) -> Iterator[str]:
    """Yield the names of the pictures that anybody may see: the logo, those of products, of questions and choices."""
    logo = library.company.theme.logo
    if logo is not None:
        yield logo
    yield from (product.image for product in library.products.items if product.image is not None)
    for compiled in library.at_hand():
        for question in compiled.questions:
            shown = (question.image, *(choice.image for choice in question.choices))
            yield from (f"{compiled.questionnaire.id}/{file}" for file in shown if file is not None)
