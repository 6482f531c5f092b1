"""What a person wants as the spokes of a wheel, and how far each suggestion meets it."""

from math import cos, pi, sin

from msgspec import Struct

from bot.picture.lettering import cut, lines
from bot.questionnaire.catalogue import Products
from bot.questionnaire.wording import Words
from bot.report.chart_words import chart_words
from bot.report.plot import LETTER, RANKS, Key, Label, Line, Mark, Plot, Point, Side, mirrored
from bot.suggestion.suggest import product_of
from bot.suggestion.suggestion import Suggestion
from bot.suggestion.writing import label_of, name_of
from bot.values.locale import direction, listing, percent

FEWEST, MOST = 3, 7
"""Spokes: fewer enclose nothing, more cannot be told apart."""
WIDTH, HEIGHT, RADIUS = 360.0, 186.0, 70.0
_CENTRE: Point = (WIDTH / 2, HEIGHT / 2)
_BESIDE = 9.0
"""From the rim to the words."""
_ROOM = _CENTRE[0] - RADIUS - _BESIDE
"""How wide words beside the wheel may be."""
_MOST_LINES = 3
UNSAID = "–"
_UPRIGHT = 0.3
"""Cosine up to which a spoke counts as upright, with its words above or below it."""


class Spoke(Struct, frozen=True):
    """One thing that is wanted: how much it counts (0 to 1), and how far each suggestion meets it."""

    label: str
    weight: float
    met: tuple[float, ...]
    said: tuple[bool, ...]
    """Whether the data of each suggestion say anything about it."""


def radar(title: str, words: Words, products: Products, suggestions: tuple[Suggestion, ...]) -> Plot | None:
    """Return the wheel of the wishes that count most, or None where there are too few of them to draw one."""
    suggestions = suggestions[: len(RANKS)]
    spokes = _spokes(words, products, suggestions)
    if len(spokes) < FEWEST:
        return None
    own, names = (
        chart_words(words.language),
        [name_of(product_of(products, each.product), words) for each in suggestions],
    )
    marks = (*_wheel(spokes), *(_shape(spokes, rank) for rank in range(len(names))))
    notes = [_note(spokes, rank, words) for rank in range(len(names))]
    spoken = " ".join(f"{name}: {note}." for name, note in zip(names, notes, strict=True))
    return Plot(
        title=title,
        alt=own.radar.format(title=title, shapes=spoken),
        hint=own.rim,
        width=WIDTH,
        height=HEIGHT,
        marks=mirrored(marks, WIDTH) if direction(words.language) == "rtl" else marks,
        key=tuple(map(Key, RANKS, names, notes)),
        header=(own.wish, *names),
        rows=tuple(_row(spoke, words) for spoke in spokes),
        numbers=own.numbers,
    )


def _spokes(words: Words, products: Products, suggestions: tuple[Suggestion, ...]) -> list[Spoke]:
    """Return the wishes that count most, several about one thing as one, the weightiest first."""
    found: dict[str, Spoke] = {}
    for place, verdict in enumerate(suggestions[0].verdicts if suggestions else ()):
        attribute = products.attribute(verdict.attribute)
        if attribute is None or not verdict.weight:
            continue
        verdicts = [each.verdicts[place] for each in suggestions]
        spoke = Spoke(
            label_of(attribute, words),
            verdict.weight,
            tuple(each.met for each in verdicts),
            tuple(each.offered is not None for each in verdicts),
        )
        found[attribute.id] = _joined(found[attribute.id], spoke) if attribute.id in found else spoke
    return sorted(found.values(), key=lambda spoke: -spoke.weight)[:MOST]


def _joined(one: Spoke, other: Spoke) -> Spoke:
    weight = one.weight + other.weight
    both = zip(one.met, other.met, strict=True)
    return Spoke(one.label, weight, tuple((a * one.weight + b * other.weight) / weight for a, b in both), one.said)


def _note(spokes: list[Spoke], rank: int, words: Words) -> str:
    """Say where a suggestion is weakest (of equals, where it matters most), or else what is not known of it."""
    own = chart_words(words.language)
    known = [spoke for spoke in spokes if spoke.said[rank]]
    weakest = min(known, key=lambda spoke: round(spoke.met[rank], 2), default=None)
    if weakest is not None and round(weakest.met[rank], 2) < 1:
        return own.weakest.format(wish=weakest.label, share=percent(weakest.met[rank], words.language))
    unsaid = [spoke.label for spoke in spokes if not spoke.said[rank]]
    return own.unsaid.format(wishes=listing(unsaid, words.language)) if unsaid else own.all_met


def _row(spoke: Spoke, words: Words) -> tuple[str, ...]:
    shares = zip(spoke.met, spoke.said, strict=True)
    return spoke.label, *(percent(met, words.language) if said else UNSAID for met, said in shares)


def _wheel(spokes: list[Spoke]) -> list[Mark]:
    count = len(spokes)
    marks: list[Mark] = [
        Line(tuple(_at(place, count, share) for place in range(count)), "grid", closed=True) for share in (0.5, 1.0)
    ]
    marks += [Line((_CENTRE, _at(place, count, 1.0)), "grid") for place in range(count)]
    return marks + [_label(spoke.label, place, count) for place, spoke in enumerate(spokes)]


def _shape(spokes: list[Spoke], rank: int) -> Line:
    points = tuple(_at(place, len(spokes), spoke.met[rank]) for place, spoke in enumerate(spokes))
    return Line(points, RANKS[rank], closed=True)


def _label(text: str, place: int, count: int) -> Label:
    across, down = _ray(place, count)
    x, y = _CENTRE[0] + across * (RADIUS + _BESIDE), _CENTRE[1] + down * (RADIUS + _BESIDE)
    upright = abs(across) <= _UPRIGHT
    room = WIDTH - 2 * _BESIDE if upright else (WIDTH - x if across > 0 else x)
    written = _wrapped(cut(text, LETTER, room, _MOST_LINES), room)
    if upright:
        y += (1 if down > 0 else -1) * len(written) * LETTER / 2
    side: Side = "middle" if upright else ("left" if across > 0 else "right")
    return Label(x, y, written, side)


def _wrapped(text: str, room: float) -> tuple[str, ...]:
    """Return the text in lines no wider than the room."""
    made = [""]
    for word in text.split(" "):
        longer = f"{made[-1]} {word}".strip()
        if not made[-1] or lines(longer, LETTER, room) == 1:
            made[-1] = longer
        else:
            made.append(word)
    return tuple(made)


def _at(place: int, count: int, share: float) -> Point:
    across, down = _ray(place, count)
    reach = RADIUS * max(0.0, min(1.0, share))
    return round(_CENTRE[0] + across * reach, 2), round(_CENTRE[1] + down * reach, 2)


def _ray(place: int, count: int) -> Point:
    """Return the direction of a spoke, the first one upwards, then clockwise."""
    turn = 2 * pi * place / count
    return sin(turn), -cos(turn)
