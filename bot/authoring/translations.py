"""A file together with its translations: what stands in them, what is missing there."""

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from bot.authoring.problem import Place, Problems, nearest
from bot.authoring.reading import Keys, Reading, Sheet, Tally
from bot.authoring.source import read_source
from bot.authoring.tree import Mapping, Node, Scalar, read_yaml

_SAYS_NOTHING = ("format", "language")
"""Keys that a translation may repeat."""
_SHOWN = 4


def read_tree(path: Path, root: Path, problems: Problems) -> Node | None:
    """Read a YAML file below `root`."""
    source = read_source(path, root, problems)
    tree = read_yaml(source, problems) if source else None
    if isinstance(tree, Scalar) and tree.empty:
        problems.error(Place(path.as_posix()), "empty", "nothing is written in this file")
        return None
    return tree


class Translated:
    """A file in its base language and in others; `pattern` is the name of a translation, `*` for the language."""

    def __init__(self, base: Node, folder: Path, pattern: str, root: Path) -> None:
        self.base = base
        self.folder = folder
        self.pattern = pattern
        self.root = root
        self.trees: dict[str, Node] = {}
        self.sheet: Sheet | None = None
        """What was gathered while the file was read."""

    def reading(
        self, languages: Sequence[str], problems: Problems, known: dict[str, Collection[str]] | None = None
    ) -> Reading:
        """Read the translations, and return the cursor at the top of all; the first language is the base."""
        for language, path in translations(self.folder, self.pattern):
            if language not in languages[1:]:
                base = Path(self.base.source.file).name
                itself = language == languages[0]
                why = f"{base} has the texts in '{language}'" if itself else "company.yaml lists no such language"
                problems.warning(Place(path.as_posix()), "unknown-language", f"nobody reads this file: {why}")
                continue
            tree = read_tree(path, self.root, problems)
            if tree is not None:
                self.trees[language] = tree
        tallies = {language: Tally() for language in languages[1:]}
        self.sheet = Sheet(problems, languages[0], self.folder, known or {}, tallies=tallies)
        return Reading(self.sheet, others=tuple(self.trees.items()))

    def check(self, sheet: Sheet, *, sound: bool) -> None:
        """Note what was not read in the translations, and warn where they are not complete.

        Unless the base is `sound`, nobody can tell: what was not read may well belong to what is wrong there.
        """
        if not sound:
            return
        for tree in self.trees.values():
            _check_read(self.base, tree, (), sheet)
        for language, tally in sheet.tallies.items():
            path = self.folder / self.pattern.replace("*", language)
            if language in self.trees or not path.exists():
                warn_of_missing(path, tally, "texts", sheet.problems)


def translations(folder: Path, pattern: str) -> list[tuple[str, Path]]:
    """Return the translations in a folder, by language."""
    name = re.compile(re.escape(pattern).replace(r"\*", "([a-z]{2,3})"))
    matched = ((name.fullmatch(path.name), path) for path in sorted(folder.glob(pattern)))
    return [(match[1], path) for match, path in matched if match]


def _check_read(base: Node, node: Node, keys: Keys, sheet: Sheet) -> None:
    if id(node) in sheet.translated or (isinstance(node, Scalar) and node.empty):
        return
    if not isinstance(node, Mapping):
        message = f"{_last(keys)} is no text; a translation holds the texts of the questionnaire and nothing else"
        sheet.problems.error(node.place(), "not-a-text", message)
        return
    # A choice that is a label alone may have its label under a key here.
    known = {key: entry.value for key, entry in base.entries.items()} if isinstance(base, Mapping) else {"label": base}
    for key, entry in node.entries.items():
        if key in known:
            _check_read(known[key], entry.value, (*keys, key), sheet)
        elif keys or key not in _SAYS_NOTHING:
            message = f"there is no '{key}' here to translate"
            sheet.problems.error(entry.key.place(), "unknown-key", message, near=nearest(key, known))


def _last(keys: Keys) -> str:
    return f"'{keys[-1]}'" if keys else "this"


def warn_of_missing(path: Path, tally: Tally, what: str, problems: Problems) -> None:
    """Warn of a translation that is not complete, with the first few of what is missing."""
    if not tally.missing:
        return
    shown = ", ".join(".".join(keys) for keys in tally.missing[:_SHOWN])
    more = len(tally.missing) - _SHOWN
    state = f"{tally.percent} % translated" if path.exists() else "there is no such file"
    lacking = f"{len(tally.missing)} of {tally.wanted} {what} stand in the base language"
    context = f"missing: {shown}{f' and {more} more' if more > 0 else ''}"
    problems.warning(Place(path.as_posix()), "missing-translation", f"{state}: {lacking}", context=context)
