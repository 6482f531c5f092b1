"""How many questions people see: the exact distribution, and who sees which question."""

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from bot.paths.among import Meeting
from bot.paths.claims import Claim
from bot.paths.frame import Frame
from bot.paths.lengths import Limits, Shares
from bot.paths.variables import Measured
from bot.paths.walk import Part, Walk
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, Value

MOST_FORKS = 20_000
"""Forks after which a questionnaire counts as too entangled for exact figures: a few seconds of work."""
_ROUGH = 1e-9
_WATCHED = "?"
"""The name of a condition that is watched alone; no question's."""


class Distribution(Struct, frozen=True, kw_only=True):
    """How many questions a respondent sees who comes without answers; notes and consents do not count."""

    least: int
    """The fewest that anybody can see, also by skipping."""
    most: int
    """The most that anybody can see, also by skipping."""
    mean: float
    p90: int
    """Nine of ten people see no more than so many."""
    shares: dict[str, float]
    """For each question and note (by id), and each watched condition (by name), the share of people who meet it."""
    reachable: frozenset[str]
    """The questions, notes and conditions that somebody can meet at all, though perhaps nobody is expected to."""
    numbers: tuple[float, ...]
    """The share of people who see 0, 1, 2, ... questions."""
    bounded: tuple[str, ...] = ()
    """Facts and questions that could not be followed value by value: `least`, `most` and `reachable` then hold, but
    may be too generous, and the shares go by examples."""
    entangled: bool = False
    """Whether the questionnaire has too many different ways: `least` and `most` hold, the shares are rough."""

    @property
    def exact(self) -> bool:
        """Whether every figure is exact."""
        return not self.bounded and not self.entangled


class Within(Struct, frozen=True, kw_only=True):
    """Those for whom a condition holds when the conversation ends, and how many questions they see."""

    share: float
    """How many of all people they are expected to be."""
    possible: bool
    """Whether it can hold for anybody at all."""
    always: bool
    """Whether it holds for everybody, also for who skips."""
    least: int = 0
    most: int = 0
    mean: float | None = None
    """None where nobody is expected to be among them; so is `p90`."""
    p90: int | None = None
    exact: bool = True
    """Whether every figure is exact; if not, `possible` and the limits may be too generous, and the rest is rough."""


def distribution(
    compiled: Compiled,
    today: str | None = None,
    *,
    known: Mapping[str, Value] | None = None,
    watched: Mapping[str, Claim] | None = None,
    measured: Measured | None = None,
    forks: int | None = None,
) -> Distribution:
    """Return how many questions are seen by a respondent who starts today (an ISO day).

    `known`: traits (under the ids of their questions, which are then not asked) and given names. Given names that are
    missing stay open. `watched`: conditions and claims, by a name that is no question's, looked at when the
    conversation ends. `measured`: how often each answer was given, by question, in the place of what is expected.
    `forks`: where to give up exact figures, for who cannot wait so long.
    """
    frame = Frame(compiled, today, known=known, watched=watched, measured=measured)
    walk, seen, parts, complete = _walked(frame, forks)
    least, most = Limits(walk).of(seen, parts)
    numbers, met = Shares(walk).of(seen, parts)
    return Distribution(
        least=least,
        most=most,
        mean=_mean(numbers),
        p90=_reached_by(numbers, 0.9),
        shares={name: _whole(met.get(item, 0.0)) for item, name in frame.shown.items()},
        reachable=frozenset(frame.shown[item] for item in met),
        numbers=numbers,
        bounded=frame.bounded,
        entangled=not complete,
    )


def within(
    compiled: Compiled,
    condition: Condition,
    today: str | None = None,
    *,
    known: Mapping[str, Value] | None = None,
    measured: Measured | None = None,
) -> Within:
    """Return how many questions those see for whom a condition holds at the end; arguments as for `distribution`."""
    frame = Frame(compiled, today, known=known, watched={_WATCHED: condition}, measured=measured)
    walk, seen, parts, complete = _walked(frame)
    item = next(item for item, name in frame.shown.items() if name == _WATCHED)
    among = Meeting(walk, item, Limits(walk), Shares(walk)).of(seen, parts)
    share, exact = math.fsum(among.numbers), complete and not frame.bounded
    if among.limits is None:
        return Within(share=0.0, possible=False, always=False, exact=exact)
    least, most = among.limits
    found = Within(share=_whole(share), possible=True, always=among.always, least=least, most=most, exact=exact)
    if not share:
        return found
    numbers = tuple(number / share for number in among.numbers)
    return replace(found, mean=_mean(numbers), p90=_reached_by(numbers, 0.9))


def _walked(frame: Frame, forks: int | None = None) -> tuple[Walk, tuple[int, ...], tuple[Part, ...], bool]:
    """Return the walk, what is surely seen, the parts that are left at the start, and whether all was walked."""
    walk = Walk(frame)
    seen, parts = walk.settle(frame.entries(frame.settled))
    return walk, seen, parts, walk.explore(parts, MOST_FORKS if forks is None else forks)


def _whole(share: float) -> float:
    """Return a share that additions have left a little below or above everybody as everybody."""
    return 1.0 if share > 1 - _ROUGH else share


def _mean(numbers: Sequence[float]) -> float:
    return math.fsum(number * share for number, share in enumerate(numbers))


def _reached_by(numbers: Sequence[float], share: float) -> int:
    """Return the number of questions that so large a share of people does not exceed."""
    return next(number for number, sofar in enumerate(accumulate(numbers)) if sofar >= share - _ROUGH)
