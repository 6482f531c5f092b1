"""Which files are pictures that every face can show: PNG, JPEG and SVG, of a bounded size."""

import re

LARGEST = 512 * 1024
"""Bytes of one picture: it travels in every report."""
_SVG = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>)*<svg[\s>]", re.DOTALL)


def media_type(content: bytes) -> str | None:
    """Return the media type of a picture by what it begins with; None where it is none that can be shown."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/svg+xml" if _SVG.match(content[:4096]) else None
