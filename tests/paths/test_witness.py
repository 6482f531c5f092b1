"""The shortest way to a question, or the proof that there is none."""

from bot.paths.witness import Step, Way, ways
from bot.questionnaire.condition import All, Any, InRange, Not, OneOf, Picks, Range
from tests.paths.building import TODAY, ask, compiled, yes


def steps(way: Way) -> dict[str, object]:
    assert way.steps is not None
    return {step.name: step.value for step in way.steps}


def test_a_way_lists_only_the_answers_that_matter():
    found = ways(
        compiled(
            ask("noise"),
            ask("field", "select_one", choices=["power", "radio"]),
            ask("volts", "integer", OneOf("field", ("power",)), at_least=0, at_most=5000),
            ask("probe", ask_if=All((OneOf("field", ("power",)), InRange("volts", Range(above=600))))),
        ),
        TODAY,
    )
    assert found["noise"].steps == ()
    assert steps(found["volts"]) == {"field": "power"}
    assert steps(found["probe"]) == {"field": "power", "volts": 601}


def test_of_several_ways_the_one_with_fewest_answers_is_found():
    condition = Any((All((yes("a"), yes("b"))), yes("c")))
    more = [ask(f"also{number}", ask_if=yes("a")) for number in range(3)]
    found = ways(compiled(ask("a"), ask("b"), ask("c"), *more, ask("end", ask_if=condition)), TODAY)
    assert found["end"].steps == (Step("c", "yes"),)


def test_a_question_that_cannot_be_reached_is_proved_to_have_no_way():
    found = ways(
        compiled(ask("a"), ask("b", ask_if=All((yes("a"), OneOf("a", ("no",))))), ask("c", ask_if=yes("b"))), TODAY
    )
    assert found["b"] == Way(None)
    assert found["c"] == Way(None)


def test_a_way_may_lead_over_a_skipped_question_a_campaign_and_a_consent():
    later = Not(OneOf("campaign", ("spring",)))
    found = ways(
        compiled(
            ask("a", ask_if=OneOf("campaign", ("spring",))),
            ask("mail", "email", purpose="contact"),
            ask("b", ask_if=later),
        ),
        TODAY,
    )
    assert steps(found["a"]) == {"campaign": "spring"}
    assert steps(found["mail"]) == {"consent.contact": "yes"}
    assert steps(found["b"])["campaign"] not in (None, "spring")


def test_a_way_through_bounded_arithmetic_is_confirmed_by_the_engine():
    area = compiled(
        ask("w", "decimal", at_least=0, at_most=10),
        ask("h", "decimal", at_least=0, at_most=10),
        ask("large", ask_if=InRange("area", Range(above=80))),
        facts={"area": "w * h"},
    )
    way = ways(area, TODAY)["large"]
    assert way.proved
    values = steps(way)
    assert area.value("area", {"w": values["w"], "h": values["h"]}) > 80  # type: ignore[dict-item, operator]


def test_what_bounds_allow_and_no_example_shows_is_not_called_proved():
    difference = compiled(
        ask("w", "decimal", at_least=0, at_most=10),
        ask("never", ask_if=InRange("zero", Range(above=1))),
        facts={"zero": "w * w - w * w"},
    )
    assert ways(difference, TODAY)["never"] == Way(None, proved=False)


def test_a_watched_condition_and_a_known_question_have_their_ways_too():
    found = ways(
        compiled(ask("a"), ask("m", "select_multiple", choices="abc")),
        TODAY,
        known={"a": "yes"},
        watched={"many": Picks("m", count=Range(at_least=3))},
    )
    assert found["a"].steps is None
    assert steps(found["many"]) == {"m": ("a", "b", "c")}
