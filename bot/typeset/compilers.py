"""Typst's compilers of our templates: with our own fonts, and before them those of a company."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from weakref import finalize

from bot.service.pictures import Face

if TYPE_CHECKING:
    import typst

_HERE = Path(__file__).parent
_FONTS = _HERE / "fonts"
_ENDINGS = {"font/ttf": "ttf", "font/otf": "otf"}


class Compilers:
    """The compilers that wear one font; each is made when it is needed first, because Typst is large."""

    def __init__(self, faces: Sequence[Face] = ()) -> None:
        self.mark = mark_of(faces)
        self.families: tuple[str, ...] = ()
        """What Typst calls the font: by its own reading of the file."""
        self._folders = [_FONTS]
        self._made: dict[Path, typst.Compiler] = {}
        if faces:
            self._lay_out(faces)

    def _lay_out(self, faces: Sequence[Face]) -> None:
        """Put the fonts where Typst, which takes folders only and reads late, finds these and no other files."""
        import typst  # noqa: PLC0415

        folder = Path(mkdtemp(prefix="colloquy-font-"))
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        for place, face in enumerate(faces):
            (folder / f"{place}.{_ENDINGS[face.media_type]}").write_bytes(face.content)
        alone = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        self.families = tuple(alone.families())
        self._folders.append(folder)

    def of(self, template: Path) -> "typst.Compiler":
        """Return the compiler of a template."""
        if template not in self._made:
            import typst  # noqa: PLC0415 - 80 MB that most commands never need

            fonts = typst.Fonts(include_system_fonts=False, font_paths=list(self._folders))
            self._made[template] = typst.Compiler(template, root=_HERE, font_paths=fonts)
        return self._made[template]


def mark_of(faces: Sequence[Face]) -> tuple[str, ...]:
    """Return what changes with any of these fonts."""
    return tuple(face.mark for face in faces)
