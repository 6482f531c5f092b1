"""Which files are fonts that a report and a page can both wear: TrueType and OpenType, of a bounded size."""

from struct import error, unpack_from

LARGEST = 1024 * 1024
"""Bytes of one font: it travels with every first visit."""
_KINDS = {b"\0\1\0\0": "font/ttf", b"true": "font/ttf", b"OTTO": "font/otf"}
_NEEDED = {b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name"}
"""The tables without which no letter can be found, measured or called by a name."""


def media_type(content: bytes) -> str | None:
    """Return the media type of a font by what it begins with; None where it is none that can be worn."""
    kind = _KINDS.get(content[:4])
    return kind if kind is not None and _tables(content).keys() >= _NEEDED else None


def weight(content: bytes) -> str:
    """Return the weights of a font as a style sheet says them: `700`; `1 1000` where it has an axis of weights."""
    tables = _tables(content)
    if b"fvar" in tables:
        return "1 1000"
    # The second field of the table OS/2; a font without one is of the ordinary weight.
    written: int = unpack_from(">H", content, tables[b"OS/2"] + 4)[0] if b"OS/2" in tables else 400
    return str(min(max(written, 1), 1000))


def _tables(content: bytes) -> dict[bytes, int]:
    """Return where each table begins; nothing where one does not lie inside the file."""
    try:
        (count,) = unpack_from(">H", content, 4)
        found = [unpack_from(">4sIII", content, 12 + 16 * place) for place in range(count)]
    except error:
        return {}
    inside = all(length and begin + length <= len(content) for _, _, begin, length in found)
    return {name: begin for name, _, begin, _ in found} if inside else {}
