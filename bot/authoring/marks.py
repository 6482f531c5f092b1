"""translated.txt: which text each translation was made from, so that a change of the text shows."""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from bot.authoring.problem import Problems
from bot.authoring.reading import Passage
from bot.authoring.source import read_source
from bot.authoring.writing import Writing

NAME = "translated.txt"
HEAD = """\
# Which text each translation was made from; written by `bot check --translated`.
"""
_LINE = re.compile(r"(\S+) (\S+) ([0-9a-f]{8}) ([0-9a-f]{8})")
Mark = tuple[str, str]
"""The fingerprints of a text and of its translation."""
Where = tuple[str, str]
"""The file of a translation, below the folder of the questionnaires, and the keys that lead to the text."""


def fingerprint(passage: Passage) -> str:
    """Return what tells a text from any other; white space does not count."""
    return sha256(" ".join(passage.words.split()).encode()).hexdigest()[:8]


def mark_of(translation: Passage, root: Path) -> Where:
    """Return under which name a translation is noted."""
    file = Path(translation.source.file)
    return file.relative_to(root).as_posix(), ".".join(translation.keys)


def marks(root: Path) -> dict[Where, Mark]:
    """Return what was noted; nothing where nobody noted anything."""
    source = read_source(root / NAME, root, Problems()) if (root / NAME).exists() else None
    return _read(source.text) if source else {}


@lru_cache(maxsize=1)
def _read(text: str) -> dict[Where, Mark]:
    return {(found[1], found[2]): (found[3], found[4]) for found in _LINE.finditer(text)}


def note(root: Path, writings: Iterable[Writing]) -> int:
    """Note every translation as made from its text as both stand now; return how many there are."""
    lines = {
        f"{' '.join(mark_of(translation, root))} {fingerprint(base)} {fingerprint(translation)}"
        for writing in writings
        for base, translation in writing.translated()
    }
    (root / NAME).write_text(HEAD + "".join(f"{line}\n" for line in sorted(lines)), "utf-8")
    return len(lines)
