"""Traits and consents: what counts, for how long, and who said so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.session import Answer
from bot.profile.consent import Action, Consent, allows, standing
from bot.profile.trait import SECONDS_A_DAY, Trait, contradictions, current, declared, freshness, known_from
from bot.questionnaire.catalogue import TraitKind
from tests.making import choice, question, questionnaire, text

DAY = SECONDS_A_DAY


def trait(value: str, provenance: str = "declared", at: int = 0, until: int | None = None) -> Trait:
    return Trait("role", value, provenance, at, "bench", until=until)  # type: ignore[arg-type]


def test_a_better_known_trait_counts_and_the_newer_of_two_alike() -> None:
    assert current([trait("a", "observed", 9), trait("b", "declared", 1)], 10)["role"].value == "b"
    assert current([trait("a", "declared", 1), trait("b", "declared", 2)], 10)["role"].value == "b"


def test_what_is_stale_gives_way_to_what_is_fresh() -> None:
    stale, fresh = trait("old", "confirmed", 0, until=5), trait("new", "inferred", 6)
    assert current([stale, fresh], 10)["role"].value == "new"
    assert current([stale, fresh], 4)["role"].value == "old"


def test_traits_that_differ_stand_side_by_side() -> None:
    said, seen = trait("engineer"), trait("buyer", "observed")
    assert contradictions([said, seen], 1) == {"role": (said, seen)}
    assert contradictions([said, trait("engineer", "observed")], 1) == {}


ROLE = question("role", "select_one", choice("engineer"), choice("buyer"), trait="role")


def test_a_known_trait_answers_the_question_that_asks_for_it() -> None:
    known = known_from([trait("engineer")], questionnaire(ROLE), 1)
    assert known == {"role": "engineer", "trait.role": "engineer"}


def test_a_stale_trait_or_a_choice_that_is_gone_is_not_known() -> None:
    assert known_from([trait("engineer", until=1)], questionnaire(ROLE), 2) == {}
    assert known_from([trait("pilot")], questionnaire(ROLE), 1) == {"trait.role": "pilot"}


def test_an_answer_declares_a_trait_for_as_long_as_it_holds() -> None:
    made = declared(ROLE, Answer("role", 5, "buyer"), days=2, source="bench", at=5)
    assert made is not None
    assert made.until == 5 + 2 * DAY
    assert declared(question("free", "text"), Answer("free", 5, "x"), days=None, source="bench", at=5) is None
    assert declared(ROLE, Answer("role", 5, None, "skipped"), days=None, source="bench", at=5) is None


def test_the_question_says_how_long_an_answer_holds_before_the_trait_does() -> None:
    kinds = [TraitKind("role", text(en="Role"), fresh_for=365)]
    assert freshness(ROLE, kinds) == 365
    assert freshness(question("role", "text", trait="role", fresh_for=30), kinds) == 30
    assert freshness(question("x", "text", trait="x"), kinds) is None


def consent(action: Action, at: int, purpose: str = "crm") -> Consent:
    return Consent(purpose, action, "words", "en", "telegram", at)


@pytest.mark.parametrize(
    ("events", "allowed"),
    [
        ([], False),
        ([consent("grant", 1)], True),
        ([consent("deny", 1)], False),
        ([consent("grant", 1), consent("withdraw", 2)], False),
        ([consent("withdraw", 1), consent("grant", 2)], True),
        ([consent("grant", 2), consent("withdraw", 1)], True),
        ([consent("grant", 1), consent("withdraw", 1)], False),
        ([consent("withdraw", 1), consent("grant", 1)], False),
        ([consent("grant", 1, "remember")], False),
    ],
)
def test_the_newest_word_counts_and_a_no_wins_a_tie(events: list[Consent], allowed: bool) -> None:
    assert allows(events, "crm") is allowed


@given(st.lists(st.tuples(st.sampled_from(["grant", "deny", "withdraw"]), st.integers(0, 5)), max_size=8), st.randoms())
def test_the_order_in_which_consents_are_read_does_not_matter(given_: list[tuple[Action, int]], dice: object) -> None:
    events = [consent(action, at) for action, at in given_]
    shuffled = list(events)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert standing(events) == standing(shuffled)
