"""Conditions as data: tests of known values, joined by Kleene's three-valued logic.

A test of an unanswered question is unknown (`None`). *And* is false as soon as one part is false, *or* true as soon
as one part is true, *not* keeps the unknown; unknown at the top means no (`ask` the compiled test for `is True`).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from msgspec import Struct

Value = str | int | float | bool | tuple[str, ...]
"""A checked value: choice id, ids of choices, number, text, or a date as `2026-01-31`."""
Known = Mapping[str, Value]
"""Values by name: question ids, and reserved names (`language`, `campaign`, `channel`, `today`, `owns`, `trait.x`)."""
Truth = bool | None
Holds = Callable[[Known], Truth]

RESERVED = frozenset(
    (
        "any",
        "all",
        "not",
        "answered",
        "segment",
        "score",
        "trait",
        "owns",
        "campaign",
        "language",
        "channel",
        "today",
    )
)
TAG = "is_a"


class Range(Struct, frozen=True, omit_defaults=True):
    """Limits of a number; `at_least` and `at_most` include the limit, `above` and `below` do not."""

    is_: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None

    def holds(self, number: float) -> bool:
        """Tell whether the number is inside every limit."""
        return (
            (self.is_ is None or number == self.is_)
            and (self.at_least is None or number >= self.at_least)
            and (self.at_most is None or number <= self.at_most)
            and (self.above is None or number > self.above)
            and (self.below is None or number < self.below)
        )

    def cuts(self) -> Iterator[float]:
        """Yield every number at which the answer of `holds` can change."""
        for limit in (self.is_, self.at_least, self.at_most, self.above, self.below):
            if limit is not None:
                yield limit


class OneOf(Struct, frozen=True, tag="one_of", tag_field=TAG):
    """A single value is among these."""

    name: str
    values: tuple[str, ...]


class Picks(Struct, frozen=True, tag="picks", tag_field=TAG, omit_defaults=True):
    """A multiple choice holds some, all or none of these, or so many in all."""

    name: str
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    count: Range | None = None


class InRange(Struct, frozen=True, tag="in_range", tag_field=TAG):
    """A number (question, scale or fact) is inside limits."""

    name: str
    range: Range


class OnDate(Struct, frozen=True, tag="on_date", tag_field=TAG, omit_defaults=True):
    """A date is before or after another, or near to or long before the day the session started.

    `within_days` counts both ways (the last and the next n days); `older_than_days` looks back only.
    """

    name: str
    before: str | None = None
    after: str | None = None
    within_days: int | None = None
    older_than_days: int | None = None


class Ranked(Struct, frozen=True, tag="ranked", tag_field=TAG, omit_defaults=True):
    """A ranking has this choice first, or these choices among its best so many."""

    name: str
    first: str | None = None
    top: dict[str, int] = {}


class Answered(Struct, frozen=True, tag="answered", tag_field=TAG):
    """Every one of these questions has an answer; never unknown."""

    names: tuple[str, ...]


class InSegment(Struct, frozen=True, tag="segment", tag_field=TAG):
    """The respondent belongs to every one of these segments."""

    names: tuple[str, ...]


class All(Struct, frozen=True, tag="all", tag_field=TAG):
    """Every part holds."""

    of: tuple["Condition", ...]


class Any(Struct, frozen=True, tag="any", tag_field=TAG):
    """At least one part holds."""

    of: tuple["Condition", ...]


class Not(Struct, frozen=True, tag="not", tag_field=TAG):
    """The part does not hold."""

    of: "Condition"


Test = OneOf | Picks | InRange | OnDate | Ranked | Answered | InSegment
Condition = OneOf | Picks | InRange | OnDate | Ranked | Answered | InSegment | All | Any | Not


def tests(condition: Condition) -> Iterator[Test]:
    """Yield every single test of a condition, in the order written."""
    match condition:
        case All(of=parts) | Any(of=parts):
            for part in parts:
                yield from tests(part)
        case Not(of=part):
            yield from tests(part)
        case _:
            yield condition


def names(condition: Condition) -> Iterator[str]:
    """Yield every name of a value that a condition looks at; segments are not followed."""
    for test in tests(condition):
        match test:
            case Answered(names=several):
                yield from several
            case InSegment():
                pass
            case OnDate(name=name):
                yield name
                yield "today"
            case _:
                yield test.name


Lookup = Callable[[str], Callable[[Known], Value | None]]
"""Gives, for a name, the function that reads its value: a dictionary look-up, or the formula of a fact."""


def compiled(condition: Condition, lookup: Lookup, segment: Callable[[str], Holds]) -> Holds:
    """Turn a condition into one function of what is known; names are resolved once, here."""
    match condition:
        case All(of=parts):
            return _conjunction([compiled(part, lookup, segment) for part in parts])
        case Any(of=parts):
            return _disjunction([compiled(part, lookup, segment) for part in parts])
        case Not(of=part):
            return _negation(compiled(part, lookup, segment))
        case Answered(names=several):
            return lambda known: all(name in known for name in several)
        case InSegment(names=several):
            return _conjunction([segment(name) for name in several])
        case OnDate():
            return _on_date(condition, lookup(condition.name))
        case OneOf():
            return _one_of(condition, lookup(condition.name))
        case _:
            return _test(condition, lookup(condition.name))


def _conjunction(parts: list[Holds]) -> Holds:
    if len(parts) == 1:
        return parts[0]

    def holds(known: Known) -> Truth:
        result: Truth = True
        for part in parts:
            truth = part(known)
            if truth is False:
                return False
            if truth is None:
                result = None
        return result

    return holds


def _disjunction(parts: list[Holds]) -> Holds:
    def holds(known: Known) -> Truth:
        result: Truth = False
        for part in parts:
            truth = part(known)
            if truth:
                return True
            if truth is None:
                result = None
        return result

    return holds


def _negation(part: Holds) -> Holds:
    def holds(known: Known) -> Truth:
        truth = part(known)
        return None if truth is None else not truth

    return holds


def _one_of(test: OneOf, read: Callable[[Known], Value | None]) -> Holds:
    wanted = frozenset(test.values)

    def holds(known: Known) -> Truth:
        value = read(known)
        if value is None:
            return None
        return value in wanted if not isinstance(value, tuple) else not wanted.isdisjoint(value)

    return holds


def _test(test: Picks | InRange | Ranked, read: Callable[[Known], Value | None]) -> Holds:
    accepts = _acceptor(test)

    def holds(known: Known) -> Truth:
        value = read(known)
        return None if value is None else accepts(value)

    return holds


def _acceptor(test: Picks | InRange | Ranked) -> Callable[[Value], bool]:
    match test:
        case InRange(range=limits):
            return lambda value: isinstance(value, int | float) and limits.holds(value)
        case Ranked(first=first, top=top):
            return lambda value: (
                isinstance(value, tuple)
                and (first is None or value[:1] == (first,))
                and all(choice in value[:places] for choice, places in top.items())
            )
        case Picks(any_of=any_of, all_of=all_of, none_of=none_of, count=count):
            return lambda value: (
                isinstance(value, tuple)
                and (not any_of or any(choice in value for choice in any_of))
                and all(choice in value for choice in all_of)
                and not any(choice in value for choice in none_of)
                and (count is None or count.holds(len(value)))
            )


def _on_date(test: OnDate, read: Callable[[Known], Value | None]) -> Holds:
    def holds(known: Known) -> Truth:
        value = read(known)
        if not isinstance(value, str):
            return None
        if (test.before is not None and value >= test.before) or (test.after is not None and value <= test.after):
            return False
        if test.within_days is None and test.older_than_days is None:
            return True
        today = known.get("today")
        if not isinstance(today, str):
            return None
        age = (date.fromisoformat(today) - date.fromisoformat(value)).days
        return (test.within_days is None or abs(age) <= test.within_days) and (
            test.older_than_days is None or age > test.older_than_days
        )

    return holds
