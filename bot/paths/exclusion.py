"""Which few of several claims can never be true together."""

from collections.abc import Mapping
from itertools import combinations

from msgspec import Struct

from bot.paths.claims import Claim, Every
from bot.paths.witness import ways
from bot.questionnaire.compiled import Compiled

MOST_SETS = 100
"""Sets of one size that are tried one by one; where there are more, one claim after another is left out instead, and
another set may be smaller still."""
_NAME = "?"


class Excluded(Struct, frozen=True):
    """Claims, by their names, that are never true together; without any one of them the others can be."""

    names: tuple[str, ...]
    proved: bool = True
    """Whether that is certain; if not, no way was found on which they are."""


def excluded(
    compiled: Compiled, claims: Mapping[str, Claim], today: str | None = None, *, states: int | None = None
) -> Excluded | None:
    """Return the fewest of several claims that exclude each other; None where all can be true together.

    `states`: as for `ways`.
    """

    def clash(names: tuple[str, ...]) -> Excluded | None:
        together = Every(tuple(claims[name] for name in names))
        way = ways(compiled, today, watched={_NAME: together}, only=(_NAME,), states=states)[_NAME]
        return Excluded(names, way.proved) if way.steps is None else None

    all_ = tuple(claims)
    found = clash(all_)
    if found is None:
        return None
    for size in range(1, len(all_)):
        sets = list(combinations(all_, size))
        if len(sets) > MOST_SETS:
            break
        clashes = filter(None, map(clash, sets))
        smallest = next((each for each in clashes if each.proved >= found.proved), None)
        if smallest is not None:
            return smallest
    for name in all_:
        fewer = clash(tuple(each for each in found.names if each != name))
        if fewer is not None and fewer.proved >= found.proved:
            found = fewer
    return found
