"""Publishing: what is new becomes current, unless answers under one id would then mean two things."""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

import msgspec
from msgspec import Struct

from bot.questionnaire.catalogue import Shared
from bot.questionnaire.difference import BREAKING, Difference, differences, worst
from bot.questionnaire.model import Questionnaire
from bot.questionnaire.version import canonical, restored, version_of

SHARED = "shared"
QUESTIONNAIRE = "questionnaire"


class Shelf(Protocol):
    """Where published versions are kept."""

    def publish(self, kind: str, name: str, body: bytes, version: str, at: int) -> bool:
        """Keep a version and make it the current one; tell if it is new."""
        ...

    def current(self, kind: str) -> dict[str, tuple[str, bytes]]:
        """Return the current versions of a kind: name to version and body."""
        ...

    def versions(self, kind: str, name: str) -> list[bytes]:
        """Return the bodies of all versions of one name, the newest first."""
        ...


class Step(Struct, frozen=True):
    """From the version that is current to the one that is to be; `was` is None for what was never published."""

    questionnaire: Questionnaire
    version: str
    was: str | None
    differences: tuple[Difference, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether it must not become current."""
        return worst(self.differences) == BREAKING

    @property
    def changes(self) -> bool:
        """Whether anything is different at all."""
        return self.was != self.version


def earlier(shelf: Shelf, name: str) -> Iterator[Questionnaire]:
    """Yield what was ever published under a name, the newest first; nothing is read before it is asked for."""
    yield from map(restored, shelf.versions(QUESTIONNAIRE, name))


def step_to(
    questionnaire: Questionnaire, current: tuple[str, bytes] | None, before: Iterable[Questionnaire] = ()
) -> Step:
    """Return the step from what is current (its version and body; None: nothing) to a questionnaire.

    `before` is what was published before: a question that was left out since may not come back with another meaning.
    """
    version = version_of(canonical(questionnaire))
    if current is None:
        return Step(questionnaire, version, None)
    was, body = current
    if was == version:
        return Step(questionnaire, version, was)
    return Step(questionnaire, version, was, differences(restored(body), questionnaire, before))


def closed(current: Collection[str], folders: Collection[str]) -> frozenset[str]:
    """Return which current questionnaires nobody begins any more, because their folders were removed.

    Where none of them has a folder, somebody looks in a wrong place: nothing is closed.
    """
    gone = frozenset(current).difference(folders)
    return gone if len(gone) < len(current) else frozenset()


def published(
    shared: Shared | None, questionnaires: Iterable[Questionnaire], shelf: Shelf, at: int
) -> tuple[Step, ...]:
    """Publish what passes, and what all share (None: it has errors); a step that is refused changes nothing."""
    if shared is not None:
        body = msgspec.json.encode(shared, order="sorted")
        shelf.publish(SHARED, SHARED, body, version_of(body), at)
    current = shelf.current(QUESTIONNAIRE)
    steps = tuple(step_to(each, current.get(each.id), earlier(shelf, each.id)) for each in questionnaires)
    for step in steps:
        if step.changes and not step.refused:
            name = step.questionnaire.id
            shelf.publish(QUESTIONNAIRE, name, canonical(step.questionnaire), step.version, at)
    return steps
