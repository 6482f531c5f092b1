"""A file with its translations: every text of it, and where each of its keys stands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.authoring.problem import Place
from bot.authoring.reading import Keys, Passage, Sheet
from bot.authoring.tree import Entry, Mapping, Node, Scalar, Sequence

REPORT = "report"


@dataclass(frozen=True)
class Writing:
    """A file that was read together with its translations."""

    tree: Node
    sheet: Sheet
    folder: Path
    """The folder that the marks of translations name their files from."""

    @cached_property
    def passages(self) -> dict[Keys, dict[str, Passage]]:
        """Every text in every language that has it."""
        found: dict[Keys, dict[str, Passage]] = defaultdict(dict)
        for passage in self.sheet.passages:
            found[passage.keys][passage.language] = passage
        return dict(found)

    def translated(self) -> Iterator[tuple[Passage, Passage]]:
        """Yield each text that is translated, with each of its translations."""
        for by_language in self.passages.values():
            base = by_language.get(self.sheet.language)
            for language, passage in by_language.items():
                if base is not None and language != self.sheet.language:
                    yield base, passage

    def written(self, *keys: str) -> bool:
        """Tell whether a key is written."""
        found = self._entry(keys)
        return found is not None and found.key.text == keys[-1]

    def entry(self, *keys: str) -> Place:
        """Return where a key stands with its value, as far as both are on one line."""
        found = self._entry(keys)
        return found.key.source.place(found.key.start, found.value.end) if found else self.tree.place()

    def key(self, *keys: str) -> Place:
        """Return where a key stands; where it is not written, the nearest one above it that is."""
        found = self._entry(keys)
        return found.key.place() if found else self.tree.place()

    def value(self, *keys: str) -> Place:
        """Return where a value stands; its key where the value goes over several lines."""
        found = self._entry(keys)
        if found is None:
            return self.tree.place()
        inline = found.value.in_braces if isinstance(found.value, Mapping) else True
        written = not (isinstance(found.value, Scalar) and found.value.empty)
        return found.value.place() if inline and written else found.key.place()

    def _entry(self, keys: Keys) -> Entry | None:
        """Return the deepest entry on the way that these keys lead."""
        node: Node | None = self.tree
        if keys[:1] == (REPORT,):
            node, keys = self.sheet.heads.get(keys[1]), keys[2:]
        found = None
        for key in keys:
            if isinstance(node, Sequence) and found is not None and key.isdecimal() and int(key) < len(node.items):
                found = Entry(found.key, node.items[int(key)])
            elif isinstance(node, Mapping) and key in node.entries:
                found = node.entries[key]
            else:
                break
            node = found.value
        return found
