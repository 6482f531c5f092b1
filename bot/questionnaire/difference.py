"""What differs between two versions of a questionnaire, and what each change does to answers that are there already."""

from collections.abc import Callable, Iterable, Iterator, Set
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.questionnaire.changes import (
    BREAKING,
    COSMETIC,
    RESUMABLE,
    SAFE,
    Column,
    Difference,
    Grade,
    question_changes,
)
from bot.questionnaire.condition import Condition, InSegment, names, tests
from bot.questionnaire.explain import written
from bot.questionnaire.formula import formula_names
from bot.questionnaire.model import Question, Questionnaire

__all__ = ["BREAKING", "COSMETIC", "RESUMABLE", "SAFE", "Column", "Difference", "Grade", "differences", "worst"]

Part = Literal["facts", "segments", "needs", "offers", "accessories"]
_PARTS: tuple[tuple[Part, str, str], ...] = (
    ("facts", "fact", "what is computed from answers"),
    ("segments", "segment", "who belongs to it"),
    ("needs", "need", "which products are suggested"),
    ("offers", "offer", "what is offered beside products"),
    ("accessories", "accessory", "what is offered with a suggestion"),
)
_WORDS = ("title", "promise")
_REWARDS = {
    "suggest": "which products can be suggested at all",
    "limits": "how much is offered at once",
    "report": "the report",
    "consents": "which purposes are asked for after the report",
}
_GRADES: tuple[Grade, ...] = (COSMETIC, SAFE, RESUMABLE, BREAKING)


def worst(found: tuple[Difference, ...]) -> Grade | None:
    """Return the gravest grade among differences; None where there are none."""
    return max((one.grade for one in found), key=_GRADES.index, default=None)


def differences(
    old: Questionnaire, new: Questionnaire, earlier: Iterable[Questionnaire] = ()
) -> tuple[Difference, ...]:
    """Return what is different in the new version: none exactly where the two are equal. Questions come first.

    `earlier` are versions before the old one, the newest first: an id that was left out since keeps its meaning.
    """
    if old.id != new.id:
        said = (
            f"these are two questionnaires, {old.id!r} and {new.id!r}; nothing of one stands for anything of the other"
        )
        return (Difference(BREAKING, new.id, said, mend=f"compare {old.id!r} with a later version of itself"),)
    return (
        *_questions(old, new, earlier),
        *_order(old, new),
        *_paths(old, new),
        *_rewards(old, new),
        *_frame(old, new),
    )


# Questions -------------------------------------------------------------------------------------------------


def _questions(old: Questionnaire, new: Questionnaire, earlier: Iterable[Questionnaire]) -> Iterator[Difference]:
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    left_out = _left_out(earlier, after.keys() - before.keys())
    for name, question in after.items():
        if name in left_out:
            yield from _returned(left_out[name], question)
        elif name not in before:
            yield _added(question)
        else:
            yield from question_changes(before[name], question)
    for name, question in before.items():
        if name not in after:
            yield _removed(question)


def _left_out(earlier: Iterable[Questionnaire], wanted: Set[str]) -> dict[str, Question]:
    """Return the questions with these ids as they were last; earlier versions are read only as far as needed."""
    found: dict[str, Question] = {}
    if wanted:
        for version in earlier:
            found = {question.id: question for question in version.questions if question.id in wanted} | found
            if found.keys() == wanted:
                break
    return found


def _returned(was: Question, question: Question) -> Iterator[Difference]:
    """Yield what it means that a question is asked again which an earlier version asked."""
    broken = [change for change in question_changes(was, question) if change.grade == BREAKING]
    for change in broken:
        yield replace(change, sentence=f"{change.sentence}, as it was when it was published before it was left out")
    if not broken:
        kind = "question" if question.waits else "note"
        said = f"the {kind} {question.id!r} is back, and means what it meant before it was left out"
        columns = (Column("added", question.id),) if question.waits else ()
        yield Difference(SAFE, question.id, said, columns=columns)


def _added(question: Question) -> Difference:
    if not question.waits:
        return Difference(SAFE, question.id, f"the note {question.id!r} is new")
    columns = (Column("added", question.id),)
    said = f"the question {question.id!r} is new; of those who went through an older version it stays empty"
    return Difference(SAFE, question.id, said, columns=columns)


def _removed(question: Question) -> Difference:
    if not question.waits:
        return Difference(SAFE, question.id, f"the note {question.id!r} is gone")
    said = f"the question {question.id!r} is no longer asked; its answers are kept, and its id is not to be used again"
    return Difference(RESUMABLE, question.id, said, columns=(Column("removed", question.id),))


def _order(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    after = [question.id for question in new.questions]
    before = [question.id for question in old.questions if question.id in set(after)]
    kept = [name for name in after if name in set(before)]
    if kept != before:
        moved = next(name for name, was in zip(kept, before, strict=True) if name != was)
        yield Difference(RESUMABLE, moved, f"questions stand in another order, the first of them is now {moved!r}")


def _paths(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    """Yield the questions whose own condition is as it was, but looks at a fact or segment that is not."""
    changed = _changed(old.facts, new.facts) | {f"segment {name}" for name in _changed(old.segments, new.segments)}
    before = {question.id: question for question in old.questions}
    for question in new.questions:
        condition = question.ask_if
        if condition is None or question.id not in before or before[question.id].ask_if != condition:
            continue
        moved = sorted(changed & (_looks_at(condition, old) | _looks_at(condition, new)))
        if moved:
            said = f"{question.id!r} is asked of other people than before, because {', '.join(moved)} changed"
            yield Difference(RESUMABLE, question.id, said)


def _looks_at(condition: Condition, of: Questionnaire) -> set[str]:
    """Return the facts and segments (`segment x`) that a condition looks at, directly or through others."""
    facts = {fact.id: fact for fact in of.facts}
    segments = {segment.id: segment for segment in of.segments}
    seen: set[str] = set()

    def name_(name: str) -> None:
        if name in facts and name not in seen:
            seen.add(name)
            for inner in formula_names(facts[name].formula):
                name_(inner.name)

    def look(part: Condition) -> None:
        for name in names(part):
            name_(name)
        for test in tests(part):
            for segment in test.names if isinstance(test, InSegment) else ():
                if segment in segments and f"segment {segment}" not in seen:
                    seen.add(f"segment {segment}")
                    look(segments[segment].condition)

    look(condition)
    return seen


# Everything else -------------------------------------------------------------------------------------------


def _changed(old: tuple[Struct, ...], new: tuple[Struct, ...]) -> set[str]:
    before, after = _by_id(old), _by_id(new)
    return {name for name in before | after if before.get(name) != after.get(name)}


def _by_id(parts: tuple[Struct, ...]) -> dict[str, Struct]:
    return {_id(part): part for part in parts}


def _id(part: Struct) -> str:
    return str(getattr(part, "id", None) or getattr(part, "product", ""))


def _rewards(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    for field, word, what in _PARTS:
        before, after = _by_id(getattr(old, field)), _by_id(getattr(new, field))
        for name in after:
            if name not in before:
                yield Difference(SAFE, name, f"the {word} {name!r} is new")
            elif before[name] != after[name]:
                yield Difference(SAFE, name, f"the {word} {name!r} changed: {_how(before[name], after[name], what)}")
        for name in before:
            if name not in after:
                yield Difference(SAFE, name, f"the {word} {name!r} is gone")
        if before == after and tuple(before) != tuple(after):
            yield Difference(SAFE, field, f"{field} stand in another order")
    for reward, what in _REWARDS.items():
        if getattr(old, reward) != getattr(new, reward):
            yield Difference(SAFE, reward, f"{what} changed for those who begin from now on")


def _how(before: Struct, after: Struct, what: str) -> str:
    """Say how a part changed: its condition as written, or what it decides."""
    was, now = getattr(before, "condition", None), getattr(after, "condition", None)
    if was != now and was is not None and now is not None:
        return f"{written(was)} became {written(now)}"
    return what


def _frame(old: Questionnaire, new: Questionnaire) -> Iterator[Difference]:
    for field in _WORDS:
        if getattr(old, field) != getattr(new, field):
            yield Difference(COSMETIC, field, f"the {field} is worded differently")
    for name, say in _FRAME.items():
        if getattr(old, name) != getattr(new, name):
            yield Difference(COSMETIC, name, say(old, new))


def _languages(old: Questionnaire, new: Questionnaire) -> str:
    more = [code for code in new.languages if code not in old.languages]
    fewer = [code for code in old.languages if code not in new.languages]
    parts = [f"{', '.join(more)} came" if more else "", f"{', '.join(fewer)} went" if fewer else ""]
    return "languages: " + (", ".join(filter(None, parts)) or "another order")


_FRAME: dict[str, Callable[[Questionnaire, Questionnaire], str]] = {
    "language": lambda old, new: f"it is written in {new.language} instead of {old.language}",
    "languages": _languages,
    "budget": lambda _old, _new: "the budget of questions changed",
}
