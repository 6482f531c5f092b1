"""How many questions are still to come, at single points of a conversation."""

import time

from bot.paths import bounds
from bot.paths.bounds import Remaining
from bot.questionnaire.condition import InRange, OnDate, OneOf, Range, Value
from tests.paths.building import TODAY, ask, compiled, yes

SMALL = compiled(
    ask("field", "select_one", choices=["power", "radio"]),
    ask("volts", "integer", OneOf("field", ("power",))),
    ask("probe", ask_if=InRange("volts", Range(above=600))),
    ask("mail", "email", purpose="contact"),
    ask("end"),
)


def test_bounds_come_closer_with_every_answer():
    remaining = Remaining(SMALL)
    assert remaining.remaining({}, 0) == (2, 5)
    assert remaining.remaining({"field": "power"}, 1) == (2, 4)
    assert remaining.remaining({"field": "power", "volts": 1000}, 2) == (2, 3)
    assert remaining.remaining({"field": "power", "volts": 100}, 2) == (1, 2)
    assert remaining.remaining({"field": "radio"}, 1) == (1, 2)


def test_a_consent_given_or_refused_makes_its_questions_sure():
    remaining = Remaining(SMALL)
    assert remaining.remaining({"field": "radio"}, 1, consents={"contact": True}) == (2, 2)
    assert remaining.remaining({"field": "radio"}, 1, consents={"contact": False}) == (1, 1)


def test_what_was_passed_or_is_known_further_on_is_not_asked_again():
    remaining = Remaining(SMALL)
    assert remaining.remaining({"field": "radio"}, 1, frozenset(("mail", "end"))) == (0, 0)
    assert remaining.remaining({"field": "power", "volts": 700, "end": "yes"}, 1) == (1, 2)


def test_a_value_that_no_answer_can_have_leaves_bounds_that_are_true():
    numbers = compiled(
        ask("n", "integer", at_least=0, at_most=9), ask("b", ask_if=InRange("n", Range(above=5))), ask("c")
    )
    assert Remaining(numbers).remaining({"n": 12}, 1) == (1, 2)


def test_days_are_counted_from_the_day_the_session_started():
    near = compiled(ask("d", "date"), ask("soon", ask_if=OnDate("d", within_days=10)))
    remaining = Remaining(near)
    for day, bounds_then in (("2026-11-21", (1, 1)), ("2026-12-21", (0, 0)), ("2026-11-20", (1, 1))):
        assert remaining.remaining({"today": day, "d": "2026-11-25"}, 1) == bounds_then


def test_an_entangled_questionnaire_has_looser_bounds_that_are_true_and_always_the_same(monkeypatch):
    chain = [ask("q0")] + [ask(f"q{number}", ask_if=yes(f"q{number - 1}")) for number in range(1, 9)]
    exact = Remaining(compiled(*chain)).remaining({"q0": "no"}, 1)
    monkeypatch.setattr(bounds, "MOST_FORKS", 3)
    monkeypatch.setattr(bounds, "FEW_FORKS", 3)
    loose = Remaining(compiled(*chain))
    assert exact == (0, 0) == loose.remaining({"q0": "no"}, 1)
    first = loose.remaining({"q0": "yes"}, 1)
    assert first == (1, 8)
    loose.remaining({"q0": "yes", "q1": "yes"}, 2)
    assert Remaining(compiled(*chain)).remaining({"q0": "yes"}, 1) == first


def test_it_is_fast_after_the_first_time():
    remaining = Remaining(SMALL)
    known: dict[str, Value] = {"today": TODAY, "language": "en", "field": "power", "volts": 700}
    remaining.remaining(known, 2)
    began = time.perf_counter()
    for _ in range(1000):
        remaining.remaining(known, 2)
    assert time.perf_counter() - began < 0.05
