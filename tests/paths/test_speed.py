"""Sixty questions that look back at random in two seconds, all figures exact."""

import time
from random import Random

from bot.paths.bounds import Remaining
from bot.paths.distribution import distribution
from bot.paths.witness import ways
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import All, Any, Condition, InRange, OnDate, OneOf, Picks, Range, Ranked
from bot.questionnaire.model import Question
from tests.paths.building import TODAY, ask, compiled
from tests.paths.strategies import TESTED


def looking_back(count: int, seed: int) -> Compiled:
    """Return a questionnaire where four of five questions look at one or two of the twenty before them."""
    dice = Random(seed)
    questions: list[Question] = []
    for place in range(count):
        kind = dice.choice(TESTED)
        keys: dict[str, object] = {"choices": "abcd"} if kind in ("select_one", "select_multiple", "rank") else {}
        back = questions[-20:]
        parts = tuple(looks_at(dice.choice(back), dice) for _ in range(dice.randint(1, 2))) if back else ()
        condition = dice.choice((All, Any))(parts) if parts and dice.random() < 0.8 else None
        questions.append(ask(f"q{place}", kind, condition, **keys))
    return compiled(*questions)


def looks_at(question: Question, dice: Random) -> Condition:
    name, letters = question.id, tuple(dice.sample("abcd", 2))
    match question.type:
        case "select_one":
            return OneOf(name, letters)
        case "yes_no":
            return OneOf(name, ("yes",))
        case "select_multiple":
            return Picks(name, any_of=letters)
        case "rank":
            return Ranked(name, first=letters[0])
        case "date":
            return OnDate(name, within_days=dice.randint(1, 90))
    return InRange(name, Range(at_least=dice.randint(2, 5)))


def test_sixty_questions_take_no_more_than_two_seconds():
    for seed in range(3):
        questionnaire = looking_back(60, seed)
        began = time.process_time()
        found = distribution(questionnaire, TODAY)
        assert found.exact
        assert found.least < found.mean < found.most
        assert abs(sum(found.numbers) - 1) < 1e-9
        assert Remaining(questionnaire).remaining({"today": TODAY}, 0) == (found.least, found.most)
        assert {name for name, way in ways(questionnaire, TODAY).items() if way.steps is not None} == found.reachable
        assert time.process_time() - began < 2
