"""Choices, sets of choices and rankings with the shares in which they are expected.

A single choice goes by `expected`; what is left goes evenly to the choices without one. A multiple choice takes each
choice by itself (`expected`, or every second person). Who would take none takes the exclusive choice, unless that has
an `expected` of its own; sets with too few or too many choices do not count. All rankings are alike.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from bot.paths.cells import MOST_CELLS, TooManyCells
from bot.questionnaire.condition import OneOf, Picks, Ranked, Test, Value
from bot.questionnaire.model import OTHER, Question

EVEN = 0.5
"""The share of people who take a choice of which nothing is expected."""
Weighted = list[tuple[Value, float]]
Groups = frozenset[frozenset[str]]
Tally = tuple[Groups, Groups, int]
"""Of the choices so far: groups of which one was taken, groups of which one was left, and how many were taken."""
Tallies = dict[Tally, tuple[float, tuple[str, ...]]]
"""For each tally its weight, and an example."""


def single(question: Question) -> Weighted:
    """Return the choices of a single choice with their shares."""
    expected: dict[str, float | None] = {"yes": None, "no": None} if question.type == "yes_no" else {}
    expected |= {choice.id: choice.expected for choice in question.choices}
    if question.type == "select_one" and question.other:
        expected.setdefault(OTHER, None)
    free = list(expected.values()).count(None)
    rest = max(0.0, 1.0 - sum(share for share in expected.values() if share is not None))
    filled: Weighted = [(choice, rest / free if share is None else share) for choice, share in expected.items()]
    return scaled(filled, 1.0)


def scaled(weighted: Weighted, total: float) -> Weighted:
    """Scale weights so that they sum to a total; where none weighs anything, all weigh the same."""
    weight = sum(share for _, share in weighted)
    if weight > 0:
        return [(value, share * total / weight) for value, share in weighted]
    return [(value, total / len(weighted)) for value, _ in weighted]


def sets(question: Question, tests: Sequence[Test], *, sized: bool) -> Weighted:
    """Return sets of choices with their shares, at least one of every kind that the tests can tell apart.

    `sized`: how many were chosen is looked at as well. Raises `TooManyCells`.
    """
    ordinary = taken_by_themselves(question)
    allowed = _allowed(question, ordinary, tests, sized=sized)
    alone = exclusive(question)
    total = min(sum(share for _, share in alone), 1.0) if allowed else 1.0
    return scaled(alone, total) + scaled(allowed, 1.0 - total) if alone else scaled(allowed, 1.0)


def taken_by_themselves(question: Question) -> dict[str, float]:
    """Return the choices that can stand beside others, with the share of people who take each."""
    ordinary = _ordinary(question)
    possible = any(share for _, share in _allowed(question, ordinary, (), sized=False))
    return ordinary if possible else dict.fromkeys(ordinary, EVEN)


def exclusive(question: Question) -> Weighted:
    """Return the sets of one exclusive choice, with the share of people who take it."""
    choices = [choice for choice in question.choices if choice.exclusive]
    least, most = how_many(question)
    if not choices or not least <= 1 <= most:
        return []
    nothing = math.prod(1 - chance for chance in _ordinary(question).values())
    free = sum(choice.expected is None for choice in choices)
    return [((each.id,), nothing / free if each.expected is None else each.expected) for each in choices]


def how_many(question: Question) -> tuple[int, int]:
    """Return how few and how many choices can be taken."""
    most = len(question.choices) + 1 if question.at_most is None else math.floor(question.at_most)
    return max(math.ceil(question.at_least or 1), 1), most


def _allowed(question: Question, ordinary: dict[str, float], tests: Sequence[Test], *, sized: bool) -> Weighted:
    """Return the sets without exclusive choices that hold neither too few nor too many."""
    touched = {frozenset(group) for test in tests for group in _touched_by(test)}
    whole = {frozenset(test.all_of) for test in tests if isinstance(test, Picks)}
    least, most = how_many(question)
    enough = len(question.choices) + 1 if sized else max(least, most + 1 if question.at_most is not None else 0)
    tallies: Tallies = {(frozenset(), frozenset(), 0): (1.0, ())}
    for choice, chance in ordinary.items():
        taken = frozenset(group for group in touched if choice in group)
        left = frozenset(group for group in whole if choice in group)
        tallies = _with_choice(tallies, choice, chance, (taken, left, enough))
    return [(value, weight) for (_, _, size), (weight, value) in tallies.items() if least <= size <= most]


def _touched_by(test: Test) -> Iterator[tuple[str, ...]]:
    if isinstance(test, Picks):
        yield test.any_of
        yield test.none_of
    elif isinstance(test, OneOf):
        yield test.values


def _ordinary(question: Question) -> dict[str, float]:
    """Return the choices that can stand beside others, with the share of people who take each."""
    expected = {choice.id: choice.expected for choice in question.choices}
    if question.other:
        expected.setdefault(OTHER, None)
    exclusive = {choice.id for choice in question.choices if choice.exclusive}
    return {
        choice: EVEN if share is None else min(max(share, 0.0), 1.0)
        for choice, share in expected.items()
        if choice not in exclusive
    }


def _with_choice(tallies: Tallies, choice: str, chance: float, effect: tuple[Groups, Groups, int]) -> Tallies:
    """Take the choice or leave it, and bring together what no test can tell apart any more."""
    taken, left, enough = effect
    after: Tallies = {}

    def add(tally: Tally, weight: float, example: tuple[str, ...]) -> None:
        before, first = after.get(tally, (0.0, example))
        after[tally] = (before + weight, example if weight > before else first)

    for (hit, missed, size), (weight, example) in tallies.items():
        add((hit | taken, missed, min(size + 1, enough)), weight * chance, (*example, choice))
        add((hit, missed | left, size), weight * (1 - chance), example)
    if len(after) > MOST_CELLS:
        raise TooManyCells
    return after


def orders(ids: Sequence[str], tests: Iterable[Test]) -> Iterator[tuple[Value, float]]:
    """Yield rankings with even shares, at least one of every kind that the tests can tell apart.

    Raises `TooManyCells`.
    """
    named = {name for test in tests if isinstance(test, Ranked) for name in (test.first, *test.top)}
    tested = [choice for choice in ids if choice in named]
    if (many := math.perm(len(ids), len(tested))) > MOST_CELLS:
        raise TooManyCells
    for places in permutations(range(len(ids)), len(tested)):
        at = dict(zip(places, tested, strict=True))
        others = iter([choice for choice in ids if choice not in named])
        yield tuple(at.get(place) or next(others) for place in range(len(ids))), 1 / many
