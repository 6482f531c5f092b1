"""Text in several languages, with typed places where answers are filled in."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

TAG = "is"
FALLBACK = "en"
"""What the house says in languages that it does not speak itself."""
Own = TypeVar("Own")


def spoken(words: Mapping[str, Own], language: str) -> Own:
    """Return the house's own words in a language; in English where it does not speak that."""
    return words.get(language) or words[FALLBACK]


class Placeholder(Struct, frozen=True, tag="placeholder", tag_field=TAG):
    """A place for a known value: `{signal}`, with what stands there when nothing is known."""

    name: str
    fallback: str | None = None


class Plural(Struct, frozen=True, tag="plural", tag_field=TAG):
    """A sentence that depends on a count; the forms are keyed by the language's plural categories."""

    count: str
    forms: dict[str, tuple[str | Placeholder, ...]]


Part = str | Placeholder | Plural
Template = tuple[Part, ...]


class Text(Struct, frozen=True):
    """One thing said in several languages; `base` is the language it was written in first."""

    base: str
    by_language: dict[str, Template]

    def template(self, language: str) -> Template:
        """Return the text in this language, or in its base language where a translation is missing."""
        return self.by_language.get(language) or self.by_language[self.base]

    def names(self) -> Iterator[str]:
        """Yield the name of every placeholder and count, over all languages."""
        for template in self.by_language.values():
            yield from template_names(template)


def template_names(template: Template) -> Iterator[str]:
    """Yield the name of every placeholder and count of one template."""
    for part in template:
        if isinstance(part, Placeholder):
            yield part.name
        elif isinstance(part, Plural):
            yield part.count
            for form in part.forms.values():
                yield from template_names(form)
