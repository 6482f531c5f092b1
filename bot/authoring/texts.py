"""Texts for people: the base language here, the same place in every translation, plural forms checked."""

import re
from collections.abc import Iterator

from babel import Locale

from bot.authoring.problem import Place, Problems
from bot.authoring.reading import Named, Passage, Reading, Sheet, told
from bot.authoring.shape import Schema, taking
from bot.authoring.template import Parsed, parse
from bot.authoring.tree import Mapping, Node, Scalar
from bot.values.locale import plural_categories
from bot.values.text import Placeholder, Plural, Template, Text, template_names

_CUT = re.compile(r" #[^\n]*")


TEXT: Schema = {"$ref": "#/$defs/text"}


@taking(lambda: TEXT)
def text(node: Node, at: Reading) -> Text | None:
    """Read a text that every translation should have."""
    return _text(node, at, demanded=True)


@taking(lambda: TEXT)
def own_words(node: Node, at: Reading) -> Text | None:
    """Read a text that may stay as it is in every language: a name, an example."""
    return _text(node, at, demanded=False)


def _text(node: Node, at: Reading, *, demanded: bool) -> Text | None:
    base = template(node, at, at.sheet.language)
    by_language = {} if base is None else {at.sheet.language: base}
    if base is not None:
        _keep(node, at, at.sheet.language, base)
    for language, other in at.others:
        at.sheet.translated.add(id(other))
        translated = None if _blank(other) else template(other, at, language)
        if translated is not None:
            by_language[language] = translated
            _keep(other, at, language, translated)
    if demanded and base is not None and _has_words(base):
        for language, tally in at.sheet.tallies.items():
            tally.wanted += 1
            if language not in by_language:
                tally.missing.append(at.keys)
    return None if base is None else Text(at.sheet.language, by_language)


def _keep(node: Node, at: Reading, language: str, read: Template) -> None:
    written = node.text.strip() if isinstance(node, Scalar) else " ".join(_words(read))
    names = frozenset(template_names(read))
    at.sheet.passages.append(Passage(at.keys, language, written, names, node.source, node.start, node.end))


def _words(read: Template) -> Iterator[str]:
    """Yield the words of a text and of the forms in it."""
    for part in read:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Plural):
            for category, form in part.forms.items():
                yield category
                yield from _words(form)


def _blank(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text.strip()


def _has_words(base: Template) -> bool:
    # "500" and "{signal}" read the same in every language.
    return any(isinstance(part, Plural) or (isinstance(part, str) and re.search(r"[^\W\d_]", part)) for part in base)


def template(node: Node, at: Reading, language: str) -> Template | None:
    """Read a text of one language; a mapping with `count` is a plural."""
    if isinstance(node, Mapping) and "count" in node.entries:
        plural = _plural(node, at, language)
        return None if plural is None else (plural,)
    if not isinstance(node, Scalar):
        braces = isinstance(node, Mapping) and node.in_braces
        quotes = "; put it in quotes, because { begins keys and values" if braces else ""
        at.wrong(node, "wrong-value", f"'{at.key}' must be a text, not {told(node)}{quotes}")
        return None
    if node.empty or not node.text.strip():
        at.wrong(node, "empty", f"'{at.key}' stands empty")
        return None
    _warn_of_comment(node, at)
    return _scalar(node, at, language)


def _scalar(node: Scalar, at: Reading, language: str) -> Template | None:
    trimmed = node.text.strip()
    parsed = parse(trimmed)
    note(parsed, node, node.text.index(trimmed), at)
    check_plurals(parsed.template, at.place(node), language, at.sheet.problems)
    return None if parsed.faults else parsed.template


def note(parsed: Parsed, node: Scalar, offset: int, at: Reading) -> None:
    """Note the faults of a parsed text as problems, and its names for the check that comes when all are known."""
    for fault in parsed.faults:
        place = node.part(offset + fault.offset, fault.length)
        at.sheet.problems.error(place, "wrong-placeholder", fault.message)
    for use in parsed.uses:
        start = node.index(offset + use.offset, len(use.name))
        at.sheet.named.append(Named(use.name, node.source, start, at.keys, use.fallback, use.counted))
    for use in parsed.doubled:
        at.sheet.doubled.append(Named(use.name, node.source, node.index(offset + use.offset, len(use.name)), at.keys))


def _plural(node: Mapping, at: Reading, language: str) -> Plural | None:
    counted = node.get("count")
    if not isinstance(counted, Scalar) or counted.empty:
        at.wrong(node, "wrong-placeholder", "'count' names the question or fact that is counted")
        return None
    at.sheet.named.append(Named(counted.text, counted.source, counted.start, at.keys, counted=True))
    forms: dict[str, tuple[str | Placeholder, ...]] = {}
    for key, entry in node.entries.items():
        form = None if key == "count" else template(entry.value, at.into(key, entry.key), language)
        if form is not None:
            forms[key] = tuple(part for part in form if not isinstance(part, Plural))
    plural = Plural(counted.text, forms)
    check_plurals((plural,), at.place(node), language, at.sheet.problems)
    return plural


def check_plurals(parts: Template, place: Place, language: str, problems: Problems) -> None:
    """Note plurals that lack a form of the language, or have one that it does not know."""
    wanted = plural_categories(language)
    for part in parts:
        if not isinstance(part, Plural) or part.forms.keys() == set(wanted):
            continue
        name = Locale.parse(language).english_name
        missing = [category for category in wanted if category not in part.forms]
        strange = [category for category in part.forms if category not in wanted]
        said = f"{', '.join(missing)} is missing here" if missing else f"it has no {', '.join(strange)}"
        problems.error(place, "plural-forms", f"{name} counts with {', '.join(wanted)}; {said}")


def _warn_of_comment(node: Scalar, at: Reading) -> None:
    """Warn where a text may have been cut: one blank before # looks like text, two like a comment."""
    cut = _CUT.match(node.source.text, node.end) if node.plain else None
    if cut:
        place = node.source.place(cut.start() + 1, cut.end())
        message = "from # on this is a comment and no part of the text; put the text in quotes, or two blanks before #"
        at.sheet.problems.warning(place, "cut-text", message)


def refuse_names(sheet: Sheet) -> None:
    """Note that texts outside of questionnaires cannot name anything."""
    for named in sheet.named:
        message = f"'{named.name}' is not known here; only texts of a questionnaire name its answers"
        sheet.problems.error(named.place(), "wrong-placeholder", message)
