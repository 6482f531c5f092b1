"""Things above each other: as near as can be to where each would like to be, in order, and none over another."""

from collections.abc import Sequence


def stacked(wanted: Sequence[float], heights: Sequence[float], gap: float, room: float) -> list[float]:
    """Return the centres of things with these heights: in order, `gap` apart, within 0 and `room`.

    The sum of the squares of how far each is from where it is wanted is least; then all are moved into the room.
    """
    offsets = _offsets(heights, gap)
    levels = _rising([each - offset for each, offset in zip(wanted, offsets, strict=True)])
    total = offsets[-1] + heights[-1] / 2 if heights else 0.0
    slack = max(room - total, 0.0)
    return [min(max(level, 0.0), slack) + offset for level, offset in zip(levels, offsets, strict=True)]


def _offsets(heights: Sequence[float], gap: float) -> list[float]:
    """Return the centres where everything is stacked from 0 on."""
    centres, used = [], 0.0
    for height in heights:
        centres.append(used + height / 2)
        used += height + gap
    return centres


def _rising(values: Sequence[float]) -> list[float]:
    """Return the rising sequence that is nearest to the values: neighbours that fall are brought to their mean."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        total, count = value, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            last, many = blocks.pop()
            total, count = total + last, count + many
        blocks.append((total, count))
    return [total / count for total, count in blocks for _ in range(count)]
