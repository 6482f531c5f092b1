"""The pictures that authors name: files below the folder of the questionnaires, read when they are shown."""

import logging
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from bot.service.library import Library
from bot.values.pictures import LARGEST, media_type

_log = logging.getLogger(__name__)


class Picture(Struct, frozen=True):
    """A picture as it can be shown."""

    media_type: str
    content: bytes


class Pictures:
    """Gives pictures by the names that authors gave them; each is read again only when its file has changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[tuple[int, int], Picture | None]] = {}

    def __call__(self, name: str) -> Picture | None:
        """Return a picture, or None where there is none of this name that can be shown; the log says why."""
        path = self._folder / name
        try:
            if not path.resolve().is_relative_to(self._folder.resolve()):
                return None
            found = path.stat()
            stamp = (found.st_mtime_ns, found.st_size)
            if name not in self._read or self._read[name][0] != stamp:
                self._read[name] = (stamp, _picture(path, found.st_size))
        except (OSError, ValueError) as trouble:
            _log.warning("the picture %s is not shown: %s", name, trouble)
            return None
        return self._read[name][1]


def _picture(path: Path, size: int) -> Picture | None:
    content = path.read_bytes() if size <= LARGEST else b""
    kind = media_type(content)
    if kind is None:
        _log.warning("%s is not shown: it is no PNG, JPEG or SVG of at most %d kB", path.name, LARGEST // 1024)
    return None if kind is None else Picture(kind, content)


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
