"""Why a question is asked: its condition in the author's words, and the values that it looks at."""

from collections.abc import Iterator

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import (
    All,
    Answered,
    Any,
    Condition,
    InRange,
    InSegment,
    Known,
    Not,
    OnDate,
    OneOf,
    Picks,
    Range,
    Ranked,
    Value,
    names,
    tests,
)
from bot.questionnaire.formula import formula_names
from bot.questionnaire.model import Question


def why_asked(compiled: Compiled, question: Question, known: Known) -> str:
    """Return one line: `application: power, signal: {at_least: 20} (application = power, signal = 500)`."""
    if question.ask_if is None:
        return "always asked"
    read = dict.fromkeys(_read(question.ask_if, compiled))
    values = ", ".join(f"{name} = {_value(compiled.value(name, known))}" for name in read if name != "today")
    return f"{written(question.ask_if)} ({values})"


def written(condition: Condition) -> str:
    """Return a condition as its author would write it."""
    match condition:
        case All(of=parts):
            return ", ".join(map(_part, parts))
        case Any(of=parts):
            return f"any: [{', '.join(map(_braced, parts))}]"
        case Not(of=part):
            return f"not: {_braced(part)}"
        case Answered(names=several):
            return f"answered: [{', '.join(several)}]"
        case InSegment(names=several):
            return f"segment: {_list(several)}"
        case OneOf(name=name, values=values):
            return _named(name, _list(values))
        case _:
            return _named(condition.name, f"{{{', '.join(_limits(condition))}}}")


def _named(name: str, test: str) -> str:
    trait = name.removeprefix(_TRAIT)
    return f"{name}: {test}" if trait == name else f"trait: {{{trait}: {test}}}"


def _limits(test: Picks | InRange | OnDate | Ranked) -> Iterator[str]:
    match test:
        case Picks():
            yield from _picks(test)
        case InRange(range=limits):
            yield from _range(limits)
        case OnDate():
            for key in _DATE_KEYS:
                if (value := getattr(test, key)) is not None:
                    yield f"{key}: {value}"
        case Ranked(first=first, top=top):
            if first is not None:
                yield f"first: {first}"
            if top:
                places = ", ".join(f"{choice}: {place}" for choice, place in top.items())
                yield f"top: {{{places}}}"


_TRAIT = "trait."
_DATE_KEYS = ("before", "after", "within_days", "older_than_days")
_LIMIT_KEYS = (("is_", "is"), ("at_least",) * 2, ("at_most",) * 2, ("above",) * 2, ("below",) * 2)


def _part(condition: Condition) -> str:
    return f"all: [{written(condition)}]" if isinstance(condition, All) else written(condition)


def _braced(condition: Condition) -> str:
    return f"{{{written(condition)}}}"


def _list(values: tuple[str, ...]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def _range(limits: Range) -> Iterator[str]:
    for key, word in _LIMIT_KEYS:
        if (value := getattr(limits, key)) is not None:
            yield f"{word}: {value:g}"


def _picks(test: Picks) -> Iterator[str]:
    for key in ("any_of", "all_of", "none_of"):
        if choices := getattr(test, key):
            yield f"{key}: [{', '.join(choices)}]"
    if test.count is not None:
        yield f"count: {{{', '.join(_range(test.count))}}}"


def _read(condition: Condition, compiled: Compiled) -> Iterator[str]:
    """Yield the questions and other values that a condition looks at, through segments and facts."""
    facts = {fact.id: fact for fact in compiled.questionnaire.facts}
    segments = {segment.id: segment for segment in compiled.questionnaire.segments}
    for test in tests(condition):
        if isinstance(test, InSegment):
            for name in test.names:
                yield from _read(segments[name].condition, compiled)
    for name in names(condition):
        yield name
        if name in facts:
            yield from (read.name for read in formula_names(facts[name].formula))


def _value(value: Value | None) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return "unknown" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
