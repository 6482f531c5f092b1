"""What conversations have met of a questionnaire: its questions, choices, branches, segments, sections and outcomes."""

from collections.abc import Iterable, Iterator
from typing import Literal

from bot.conversation.engine import known_values
from bot.conversation.events import AnswerGiven, Event, NoteShown, QuestionAsked
from bot.conversation.session import Asking, Confirming, Consenting, Session
from bot.paths.findings import Findings
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Condition, InSegment, Not, OneOf, Picks, Value
from bot.questionnaire.model import OTHER, Question
from bot.service.library import Library
from bot.service.reward import suggested
from bot.suggestion.suggest import fitting

Kind = Literal["questions", "choices", "branches", "segments", "sections", "outcomes", "languages"]
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]
Target = tuple[Kind, str]
"""One thing that a conversation can meet: `("choices", "field = power")`, `("branches", "signal not asked")`."""
_EVERYBODY = 1 - 1e-9
NOTHING_FITS, NOTHING_WANTED = "(nothing fits)", "(nothing is asked of a product)"
"""Outcomes without a product that fits."""


def targets(compiled: Compiled, found: Findings) -> dict[Target, Condition | str | None]:
    """Return what can be met at all, in the order of the file, each with what has to come about for it.

    That is a question to be reached (its id), a condition that has to hold at the end, or nothing that is known: which
    outcomes there can be nobody knows beforehand.
    """
    return {
        **dict(_of_questions(compiled, found)),
        **{("segments", each.id): InSegment((each.id,)) for each in found.segments if not each.never},
        **dict(_of_sections(compiled, found)),
        **{("languages", name): OneOf("language", (name,)) for name in compiled.questionnaire.languages},
    }


def _of_questions(compiled: Compiled, found: Findings) -> Iterator[tuple[Target, Condition | str]]:
    for each in found.questions:
        if each.never:
            continue
        question = compiled.question(each.id)
        yield ("questions", question.id), question.id
        for choice in choices(question):
            several = question.type == "select_multiple"
            taken = Picks(question.id, any_of=(choice,)) if several else OneOf(question.id, (choice,))
            yield _choice(question.id, choice), taken
        if question.ask_if is not None:
            yield _branch(question.id, asked=True), question.id
            if each.share < _EVERYBODY:
                yield _branch(question.id, asked=False), Not(question.ask_if)


def _of_sections(compiled: Compiled, found: Findings) -> Iterator[tuple[Target, Condition | None]]:
    report = compiled.questionnaire.report
    reachable = {each.id for each in found.sections if not each.never}
    for section in report.sections if report else ():
        if section.id in reachable:
            yield ("sections", section.id), section.show_if


def choices(question: Question) -> Iterator[str]:
    """Yield the choices that are met one by one; a ranking holds them all at once."""
    if question.type in ("select_one", "select_multiple", "yes_no"):
        yield from (choice.id for choice in question.choices)
        if question.other:
            yield OTHER


def _choice(question: str, choice: str) -> Target:
    return "choices", f"{question} = {choice}"


def _branch(question: str, *, asked: bool) -> Target:
    return "branches", f"{question} {'asked' if asked else 'not asked'}"


def met(session: Session, compiled: Compiled, library: Library) -> set[Target]:
    """Return what a conversation has met by its end, or by now."""
    known = known_values(compiled, session)
    found: set[Target] = {("languages", str(known["language"]))} if "language" in known else set()
    for answer in session.answers:
        found |= {("questions", answer.question), *_given(compiled.question(answer.question), answer.value)}
    found |= set(_branches(session, compiled))
    if not session.finished:
        return found
    found |= {("segments", name) for name in compiled.segments(known)}
    report = compiled.questionnaire.report
    found |= {
        ("sections", section.id)
        for section in (report.sections if report else ())
        if compiled.holds(section.show_if, known)
    }
    return found | {("outcomes", outcome(session, library))}


def met_on_the_way(events: Iterable[Event], compiled: Compiled) -> set[Target]:
    """Return what was met although an answer was changed later, or never given."""
    found: set[Target] = set()
    for event in events:
        if isinstance(event, QuestionAsked | NoteShown):
            found |= {("questions", event.question)}
            if compiled.question(event.question).ask_if is not None:
                found.add(_branch(event.question, asked=True))
        elif isinstance(event, AnswerGiven):
            found |= {*_given(compiled.question(event.question), event.value)}
    return found


def outcome(session: Session, library: Library) -> str:
    """Return the product that is suggested first, or why there is none."""
    found = suggested(session, library)
    if fit := fitting(found):
        return fit[0].product
    return NOTHING_FITS if found else NOTHING_WANTED


def _given(question: Question, value: Value | None) -> Iterator[Target]:
    taken = value if isinstance(value, tuple) else (value,)
    yield from (_choice(question.id, choice) for choice in choices(question) if choice in taken)


def _branches(session: Session, compiled: Compiled) -> Iterator[Target]:
    """Yield for every question before where the conversation stands whether its condition held."""
    end = len(compiled.questions)
    if isinstance(session.state, Asking | Confirming | Consenting) and session.state.question is not None:
        end = compiled.position[session.state.question]
    for place, question in enumerate(compiled.questions[:end]):
        holds = compiled.asks[place]
        if holds is not None and question.id not in session.start.known:
            before = [answer for answer in session.answers if compiled.position[answer.question] < place]
            yield _branch(question.id, asked=holds(known_values(compiled, session, before)) is True)
