"""Workers share one limit: together they never send more than it allows, whoever comes and goes."""

import random

from bot.service.ports import Shift
from bot.telegram.colleagues import Share
from bot.telegram.pace import Pace

RATE = 30


def test_who_is_alone_has_everything_at_once():
    assert Share(RATE).after(Shift(workers=1)) == RATE


def test_who_comes_waits_until_all_know_and_then_a_moment_more():
    share = Share(RATE)
    assert share.after(Shift(workers=3, agreed=False)) is None
    assert share.after(Shift(workers=3, agreed=False)) is None
    assert share.after(Shift(workers=3, agreed=True)) is None
    assert share.after(Shift(workers=3, agreed=True)) == 10


def test_a_share_shrinks_at_once_and_grows_a_moment_later():
    share = Share(RATE)
    share.after(Shift(workers=1))
    assert share.after(Shift(workers=2, agreed=False)) == 15
    assert share.after(Shift(workers=1)) == 15
    assert share.after(Shift(workers=1)) == 30


def test_growing_is_given_up_when_somebody_comes_meanwhile():
    share = Share(RATE)
    share.after(Shift(workers=1))
    share.after(Shift(workers=3, agreed=False))
    assert share.after(Shift(workers=2, agreed=True)) == 10
    assert share.after(Shift(workers=3, agreed=False)) == 10
    assert share.after(Shift(workers=2, agreed=True)) == 10
    assert share.after(Shift(workers=2, agreed=True)) == 15


def test_more_workers_than_messages_a_second_still_send():
    share = Share(2)
    for _ in range(2):
        share.after(Shift(workers=5))
    assert share.after(Shift(workers=5)) == 1


class Simulated:
    """A worker that always has something to send."""

    def __init__(self) -> None:
        self.share = Share(RATE)
        self.pace = Pace(send_rate=RATE, chat_rate=0, chat_burst=1)
        self.pace.resize(None)
        self.shares = 0
        self.chats = iter(range(10**9))
        self.places = [self.pace.join(next(self.chats), urgent=True) for _ in range(2 * RATE)]

    def signs(self, everybody: "list[Simulated]") -> None:
        others = [other for other in everybody if other is not self and other.shares]
        count = len(others) + 1
        self.shares = count
        agreed = all(other.shares >= count for other in others)
        self.pace.resize(self.share.after(Shift(workers=count, agreed=agreed)))

    def sends(self, at: float) -> int:
        sent = 0
        while (place := self.pace.grant(at)) is not None:
            self.pace.finished(place, at)
            self.places.append(self.pace.join(next(self.chats), urgent=True))
            sent += 1
        return sent


def test_together_they_never_send_more_than_the_limit_in_any_second():
    dice = random.Random(7)
    working: list[Simulated] = []
    sent: list[float] = []
    due: dict[Simulated, float] = {}
    for step in range(6000):
        at = step / 100
        if step % 400 == 0 and len(working) < 4:
            newcomer = Simulated()
            working.append(newcomer)
            due[newcomer] = at
        if step % 1500 == 1499:
            working.remove(dice.choice(working))
        for one in working:
            if due[one] <= at:
                one.signs(working)
                due[one] = at + 1
        for one in dice.sample(working, len(working)):
            sent += [at] * one.sends(at)
    assert len(sent) > 1000
    most = max(sum(1 for other in sent if at - 1 < other <= at) for at in sorted(set(sent)))
    assert most <= RATE
