"""Repairs and what-ifs: laws, held by replaying every claim with the real engine."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation.engine import known_values
from bot.paths.partition import axis
from bot.suggestion.front import Front
from bot.suggestion.repairs import Repair, repairs
from bot.suggestion.replay import replayed
from bot.suggestion.suggest import ranked, suggest
from bot.suggestion.what_if import what_if
from tests.suggestion.shop import Told, answers, cases, changed, knowns, told

strict = st.one_of(told(), told(strict=True))
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def fits(case: Told, changes: dict[str, object]) -> list[str]:
    """Return what would be suggested, the best first, had these answers been given to the real engine."""
    session = changed(case.compiled, case.session, dict(changes))  # type: ignore[arg-type]
    known = known_values(case.compiled, session)
    return [each.product for each in ranked(case.compiled, case.products, known) if each.fits]


def changes_of(repair: Repair) -> dict[str, object]:
    return {change.question: change.value for change in repair.changes}


@slow
@given(told(), st.data())
def test_a_replay_knows_what_the_engine_knows(case, data):
    given_answers = [answer.question for answer in case.session.answers if answer.value is not None]
    if not given_answers:
        return
    question = data.draw(st.sampled_from(given_answers))
    value = data.draw(st.one_of(st.none(), answers[question]))
    replay = replayed(case.compiled, case.session, {question: value})
    session = changed(case.compiled, case.session, {question: value})
    assert replay is not None
    assert replay.known == known_values(case.compiled, session)
    asked = {answer.question for answer in session.answers} - {answer.question for answer in case.session.answers}
    assert set(replay.asks) == asked
    left = {answer.question for answer in session.answers}
    assert set(replay.voids) == {each.question for each in case.session.answers if each.question not in left}


@slow
@given(strict)
def test_repairs_open_what_they_say_and_nothing_less_would(case):
    found = repairs(case.compiled, case.products, case.session)
    if found:
        assert suggest(case.compiled, case.products, case.known) == ()
    for repair in found:
        changes = changes_of(repair)
        assert fits(case, changes) == list(repair.opens)
        assert repair.opens
        for most in range(1, len(changes)):
            for part in combinations(changes.items(), most):
                assert fits(case, dict(part)) == [], f"{part} would do"


@slow
@given(strict)
def test_a_repair_changes_only_answers_that_were_given_and_each_question_once(case):
    given_answers = {answer.question: answer.value for answer in case.session.answers if answer.value is not None}
    for repair in repairs(case.compiled, case.products, case.session):
        assert len(changes_of(repair)) == len(repair.changes)
        for change in repair.changes:
            assert given_answers[change.question] == change.was != change.value


@slow
@given(strict)
def test_where_one_number_alone_can_help_no_smaller_change_of_it_does(case):
    for repair in repairs(case.compiled, case.products, case.session):
        [change, *more] = repair.changes
        if more or not isinstance(change.value, int | float) or not isinstance(change.was, int | float):
            continue
        # To three digits: what is nearer by more than a hundredth opens nothing.
        for share in (0.02, 0.25, 0.5, 0.75, 1):
            between = change.value + (change.was - change.value) * share
            number = round(between) if change.question == "budget" else round(between, 1)
            if min(abs(number - change.was), abs(number - change.value)) > 0.02 * abs(change.value):
                assert abs(number - change.was) < abs(change.value - change.was)
                assert fits(case, {change.question: number}) == [], number


@slow
@given(cases(), st.lists(knowns, min_size=1, max_size=4))
def test_the_front_is_the_first_suggestion_whatever_was_looked_at_before(case, more):
    front = Front(case.compiled, case.products)
    for known in (case.known, *more, case.known):
        for extra in ({}, {"owns": ("p0",)}, {"region": "europe"}):
            found = suggest(case.compiled, case.products, {**known, **extra}, 1)
            assert front.first({**known, **extra}) == (found[0].product if found else None)


@slow
@given(told())
def test_every_what_if_is_true(case):
    here = Front(case.compiled, case.products).first(case.known)
    for claim in what_if(case.compiled, case.products, case.session):
        assert claim.first != here
        found = fits(case, {claim.question: claim.value})
        assert (found[0] if found else None) == claim.first


@slow
@given(told())
def test_no_choice_that_would_change_the_first_suggestion_is_left_out(case):
    here = Front(case.compiled, case.products).first(case.known)
    claimed = {(claim.question, claim.first) for claim in what_if(case.compiled, case.products, case.session)}
    for answer in case.session.answers:
        question = case.compiled.question(answer.question)
        if answer.value is None or axis(question, None) is not None or question.type in ("select_multiple", "rank"):
            continue
        for choice in question.choices:
            if choice.id != answer.value:
                found = fits(case, {question.id: choice.id})
                other = found[0] if found else None
                assert other == here or (question.id, other) in claimed


@slow
@given(strict, st.integers(0, 1000))
def test_no_number_at_all_brings_something_to_the_front_that_is_not_told(case, number):
    """The stretches are looked at between all limits, so a number drawn anywhere leads to something told."""
    here = Front(case.compiled, case.products).first(case.known)
    soft = any(not each.must for each in case.compiled.questionnaire.needs)
    if soft or case.session.answer("budget") is None or case.known.get("budget") is None:
        return  # What counts in part can change places between two limits; musts cannot.
    claimed = {
        claim.first for claim in what_if(case.compiled, case.products, case.session) if claim.question == "budget"
    }
    found = fits(case, {"budget": number})
    assert (found[0] if found else None) in {*claimed, here}


@slow
@given(told())
def test_both_say_the_same_of_the_same_session(case):
    for compute in (repairs, what_if):
        assert compute(case.compiled, case.products, case.session) == compute(
            case.compiled, case.products, case.session
        )
