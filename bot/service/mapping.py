"""A questionnaire as a picture for a slide: its questions as cards, its conditions on the arrows, in one language."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from bot.paths.blocking import Blockings, parts, segments_in
from bot.paths.distribution import within
from bot.paths.findings import Findings, findings
from bot.paths.names import Names
from bot.picture.lettering import cut
from bot.picture.model import Link, Node, Picture
from bot.picture.sheet import laid_out
from bot.picture.sizes import CARD, LETTER, MARGIN, MOST_LINES, MOST_SMALL_LINES, PAD, PILL, SLIDE, SMALL, WIDE
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, Answered, Any, Condition, InSegment, Not, names
from bot.speech.conditions import ConditionWords
from bot.speech.picturing import picture_words
from bot.speech.voice import fixed
from bot.values.locale import Direction, direction, number, percent


class Map(Struct, frozen=True, kw_only=True):
    """A picture of a questionnaire with the words around it, ready to be drawn."""

    language: str
    direction: Direction
    accent: str
    company: str
    title: str
    length: str
    legend: tuple[str, ...]
    picture: Picture


class Drawer(Protocol):
    """Draws maps; it may be used from several threads at once."""

    def svg(self, map_: Map) -> bytes:
        """Return the map as SVG, in the points of its picture."""
        ...


def mapped(compiled: Compiled, language: str, today: str, *, company: str = "", accent: str = "#0b5fa5") -> Map:
    """Return the picture of a questionnaire for who starts today (an ISO day)."""
    found = findings(compiled, today)
    words, said = picture_words(language), ConditionWords(compiled, language)
    drawn = _Drawn(compiled, found, said, language)
    paths = found.distribution
    figures = {
        "mean": number(round(paths.mean, 1), language),
        "all": number(sum(each.waits for each in found.questions), language),
        "least": number(paths.least, language),
        "most": number(paths.most, language),
    }
    legend = [words["legend"]] + ([words["red"]] if any(each.never for each in drawn.nodes) else [])
    legend = [" ".join(legend), *drawn.other_segments()]
    return Map(
        language=language,
        direction=direction(language),
        accent=accent,
        company=company,
        title=fixed(compiled.questionnaire.title, language),
        length=words["length"].format(**figures),
        legend=tuple(legend),
        picture=laid_out(drawn.nodes, drawn.links, legend=len(legend), mirrored=direction(language) == "rtl"),
    )


class _Drawn:
    """The nodes and links of one questionnaire."""

    def __init__(self, compiled: Compiled, found: Findings, said: ConditionWords, language: str) -> None:
        self._compiled = compiled
        self._found = found
        self._said = said
        self._language = language
        self._names = Names(compiled, found.day)
        self._blockings = Blockings(compiled, found.day)
        self._segments = {segment.id: segment.condition for segment in compiled.questionnaire.segments}
        self._deciding = self._all_deciding()
        self.nodes = [*self._nodes()]
        self._place = {node.id: place for place, node in enumerate(self.nodes)}
        self.links = [*self._links()]

    def other_segments(self) -> Iterator[str]:
        """Yield a line for each segment that decides nothing that is asked."""
        for each in self._found.segments:
            if each.id not in self._deciding:
                condition = self._said.said(self._segments[each.id])
                called = f"{self._said.segment(each.id)} {self._share(each.within.share, never=each.never)}"
                yield cut(f"{called}: {condition}", SMALL, SLIDE[0] - 2 * MARGIN, 1)

    def _all_deciding(self) -> frozenset[str]:
        """Return the segments that decide what is asked, also through others."""
        waiting = [each.ask_if for each in self._compiled.questions if each.ask_if is not None]
        deciding: set[str] = set()
        while waiting:
            new = segments_in(waiting.pop()) - deciding
            deciding |= new
            waiting += [self._segments[name] for name in new]
        return frozenset(deciding)

    # Nodes --------------------------------------------------------------------------------------------------

    def _nodes(self) -> Iterator[Node]:
        """Yield questions and notes in their order, each segment before the first that hangs on it."""
        shown: set[str] = set()
        counted = 0
        for each in self._found.questions:
            question = self._compiled.question(each.id)
            if question.ask_if is not None:
                yield from self._segments_before(question.ask_if, shown)
            counted += question.waits
            yield Node(
                id=question.id,
                kind="question" if question.waits else "note",
                text=cut(fixed(question.ask, self._language), LETTER, CARD - 2 * PAD, MOST_LINES),
                mark=number(counted, self._language) if question.waits else "",
                share=each.share,
                shown=self._share(each.share, never=each.never),
                never=each.never,
                everybody=question.ask_if is None,
            )

    def _segments_before(self, condition: Condition, shown: set[str]) -> Iterator[Node]:
        for name in (each for each in self._segments if each in segments_in(condition) - shown):
            shown.add(name)
            yield from self._segments_before(self._segments[name], shown)
            met = next(each for each in self._found.segments if each.id == name)
            yield Node(
                id=_pill(name),
                kind="segment",
                text=cut(self._said.segment(name), LETTER, PILL - 2 * PAD, 2),
                share=met.within.share,
                shown=self._share(met.within.share, never=met.never),
                never=met.never,
            )

    def _share(self, share: float, *, never: bool) -> str:
        return picture_words(self._language)["never"] if never else percent(share, self._language)

    # Links --------------------------------------------------------------------------------------------------

    def _links(self) -> Iterator[Link]:
        for node in self.nodes:
            if node.kind == "segment":
                yield from self._into(node, self._segments[node.id.removeprefix(_pill(""))], None)
            elif (asked := self._compiled.question(node.id).ask_if) is not None:
                yield from self._into(node, asked, self._compiled.position[node.id])

    def _into(self, node: Node, condition: Condition, place: int | None) -> Iterator[Link]:
        """Yield an arrow for each node on which a part of the alternatives hangs."""
        by_source: dict[str | None, list[Condition]] = {}
        for alternative in _alternatives(condition):
            needed = self._needed([*parts(alternative)], place)
            sources = [source for part in needed for source in self._sources(part)]
            source = max(sources, key=self._place.__getitem__, default=None)
            by_source.setdefault(source, []).append(All(tuple(needed)))
        for source, several in by_source.items():
            among = within(self._compiled, Any(tuple(several)), self._found.day)
            words = [word for each in several if (word := self._words(each, source))]
            text = (
                cut(self._said.alternatives(words), SMALL, WIDE, MOST_SMALL_LINES) if len(words) == len(several) else ""
            )
            yield Link(
                source=source,
                target=node.id,
                text=text,
                afar=self._from_afar(source, text),
                share=among.share,
                never=node.never or not among.possible,
            )

    def _from_afar(self, source: str | None, text: str) -> str:
        """Return the words of an arrow with what it comes from, by its number or its name."""
        node = self.nodes[self._place[source]] if source is not None else None
        if node is None:
            return text
        called = node.mark if node.kind == "question" else node.text
        return cut(f"{called}: {text}" if text else called, SMALL, WIDE, MOST_SMALL_LINES)

    def _words(self, needed: Condition, source: str | None) -> str:
        """Return what has to hold besides coming from the source; a segment speaks for itself."""
        rest = [part for part in parts(needed) if not (isinstance(part, InSegment) and _pill(part.names[0]) == source)]
        return self._said.said(All(tuple(rest)), source) if rest else ""

    def _needed(self, several: Sequence[Condition], place: int | None) -> list[Condition]:
        """Leave out what goes without saying: it holds whenever the others do."""
        needed = list(several)
        for part in several:
            others = [each for each in needed if each is not part]
            if others and not self._blockings.possible([*others, self._otherwise(part)], place):
                needed = others
        return needed

    def _otherwise(self, part: Condition) -> Condition:
        """Return the condition that a part does not hold, or that what it looks at has no answer."""
        return Any((Not(part), *(Not(Answered((name,))) for name in dict.fromkeys(self._read(part)))))

    def _sources(self, part: Condition) -> Iterator[str]:
        for name in self._read(part):
            if name in self._place:
                yield name
        yield from map(_pill, segments_in(part))

    def _read(self, part: Condition) -> Iterator[str]:
        for name in names(part):
            yield from self._names.inputs(name)


def _pill(segment: str) -> str:
    """Return the name of a segment as a node; no question's."""
    return f"?{segment}"


def _alternatives(condition: Condition) -> Iterable[Condition]:
    if isinstance(condition, Any):
        for part in condition.of:
            yield from _alternatives(part)
    else:
        yield condition
