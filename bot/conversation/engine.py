"""The engine: start a session, or resume it with one input; no clock, no randomness, nothing kept between calls.

A session is derived from its version, its frozen start and its answers in questionnaire order. Conditions look back
only, so after an answer only the questions behind it need to be looked at.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation import answering
from bot.conversation.answering import Fits, Guess, Misfit, Read, Reading
from bot.conversation.drafting import drafted, own_words
from bot.conversation.events import (
    AnswerGiven,
    AnswerNeeded,
    AnswerVoided,
    ConfirmationAsked,
    ConsentAnswered,
    ConsentAsked,
    DraftChanged,
    Event,
    MisfitMet,
    NoteShown,
    NothingBefore,
    QuestionAsked,
    SessionClosed,
    SessionExpired,
    SessionFinished,
    WordsAwaited,
)
from bot.conversation.inbound import Confirm, Done, Expiry, GoBack, Inbound, Picked, Said, Skip
from bot.conversation.session import (
    Answer,
    Asking,
    Confirming,
    Consenting,
    Expired,
    Finished,
    How,
    Session,
    Start,
    State,
)
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.questionnaire.model import OTHER, Question
from bot.values.errors import WrongCall

MOST_TURNS = 500
"""Inputs after which a session is closed: nobody answers so often, a loop in a client does."""


class Turn(Struct, frozen=True):
    """What happened between two waits: the session after it, and the events in order."""

    session: Session
    events: tuple[Event, ...]


def start(compiled: Compiled, begin: Start, *, session_id: str, at: int) -> Turn:
    """Begin a session and go to its first wait; `at` is Unix seconds."""
    session = Session(
        id=session_id,
        questionnaire=compiled.questionnaire.id,
        version=compiled.version,
        start=begin,
        state=Finished(),
    )
    step = _Step(compiled, session, at)
    step.changed = True
    step.advance(0)
    return step.turn()


def resume(compiled: Compiled, session: Session, inbound: Inbound, *, at: int, read: Read = answering.read) -> Turn:
    """Take one input; raise `WrongCall` and change nothing where the state does not allow it.

    `read` reads what is typed; who resumes many sessions may remember what it said of the same words before.
    """
    step = _Step(compiled, replace(session, turns=session.turns + 1), at, read)
    if isinstance(inbound, Expiry) or session.turns >= MOST_TURNS:
        step.expire()
    else:
        step.take(inbound)
    return step.turn()


def known_values(compiled: Compiled, session: Session, answers: Iterable[Answer] | None = None) -> dict[str, Value]:
    """Return what is known by name: the frozen start, and over it the live answers (or those given instead)."""
    known = dict(session.start.known)
    for answer in session.answers if answers is None else answers:
        if answer.value is not None:
            known[answer.question] = answer.value
            if answer.other is not None:
                known[f"{answer.question}.other"] = answer.other
            trait = compiled.traits.get(answer.question)
            if trait is not None:
                known[trait] = answer.value
    return known


class _Step:
    """One input being worked off: the session so far, and what has happened."""

    def __init__(self, compiled: Compiled, session: Session, at: int, read: Read = answering.read) -> None:
        self.compiled = compiled
        self.session = session
        self.at = at
        self.reader = read
        self.events: list[Event] = []
        self.changed = False

    def turn(self) -> Turn:
        return Turn(self.session, tuple(self.events))

    def wait(self, state: State, *events: Event) -> None:
        self.session = replace(self.session, state=state)
        self.events += events

    # Going on ------------------------------------------------------------------------------------

    def advance(self, position: int) -> None:
        """Go to the next question from this position on that is to be asked, or to the end."""
        known = known_values(self.compiled, self.session)
        passed = {answer.question for answer in self.session.answers}
        for place in range(position, len(self.compiled.questions)):
            question = self.compiled.questions[place]
            if question.id not in passed and self.is_asked(question, place, known) and self.stops_at(question):
                return
        self.end()

    def is_asked(self, question: Question, place: int, known: dict[str, Value]) -> bool:
        if self.session.start.only is not None:
            return question.id == self.session.start.only
        condition = self.compiled.asks[place]
        return question.id not in self.session.start.known and (condition is None or condition(known) is True)

    def stops_at(self, question: Question) -> bool:
        """Show, ask, or ask consent for a question; tell whether it waits now."""
        if not question.waits:
            self.put(Answer(question.id, self.at, how="shown"))
            self.events.append(NoteShown(question.id))
            return False
        consented = True if question.purpose == "report" else self.session.consented(question.purpose)
        if consented is None:
            self.wait(Consenting(question.purpose, question.id), ConsentAsked(question.purpose))
        elif consented:
            self.wait(Asking(question.id), QuestionAsked(question.id))
        return consented is not False

    def end(self) -> None:
        if self.changed or not self.session.finished:
            self.events.append(SessionFinished(again=self.session.finished))
            self.session = replace(self.session, finished=True)
        self.close()

    def close(self) -> None:
        """Ask for the next purpose that is still open, or close."""
        asked = () if self.session.start.only else self.compiled.questionnaire.consents
        for purpose in asked:
            if self.session.consented(purpose) is None:
                self.wait(Consenting(purpose), ConsentAsked(purpose))
                return
        self.wait(Finished(), SessionClosed())

    def expire(self) -> None:
        if isinstance(self.session.state, Expired):
            raise WrongCall("the session is closed already")
        self.wait(Expired(), SessionExpired())

    # Taking an input ---------------------------------------------------------------------------------

    def take(self, inbound: Inbound) -> None:
        if isinstance(inbound, GoBack) and not isinstance(self.session.state, Expired):
            self.go_back(inbound.question)
            return
        match self.session.state:
            case Asking() as asking:
                self.answer(asking, inbound)
            case Confirming() as confirming:
                self.confirm(confirming, inbound)
            case Consenting() as consenting:
                self.consent(consenting, inbound)
            case _:
                raise WrongCall("nothing is being asked")

    def answer(self, asking: Asking, inbound: Inbound) -> None:
        question = self.compiled.question(asking.question)
        match inbound:
            case Said(text=text):
                self.say(question, asking, answering.clean(text))
            case Picked(choice=choice):
                self.pick(question, asking, choice)
            case Done() if question.type == "select_multiple":
                self.read(question, asking, answering.read_draft(question, asking.draft, asking.other))
            case Skip(refuse=refuse) if not question.required:
                self.accept(question, None, "refused" if refuse else "skipped")
            case Skip():
                self.events.append(AnswerNeeded(question.id))
            case _:
                raise WrongCall(f"question {question.id!r} does not take this input")

    def say(self, question: Question, asking: Asking, text: str) -> None:
        if not asking.writing:
            self.read(question, asking, self.reader(question, text, today=self.today()))
            return
        reading = own_words(question, asking, text)
        if isinstance(reading, Asking):
            self.wait(reading, DraftChanged(question.id, reading.draft))
        else:
            self.read(question, asking, reading)

    def today(self) -> str:
        return str(self.session.start.known.get("today", "1970-01-01"))

    def read(self, question: Question, asking: Asking, reading: Reading) -> None:
        match reading:
            case Fits(value=value, other=other):
                self.accept(question, value, "given", other)
            case Guess(value=value):
                self.wait(
                    Confirming("meant", question.id, value),
                    ConfirmationAsked(question.id, "meant", value, None, ()),
                )
            case Misfit(reason=reason, detail=detail):
                times = asking.misfits + 1
                self.wait(replace(asking, misfits=times), MisfitMet(question.id, reason, detail, times))

    def pick(self, question: Question, asking: Asking, choice: str) -> None:
        if question.type == "scale":
            self.read(question, asking, self.reader(question, choice, today=self.today()))
            return
        if question.choice(choice) is None and not (choice == OTHER and question.other):
            raise WrongCall(f"question {question.id!r} has no choice {choice!r}")
        if question.type in ("select_multiple", "rank"):
            self.draft(question, asking, choice)
        elif choice == OTHER:
            self.wait(replace(asking, writing=True), WordsAwaited(question.id))
        else:
            self.accept(question, choice, "given")

    def draft(self, question: Question, asking: Asking, choice: str) -> None:
        changed = drafted(question, asking, choice)
        if isinstance(changed, Misfit):
            self.events.append(MisfitMet(question.id, changed.reason, changed.detail, asking.misfits))
        elif changed.writing:
            self.wait(changed, WordsAwaited(question.id))
        elif question.type == "rank" and len(changed.draft) == len(question.choices):
            self.accept(question, changed.draft, "given")
        else:
            self.wait(changed, DraftChanged(question.id, changed.draft))

    def confirm(self, confirming: Confirming, inbound: Inbound) -> None:
        if isinstance(inbound, Said) and (yes := answering.yes_or_no(inbound.text)) is not None:
            inbound = Confirm(yes)
        question = self.compiled.question(confirming.question)
        match inbound:
            case Confirm(yes=True):
                self.accept(
                    question,
                    confirming.value,
                    confirming.how,
                    confirming.other,
                    sure=confirming.kind == "void",
                )
            case Confirm(yes=False) if confirming.kind == "void":
                self.advance(0)
            case Confirm():
                self.ask_again(question)
            case _:
                self.answer(Asking(question.id), inbound)

    def consent(self, consenting: Consenting, inbound: Inbound) -> None:
        granted: bool | None = None
        match inbound:
            case Confirm(yes=yes):
                granted = yes
            case Said(text=text):
                granted = answering.yes_or_no(text)
            case Skip():
                granted = False
        if granted is None:
            self.events.append(ConsentAsked(consenting.purpose))
            return
        self.session = replace(self.session, consents={**self.session.consents, consenting.purpose: granted})
        self.events.append(ConsentAnswered(consenting.purpose, granted))
        if consenting.question is None:
            self.close()
        else:
            # It stood before a question: something on the way to it is new, and so is the report at the end.
            self.changed = True
            self.advance(self.compiled.position[consenting.question])

    # Answers -------------------------------------------------------------------------------------------

    def accept(
        self,
        question: Question,
        value: Value | None,
        how: How,
        other: str | None = None,
        *,
        sure: bool = False,
    ) -> None:
        """Keep an answer and go on; where it makes void what was said later, ask first unless that is `sure`."""
        answer = Answer(question.id, self.at, value, how, other)
        before = self.session.answer(question.id)
        unchanged = before is not None and (before.value, before.how, before.other) == (value, how, other)
        voids = () if unchanged or before is None else self.voided_by(answer)
        if (
            voids
            and not sure
            and any(kept.value is not None for kept in self.session.answers if kept.question in voids)
        ):
            self.wait(
                Confirming("void", question.id, value, how, other, voids),
                ConfirmationAsked(question.id, "void", value, other, voids),
            )
            return
        self.events.append(AnswerGiven(question.id, value, how, other, replaced=before is not None))
        self.events += [AnswerVoided(void) for void in voids]
        if not unchanged:
            self.changed = True
            self.put(answer, without=voids)
        self.advance(self.compiled.position[question.id] + 1)

    def voided_by(self, changed: Answer) -> tuple[str, ...]:
        """Return the later answers whose questions would not have been asked with this answer instead."""
        place = self.compiled.position[changed.question]
        kept = [changed if answer.question == changed.question else answer for answer in self.session.answers]
        voids = []
        for answer in self.session.answers:
            position = self.compiled.position[answer.question]
            condition = self.compiled.asks[position]
            if position <= place or condition is None:
                continue
            if condition(known_values(self.compiled, self.session, kept)) is not True:
                kept.remove(answer)
                if answer.how != "shown":
                    voids.append(answer.question)
        return tuple(voids)

    def put(self, answer: Answer, without: tuple[str, ...] = ()) -> None:
        """Keep the answer at its place in questionnaire order."""
        answers, position = [*self.session.answers], self.compiled.position
        if without or self.session.answer(answer.question) is not None:
            gone = {answer.question, *without}
            answers = [kept for kept in answers if kept.question not in gone]
        place = len(answers)
        while place and position[answers[place - 1].question] > position[answer.question]:
            place -= 1
        answers.insert(place, answer)
        self.session = replace(self.session, answers=tuple(answers))

    # Going back ------------------------------------------------------------------------------------

    def go_back(self, wanted: str | None) -> None:
        given = [answer for answer in self.session.answers if answer.how != "shown"]
        if wanted is None:
            here = self.here()
            earlier = [answer for answer in given if self.compiled.position[answer.question] < here]
            if not earlier:
                self.events.append(NothingBefore())
                return
            wanted = earlier[-1].question
        elif wanted not in (answer.question for answer in given):
            raise WrongCall(f"question {wanted!r} has no answer to go back to")
        self.ask_again(self.compiled.question(wanted))

    def here(self) -> int:
        """Return the position of what is awaited; behind the last question when nothing of it is."""
        match self.session.state:
            case Asking(question=question) | Confirming(question=question) | Consenting(question=str(question)):
                return self.compiled.position[question]
        return len(self.compiled.questions)

    def ask_again(self, question: Question) -> None:
        before = self.session.answer(question.id)
        ticked = before.value if before and question.type == "select_multiple" else None
        draft = ticked if isinstance(ticked, tuple) else ()
        other = before.other if before and draft else None
        self.wait(Asking(question.id, draft=draft, other=other), QuestionAsked(question.id, again=True))
