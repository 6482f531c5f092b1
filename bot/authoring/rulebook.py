"""The rules by code: what each one says of itself, and all of them applied."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules
from types import ModuleType

from msgspec import Struct

from bot.authoring import rules
from bot.authoring.common import Common
from bot.authoring.problem import Finding, Problems
from bot.authoring.scene import Folder, Scene

_EXAMPLE = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"(?:#|<!--) (?P<file>[\w./-]+\.\w+)(?: -->)?\n")
QUESTIONNAIRE = "questionnaire.yaml"
_SHOWN = ("yaml", "markdown")


class Example(Struct, frozen=True):
    """A file, or a part of one, as an example shows it."""

    file: str
    text: str


class Rule(Struct, frozen=True):
    """A mistake: its code, a sentence, the explanation below it, and examples of it."""

    code: str
    headline: str
    explanation: str
    wrong: tuple[Example, ...]
    right: tuple[Example, ...]
    text: str
    """All of it, as it is written."""


def codes() -> tuple[str, ...]:
    """Return the code of every rule, in alphabetical order."""
    return tuple(sorted(each.name.replace("_", "-") for each in iter_modules(rules.__path__)))


def rule(code: str) -> Rule:
    """Return what a rule says of itself; the code has to be one of `codes`."""
    text = cleandoc(_module(code).__doc__ or "")
    said, _, examples = text.partition("**Wrong**")
    wrong, _, right = examples.partition("**Right**")
    headline, _, explanation = said.strip().partition("\n\n")
    return Rule(code, headline, explanation, examples_in(wrong), examples_in(right), text)


def examples_in(markdown: str) -> tuple[Example, ...]:
    """Return the fenced blocks of a text that show a file: its name may stand in the first line of a block."""
    blocks = _EXAMPLE.finditer(markdown)
    return tuple(_example(found[3]) for found in blocks if found[2] in _SHOWN or _FILE.match(found[3]))


def _example(text: str) -> Example:
    named = _FILE.match(text)
    return Example(named["file"], text[named.end() :]) if named else Example(QUESTIONNAIRE, text)


def _module(code: str) -> ModuleType:
    return import_module(f"{rules.__name__}.{code.replace('-', '_')}")


@lru_cache
def _checks(kind: str) -> tuple[tuple[str, Callable[..., Iterable[Finding]]], ...]:
    """Return the functions of this name, with the code of their rule."""
    found = ((code, getattr(_module(code), kind, None)) for code in codes())
    return tuple((code, check) for code, check in found if check is not None)


def check_shared(common: Common, problems: Problems) -> None:
    """Apply the rules about the files that all questionnaires share."""
    for writing in common.writings:
        _note("check_texts", writing, problems)
    _note("check_shared", common, problems)


def check_scene(scene: Scene, problems: Problems) -> None:
    """Apply the rules about one questionnaire, those about texts included."""
    _note("check_texts", scene, problems)
    _note("check_scene", scene, problems)


def check_folder(folder: Folder, problems: Problems) -> None:
    """Apply the rules about all questionnaires together."""
    _note("check_folder", folder, problems)


def _note(kind: str, subject: object, problems: Problems) -> None:
    for code, check in _checks(kind):
        for each in check(subject):
            problems.note(code, each)
