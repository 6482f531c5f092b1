"""report.md and its translations: sections by id, their conditions once, their texts in every language."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct

from bot.authoring.conditions import ConditionReader
from bot.authoring.fences import FenceReader
from bot.authoring.kinds import ID, flag
from bot.authoring.markdown import Page, tree_of
from bot.authoring.names import Names
from bot.authoring.problem import Place, Problems, nearest
from bot.authoring.reading import Keys, Passage, Reading, Tally, told
from bot.authoring.shape import Kind, Needed, Shape, needed
from bot.authoring.source import Source, read_source
from bot.authoring.translations import translations, warn_of_missing
from bot.authoring.tree import Mapping, Node, Scalar, read_yaml
from bot.questionnaire.condition import Condition
from bot.questionnaire.report import BlockText, ReportText, Runs, SectionText

REPORT = "report"
"""The first key of everything in a report, beside the keys of the questionnaire."""
LARGEST = 64 * 1024
"""Bytes of one report: what a Markdown parser gets through within a second, whatever stands in it."""
MOST_SIGNS = {"|": (3_000, "the tables of this report have more than {most:,} cells")}
MOST_SIGNS |= {"[": (15_000, "this report has more than {most:,} brackets [")}
"""How often a sign may stand in one report that takes its parser long, and what is said where there are more."""
_EXAMPLE = "<!-- id: overview -->"
_COMMENT = re.compile(r"\s*<!--(.*?)-->", re.DOTALL)
_TITLE, _SECTION = "h1", "h2"
_LOGIC = "a translation of a report holds texts; what decides stands in report.md"


class Section(Struct, frozen=True):
    """A section in one language."""

    id: str
    place: Place
    title: Runs
    blocks: tuple[BlockText, ...]
    show_if: Condition | None = None
    in_message: bool = False


class Written(Struct, frozen=True):
    """A report in one language."""

    title: Runs
    sections: dict[str, Section]


def read_report(folder: Path, root: Path, languages: tuple[str, ...], names: Names, at: Reading) -> ReportText | None:
    """Read the report of a questionnaire, the first language being its base; None where there is none."""
    problems = at.sheet.problems
    path = folder / "report.md"
    if not path.exists():
        message = "there is no such file, so whoever answers gets nothing to read for it"
        problems.warning(Place(path.as_posix()), "missing-file", message)
        return None
    source = _source(path, root, problems)
    if source is None:
        return None
    before = problems.errors
    base = _Reader(source, languages[0], names, at).read()
    sound = problems.errors == before
    others: dict[str, Written] = {}
    for language, translated in translations(folder, "report.*.md"):
        other = _source(translated, root, problems) if language in languages[1:] else None
        if other:
            others[language] = _Reader(other, language, names, at, base if sound else None).read()
    for language in languages[1:] if sound else ():
        _warn(base, others.get(language), folder / f"report.{language}.md", problems)
    return _merged(base, languages[0], others)


def _source(path: Path, root: Path, problems: Problems) -> Source | None:
    source = read_source(path, root, problems, LARGEST)
    for sign, (most, sentence) in MOST_SIGNS.items():
        if source is not None and source.text.count(sign) > most:
            problems.error(Place(path.as_posix()), "unreadable", sentence.format(most=most))
            return None
    return source


def _merged(base: Written, language: str, others: dict[str, Written]) -> ReportText:
    written = {language: base, **others}
    sections = []
    for section in base.sections.values():
        said = {each: report.sections[section.id] for each, report in written.items() if section.id in report.sections}
        title = {each: own.title for each, own in said.items()}
        blocks = {each: own.blocks for each, own in said.items()}
        sections.append(SectionText(section.id, title, blocks, section.show_if, section.in_message))
    return ReportText({each: report.title for each, report in written.items() if report.title}, tuple(sections))


def _warn(base: Written, other: Written | None, path: Path, problems: Problems) -> None:
    missing: list[Keys] = [(section,) for section in base.sections if other is None or section not in other.sections]
    warn_of_missing(path, Tally(len(base.sections), missing), "sections", problems)


class _Reader:
    """Reads a report in one language; `base` is the report that it translates."""

    def __init__(self, source: Source, language: str, names: Names, at: Reading, base: Written | None = None) -> None:
        self.source = source
        self.language = language
        self.base = base
        self.at = Reading(at.sheet, (REPORT,))
        self.page = Page(source, language, FenceReader(names, language))
        logic: dict[str, Kind[Any]] = {"show_if": ConditionReader(names).read, "in_message": flag}
        keys: dict[str, Kind[Any] | Needed] = {"id": needed(_id), **({} if base else logic)}
        self.shape = Shape("a section", keys, dict.fromkeys(logic, _LOGIC))

    def read(self) -> Written:
        """Return the report as far as it can be read."""
        title: Runs = ()
        sections: dict[str, Section] = {}
        for heading, body in _parts(tree_of(self.source)):
            if heading is not None and heading.tag == _SECTION:
                section = self._section(heading, body)
                if section is not None and self._fits(section, sections):
                    sections[section.id] = section
                continue
            if heading is not None and title:
                self._wrong(self.page.place(heading), "unknown-block", "a report has one title; ## begins a section")
            title = self.page.runs(heading, self.at) if heading is not None else title
            for node in body:
                message = "this stands before the first section; put it under a heading with ##"
                self._wrong(self.page.place(node), "unknown-block", message)
        if not title:
            self._wrong(self.source.place(0), "missing-key", "the report needs a title: a line that begins with one #")
        return Written(title, sections)

    def _section(self, heading: SyntaxTreeNode, body: list[SyntaxTreeNode]) -> Section | None:
        head = self._head(body[0]) if body else None
        place = self.page.place(heading)
        if head is None:
            self._wrong(place, "missing-key", f"the section needs an id; write {_EXAMPLE} in the line below")
        found = (self.shape.values(head, self.at) if head else None) or {}
        at = Reading(self.at.sheet, (REPORT, found.get("id", "")))
        named = len(at.sheet.named)
        title = self.page.runs(heading, at)
        said = [node for node in body if not self._is_comment(node)]
        blocks = [self.page.block(node, at) for node in said]
        if "id" not in found:
            return None
        self._keep([heading, *said], at, frozenset(name.name for name in at.sheet.named[named:]))
        if self.base is None and isinstance(head, Mapping):
            at.sheet.heads[found["id"]] = head
        readable = tuple(block for block in blocks if block is not None)
        return Section(found["id"], place, title, readable, found.get("show_if"), found.get("in_message", False))

    def _keep(self, nodes: list[SyntaxTreeNode], at: Reading, names: frozenset[str]) -> None:
        spans = [self.page.span(node) for node in nodes]
        words = "\n".join(self.source.text[start:end] for start, end in spans)
        passage = Passage(at.keys, self.language, words, names, self.source, spans[0][0], spans[-1][1])
        at.sheet.passages.append(passage)

    def _head(self, node: SyntaxTreeNode) -> Node | None:
        """Return what the comment below a heading says, as a mapping."""
        comment = self._comment(node)
        if comment is None:
            return None
        # The braces stand where the comment's own signs end and begin, so that every place stays true.
        flow = "{" + _with_commas(comment[1]) + "}"
        start = self.page.span(node)[0] + comment.start(1) - 1
        return read_yaml(self.source, self.at.sheet.problems, flow, start)

    def _comment(self, node: SyntaxTreeNode) -> re.Match[str] | None:
        start, end = self.page.span(node)
        return _COMMENT.fullmatch(self.source.text[start:end].rstrip()) if node.type == "html_block" else None

    def _is_comment(self, node: SyntaxTreeNode) -> bool:
        return self._comment(node) is not None

    def _fits(self, section: Section, earlier: dict[str, Section]) -> bool:
        if section.id in earlier:
            context = f"first defined at line {earlier[section.id].place.line}"
            self._wrong(section.place, "duplicate-key", f"the section '{section.id}' is already defined", context)
            return False
        if self.base is not None and section.id not in self.base.sections:
            near = nearest(section.id, self.base.sections)
            message = f"report.md has no section '{section.id}'"
            self.at.sheet.problems.error(section.place, "unknown-section", message, near=near)
            return False
        return True

    def _wrong(self, place: Place, code: str, message: str, context: str | None = None) -> None:
        self.at.sheet.problems.error(place, code, message, context=context)


def _id(node: Node, at: Reading) -> str | None:
    if isinstance(node, Scalar) and ID.fullmatch(node.text):
        return node.text
    rule = "small letters, digits and _, at most 32, a letter first"
    at.wrong(node, "wrong-name", f"{told(node)} cannot be the id of a section: {rule}")
    return None


def _parts(nodes: list[SyntaxTreeNode]) -> Iterator[tuple[SyntaxTreeNode | None, list[SyntaxTreeNode]]]:
    """Yield each title and section with the blocks below it; None for what stands before them all."""
    heading: SyntaxTreeNode | None = None
    body: list[SyntaxTreeNode] = []
    for node in nodes:
        if node.tag in (_TITLE, _SECTION):
            if heading is not None or body:
                yield heading, body
            heading, body = node, []
        else:
            body.append(node)
    if heading is not None or body:
        yield heading, body


def _with_commas(text: str) -> str:
    """Return the text with `,` for each `;` outside of brackets and quotes."""
    depth, quote, out = 0, "", []
    for sign in text:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        else:
            depth += (sign in "{[") - (sign in "}]")
        out.append("," if sign == ";" and depth == 0 and not quote else sign)
    return "".join(out)
