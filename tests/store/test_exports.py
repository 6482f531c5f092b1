"""What leaves the house leaves it only with leave; to the person themselves everything is shown."""

import json

import pytest

from bot.profile.consent import Action
from bot.service.dossier import Outcome
from bot.service.ports import LoggedAnswer, Store
from bot.store.store import SqlStore, open_store
from tests.store.people import KEY, commanded, consent, deciding, ids, person, seen, step, typed, values


def told(store: Store, address: str, *actions: tuple[Action, int], purpose: str = "crm") -> None:
    consents = tuple(consent(purpose, action, at) for action, at in actions)
    store.work([typed(address, "x")], deciding(Outcome(consents=consents)), 150)


@pytest.fixture
def answered(store: SqlStore) -> SqlStore:
    """A store in which two people answered."""
    for address in ("a", "b"):
        store.work([commanded(address, "start")], step, 100)
        store.work([typed(address, f"{address} one")], step, 101)
        store.work([typed(address, f"{address} two")], step, 102)
    return store


@pytest.mark.parametrize(
    ("actions", "leaves"),
    [
        ((), False),
        ((("grant", 10),), True),
        ((("deny", 10),), False),
        ((("grant", 10), ("withdraw", 20)), False),
        ((("withdraw", 20), ("grant", 10)), False),
        ((("deny", 10), ("grant", 20)), True),
        ((("grant", 10), ("withdraw", 20), ("grant", 30)), True),
        ((("grant", 10), ("deny", 10)), False),
        ((("deny", 10), ("grant", 10)), False),
    ],
)
def test_answers_leave_only_while_the_newest_word_is_a_grant(answered: SqlStore, actions, leaves):
    told(answered, "a", *actions)
    assert values(answered, "crm") == (["a one", "a two"] if leaves else [])


def test_leave_for_one_purpose_is_no_leave_for_another(answered: SqlStore):
    told(answered, "a", ("grant", 10), purpose="contact")
    assert values(answered, "crm") == []


def test_an_answer_comes_with_its_session(answered: SqlStore):
    told(answered, "a", ("grant", 10))
    session = seen(answered, typed("a", "?")).session
    assert session is not None
    first, _ = answered.answers("crm")
    assert first == LoggedAnswer(
        respondent=person("a"),
        session=session.id,
        questionnaire="bench",
        version="v1",
        question="q0",
        how="given",
        value="a one",
        other="in other words a one",
        at=101,
        session_status="open",
        started_at=100,
        finished_at=None,
        channel="telegram",
        campaign="spring",
        language="fa",
        granted=frozenset({"report", "crm"}),
    )


def test_answers_come_person_by_person_in_the_order_given(answered: SqlStore):
    assert [(logged.respondent, logged.value) for logged in answered.answers("report")] == sorted(
        (person(address), f"{address} {number}") for address in ("a", "b") for number in ("one", "two")
    )


def test_an_answer_says_what_else_its_person_allows_at_that_moment(answered: SqlStore):
    told(answered, "a", ("grant", 10), purpose="contact")
    told(answered, "b", ("grant", 10), ("withdraw", 20), purpose="contact")
    granted = {logged.respondent: logged.granted for logged in answered.answers("report")}
    assert granted == {person("a"): {"report", "contact"}, person("b"): {"report"}}


def test_one_questionnaire_can_be_asked_for(answered: SqlStore):
    assert len(list(answered.answers("report", "bench"))) == 4
    assert list(answered.answers("report", "another")) == []


def test_test_sessions_never_leave(url: str):
    trying = open_store(url, [KEY], ids, kind="test")
    trying.work([commanded("a", "start")], step, 100)
    trying.work([typed("a", "x")], step, 101)
    assert values(trying) == []
    trying.close()


def test_a_person_is_shown_everything_that_is_kept_of_them(answered: SqlStore):
    told(answered, "a", ("grant", 1_800_000_000))
    everything = answered.kept_of("telegram", "a")
    assert everything is not None
    shown = json.dumps(everything)
    for word in ("a one", "in other words a two", "trait_q1", "Yes, write my report.", "2027-01-15T08:00:00Z", '"a"'):
        assert word in shown
    assert "b one" not in shown
    counts = {name: len(part) for name, part in everything.items() if isinstance(part, list)}
    assert counts == {"reached": 1, "traits": 2, "consents": 2, "sessions": 1, "answers": 2, "ratings": 0, "events": 5}
