"""The pace on a clock of its own: limits, order, priority and holds."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import combinations, count, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.pace import Pace, Place


def granted(pace: Pace, at: float) -> list[Place]:
    places = []
    while (place := pace.grant(at)) is not None:
        places.append(place)
    return places


def lines(send_rate: int = 0, chat_rate: float = 0, chat_burst: int = 1) -> Pace:
    return Pace(send_rate=send_rate, chat_rate=chat_rate, chat_burst=chat_burst)


def test_without_limits_everyone_goes_at_once():
    pace = lines()
    places = [pace.join(chat, urgent=True) for chat in range(100)]
    assert granted(pace, 0.0) == places
    assert pace.look_again() is None


def test_a_full_second_lets_nobody_go_until_its_first_call_is_past():
    pace = lines(send_rate=3)
    for chat in range(5):
        pace.join(chat, urgent=True)
    assert len(granted(pace, 10.0)) == 3
    opens = pace.look_again()
    assert opens is not None
    assert opens > 11.0
    assert granted(pace, 11.0) == []
    assert len(granted(pace, opens)) == 2


def test_a_chat_makes_one_call_at_a_time():
    pace = lines()
    first, second = pace.join(7, urgent=True), pace.join(7, urgent=True)
    assert granted(pace, 0.0) == [first]
    pace.finished(first, 0.3)
    assert granted(pace, 0.3) == [second]


def test_a_chat_pays_back_its_burst():
    pace = lines(chat_rate=1, chat_burst=3)
    for _ in range(5):
        pace.join(7, urgent=True)
    times: list[float] = []
    at = 0.0
    while len(times) < 5:
        if (place := pace.grant(at)) is not None:
            times.append(at)
            pace.finished(place, at)
        elif (when := pace.look_again()) is not None:
            at = when
    assert times == [0, 0, 0, 1, 2]


def test_a_chat_pays_from_the_end_of_its_call_because_telegram_may_have_counted_it_then():
    pace = lines(chat_rate=1, chat_burst=1)
    first = pace.join(7, urgent=True)
    second = pace.join(7, urgent=True)
    assert granted(pace, 0.0) == [first]
    pace.finished(first, 0.8)
    assert granted(pace, 1.7) == []
    assert granted(pace, 1.8) == [second]


def test_replies_go_before_bulk_that_came_earlier():
    pace = lines(send_rate=1)
    bulk = [pace.join(chat, urgent=False) for chat in range(3)]
    reply = pace.join(9, urgent=True)
    assert granted(pace, 0.0) == [reply]
    assert granted(pace, 2.0) == [bulk[0]]


def test_a_reply_behind_bulk_in_its_own_chat_takes_the_whole_line_along_and_keeps_the_order():
    pace = lines(send_rate=1)
    pace.join(1, urgent=False)
    invitation = pace.join(2, urgent=False)
    reply = pace.join(2, urgent=True)
    assert granted(pace, 0.0) == [invitation]
    pace.finished(invitation, 0.1)
    assert granted(pace, 2.0) == [reply]


def test_a_reply_lifts_bulk_that_already_waits_for_the_next_second_and_only_once():
    pace = lines(send_rate=1)
    for chat in (1, 2, 3):
        pace.join(chat, urgent=False)
    first, *_ = granted(pace, 0.0)
    reply = pace.join(3, urgent=True)
    (lifted,) = granted(pace, 2.0)
    assert (first.chat_id, lifted.chat_id) == (1, 3)
    assert [place.chat_id for place in granted(pace, 4.0)] == [2]
    assert granted(pace, 6.0) == []
    pace.finished(lifted, 7.0)
    assert granted(pace, 8.0) == [reply]


def test_a_second_reply_does_not_send_its_chat_to_the_end():
    pace = lines(send_rate=1)
    first = pace.join(1, urgent=True)
    pace.join(2, urgent=True)
    pace.join(1, urgent=True)
    assert granted(pace, 0.0) == [first]


def test_a_held_chat_waits_and_hinders_nobody():
    pace = lines()
    held = pace.join(1, urgent=True)
    assert granted(pace, 0.0) == [held]
    pace.again(held, 0.1, not_before=3.1)
    later = pace.join(1, urgent=True)
    other = pace.join(2, urgent=True)
    assert granted(pace, 0.2) == [other]
    assert granted(pace, 3.0) == []
    assert pace.look_again() == 3.1
    assert granted(pace, 3.1) == [held]
    pace.finished(held, 3.2)
    assert granted(pace, 3.2) == [later]


def test_a_place_given_up_while_it_waits_frees_the_next_one():
    pace = lines(send_rate=1)
    pace.join(1, urgent=True)
    given_up, next_one = pace.join(2, urgent=True), pace.join(2, urgent=True)
    granted(pace, 0.0)
    pace.finished(given_up, 0.5)
    assert granted(pace, 2.0) == [next_one]


def test_chats_that_owe_nothing_are_forgotten():
    pace = lines(chat_rate=1, chat_burst=5)
    for chat in range(10_000):
        place = pace.join(chat, urgent=True)
        assert pace.grant(chat) is place
        pace.finished(place, chat)
    assert len(pace._chats) < 2_000


@dataclass(frozen=True)
class Wish:
    """A call that somebody will want to make, and what will become of it."""

    chat_id: int
    urgent: bool
    takes: float  # seconds from going to its answer
    hold: float  # the answer to the first attempt holds the chat so long; 0: it succeeds at once
    impatient: bool  # gives up when it still waits after a second


@dataclass(frozen=True)
class Attempt:
    place: Place
    went: float
    answered: float


class World:
    """Lets wishes come at their times, and keeps the books of what the pace granted."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.attempts: list[Attempt] = []
        self.joined: list[Place] = []
        self.done: list[Place] = []
        self.wishes: dict[Place, Wish] = {}
        self.waiting: set[Place] = set()
        self.held: dict[int, float] = {}
        self._agenda: list[tuple[float, int, Callable[[float], None]]] = []
        self._ticks = count()

    def plan(self, at: float, act: Callable[[float], None]) -> None:
        heapq.heappush(self._agenda, (at, next(self._ticks), act))

    def run(self) -> None:
        while self._agenda:
            at, _, act = heapq.heappop(self._agenda)
            act(at)
            for place in granted(self.pace, at):
                self._go(place, at)
            if (when := self.pace.look_again()) is not None:
                assert when > at
                self.plan(when, lambda _: None)

    def join(self, wish: Wish, at: float) -> None:
        place = self.pace.join(wish.chat_id, urgent=wish.urgent)
        self.joined.append(place)
        self.waiting.add(place)
        self.wishes[place] = wish
        if wish.impatient:
            self.plan(at + 1, partial(self._give_up, place))

    def _give_up(self, place: Place, at: float) -> None:
        if place in self.waiting:
            self.waiting.discard(place)
            self.joined.remove(place)
            self.pace.finished(place, at)

    def _go(self, place: Place, at: float) -> None:
        assert at >= self.held.get(place.chat_id, 0.0)
        self.waiting.discard(place)
        takes = self.wishes[place].takes
        self.attempts.append(Attempt(place, at, at + takes))
        self.plan(at + takes, partial(self._answered, place))

    def _answered(self, place: Place, at: float) -> None:
        hold = self.wishes[place].hold
        if hold and sum(attempt.place is place for attempt in self.attempts) == 1:
            self.held[place.chat_id] = at + hold
            self.pace.again(place, at, not_before=at + hold)
        else:
            self.pace.finished(place, at)
            self.done.append(place)


wishes = st.builds(
    Wish,
    chat_id=st.integers(1, 4),
    urgent=st.booleans(),
    takes=st.floats(0.001, 1.5),
    hold=st.sampled_from([0.0, 0.0, 0.0, 0.5, 3.0]),
    impatient=st.booleans(),
)
comings = st.lists(st.tuples(st.floats(0, 4), wishes), min_size=1, max_size=40)


def played(pace: Pace, comings: list[tuple[float, Wish]]) -> World:
    world = World(pace)
    at = 0.0
    for gap, wish in comings:
        at += gap
        world.plan(at, partial(world.join, wish))
    world.run()
    return world


def of_chat(chat_id: int, places: list[Place]) -> list[Place]:
    return [place for place in places if place.chat_id == chat_id]


@settings(deadline=None)
@given(comings=comings, send_rate=st.integers(1, 4))
def test_no_second_ever_sees_more_calls_than_the_rate(comings, send_rate):
    world = played(lines(send_rate, chat_rate=2, chat_burst=3), comings)
    times = [attempt.went for attempt in world.attempts]
    assert all(later - earlier > 1 for earlier, later in zip(times, times[send_rate:], strict=False))


@settings(deadline=None)
@given(comings=comings, send_rate=st.integers(0, 4))
def test_everyone_in_a_chat_is_served_in_the_order_of_coming(comings, send_rate):
    world = played(lines(send_rate, chat_rate=2, chat_burst=3), comings)
    for chat_id in range(1, 5):
        assert of_chat(chat_id, world.done) == of_chat(chat_id, world.joined)
        mine = [attempt for attempt in world.attempts if attempt.place.chat_id == chat_id]
        assert all(first.answered <= second.went for first, second in pairwise(mine))


@settings(deadline=None)
@given(comings=comings, chat_rate=st.floats(0.5, 3), chat_burst=st.integers(1, 4))
def test_a_chat_never_gets_more_than_its_burst_and_rate_wherever_on_its_way_a_call_is_counted(
    comings, chat_rate, chat_burst
):
    world = played(lines(chat_rate=chat_rate, chat_burst=chat_burst), comings)
    for chat_id in range(1, 5):
        mine = [attempt for attempt in world.attempts if attempt.place.chat_id == chat_id]
        for (i, first), (j, last) in combinations(enumerate(mine), 2):
            shortest = last.went - first.answered  # the first counted late, the last early
            assert j - i + 1 <= chat_burst + shortest * chat_rate + 1e-6
