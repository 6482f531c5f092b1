"""Which other answers one question could have had, and the nearest of them that leads to something else.

Choices are tried one by one, numbers and days stretch by stretch: a stretch lies between two limits, is looked at
once, and joined with the next one where both lead to the same.
"""

import math
from collections.abc import Callable, Hashable, Iterator, Set
from fractions import Fraction

from msgspec import Struct

from bot.paths.axis import Axis, bands
from bot.questionnaire.condition import Value
from bot.questionnaire.model import OTHER, Question

Outcome = Hashable
Probe = Callable[[Value], Outcome]
"""What an answer would lead to."""
_FEW_DIGITS = 3
_HALVINGS = 16


class Alternative(Struct, frozen=True):
    """Another answer and what it leads to; numbers from `low` to `high`, one of which it is, lead to the same."""

    value: Value
    outcome: Outcome
    low: float | None = None
    high: float | None = None


def alternatives(
    question: Question, was: Value, probe: Probe, numbers: Axis | None, cuts: Set[Fraction] = frozenset()
) -> Iterator[Alternative]:
    """Yield other answers; of numbers and days only those that lead elsewhere, the nearest in every stretch.

    Of several choices one is taken or left, of a ranking one is put first. Free text has no other answers.
    """
    if numbers is not None:
        yield from _stretches(was, probe, numbers, cuts)
        return
    for value in _choices(question, was):
        yield Alternative(value, probe(value))


def _choices(question: Question, was: Value) -> Iterator[Value]:
    ids = [choice.id for choice in question.choices if choice.id != OTHER]
    match question.type:
        case "select_one" | "yes_no":
            yield from (each for each in ids if each != was)
        case "rank" if isinstance(was, tuple):
            yield from ((each, *(other for other in was if other != each)) for each in was[1:])
        case "select_multiple" if isinstance(was, tuple):
            for each in ids:
                value = _toggled(question, was, each)
                if value is not None:
                    yield value


def _toggled(question: Question, was: tuple[str, ...], choice_id: str) -> tuple[str, ...] | None:
    """Return several choices with one more or one less, in author order; None where that is no answer."""
    exclusive = {choice.id for choice in question.choices if choice.exclusive}
    if choice_id in was:
        left = set(was) - {choice_id}
    elif choice_id in exclusive:
        left = {choice_id}
    else:
        left = set(was) - exclusive | {choice_id}
    value = tuple(each for each in (*(choice.id for choice in question.choices), OTHER) if each in left)
    fewest, most = max(question.at_least or 1, 1), question.at_most or math.inf
    return tuple(dict.fromkeys(value)) if fewest <= len(left) <= most else None


def _stretches(was: Value, probe: Probe, numbers: Axis, cuts: Set[Fraction]) -> Iterator[Alternative]:
    here = numbers.number(was)
    if here is None:
        return
    looked_at: dict[Value, Outcome] = {}

    def once(value: Value) -> Outcome:
        if value not in looked_at:
            looked_at[value] = probe(value)
        return looked_at[value]

    # The present answer stands between stretches, so that each lies on one side of it.
    cells = bands(numbers, {*cuts, Fraction(str(here))}, [once]).all[1:]
    examples = [cell.value for cell in cells if cell.value is not None]
    for place, (cell, example) in enumerate(zip(cells, examples, strict=True)):
        outcome, above = once(example), here <= cell.low
        if outcome == once(was):
            continue
        near = _nearest(numbers, here, (cell.low, cell.high))
        value = next((each for each in near if once(each) == outcome), example)
        value = _approached(numbers, examples[place - 1 if above else place + 1], value, once)
        number = numbers.number(value)
        low, high = (number, cell.high) if above else (cell.low, number)
        yield Alternative(value, outcome, low, high)


def _approached(numbers: Axis, near_value: Value, far_value: Value, leads_to: Probe) -> Value:
    """Return where between two values, the far one leading elsewhere, that begins; what counts in part may turn there.

    At a limit it begins with the limit itself, and nothing before it leads to the same.
    """
    near, far = numbers.number(near_value), numbers.number(far_value)
    if near is None or far is None:
        return far_value
    outcome = leads_to(far_value)
    just_before = far - math.copysign(1 if numbers.whole else _step(far, _FEW_DIGITS), far - near)
    if not min(near, far) < just_before < max(near, far) or leads_to(numbers.value(just_before)) != outcome:
        return far_value
    far = just_before
    for _ in range(_HALVINGS):
        middle = (far + near) / 2
        middle = round(middle) if numbers.whole else float(f"{middle:.{_FEW_DIGITS}g}")
        if middle in (far, near):
            break
        far, near = (middle, near) if leads_to(numbers.value(middle)) == outcome else (far, middle)
    return numbers.value(far)


def _nearest(numbers: Axis, here: float, stretch: tuple[float, float]) -> Iterator[Value]:
    """Yield values of a stretch that are near to the present answer: one with few digits, and its very end."""
    low, high = stretch
    end, towards = (low, 1) if here <= low else (high, -1)
    if math.isinf(end):
        return
    # An end that does not itself belong to the stretch is followed by what lies just inside.
    steps = () if numbers.day else (_FEW_DIGITS, _FEW_DIGITS + 2)
    near = [*(_rounded(end, digits, towards) for digits in steps[:1]), end]
    near += [_rounded(end, digits, towards) + towards * _step(end, digits) for digits in steps]
    for number in near:
        fitting = (math.ceil(number) if towards > 0 else math.floor(number)) if numbers.whole else number
        if max(low, numbers.low) <= fitting <= min(high, numbers.high):
            yield numbers.value(float(f"{fitting:.12g}"))


def _rounded(number: float, digits: int, towards: int) -> float:
    """Round a number to so many digits, up (1) or down (-1); what is as good as whole stays."""
    step = _step(number, digits)
    scaled = number / step
    near = round(scaled)
    whole = near if math.isclose(scaled, near) else math.ceil(scaled) if towards > 0 else math.floor(scaled)
    return whole * step


def _step(number: float, digits: int) -> float:
    """Return the smallest step of a number written with so many digits."""
    return 10.0 ** (math.floor(math.log10(abs(number))) - digits + 1) if number else 10.0**-digits
