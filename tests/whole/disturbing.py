"""What can happen to a conversation from outside: every place where the bot can die or a call can fail, once each."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

from tests.standin import Call, Chat
from tests.standin.faults import Kind, Moment
from tests.whole.acting import Actor, Part
from tests.whole.house import House, open_house
from tests.whole.kept import Kept

FAULTS: tuple[Kind, ...] = ("flood", "bad_gateway", "server_error", "reset", "lost", "slow")
MOMENTS: tuple[Moment, ...] = ("before", "after")


@dataclass(frozen=True)
class Story:
    """One conversation: a part, a language, and after how many questions it is left (None: at its end)."""

    part: Part
    language: str
    questions: int | None = None

    def actor(self, house: House) -> Actor:
        """Return a new person who plays the part."""
        return Actor(house, house.api.person(language=self.language), self.part)


@dataclass(frozen=True)
class Undisturbed:
    """How a story ends when nothing happens: what is kept and said then, and the calls and updates it takes."""

    story: Story
    kept: Kept
    said: Counter[str]
    methods: tuple[str, ...]
    updates: int

    def differences(self, actor: Actor, repeats: int) -> list[str]:
        """Tell in what a disturbed story ended otherwise; so many messages may have been repeated."""
        kept, words = actor.house.files.of(actor.person.id), said(actor.person.chat)
        found = [f"kept {kept}, not {self.kept}"] if kept != self.kept else []
        if missing := self.said - words:
            found.append(f"never said {list(missing)}")
        if (more := words.total() - self.said.total()) > repeats:
            found.append(f"{more} messages repeated, not {repeats}: {list(words - self.said)}")
        return found


@dataclass(frozen=True)
class Death:
    """The bot is killed before or after it makes a call in the person's chat, or around the delivery of an update.

    `call` and `update` count from 1. An update can be lost on the way ("after": handed over, and the bot dies before
    it has it), or be kept but not confirmed ("before": the bot dies as it confirms).
    """

    moment: Moment
    call: int | None = None
    update: int | None = None

    def strikes(self, call: Call, actor: Actor) -> bool:
        """Tell whether this is the call."""
        if self.call is not None:
            return call.chat_id == actor.person.id and len(calls_of(actor)) == self.call
        if call.method != "getUpdates" or len(actor.updates) != self.update:
            return False
        if self.moment == "before":
            return call.parameters.get("offset") == actor.updates[-1] + 1
        return any(update["update_id"] == actor.updates[-1] for update in call.result)

    async def happens(self, house: House, clean: Undisturbed) -> list[str]:
        """Play the story with this death in it, and tell what became different."""
        actor = clean.story.actor(house)
        point = house.api.kill_when(lambda call: self.strikes(call, actor), house.process, self.moment)
        await actor.holds(clean.story.questions)
        found = clean.differences(actor, repeats=actor.crashes)
        return found if point.fired and actor.crashes == 1 else [*found, f"{actor.crashes} crashes"]


@dataclass(frozen=True)
class Failure:
    """One call in the person's chat fails once; `call` counts from 1."""

    kind: Kind
    call: int

    async def happens(self, house: House, clean: Undisturbed) -> list[str]:
        """Play the story with this failure in it, and tell what became different."""
        actor = clean.story.actor(house)
        fault = house.api.inject(self.kind, skip=self.call - 1, chat_id=actor.person.id)
        await actor.holds(clean.story.questions)
        found = clean.differences(actor, repeats=int(self.kind == "lost"))
        return found if fault.struck == 1 else [*found, f"struck {fault.struck} times"]


Point = Death | Failure


async def undisturbed(house: House, story: Story) -> Undisturbed:
    """Play a story with nothing in its way."""
    actor = story.actor(house)
    await actor.holds(story.questions)
    methods = tuple(call.method for call in calls_of(actor))
    kept = house.files.of(actor.person.id)
    return Undisturbed(story, kept, said(actor.person.chat), methods, len(actor.updates))


def deaths(clean: Undisturbed) -> Iterator[Death]:
    """Yield every point at which the bot can die in a story."""
    for moment in MOMENTS:
        yield from (Death(moment, call=number) for number in range(1, len(clean.methods) + 1))
        yield from (Death(moment, update=number) for number in range(1, clean.updates + 1))


def failures(clean: Undisturbed) -> Iterator[Failure]:
    """Yield every way in which a call of a story can fail."""
    for kind in FAULTS:
        yield from (Failure(kind, number) for number in range(1, len(clean.methods) + 1))


async def happen(points: Iterable[Point], clean: Undisturbed, houses: list[House], at_once: int = 1) -> list[str]:
    """Let every point happen in one of the houses, so many at once in each; return all that became different."""
    left = iter(points)
    found: list[str] = []

    async def one_by_one(house: House) -> None:
        for point in left:
            try:
                differences = await point.happens(house, clean)
            except AssertionError as failure:
                differences = [f"{type(failure).__name__}: {failure}"]
            found.extend(f"{point}: {difference}" for difference in differences)

    await asyncio.gather(*(one_by_one(house) for house in houses for _ in range(at_once)))
    return found + [violation for house in houses for violation in house.api.check()]


async def in_houses(count: int, work: Callable[[list[House]], Awaitable[list[str]]]) -> list[str]:
    """Do some work with so many houses of its own."""
    async with AsyncExitStack() as stack:
        return await work([await stack.enter_async_context(open_house()) for _ in range(count)])


def calls_of(actor: Actor) -> list[Call]:
    """List the calls that were made in a person's chat."""
    return [call for call in actor.house.api.calls if call.chat_id == actor.person.id]


def said(chat: Chat) -> Counter[str]:
    """Count what the bot has said, as it stands in the chat now."""
    return Counter(message.text + (" <file>" if message.file else "") for message in chat.from_bot)
