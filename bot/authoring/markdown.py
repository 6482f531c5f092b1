"""A report's Markdown, parsed once into blocks; the places for answers in it become parts of templates."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.authoring.fences import FenceReader
from bot.authoring.kinds import is_link
from bot.authoring.problem import Place, nearest
from bot.authoring.reading import Named, Reading
from bot.authoring.source import Source
from bot.authoring.template import parse
from bot.authoring.texts import check_plurals
from bot.authoring.tree import read_yaml
from bot.questionnaire.report import BlockText, CalloutText, ListText, ParagraphText, Run, Runs, Style, TableText
from bot.values.text import Template

_BAR = "\ue000"
"""Stands for the | of `{signal|unknown}` while Markdown is parsed, which would end a table's cell there."""
_CALLOUT = re.compile(r"\[!(\w+)\]\s*")
_CALLOUTS: dict[str, Literal["tip", "note", "warning"]] = {"tip": "tip", "note": "note", "warning": "warning"}
_STYLES: dict[str, Style] = {"strong": "strong", "em": "emphasis", "code_inline": "code"}
_UNKNOWN = {
    "heading": "a section has no headings of its own; use # for the title and ## for each section",
    "hr": "a line across the page is not understood here; sections are set apart by themselves",
    "code_block": "a text that is indented is taken for program code; begin it at the margin",
    "html_block": "HTML is not understood here",
    "html_inline": "HTML is not understood here; write < as &lt;",
    "image": "a picture cannot stand in a report",
}
_Piece = tuple[str, Style, str | None]


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def tree_of(source: Source) -> list[SyntaxTreeNode]:
    """Return the blocks of a Markdown text as its parser sees them."""
    guarded = re.sub(r"\{[^{}\n]*\}", lambda braces: braces[0].replace("|", _BAR), source.text)
    return SyntaxTreeNode(_parser().parse(guarded)).children


class Page:
    """Turns the Markdown of one file into blocks, with problems at their places."""

    def __init__(self, source: Source, language: str, fences: FenceReader) -> None:
        self.source = source
        self.language = language
        self.fences = fences
        self._cursor = 0
        """How far names were found, so that the second {signal} of a line is not taken for the first."""

    def span(self, node: SyntaxTreeNode) -> tuple[int, int]:
        """Return where a block starts and ends in the file."""
        while node.map is None and node.parent is not None:
            node = node.parent
        first, last = node.map or (0, 1)
        start, _ = self.source.line_span(first)
        return start, self.source.line_span(max(last - 1, first))[1]

    def place(self, node: SyntaxTreeNode) -> Place:
        """Return the first line of a block, without its indentation."""
        start, end = self.span(node)
        text = self.source.text[start:end]
        return self.source.place(start + len(text) - len(text.lstrip()), end)

    def block(self, node: SyntaxTreeNode, at: Reading) -> BlockText | None:
        """Return a block; None, with a problem, for one that a report cannot hold."""
        match node.type:
            case "paragraph":
                return ParagraphText(self.runs(node, at))
            case "bullet_list" | "ordered_list":
                items = tuple(self._item(item, at) for item in node.children)
                return ListText(items, numbered=node.type == "ordered_list")
            case "table":
                header, *rows = (self._row(row, at) for part in node.children for row in part.children)
                return TableText(header, tuple(rows))
            case "blockquote":
                return self._quote(node, at)
            case "fence":
                return self._fence(node, at)
        self._wrong(self.place(node), at, _UNKNOWN.get(node.type, "this is not understood here"))
        return None

    def runs(self, node: SyntaxTreeNode, at: Reading) -> Runs:
        """Return the text of a block as runs of one style each."""
        self._cursor = max(self._cursor, self.span(node)[0])
        pieces = [piece for inline in node.children for piece in self._pieces(inline, node, at, "plain", None)]
        runs: list[Run] = []
        for (style, link), group in groupby(pieces, key=lambda piece: piece[1:]):
            text = "".join(piece[0] for piece in group).replace(_BAR, "|")
            runs.append(Run(self._template(text, node, at), style, link))
        return tuple(runs)

    def _pieces(
        self, node: SyntaxTreeNode, block: SyntaxTreeNode, at: Reading, style: Style, link: str | None
    ) -> Iterator[_Piece]:
        match node.type:
            case "text":
                yield node.content, style, link
            case "code_inline":
                yield node.content, "code", link
            case "softbreak":
                yield " ", style, link
            case "hardbreak":
                yield "\n", style, link
            case "inline" | "strong" | "em" | "link":
                link = self._link(node, block, at) if node.type == "link" else link
                # Strong wins over emphasis: a run has one style.
                inner = style if style == "strong" else _STYLES.get(node.type, style)
                for child in node.children:
                    yield from self._pieces(child, block, at, inner, link)
            case _:
                sign = node.content if node.type == "html_inline" else "!["
                start = self._seek(sign, block)
                place = self.source.place(start, start + len(sign))
                self._wrong(place, at, _UNKNOWN.get(node.type, "this is not understood here"))

    def _link(self, node: SyntaxTreeNode, block: SyntaxTreeNode, at: Reading) -> str | None:
        target = str(node.attrs.get("href", ""))
        if is_link(target):
            return target
        found = self.source.text.find(target, *self.span(block)) if target else -1
        place = self.source.place(found, found + len(target)) if found >= 0 else self.place(block)
        at.sheet.problems.error(place, "wrong-value", f"'{target}' is no link; a link begins with https://")
        return None

    def _template(self, text: str, block: SyntaxTreeNode, at: Reading) -> Template:
        parsed = parse(text)
        for fault in parsed.faults:
            start = self._seek(text[fault.offset : fault.offset + fault.length], block)
            place = self.source.place(start, start + fault.length)
            at.sheet.problems.error(place, "wrong-placeholder", fault.message)
        for use in parsed.uses:
            opened = text.rfind("{", 0, use.offset)
            start = self._seek(text[opened : use.offset + len(use.name)], block) + use.offset - opened
            at.sheet.named.append(Named(use.name, self.source, start, at.keys, use.fallback, use.counted))
        for use in parsed.doubled:
            start = self.source.text.find(text[use.offset - 1 : use.offset + len(use.name)], *self.span(block)) + 1
            at.sheet.doubled.append(Named(use.name, self.source, start, at.keys))
        check_plurals(parsed.template, self.place(block), self.language, at.sheet.problems)
        return parsed.template

    def _seek(self, wanted: str, block: SyntaxTreeNode) -> int:
        """Return where a stretch of a block's text stands in the file, after what was found before."""
        start, end = self.span(block)
        found = self.source.text.find(wanted, self._cursor, end)
        if found < 0:
            return start
        self._cursor = found + len(wanted)
        return found

    def _item(self, node: SyntaxTreeNode, at: Reading) -> Runs:
        if [child.type for child in node.children] == ["paragraph"]:
            return self.runs(node.children[0], at)
        place = self.place(node.children[-1] if node.children else node)
        self._wrong(place, at, "an item of a list is one paragraph, without lists or blocks inside it")
        return ()

    def _row(self, node: SyntaxTreeNode, at: Reading) -> tuple[Runs, ...]:
        return tuple(self.runs(cell, at) for cell in node.children)

    def _quote(self, node: SyntaxTreeNode, at: Reading) -> BlockText | None:
        if any(child.type != "paragraph" for child in node.children):
            self._wrong(self.place(node), at, "what is set apart with > holds paragraphs, and nothing else")
            return None
        paragraphs = [self.runs(child, at) for child in node.children]
        written = node.children[0].children[0].content if node.children else ""
        marked = _CALLOUT.match(written)
        if marked is None:
            # A quote that is no callout: the words of somebody, set apart by their style.
            runs = [run for paragraph in paragraphs for run in paragraph]
            return ParagraphText(tuple(Run(run.text, "emphasis", run.link) for run in runs))
        kind = _CALLOUTS.get(marked[1].casefold())
        if kind is None:
            start = self._seek(marked[1], node)
            place = self.source.place(start, start + len(marked[1]))
            near = nearest(marked[1], _CALLOUTS)
            message = f"no callout is called {marked[1]}; there are [!TIP], [!NOTE] and [!WARNING]"
            at.sheet.problems.error(place, "unknown-block", message, near=near.upper() if near else None)
            return None
        paragraphs[0] = _without(marked[0], paragraphs[0])
        return CalloutText(kind, tuple(paragraph for paragraph in paragraphs if paragraph))

    def _fence(self, node: SyntaxTreeNode, at: Reading) -> BlockText | None:
        name = node.info.strip()
        first, last = node.map or (0, 1)
        if name not in self.fences.kinds:
            opening, end = self.source.line_span(first)
            place = self.source.place(self.source.text.find(name, opening, end) if name else opening, end)
            known = ", ".join(self.fences.kinds)
            message = f"no block is called '{name}'; there are {known}" if name else f"this block needs a name: {known}"
            near = nearest(name, self.fences.kinds)
            at.sheet.problems.error(place, "unknown-block", message, near=near)
            return None
        start, end = self.source.line_span(first + 1)[0], self.source.line_span(last - 1)[0]
        if not self.source.text.startswith(node.markup, end) or last - 1 == first:
            self._wrong(self.place(node), at, f"this block is never closed; end it with a line of {node.markup}")
            return None
        content = read_yaml(self.source, at.sheet.problems, self.source.text[start:end], start)
        return None if content is None else self.fences.kinds[name](content, at)

    def _wrong(self, place: Place, at: Reading, message: str) -> None:
        at.sheet.problems.error(place, "unknown-block", message)


def _without(marker: str, runs: Runs) -> Runs:
    """Return the runs of a callout without the marker that says its kind."""
    first, *rest = runs
    head, *tail = first.text
    text = str(head).removeprefix(marker.rstrip()).lstrip()
    kept = (text, *tail) if text else tuple(tail)
    return (Run(kept, first.style, first.link), *rest) if kept else tuple(rest)
