"""Transcripts: conversations as text files that a marketer reads; only the header and the `you:` lines are input.

Everything else (what the bot said, what came of it) is written anew when a transcript is replayed, so that a change of
one word in a questionnaire shows as a few changed lines.
"""

from collections.abc import Iterator
from itertools import count

from msgspec import Struct

from bot.conversation.engine import known_values
from bot.conversation.session import Session
from bot.profile.consent import Consent
from bot.profile.trait import Trait
from bot.questionnaire.wording import Words
from bot.service.acts import Act, Typed
from bot.service.dossier import Dossier, Outcome
from bot.service.keeping import REMEMBERING
from bot.service.library import Library
from bot.service.reception import Reception
from bot.service.rehearsal import Circumstances, Rehearsal
from bot.service.reward import outlook, suggested
from bot.speech.prompt import Prompt, Reward, Sequel
from bot.suggestion.offers import offers_for
from bot.suggestion.reasons import reasons
from bot.terminal.hearing import translate
from bot.terminal.plain import YOU, render_plain, said_plain, visible

RULE = "---"
WIDTH = 13


class Header(Struct, frozen=True):
    """Who speaks and when; `at` is Unix seconds."""

    language: str
    at: int


class Stage(Struct, frozen=True):
    """A transcript's input: its header, and what the person says in turn."""

    header: Header
    lines: tuple[str, ...]


def parse(text: str) -> Stage:
    """Read a transcript's input; what the bot said in it is ignored."""
    head = dict(line.split(": ", 1) for line in text.split(RULE, 1)[0].splitlines() if ": " in line)
    lines = tuple(line.removeprefix(YOU) for line in text.splitlines() if line.startswith(YOU))
    return Stage(Header(head.get("language", "en"), int(head.get("at", "0"))), lines)


class Recorder:
    """Holds a conversation and writes it down as it goes."""

    def __init__(self, library: Library, header: Header, traits: tuple[Trait, ...] = ()) -> None:
        numbers = count(1)
        reception = Reception(library, lambda: f"{next(numbers):026d}")
        consents = (Consent(REMEMBERING, "grant", "", header.language, "terminal", header.at),) if traits else ()
        dossier = Dossier(traits=traits, consents=consents)
        self._rehearsal = Rehearsal(reception, Circumstances(header.language, at=header.at), dossier)
        self._library = library
        self._header = header
        self._written = [f"language: {header.language}", f"at: {header.at}", RULE]
        self.prompt: Prompt | None = None
        self.menu: Prompt | None = None
        """What can be done with the report that was given last; it is pressed by its labels."""

    @property
    def session(self) -> Session | None:
        """The newest session."""
        return self._rehearsal.session

    @property
    def language(self) -> str:
        """The language that is spoken now."""
        respondent = self._rehearsal.dossier.respondent
        return respondent.language if respondent else self._header.language

    def say(self, line: str) -> Outcome:
        """Say or press something, and return what came of it."""
        act, on_menu = self.heard(line)
        outcome = self._rehearsal.give(act)
        self._written.append(said_plain(line))
        for utterance in outcome.says:
            if not isinstance(utterance, Sequel):
                self._written.append(render_plain(utterance, self.prompt))
            if isinstance(utterance, Reward | Sequel):
                self._look_out(utterance.session, utterance.language)
            elif on_menu and isinstance(utterance, Prompt) and utterance.redraws:
                self.menu = utterance
            elif isinstance(utterance, Prompt) and (utterance.choices or utterance.controls or utterance.question):
                self.prompt = utterance
        return outcome

    def heard(self, line: str) -> tuple[Act, bool]:
        """Return what a line means to the open prompt, or else to the menu behind the report; and whether to that."""
        act = translate(line, self.prompt)
        labelled = line.strip().startswith("[") or self.prompt is None or self.prompt.question is None
        on_menu = translate(line, self.menu) if isinstance(act, Typed) and labelled and self.menu else act
        return on_menu, on_menu != act

    def _look_out(self, session_id: str, language: str) -> None:
        session, before = self._rehearsal.session, self.menu
        if session is None or session.id != session_id:
            return
        ratings = self._rehearsal.dossier.ratings
        self.menu = outlook(session, self._library, language, ratings).prompt()
        if self.menu is not None and self.menu != before:
            self._written.append(render_plain(self.menu, None))

    def text(self) -> str:
        """Return the transcript so far, with what came of it."""
        session = self._rehearsal.session
        result = [RULE, *summary(session, self._library, self._header.language)] if session else []
        return "\n".join([*self._written, *result]) + "\n"


def replay(text: str, library: Library) -> str:
    """Return the transcript as it would be written now; equal to `text` where nothing changed."""
    stage = parse(text)
    recorder = Recorder(library, stage.header)
    for line in stage.lines:
        recorder.say(line)
    return recorder.text()


def summary(session: Session, library: Library, language: str) -> Iterator[str]:
    """Yield what came of a session: its answers, segments, suggestions and offers, one a line."""
    compiled = library.compiled(session.version)
    known = known_values(compiled, session)
    for answer in session.answers:
        if answer.how != "shown":
            value = ";".join(answer.value) if isinstance(answer.value, tuple) else answer.value
            shown = answer.how if answer.value is None else f"{value} ({answer.other})" if answer.other else f"{value}"
            yield f"{'answer':<{WIDTH}}{answer.question} = {shown}"
    for segment in compiled.segments(known):
        yield f"{'segment':<{WIDTH}}{segment}"
    words = Words(compiled, language)
    for suggestion in suggested(session, library):
        why, against = reasons(suggestion, words, library.products, known)
        first = why[0] if why else against[0] if against else ""
        yield f"{'suggestion':<{WIDTH}}{suggestion.role} {suggestion.product}: {visible(first)}"
    for offer in offers_for(compiled, known):
        yield f"{'offer':<{WIDTH}}{offer.id}"
