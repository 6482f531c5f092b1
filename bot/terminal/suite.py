"""The transcripts of a questionnaire as its author's tests: replayed, compared, and what they meet of it."""

from collections.abc import Container, Iterable, Sequence
from difflib import unified_diff
from itertools import chain, count
from pathlib import Path

from msgspec import Struct

from bot.conversation.session import Session
from bot.paths.findings import findings
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition
from bot.service.beginning import day
from bot.service.casting import Casting, Part, named
from bot.service.coverage import Target, met, met_on_the_way, targets
from bot.service.library import Library
from bot.terminal.acting import act
from bot.terminal.transcript import Header, Recorder, parse

CHANNEL, TRANSCRIPTS = "terminal", "transcripts"
AT = 1_767_258_000
"""When a transcript that is written here begins: a Thursday morning, 1 January 2026."""
_DECIDES = {"questions", "segments"}
"""What a question has to steer for its answer to name a transcript."""
_AROUND = 1
"""Lines around a difference that are shown with it."""


class Replayed(Struct, frozen=True):
    """One transcript: as it was approved, as it goes now, and what it meets."""

    name: str
    before: str
    now: str
    meets: frozenset[Target]

    @property
    def same(self) -> bool:
        """Whether it goes as it was approved."""
        return self.before == self.now

    @property
    def diff(self) -> tuple[str, ...]:
        """What differs, with signs before the lines: `-` as approved, `+` as it goes now."""
        lines = unified_diff(self.before.splitlines(), self.now.splitlines(), n=_AROUND, lineterm="")
        return tuple(line for line in lines if not line.startswith(("---", "+++")))


def transcripts(folder: Path, questionnaire: str) -> list[Path]:
    """Return the files of a questionnaire's transcripts, in alphabetical order."""
    return sorted((folder / questionnaire / TRANSCRIPTS).glob("*.txt"))


def replayed(name: str, text: str, compiled: Compiled, library: Library) -> Replayed:
    """Hold the conversation of a transcript again."""
    stage = parse(text)
    recorder = Recorder(library, stage.header)
    meets: set[Target] = set()
    last: Session | None = None
    for line in stage.lines:
        outcome = recorder.say(line)
        session = recorder.session
        if session is None or session.questionnaire != compiled.questionnaire.id:
            continue
        if last is not None and session.id != last.id:
            meets |= met(last, compiled, library)
        meets |= met_on_the_way(outcome.events, compiled)
        last = session
    if last is not None:
        meets |= met(last, compiled, library)
    return Replayed(name, text, recorder.text(), frozenset(meets))


class Coverage(Struct, frozen=True):
    """How much of one kind of thing was met, and what is missing."""

    kind: str
    met: int
    missing: tuple[str, ...]

    @property
    def of(self) -> int:
        """How many there are."""
        return self.met + len(self.missing)


class Suite:
    """Everything that one questionnaire's transcripts can meet, and how to meet what they do not."""

    def __init__(self, compiled: Compiled, library: Library) -> None:
        self._compiled = compiled
        self._library = library
        self._found = findings(compiled, day(AT))
        self._casting = Casting(compiled, library, AT, CHANNEL)
        self._targets: dict[Target, Condition | str | None] = targets(compiled, self._found)
        outcomes: dict[Target, None] = dict.fromkeys(sorted(self._casting.outcomes))
        self._targets |= outcomes

    def coverage(self, replays: Iterable[Replayed]) -> list[Coverage]:
        """Return what the transcripts meet, by kind; outcomes that only they found count as well."""
        found = frozenset[Target]().union(*(each.meets for each in replays))
        every = dict.fromkeys((*self._targets, *sorted(found - self._targets.keys())))
        kinds = dict.fromkeys(kind for kind, _ in every)
        return [
            Coverage(
                kind,
                sum(target in found for target in every if target[0] == kind),
                tuple(target[1] for target in every if target[0] == kind and target not in found),
            )
            for kind in kinds
        ]

    def missing_transcripts(self, replays: Iterable[Replayed]) -> dict[str, str]:
        """Return new transcripts, by name, that meet what these do not: few of them, always the same."""
        replays = [*replays]
        found = frozenset[Target]().union(*(each.meets for each in replays))
        wanted = {target: what for target, what in self._targets.items() if target not in found}
        steering = [each.id for each in self._found.questions if each.use and _DECIDES & {*each.use.steers}]
        taken = {each.name for each in replays}
        written: dict[str, str] = {}
        for part in self._casting.cast(wanted):
            name = _free([*named(part, self._compiled, steering)], taken)
            taken.add(name)
            written[name] = self._written(part)
        return written

    def _written(self, part: Part) -> str:
        recorder = Recorder(self._library, Header(str(part.known["language"]), AT))
        act(recorder, part, self._compiled)
        return recorder.text()


def _free(names: Sequence[str], taken: Container[str]) -> str:
    """Return the first name that is free, or the last one with a number behind it."""
    numbered = (f"{names[-1]}-{number}" for number in count(2))
    return next(each for each in chain(names, numbered) if each not in taken)
