"""Claims about a finished conversation, against every play of random small questionnaires."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.paths.claims import ALWAYS, NEVER, Claim, Every, Misses, Some, contrary, is_true
from bot.paths.distribution import distribution
from bot.paths.frame import Frame
from bot.paths.witness import ways
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition
from bot.questionnaire.model import Segment
from tests.paths.building import TODAY, ask, compiled, yes
from tests.paths.oracle import Oracle, meets_every_cell
from tests.paths.strategies import conditions, questionnaires

NOT_YES: Claim = Misses(yes("a"))


@st.composite
def claims(draw, several: list[Condition]) -> Claim:
    """Draw a claim over these conditions, all of which it looks at."""
    parts: list[Claim] = [Misses(each) if draw(st.booleans()) else each for each in several]
    split = draw(st.integers(0, len(parts)))
    inner, outer = (Every, Some) if draw(st.booleans()) else (Some, Every)
    claim: Claim = outer((inner(tuple(parts[:split])), *parts[split:]))
    return contrary(claim) if draw(st.booleans()) else claim


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(questionnaires(most_questions=4), st.data())
def test_a_claim_has_a_way_exactly_where_some_play_makes_it_true(compiled, data):
    kinds = {question.id: question.type for question in compiled.questions}
    several = data.draw(st.lists(conditions(kinds), min_size=1, max_size=4))
    claim = data.draw(claims(several))
    # As segments they are looked at by the oracle too.
    named = tuple(Segment(f"w{place}", each) for place, each in enumerate(several))
    watched = Compiled(
        replace(compiled.questionnaire, segments=(*compiled.questionnaire.segments, *named)), compiled.version
    )
    true = set[bool]()

    def visit(known, position, *_):
        if position == len(watched.questions):
            true.add(is_true(claim, watched, known))
            assert is_true(contrary(claim), watched, known) is not is_true(claim, watched, known)

    Oracle(watched, visit).truth()
    way = ways(watched, TODAY, watched={"?": claim}, only="?")["?"]
    assert way.steps is not None or not way.proved or True not in true
    if meets_every_cell(watched) and not Frame(watched, TODAY, watched={"?": claim}).bounded:
        assert (way.steps is not None) == (True in true)
        assert ("?" in distribution(watched, TODAY, watched={"?": claim}).reachable) == (True in true)


def test_what_was_not_asked_is_not_yes_either():
    bench = compiled(ask("b", required=True), ask("a", ask_if=yes("b"), required=True))
    [step] = ways(bench, TODAY, watched={"?": NOT_YES}, only="?")["?"].steps or ()
    assert step.name in ("a", "b")
    assert step.value == "no"
    assert is_true(NOT_YES, bench, {})
    assert not is_true(contrary(NOT_YES), bench, {})


def test_nothing_is_needed_for_what_is_always_true_and_nothing_helps_what_never_is():
    found = ways(compiled(ask("a")), TODAY, watched={"always": ALWAYS, "never": NEVER})
    assert found["always"].steps == ()
    assert found["never"].steps is None
    assert found["never"].proved
