"""Every number behind the suggestions of one person, and how `bot explain` shows it."""

import json
import re

import pytest
from hypothesis import given
from msgspec.structs import replace
from rich.console import Console

from bot.assemble import now, open_house
from bot.cli.explain import explain, show
from bot.questionnaire.catalogue import Shared
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import OneOf
from bot.service.acts import Act, Arrival, Commanded, Pressed, Typed
from bot.service.explaining import explained
from bot.service.library import Library
from bot.settings import read_settings
from bot.suggestion.suggest import suggest
from bot.suggestion.trace import trace
from bot.values.errors import NotUnderstood
from tests.report.bench import BENCH, COMPANY, COMPILED, KNOWN, PRODUCTS
from tests.suggestion.shop import Case, cases, held


def test_every_need_says_what_it_asks_or_why_it_asks_nothing():
    unless = tuple(
        replace(each, unless=OneOf("floating", ("yes",))) if each.id == "channels" else each for each in BENCH.needs
    )
    strange = replace(BENCH.needs[1], id="strange", attribute="colour")
    compiled = Compiled(replace(BENCH, needs=(*unless, strange)))
    known = {name: value for name, value in KNOWN.items() if name != "budget"}
    found = {need.need: need for need in trace(compiled, PRODUCTS, known).needs}
    assert {name: need.idle for name, need in found.items()} == {
        "bandwidth": None,
        "channels": "unless",
        "good_for": None,
        "isolated": None,
        "price": "unanswered",
        "strange": "no_attribute",
    }
    assert trace(COMPILED, PRODUCTS, {**KNOWN, "floating": "no"}).needs[3].idle == "condition"
    bandwidth, good_for = found["bandwidth"], found["good_for"]
    assert (bandwidth.must, bandwidth.wanted, bandwidth.unit, bandwidth.weight) == (True, 500.0, "MHz", 0)
    assert (good_for.wanted, good_for.importance) == ("power", 1)
    assert good_for.weight == pytest.approx(1 / 3)


def test_every_product_says_where_it_stands_or_why_it_is_out():
    items = tuple(replace(each, in_stock=each.id != "huge") for each in PRODUCTS.items)
    found = trace(COMPILED, replace(PRODUCTS, items=items), {**KNOWN, "owns": ("middle",)})
    assert [(each.product, each.place, each.role, each.out) for each in found.products] == [
        ("large", 1, "best", None),
        ("small", None, None, "breaks_a_must"),
        ("middle", None, None, "owned"),
        ("huge", None, None, "sold_out"),
        ("probe", None, None, "other_kind"),
        ("camera", None, None, "other_kind"),
    ]
    small = next(each for each in found.products if each.product == "small")
    assert small.violated == ("bandwidth",)
    assert [each.product for each in found.accessories] == ["probe"]


@given(cases())
def test_the_shares_of_every_product_sum_to_its_score_and_the_places_are_those_of_the_suggestions(case: Case):
    found = trace(case.compiled, case.products, case.known)
    for product in found.products:
        assert product.score == pytest.approx(sum(line.share for line in product.lines))
    placed = [each.product for each in found.products if each.place]
    assert placed == [each.product for each in suggest(case.compiled, case.products, case.known, 99)]
    assert len(found.products) == len(case.products.items)


# At the command line -------------------------------------------------------------------------------------------


@pytest.fixture
def session(tmp_path, monkeypatch) -> str:
    """Begin a session with the questionnaires of this project, and answer a little; return its id."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    house = open_house(read_settings())
    acts: tuple[Act, ...] = (Commanded("start", "test-bench"), Pressed("begin:test-bench"), Typed("Power conversion"))
    acts += (Typed("9000"),)
    for place, act in enumerate(acts):
        arrival = Arrival(channel="terminal", address="here", act=act, key=f"terminal:{place}")
        house.store.work([arrival], house.reception.step, now(), [])
    answer = next(house.store.answers("report"))
    house.store.close()
    return answer.session


def test_a_session_is_explained_in_tables_with_every_number(session, capsys):
    explain(session, "text")
    shown = capsys.readouterr().out
    assert f"session {session} of test-bench, open" in shown
    assert "answers   application = power, signal = 9000" in shown
    assert re.search(r"bandwidth +bandwidth +at_least +25000 MHz +1 +must", shown)
    assert re.search(r"channels +channels +at_least +– what it compares with has no value", shown)
    assert re.search(r"1\. dpo7: \d\.\d{3}, best, 80000 USD", shown)
    assert re.search(r"^tbs1000c  breaks a must: bandwidth$", shown, re.MULTILINE)
    assert re.search(r"^tivp  of another kind than 'suggest' wants$", shown, re.MULTILINE)
    assert re.search(r"^signal = 2000 would bring mso6b to the front$", shown, re.MULTILINE)


def test_a_session_is_explained_to_machines_as_one_json_value(session, capsys):
    explain(session, "json")
    found = json.loads(capsys.readouterr().out)
    assert (found["session"], found["questionnaire"], found["answers"]["signal"]) == (session, "test-bench", 9000.0)
    best = found["trace"]["products"][0]
    assert (best["product"], best["place"], best["role"]) == ("dpo7", 1, "best")
    assert sum(line["share"] for line in best["lines"]) == pytest.approx(best["score"])
    assert found["what_if"][0]["question"] == "signal"


def test_no_line_that_is_printed_ends_in_blanks(session, capsys):
    explain(session, "text")
    lines = capsys.readouterr().out.splitlines()
    assert any("× weight" in line for line in lines)
    assert [line for line in lines if line != line.rstrip()] == []


def test_an_unknown_session_is_told_and_not_a_crash(session):
    with pytest.raises(NotUnderstood, match="there is no session 'nowhere'"):
        explain("nowhere", "text")
    assert session


def test_what_people_wrote_and_how_to_reach_them_is_not_shown():
    found = explained(held(COMPILED, KNOWN), _library())
    assert set(found.answers) == {"application", "signal", "buses", "floating", "priorities", "budget", "deadline"}


def test_where_nothing_fits_it_is_said_what_would_help(capsys):
    why = explained(held(COMPILED, {**KNOWN, "signal": 9000.0}), _library())
    show(why, Console(width=120))
    assert "would help: signal = 2000; opens huge" in capsys.readouterr().out


def _library() -> Library:
    return Library.of(Shared(COMPANY, PRODUCTS, ()), {"bench": COMPILED})
