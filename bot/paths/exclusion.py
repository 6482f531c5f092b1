"""Which few of several claims can never be true together, on any of some days."""

from collections.abc import Callable, Mapping
from itertools import combinations
from math import comb

from msgspec import Struct

from bot.paths.claims import Claim, Every
from bot.paths.witness import Way, ways
from bot.questionnaire.compiled import Compiled

MOST_SETS = 100
"""Sets of one size that are tried one by one; where there are more, one claim after another is left out instead, and
another set may be smaller still."""
_NAME = "?"
Look = Callable[[Claim], Way]
"""Looks for a way to a claim."""


class Excluded(Struct, frozen=True):
    """Claims, by their names, that are never true together; without any one of them the others can be."""

    names: tuple[str, ...]
    proved: bool = True
    """Whether that is certain; if not, no way was found on which they are."""


def excluded(claims: Mapping[str, Claim], look: Look) -> Excluded | None:
    """Return the fewest of several claims that exclude each other; None where all can be true together."""

    def clash(names: tuple[str, ...]) -> Excluded | None:
        way = look(Every(tuple(claims[name] for name in names)))
        return Excluded(names, way.proved) if way.steps is None else None

    all_ = tuple(claims)
    found = clash(all_)
    if found is None:
        return None
    for size in range(1, len(all_)):
        if comb(len(all_), size) > MOST_SETS:
            break
        clashes = filter(None, map(clash, combinations(all_, size)))
        smallest = next((each for each in clashes if each.proved >= found.proved), None)
        if smallest is not None:
            return smallest
    for name in all_:
        fewer = clash(tuple(each for each in found.names if each != name))
        if fewer is not None and fewer.proved >= found.proved:
            found = fewer
    return found


def first_way(compiled: Compiled, claim: Claim, *days: str, states: int | None = None, shortest: bool = False) -> Way:
    """Return a way to a claim on the first of several days (ISO) on which there is one; the rest as for `ways`."""
    proved = True
    for day in days or (None,):
        watched = {_NAME: claim}
        way = ways(compiled, day, watched=watched, only=(_NAME,), states=states, shortest=shortest)[_NAME]
        if way.steps is not None:
            return way
        proved = proved and way.proved
    return Way(None, proved)
