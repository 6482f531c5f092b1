"""One act is one change: all of it is kept, or nothing, and it is kept once."""

import logging

import pytest
from msgspec.structs import replace
from sqlalchemy import event

from bot.conversation.session import Answer, Asking, Session, Start
from bot.profile.trait import Trait
from bot.questionnaire.condition import Value
from bot.service.acts import Arrival, Commanded, Pressed, Reached
from bot.service.dossier import Dossier, Outcome, Respondent
from bot.service.ports import Delivered, Reply
from bot.store.store import SqlStore
from tests.store.people import answer, arrival, commanded, consent, deciding, person, say, seen, step, typed, values


def started(store: SqlStore, *addresses: str) -> list[Reply | None]:
    return store.work([commanded(address, "start") for address in addresses], step, 100)


def kept(store: SqlStore, address: str = "a") -> dict[str, list[dict[str, object]]]:
    everything = store.kept_of("telegram", address)
    assert everything is not None
    return everything  # type: ignore[return-value]


def test_what_a_person_did_is_there_for_their_next_act(store: SqlStore):
    started(store, "a")
    store.work([typed("a", "60 MHz")], step, 101)
    dossier = seen(store, commanded("a", "profile"))
    assert dossier.respondent == Respondent(person("a"), "en")
    assert dossier.session is not None
    assert [given.value for given in dossier.session.answers] == ["60 MHz"]
    assert dossier.traits == (
        Trait("trait_q0", "60 MHz", "declared", 101, "bench", "q0", None, "in other words 60 MHz"),
    )
    assert dossier.consents == (consent("report", "grant", 100),)
    assert store.session(dossier.session.id) == dossier.session


def test_a_stranger_has_an_empty_dossier(store: SqlStore):
    assert seen(store, commanded("nobody", "start")) == Dossier()
    assert store.kept_of("telegram", "nobody") is None
    assert store.session("no such session") is None


def test_the_same_address_on_another_channel_is_another_person(store: SqlStore):
    started(store, "a")
    assert seen(store, arrival("a", Commanded("profile"), channel="web")) == Dossier()


@pytest.mark.parametrize("act", [typed("a", "x").act, Pressed("pick:1", session="s", awaits="q0")])
def test_traits_and_consents_are_not_read_for_an_answer(store: SqlStore, act):
    started(store, "a")
    store.work([typed("a", "60 MHz")], step, 101)
    dossier = seen(store, arrival("a", act))
    assert dossier.session is not None
    assert (dossier.traits, dossier.consents) == ((), ())


def test_traits_and_consents_are_read_for_a_menu(store: SqlStore):
    started(store, "a")
    assert seen(store, arrival("a", Pressed("profile"))).consents != ()


def test_a_turn_waits_until_it_is_delivered_and_tells_how_to_answer(store: SqlStore):
    act = Arrival(channel="telegram", address="a", act=Commanded("start"), press="press", message=5)
    (reply,) = store.work([act], step, 100)
    assert reply is not None
    assert (reply.channel, reply.address, reply.press, reply.message) == ("telegram", "a", "press", 5)
    assert store.undelivered() == [reply]
    store.deliver([Delivered(reply, open_message=77)])
    assert store.undelivered() == []
    assert seen(store, typed("a", "?")).open_message == 77


def test_deliveries_are_marked_with_the_next_work_and_seen_by_it(store: SqlStore):
    first = started(store, "a", "b")
    notes = [Delivered(reply, 70) for reply in first if reply]
    (second,) = store.work([typed("a", "x")], step, 101, notes)
    assert second is not None
    assert second.open_message == 70
    assert store.undelivered() == [second]
    (third,) = store.work([typed("a", "y")], step, 102, [Delivered(second)])
    assert third is not None
    assert third.open_message == 70, "a delivery that shows no new prompt leaves the open one as it was"


def test_the_turns_of_one_channel_can_be_asked_for(store: SqlStore):
    acts = [arrival(f"on {name}", Commanded("start"), channel=name) for name in ("telegram", "terminal")]
    here, there = (store.work([act], step, 100)[0] for act in acts)
    assert store.undelivered("telegram") == [here]
    assert store.undelivered("terminal") == [there]
    assert store.undelivered() == [here, there]


def test_nothing_to_say_is_no_turn(store: SqlStore):
    assert store.work([commanded("a", "start")], deciding(Outcome()), 100) == [None]
    assert store.undelivered() == []


def test_a_greeting_for_a_stranger_keeps_nothing_of_them(store: SqlStore):
    (reply,) = store.work([typed("a", "hello")], step, 100)
    assert reply is not None
    assert store.undelivered() == [reply]
    assert store.kept_of("telegram", "a") is None


def test_a_batch_of_many_people_is_one_commit(store: SqlStore):
    addresses = [str(number) for number in range(50)]
    started(store, *addresses)
    commits: list[object] = []
    event.listen(store.database.engine, "commit", commits.append)
    replies = store.work([typed(address, f"from {address}") for address in addresses], step, 101)
    assert len(commits) == 1
    assert [reply.address for reply in replies if reply] == addresses
    assert sorted(map(str, values(store))) == sorted(f"from {address}" for address in addresses)


def test_two_acts_of_one_person_in_a_batch_follow_one_another(store: SqlStore):
    started(store, "a", "b")
    store.work([typed("a", "first"), typed("b", "other"), typed("a", "second")], step, 101)
    session = seen(store, typed("a", "?")).session
    assert session is not None
    assert [given.value for given in session.answers] == ["first", "second"]


def test_one_update_twice_in_a_batch_counts_once(store: SqlStore):
    started(store, "a")
    store.work([typed("a", "once", "7:1"), typed("a", "once", "7:1")], step, 101)
    assert values(store) == ["once"]


def test_an_act_that_fails_does_not_take_the_others_along(store: SqlStore):
    first = started(store, "a", "b", "c")
    notes = [Delivered(reply) for reply in first if reply]
    acts = [typed("a", "one", "7:1"), typed("b", "boom", "7:2"), typed("c", "three", "7:3")]
    replies = store.work(acts, step, 101, notes)
    assert [reply and reply.address for reply in replies] == ["a", None, "c"]
    assert values(store) == ["one", "three"] or values(store) == ["three", "one"]
    assert store.undelivered() == [reply for reply in replies if reply]


def test_an_act_that_fails_is_set_aside_and_told_without_what_was_said(
    store: SqlStore, caplog: pytest.LogCaptureFixture
):
    started(store, "a secret address")
    with caplog.at_level(logging.ERROR):
        assert store.work([typed("a secret address", "boom", "7:2")], step, 101) == [None]
    assert "update '7:2' was set aside: RuntimeError" in caplog.text
    assert "people.py" in caplog.text
    assert "secret" not in caplog.text
    assert [happened["kind"] for happened in kept(store, "a secret address")["events"]] == ["QuestionAsked", "Failed"]
    assert store.work([typed("a secret address", "fine", "7:2")], step, 102) == [None], "it is done"
    assert values(store) == []


def test_an_act_of_a_stranger_that_fails_is_set_aside_too(store: SqlStore):
    assert store.work([typed("a", "boom", "7:1")], step, 100) == [None]
    assert store.work([commanded("a", "start", "7:1")], step, 101) == [None]


def test_what_the_database_refuses_is_set_aside_and_the_others_are_kept(store: SqlStore):
    started(store, "a", "b")
    twice = seen(store, typed("b", "?")).session
    assert twice is not None

    def wrong_for_a(dossier: Dossier, act: Arrival, at: int) -> Outcome:
        return Outcome(session=twice, begins=True) if act.address == "a" else step(dossier, act, at)

    replies = store.work([typed("a", "x", "7:1"), typed("b", "y", "7:2")], wrong_for_a, 101)
    assert [reply and reply.address for reply in replies] == [None, "b"]
    assert values(store) == ["y"]


def test_an_outcome_that_keeps_something_of_nobody_is_a_bug(store: SqlStore):
    outcome = Outcome(consents=(consent("report", "grant", 1),), says=say("hm"))
    assert store.work([typed("a", "x")], deciding(outcome), 100) == [None]
    assert store.undelivered() == []


def test_a_changed_answer_voids_the_earlier_one_and_those_it_makes_void(store: SqlStore):
    started(store, "a")
    store.work([typed("a", "first")], step, 101)
    store.work([typed("a", "second")], step, 102)
    session = seen(store, typed("a", "?")).session
    assert session is not None
    changed = Answer("q0", 103, "changed")
    outcome = Outcome(
        session=replace(session, answers=(changed,), turns=3),
        answers=(changed,),
        voided=("q1",),
        unlearned=("trait_q1",),
    )
    store.work([typed("a", "changed")], deciding(outcome), 103)
    assert values(store) == ["changed"]
    log = [(entry["question"], entry["value"], entry["voided_at"] is not None) for entry in kept(store)["answers"]]
    assert log == [("q0", "first", True), ("q1", "second", True), ("q0", "changed", False)]
    assert [trait["name"] for trait in kept(store)["traits"]] == ["trait_q0"]


def test_an_answer_was_voided_when_it_was_first_replaced(store: SqlStore):
    started(store, "a")
    for at, value in ((101, "one"), (102, "two"), (103, "three")):
        session = seen(store, typed("a", "?")).session
        assert session is not None
        given = Answer("q0", at, value)
        outcome = Outcome(session=replace(session, answers=(given,)), answers=(given,))
        store.work([typed("a", value)], deciding(outcome), at)
    moments = [entry["voided_at"] for entry in kept(store)["answers"]]
    assert moments == ["1970-01-01T00:01:42Z", "1970-01-01T00:01:43Z", None]


def test_a_trait_learned_again_is_replaced_within_its_provenance_only(store: SqlStore):
    started(store, "a")
    declared = Trait("budget", 100, "declared", 1, "bench")
    observed = Trait("budget", 5.5, "observed", 2, "shop", until=9)
    several = Trait("budget", ("a", "b"), "declared", 3, "bench")
    for learned in ((declared, observed), (several,)):
        store.work([typed("a", "x")], deciding(Outcome(learned=learned)), 101)
    assert set(seen(store, commanded("a", "profile")).traits) == {several, observed}


def test_a_new_session_closes_the_older_and_is_the_one_that_counts(store: SqlStore):
    started(store, "a")
    older = seen(store, typed("a", "?")).session
    started(store, "a")
    newer = seen(store, typed("a", "?")).session
    assert older is not None
    assert newer is not None
    assert older.id != newer.id
    assert [(entry["id"], entry["status"]) for entry in kept(store)["sessions"]] == [
        (older.id, "expired"),
        (newer.id, "open"),
    ]
    assert [(entry["kind"], entry["session_id"]) for entry in kept(store)["events"]] == [
        ("QuestionAsked", older.id),
        ("SessionExpired", older.id),
        ("QuestionAsked", newer.id),
    ]


def test_the_end_counts_from_when_it_was_first_reached(store: SqlStore):
    started(store, "a")
    store.work([typed("a", "stop")], step, 200)
    session = seen(store, typed("a", "?")).session
    assert session is not None
    store.work([typed("a", "more")], lambda _dossier, _arrival, at: answer(session, "more", at), 300)
    (logged, _) = store.answers("report")
    assert (logged.session_status, logged.started_at, logged.finished_at) == ("finished", 100, 200)


def test_another_language_is_kept(store: SqlStore):
    started(store, "a")
    store.work([commanded("a", "language")], deciding(Outcome(respondent=Respondent(person("a"), "fa"))), 101)
    dossier = seen(store, typed("a", "?"))
    assert dossier.respondent == Respondent(person("a"), "fa")
    assert dossier.session is not None, "the session stays the newest"


def test_who_blocks_the_channel_is_out_of_reach_until_they_let_it_in(store: SqlStore):
    started(store, "a")
    reach = [kept(store)["reached"][0]["unreachable_since"]]
    for at, yes in ((101, False), (102, True)):
        store.work([arrival("a", Reached(yes))], deciding(Outcome(reachable=yes)), at)
        reach.append(kept(store)["reached"][0]["unreachable_since"])
    assert reach == [None, "1970-01-01T00:01:41Z", None]
    assert store.work([arrival("stranger", Reached(yes=False))], deciding(Outcome(reachable=False)), 103) == [None]


def test_versions_are_published_once_and_the_last_one_is_current(store: SqlStore):
    assert store.publish("questionnaire", "bench", b"one", "v1", 1)
    assert store.publish("questionnaire", "bench", b"two", "v2", 2)
    assert store.publish("company", "company", b"us", "c1", 2)
    assert store.current("questionnaire") == {"bench": ("v2", b"two")}
    assert not store.publish("questionnaire", "bench", b"one", "v1", 3), "it went back to an older one"
    assert store.current("questionnaire") == {"bench": ("v1", b"one")}
    assert store.current("company") == {"company": ("c1", b"us")}
    assert (store.version("v2"), store.version("none")) == (b"two", None)


def test_every_kind_of_value_comes_back_as_it_was(store: SqlStore):
    started(store, "a")
    given: tuple[Value, ...] = ("نیرو", 5, 5.0, -0.25, True, ("b", "a"), ())
    for number, value in enumerate(given):
        session = Session(id="s", questionnaire="b", version="v", start=Start(), state=Asking("q"), turns=number)
        outcome = Outcome(session=replace(session, id="s"), begins=number == 0, answers=(Answer("q", 1, value),))
        store.work([typed("a", "x")], deciding(outcome), 101)
    returned = values(store)
    assert returned == list(given)
    assert [type(value) for value in returned] == [type(value) for value in given]
