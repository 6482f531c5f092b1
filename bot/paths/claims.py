"""Claims about a conversation that is over: that conditions hold, or that they do not, be they false or unknown."""

from collections.abc import Iterator

from msgspec import Struct

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, Known


class Misses(Struct, frozen=True):
    """A condition does not hold: it is false or unknown. No author can write that; `not` keeps the unknown."""

    of: Condition


class Every(Struct, frozen=True):
    """Every part is true; without parts, always."""

    of: tuple["Claim", ...]


class Some(Struct, frozen=True):
    """At least one part is true; without parts, never."""

    of: tuple["Claim", ...]


Claim = Condition | Misses | Every | Some
ALWAYS, NEVER = Every(()), Some(())


def contrary(claim: Claim) -> Claim:
    """Return the claim that is true exactly where this one is not."""
    match claim:
        case Every(of=parts):
            return Some(tuple(map(contrary, parts)))
        case Some(of=parts):
            return Every(tuple(map(contrary, parts)))
        case Misses(of=condition):
            return condition
    return Misses(claim)


def conditions_in(claim: Claim) -> Iterator[Condition]:
    """Yield the conditions of which a claim is made."""
    match claim:
        case Every(of=parts) | Some(of=parts):
            for part in parts:
                yield from conditions_in(part)
        case Misses(of=condition):
            yield condition
        case _:
            yield claim


def is_true(claim: Claim, compiled: Compiled, known: Known) -> bool:
    """Tell whether a claim is true of what is known."""
    match claim:
        case Every(of=parts):
            return all(is_true(part, compiled, known) for part in parts)
        case Some(of=parts):
            return any(is_true(part, compiled, known) for part in parts)
        case Misses(of=condition):
            return not compiled.holds(condition, known)
    return compiled.holds(claim, known)
