"""A crowd: made-up people who answer as often as is expected; the same seed gives the same people."""

import math
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from random import Random
from typing import Protocol

from bot.paths.cells import Cell, Cells
from bot.paths.choices import Weighted, exclusive, how_many, single, taken_by_themselves
from bot.paths.derived import Outcome
from bot.paths.frame import Frame
from bot.paths.variables import CONSENT
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.questionnaire.model import Question

Draw = Callable[[Random], Value]
TRIES = 1000
"""How often a set of choices is drawn before one of the right size is put together."""
WIDE = 100
"""How many times the least number the greatest may be before numbers are drawn by their order of magnitude."""
DIGITS = 3
"""Digits of a made-up number that are not zero: people say 250, not 249.7134."""
WRITTEN = {"email": "someone@example.com", "phone": "+43123456789", "location": "48.20820,16.37380"}
OWN_WORDS = "something else"
"""What people of a crowd write, where what they write cannot matter."""


class Person(Protocol):
    """Somebody who can be asked."""

    @property
    def known(self) -> Mapping[str, Value]:
        """What is given at the start: language, channel, campaign."""
        ...

    def answer(self, question: Question) -> Value | None:
        """Return the answer to a question; None: there is none."""
        ...


class Crowd:
    """Made-up people for one questionnaire who start on one day (ISO); nobody skips, everybody consents.

    A number lies in each band between the limits of the file as often as in the others, as `bot.paths` has it.
    """

    def __init__(self, compiled: Compiled, today: str, seed: int) -> None:
        self._dice = Random(seed)  # noqa: S311 - people are made up here, no secrets
        frame = Frame(compiled, today)
        variables = frame.variables
        self._draws = {
            question.id: _draw(question, variables.cells[place])
            for place, question in enumerate(compiled.questions)
            if question.waits
        }
        self._given = [
            (name, variables.cells[number], variables.outcomes[number])
            for name, number in variables.numbers.items()
            if name not in compiled.position and not name.startswith(CONSENT) and number not in variables.derived
        ]
        self._languages = compiled.questionnaire.languages

    def people(self, count: int) -> Iterator["Stranger"]:
        """Yield so many people, one after the other; each has to be asked before the next one comes."""
        for _ in range(count):
            known: dict[str, Value] = {"language": self._dice.choice(self._languages)}
            for name, cells, outcomes in self._given:
                value = cells.all[_outcome(outcomes, self._dice)].value
                if value is not None:
                    known[name] = value
            yield Stranger(known, self._draws, self._dice)


class Stranger:
    """One of a crowd."""

    def __init__(self, known: Mapping[str, Value], draws: Mapping[str, Draw], dice: Random) -> None:
        self.known = known
        self._draws = draws
        self._dice = dice

    def answer(self, question: Question) -> Value:
        """Return an answer, drawn when it is asked for."""
        return self._draws[question.id](self._dice)


def _outcome(outcomes: Sequence[Outcome], dice: Random) -> int:
    left = dice.random()
    for outcome in outcomes:
        left -= outcome.share
        if left < 0:
            return outcome.cell
    return outcomes[0].cell


def _draw(question: Question, cells: Cells) -> Draw:
    match question.type:
        case "select_one" | "yes_no":
            return _one_of(single(question))
        case "select_multiple":
            return _several(question)
        case "rank":
            ids = [choice.id for choice in question.choices]
            return lambda dice: tuple(dice.sample(ids, len(ids)))
        case "scale":
            return lambda dice: dice.randint(question.low, question.high)
        case "integer" | "decimal" | "date":
            return _in_bands(question, cells)
    text = WRITTEN.get(question.type, OWN_WORDS)
    return lambda _: text


def _one_of(weighted: Weighted) -> Draw:
    values = [value for value, _ in weighted]
    sums = [*accumulate(share for _, share in weighted)]
    last = len(values) - 1
    return lambda dice: values[min(bisect(sums, dice.random() * sums[-1]), last)]


def _several(question: Question) -> Draw:
    """Take each choice by itself until as many are taken as are allowed; or an exclusive one, as often as expected."""
    chances = [*taken_by_themselves(question).items()]
    least, most = how_many(question)
    alone = exclusive(question)
    total = sum(share for _, share in alone)

    def draw(dice: Random) -> Value:
        if alone and (not chances or dice.random() < total):
            return pick(dice)
        for _ in range(TRIES):
            taken = tuple([choice for choice, chance in chances if dice.random() < chance])
            if least <= len(taken) <= most:
                return taken
        return tuple(choice for choice, _ in chances[:least])

    pick = _one_of(alone) if alone else draw
    return draw


def _in_bands(question: Question, cells: Cells) -> Draw:
    shares = [cell.share for cell in cells.all[1:]]
    sums, last = [*accumulate(shares)], len(shares) - 1

    def draw(dice: Random) -> Value:
        place = 1 + min(bisect(sums, dice.random() * sums[-1]), last)
        cell = cells.all[place]
        value = _inside(cell, question, dice)
        # A rounded number may have left its band.
        return value if cell.value is None or cells.index(value) == place else cell.value

    return draw


def _inside(cell: Cell, question: Question, dice: Random) -> Value:
    low, high = cell.low, cell.high
    if question.type == "date":
        return date.fromordinal(dice.randint(int(low), int(high))).isoformat()
    if math.isinf(high - low):
        return cell.value or 0
    if low > 0 and high >= WIDE * low:
        number = math.exp(dice.uniform(math.log(low), math.log(high)))
    else:
        number = dice.randint(int(low), int(high)) if question.type == "integer" else dice.uniform(low, high)
    shown = float(f"{number:.{DIGITS}g}")
    return round(shown) if question.type == "integer" else shown
