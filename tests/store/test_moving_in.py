"""A signed link brings a person to another address: they are one person there, and nobody is taken over."""

from msgspec.structs import replace

from bot.service.acts import Arrival, Commanded, Typed
from bot.service.dossier import Dossier, Outcome
from bot.service.ports import Delivered, Kept
from bot.store.store import SqlStore
from tests.store.people import arrival, commanded, deciding, person, say, step, typed

CHAT, PAGE = "chat", "page"


def following(who: str, address: str = PAGE, key: str = "") -> Arrival:
    return replace(arrival(address, Commanded("start"), key, channel="web"), continues=person(who))


def answered(text: str) -> Arrival:
    return arrival(PAGE, Typed(text), channel="web")


def here(store: SqlStore, address: str = PAGE, channel: str = "web", *, whole: bool = False) -> Dossier:
    return store.look_up(channel, address, whole=whole).dossier


looks = deciding(Outcome(says=say("Here you are.")))


def begun(store: SqlStore, address: str = CHAT) -> None:
    store.work([commanded(address, "start")], step, 100)
    store.work([typed(address, "60 MHz")], step, 101)


def test_who_follows_a_link_goes_on_in_the_same_session_with_the_same_profile(store: SqlStore):
    begun(store)
    store.work([following(CHAT)], looks, 102)
    assert here(store, whole=True) == here(store, CHAT, "telegram", whole=True)
    store.work([answered("4 channels")], step, 103)
    session = here(store, CHAT, "telegram").session
    assert session is not None
    assert [answer.value for answer in session.answers] == ["60 MHz", "4 channels"]


def test_following_a_link_twice_changes_nothing(store: SqlStore):
    begun(store)
    store.work([following(CHAT, key="once")], looks, 102)
    assert store.work([following(CHAT, key="once")], looks, 103) == [None]
    store.work([following(CHAT)], looks, 104)
    kept = store.kept_of("web", PAGE)
    assert kept is not None
    assert len(kept["reached"]) == 2  # type: ignore[arg-type]


def test_an_address_where_somebody_is_known_stays_theirs(store: SqlStore):
    begun(store)
    begun(store, "another chat")
    store.work([following(CHAT)], looks, 102)
    store.work([following("another chat")], looks, 103)
    who = here(store).respondent
    assert who is not None
    assert who.id == person(CHAT)


def test_a_link_to_a_person_who_was_forgotten_leads_to_nobody(store: SqlStore):
    begun(store)
    store.work([commanded(CHAT, "forget")], step, 102)
    store.work([following(CHAT)], looks, 103)
    assert here(store) == Dossier()


def test_who_is_forgotten_in_one_place_is_forgotten_in_all(store: SqlStore):
    begun(store)
    store.work([following(CHAT)], looks, 102)
    store.work([arrival(PAGE, Commanded("forget"), channel="web")], step, 103)
    assert here(store, CHAT, "telegram") == here(store) == Dossier()


def test_two_acts_of_one_person_at_two_addresses_are_worked_off_one_after_the_other(store: SqlStore):
    begun(store)
    store.work([following(CHAT)], looks, 102)
    store.work([typed(CHAT, "in the chat"), answered("on the page")], step, 103)
    session = here(store).session
    assert session is not None
    assert [answer.value for answer in session.answers] == ["60 MHz", "in the chat", "on the page"]


def test_a_person_may_follow_a_link_while_they_act_in_the_chat(store: SqlStore):
    begun(store)
    store.work([typed(CHAT, "in the chat"), following(CHAT)], step, 102)
    assert here(store).respondent == here(store, CHAT, "telegram").respondent


def test_looking_up_shows_what_is_still_to_be_delivered_there_and_nowhere_else(store: SqlStore):
    begun(store)
    store.work([following(CHAT)], looks, 102)
    [reply] = store.work([answered("4 channels")], step, 103)
    assert reply is not None
    assert [waiting.says for waiting in store.look_up("web", PAGE).undelivered] == [say("Here you are."), reply.says]
    assert reply not in store.look_up("telegram", CHAT).undelivered
    store.deliver([Delivered(waiting) for waiting in store.look_up("web", PAGE).undelivered])
    assert store.look_up("web", PAGE).undelivered == ()


def test_looking_up_a_stranger_keeps_nothing(store: SqlStore):
    assert store.look_up("web", PAGE, whole=True) == Kept(Dossier())
    assert store.kept_of("web", PAGE) is None


def test_what_no_page_fetched_is_dropped_in_time_and_what_a_chat_waits_for_is_not(store: SqlStore):
    begun(store)
    store.work([following(CHAT)], looks, 102)
    store.prune(102)
    assert len(store.look_up("web", PAGE).undelivered) == 1
    store.prune(103)
    assert store.look_up("web", PAGE).undelivered == ()
    assert len(store.look_up("telegram", CHAT).undelivered) == 2
