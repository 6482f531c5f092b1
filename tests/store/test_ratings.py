"""What people tap is kept once a thing and session, leaves only while its purpose is granted, and goes with them."""

import json

from msgspec.structs import replace

from bot.profile.rating import PURPOSE, Rating
from bot.service.acts import Commanded
from bot.service.dossier import Outcome
from bot.store.store import SqlStore
from tests.store.people import arrival, commanded, consent, deciding, seen, step, typed

PROFILE = Commanded("profile")


def began(store: SqlStore, address: str = "a") -> str:
    """Begin a session, and return its id."""
    store.work([commanded(address, "start")], step, 100)
    session = seen(store, typed(address, "?")).session
    assert session is not None
    return session.id


def tapped(store: SqlStore, rating: Rating, address: str = "a", at: int = 110) -> None:
    store.work([arrival(address, PROFILE)], deciding(Outcome(ratings=(rating,))), at)


def allows(store: SqlStore, action: str, at: int, address: str = "a") -> None:
    given = consent(PURPOSE, action, at)  # type: ignore[arg-type]
    store.work([arrival(address, PROFILE)], deciding(Outcome(consents=(given,))), at)


def test_a_second_tap_changes_the_verdict_rather_than_adding_one(store: SqlStore):
    session = began(store)
    yes = Rating(session, "mso4b", fits=True, at=110, source="bench")
    for rating in (yes, yes, replace(yes, fits=False, at=120), replace(yes, about="report")):
        tapped(store, rating)
    kept = seen(store, arrival("a", PROFILE)).ratings
    assert [(each.about, each.fits, each.at) for each in kept] == [("report", True, 110), ("mso4b", False, 120)]


def test_an_act_that_does_not_look_at_all_is_not_shown_them(store: SqlStore):
    tapped(store, Rating(began(store), "report", fits=True, at=110, source="bench"))
    assert seen(store, typed("a", "?")).ratings == ()
    assert store.look_up("telegram", "a", whole=True).dossier.ratings != ()


def test_what_is_taken_back_is_gone_in_every_session(store: SqlStore):
    for session in (began(store), began(store)):
        tapped(store, Rating(session, "mso4b", fits=True, at=110, source="bench"))
        tapped(store, Rating(session, "report", fits=True, at=110, source="bench"))
    assert len(seen(store, arrival("a", PROFILE)).ratings) == 4
    store.work([arrival("a", PROFILE)], deciding(Outcome(unrated=("mso4b",))), 120)
    assert {each.about for each in seen(store, arrival("a", PROFILE)).ratings} == {"report"}


def test_they_are_counted_only_while_their_purpose_is_granted(store: SqlStore):
    session = began(store)
    tapped(store, Rating(session, "mso4b", fits=True, at=110, source="bench"))
    tapped(store, Rating(session, "report", fits=False, at=110, source="bench"))
    counted = []
    for action, at in (("deny", 120), ("grant", 130), ("withdraw", 140), ("grant", 150)):
        allows(store, action, at)
        counted.append([(one.session.id, one.fits) for one in store.rated(PURPOSE)])
    whole = [(session, {"mso4b": True, "report": False})]
    assert counted == [[], whole, [], whole]
    assert [one.session.id for one in store.rated(PURPOSE, "bench")] == [session]
    assert list(store.rated(PURPOSE, "another")) == []
    assert list(store.rated("crm")) == []


def test_their_person_is_shown_them_and_forgetting_erases_them(store: SqlStore):
    for address in ("a", "b"):
        tapped(store, Rating(began(store, address), "mso4b", fits=True, at=1_800_000_000, source="bench"), address)
        allows(store, "grant", 130, address)
    everything = store.kept_of("telegram", "a")
    assert everything is not None
    [shown] = json.loads(json.dumps(everything["ratings"]))
    del shown["session"]
    assert shown == {"about": "mso4b", "fits": True, "at": "2027-01-15T08:00:00Z", "source": "bench"}
    store.work([commanded("a", "forget")], step, 140)
    assert len(list(store.rated(PURPOSE))) == 1, "only the other one is left"
    with store.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM rating").scalar_one() == 1
