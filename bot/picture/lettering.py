"""How much room words take: an estimate on the large side, so that nothing is cut when it is set."""

from functools import lru_cache

_NARROW, _THIN, _BROAD = frozenset("iljtfrI.,:;'|!()[]-·"), frozenset(" \u00a0"), frozenset("mwMW@%&+=→")
_MARKS = frozenset("\u2066\u2067\u2068\u2069\u200c\u200e\u200f")
ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    """Return the width of a letter in parts of its size."""
    if letter in _MARKS:
        return 0.0
    if letter in _THIN:
        return 0.3
    if letter in _NARROW:
        return 0.38
    if letter in _BROAD:
        return 0.9
    return 0.7 if letter.isupper() else 0.6


def width(text: str, size: float) -> float:
    """Return how wide a text is on one line, for letters of this size."""
    return size * sum(map(_width, text))


def lines(text: str, size: float, most: float) -> int:
    """Return on how many lines a text stands that are no wider than `most`."""
    count, used = 1, 0.0
    for word in text.split(" "):
        wide = width(word, size)
        space = size * _width(" ") if used else 0.0
        if used and used + space + wide > most:
            count, used = count + 1, wide
        else:
            used += space + wide
        # A word wider than the line is broken.
        while used > most:
            count, used = count + 1, used - most
    return count


def cut(text: str, size: float, most: float, most_lines: int) -> str:
    """Return the text, cut behind a word so that it stands on so many lines."""
    words = text.split(" ")
    if lines(text, size, most) <= most_lines:
        return text
    while len(words) > 1 and lines(" ".join(words) + ELLIPSIS, size, most) > most_lines:
        words.pop()
    return " ".join(words).rstrip(" ,;:،؛") + ELLIPSIS
