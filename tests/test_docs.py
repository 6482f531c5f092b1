"""The documents say what the code says: columns, settings, words, paths and links are held to it."""

import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli.commands import app
from bot.crm.export import LONG_COLUMNS, SESSION_COLUMNS
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
PARTS_OF_A_DECISION = ["## Summary", "## Context", "## Decision", "## Consequences"]

_FENCE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_OURS = re.compile(r"(?:bot|tests|docs|questionnaires|alembic|\.ci)(?:/[\w.*-]+)+/?")
_DOTTED = re.compile(r"bot(?:\.\w+)+")
_COMMAND = re.compile(r"bot (\w+)(?: (\w+))?")
_NEVER = re.compile(r"\b(?:surveys?|quiz(?:zes)?)\b|نظرسنجی|استطلاع رأي", re.IGNORECASE)


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text())


def rows(page: str, heading: str) -> Iterator[list[str]]:
    """Yield the rows of the tables under a heading, without their head."""
    _, _, section = (DOCS / page).read_text().partition(f"\n{heading}\n")
    assert section, f"{page} has no heading {heading!r}"
    section = re.split(r"^#", section, maxsplit=1, flags=re.MULTILINE)[0]
    for table in re.findall(r"(?:^\|.*\|\n)+", section, re.MULTILINE):
        for line in table.splitlines()[2:]:
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def code(cell: str) -> str:
    return cell.strip("`")


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_begins_with_its_title(page: Path) -> None:
    text = prose(page)
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_link_between_pages_is_dead(page: Path) -> None:
    targets = [link.partition("#")[0] for link in _LINK.findall(prose(page)) if "://" not in link]
    assert [target for target in targets if target and not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_path_and_module_that_a_page_names_is_there(page: Path) -> None:
    for name in _CODE.findall(prose(page)):
        if _OURS.fullmatch(name):
            assert list(ROOT.glob(name.rstrip("/"))), f"{named(page)} names {name}, which is not there"
        elif _DOTTED.fullmatch(name):
            pkgutil.resolve_name(name)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_that_a_page_names_is_there(page: Path) -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    written = [found for name in _CODE.findall(prose(page)) if (found := _COMMAND.match(name))]
    assert [found[0] for found in written if found[1] not in commands] == []


@pytest.mark.parametrize("page", DECISIONS, ids=named)
def test_a_decision_says_what_was_decided_why_and_what_follows(page: Path) -> None:
    text = prose(page)
    assert re.findall(r"^## .*$", text, re.MULTILINE) == PARTS_OF_A_DECISION
    assert "\nRejected:\n" in text
    assert text.startswith(f"# {page.name[:4]} ")


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_the_crm_page_explains_every_column_in_its_order() -> None:
    of_sessions = [code(row[0]) for row in rows("crm.md", "## The columns of every conversation")]
    of_answers = [code(row[0]) for row in rows("crm.md", "## The long shape")]
    assert tuple(of_sessions) == SESSION_COLUMNS
    assert (*of_sessions, *of_answers) == LONG_COLUMNS


def test_every_setting_stands_in_the_operating_page_with_its_default() -> None:
    written = {code(row[0]): code(row[1]) for row in rows("operating.md", "## Settings")}
    defaults = {
        name.upper(): "not set" if field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert written == defaults


def test_every_word_of_the_vocabulary_is_used_and_stands_in_three_languages() -> None:
    sources = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "questionnaires").rglob("*.yaml")]
    used = "\n".join(source.read_text() for source in sources)
    words = [
        row
        for part in ("What people meet", "What authors write", "Inside")
        for row in rows("vocabulary.md", f"## {part}")
    ]
    assert len({word for word, *_ in words}) == len(words)
    for word, persian, arabic, meaning in words:
        assert re.search(rf"\b{word}s?\b", used, re.IGNORECASE), f"{word} is in the vocabulary, but nothing uses it"
        assert all(re.search(r"[\u0600-\u06ff]", written) for written in (persian, arabic)), word
        assert meaning


def test_respondents_never_read_the_words_for_what_this_is_not() -> None:
    texts = [page for page in (ROOT / "questionnaires").rglob("*") if page.suffix in {".yaml", ".md", ".txt"}]
    texts += (ROOT / "bot" / "speech" / "phrases").glob("*.py")
    assert texts
    found = {named(page): _NEVER.findall(page.read_text()) for page in texts}
    assert {page: words for page, words in found.items() if words} == {}
