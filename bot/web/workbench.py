"""What stands behind a conversation at this moment: each question with why it is asked, the map, the problems."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Literal

import msgspec
from msgspec import Struct

from bot.authoring.problem import Problem
from bot.conversation.engine import known_values
from bot.conversation.session import Session
from bot.picture.model import Box
from bot.questionnaire.catalogue import Company
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, Value
from bot.questionnaire.explain import why_asked, written
from bot.service.mapping import Drawer, Map, mapped
from bot.speech.voice import fixed

State = Literal["given", "skipped", "refused", "shown", "known", "open", "passed", "ahead"]
"""How an answer was given, or: known from before, asked now, not asked, still ahead."""
MOST_MAPS = 24
AROUND = 60
"""How many characters of a long line are shown on either side of what is wrong in it."""


class Step(Struct, frozen=True, kw_only=True):
    """A question as the panel shows it: where it stands in the conversation, what was said, and why it is asked."""

    id: str
    ask: str
    state: State
    value: str
    why: str


def steps(compiled: Compiled, session: Session | None, language: str) -> Iterator[Step]:
    """Yield the questions of a questionnaire as they stand in a session (None: nobody has begun)."""
    known = known_values(compiled, session) if session else {}
    states = _states(compiled, session)
    for question in compiled.questions:
        state = states[question.id]
        asked = session is not None and state != "ahead"
        why = why_asked(compiled, question, known) if asked else _rule(question.ask_if)
        value = _written(known.get(question.id)) if state in ("given", "known") else ""
        yield Step(id=question.id, ask=fixed(question.ask, language), state=state, value=value, why=why)


def _states(compiled: Compiled, session: Session | None) -> dict[str, State]:
    if session is None:
        return {question.id: "ahead" for question in compiled.questions}
    waits = (session.awaits or "").rstrip("?")
    answers = {answer.question: answer.how for answer in session.answers}
    reached = max((compiled.position[name] for name in (*answers, waits) if name in compiled.position), default=-1)
    found: dict[str, State] = {}
    for place, question in enumerate(compiled.questions):
        if question.id == waits:
            found[question.id] = "open"
        elif question.id in answers:
            found[question.id] = answers[question.id]
        elif question.id in session.start.known:
            found[question.id] = "known"
        else:
            found[question.id] = "passed" if place < reached or session.awaits is None else "ahead"
    return found


def _rule(condition: Condition | None) -> str:
    return "always asked" if condition is None else f"if {written(condition)}"


def _written(value: Value | None) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


# The map -----------------------------------------------------------------------------------------------------


class Drawn(Struct, frozen=True):
    """A map with its picture, and a name for exactly this one."""

    map: Map
    svg: bytes
    name: str


class Maps:
    """Maps of drafts, each drawn once a version, a language and a day; used from several threads at once."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer
        self._drawn: OrderedDict[str, Drawn] = OrderedDict()
        self._lock = Lock()

    def of(self, compiled: Compiled, language: str, company: Company, today: str) -> Drawn:
        """Return the map of a questionnaire."""
        called = fixed(company.name, language)
        key = repr((compiled.version, language, called, company.theme.accent, today))
        with self._lock:
            if key not in self._drawn:
                map_ = mapped(compiled, language, today, company=called, accent=company.theme.accent)
                name = hashlib.blake2b(msgspec.json.encode(map_), digest_size=8).hexdigest()
                self._drawn[key] = Drawn(map_, self._drawer.svg(map_), name)
            self._drawn.move_to_end(key)
            if len(self._drawn) > MOST_MAPS:
                self._drawn.popitem(last=False)
            return self._drawn[key]

    def named(self, name: str) -> bytes | None:
        """Return the picture of this name, where it is still there."""
        with self._lock:
            return next((one.svg for one in self._drawn.values() if one.name == name), None)


class Mark(Struct, frozen=True):
    """A box of the map, and how what it shows stands in the conversation; `met` for a segment the person is in."""

    box: Box
    state: State | Literal["met"]


def marks(drawn: Drawn, compiled: Compiled, session: Session | None) -> Iterator[Mark]:
    """Yield the boxes of a map that stand out at this moment; the first one where nobody has begun."""
    if session is None:
        yield from (Mark(box, "ahead") for box in drawn.map.picture.boxes if box.node.id == compiled.questions[0].id)
        return
    states, met = _states(compiled, session), compiled.segments(known_values(compiled, session))
    for box in drawn.map.picture.boxes:
        if box.node.kind == "segment":
            if box.node.id.removeprefix("?") in met:
                yield Mark(box, "met")
        elif (state := states[box.node.id]) != "ahead":
            yield Mark(box, state)


# Problems ----------------------------------------------------------------------------------------------------


class Told(Struct, frozen=True, kw_only=True):
    """A problem as the panel shows it: the line in three parts, of which the middle one is wrong."""

    severity: str
    place: str
    message: str
    code: str
    suggestion: str | None
    context: str | None
    before: str
    wrong: str
    after: str


def told(problem: Problem, folder: Path) -> Told:
    """Return a problem with its place as seen from the folder."""
    place = problem.place
    file = Path(place.file)
    called = file.relative_to(folder).as_posix() if file.is_relative_to(folder) else place.file
    start, end = place.column - 1, place.column - 1 + place.length
    before, after = place.text[:start], place.text[end:]
    return Told(
        severity=problem.severity,
        place=f"{called}:{place.line}:{place.column}" if place.line else called,
        message=problem.message,
        code=problem.code,
        suggestion=problem.suggestion,
        context=problem.context,
        before=f"…{before[-AROUND:]}" if len(before) > AROUND else before.lstrip(),
        wrong=place.text[start:end],
        after=f"{after[:AROUND]}…" if len(after) > AROUND else after,
    )
