"""The speaker of one questionnaire version: what happened in a turn, as the few messages that say it."""

from collections.abc import Iterable, Sequence

from bot.conversation.events import Event
from bot.conversation.session import Asking, Confirming, Session
from bot.questionnaire.catalogue import Company, TraitKind
from bot.questionnaire.compiled import Compiled
from bot.speech import asking, closing, confirming
from bot.speech.history import Entry, history
from bot.speech.progress import Bounds, bounds, left
from bot.speech.prompt import Line, Prompt, Toast, Utterance
from bot.speech.scene import Scene, Stage
from bot.speech.telling import Telling
from bot.speech.waiting import open_question, waiting
from bot.values.script import plain


class Speaker:
    """Says what happens in sessions of one version. Made once for all of them; keeps nothing of anybody.

    `kinds` tell which traits are sensitive, `remaining` proves how many questions are left.
    """

    def __init__(
        self,
        compiled: Compiled,
        company: Company,
        kinds: Iterable[TraitKind],
        remaining: Bounds,
    ) -> None:
        self._stage = Stage(
            compiled=compiled,
            company=company,
            remaining=remaining,
            sensitive=frozenset(kind.id for kind in kinds if kind.sensitive),
        )

    def turn(
        self, session: Session, events: Sequence[Event], language: str, *, pressed: bool, in_place: bool
    ) -> tuple[Utterance, ...]:
        """Return what is said of a turn: `session` as it is after it, `events` in order.

        `pressed`: a control was pressed, so that what is only a word becomes a toast. `in_place`: it was one of the
        open prompt, so that ticks and an earlier question take its place.
        """
        return Telling(self._scene(session, language), pressed=pressed, in_place=in_place).told(events)

    def waiting(self, session: Session, language: str, remark: str | None = None) -> tuple[Prompt, ...]:
        """Return the prompt for what the session waits for now, whole; `remark` is said before it."""
        scene = self._scene(session, language)
        return (waiting(scene, [scene.voice.line("remark", remark)] if remark else ()),)

    def why(self, session: Session, language: str) -> Toast:
        """Return why the open question is asked."""
        scene, question = self._scene(session, language), open_question(session)
        why = scene.compiled.question(question).why if question else None
        return scene.voice.toast(scene.text(why) if why else scene.voice.say("why_nothing"))

    def history(self, session: Session, language: str) -> tuple[Entry, ...]:
        """Return what was said so far: each question with what became of it, and the notes that were shown."""
        return tuple(history(self._scene(session, language)))

    def changes(self, session: Session, language: str) -> Prompt:
        """Return the answers of the session, each to be changed by a press."""
        return closing.changes(self._scene(session, language))

    def welcome_back(self, session: Session, language: str) -> Prompt:
        """Return the choice to go on where one was, or to start over."""
        scene, question = self._scene(session, language), open_question(session)
        voice = scene.voice
        lines = [voice.line("said", voice.say("welcome_back", title=scene.title()))]
        if question is not None and session.start.only is None:
            position = scene.compiled.position[question]
            _, least, most = bounds(scene.compiled, session, position, self._stage.remaining)
            lines.append(Line("progress", left(least, most, voice)))
        controls = (voice.press("continue", "continue", "primary"), voice.press("start_over", "restart", "quiet"))
        return Prompt(language=language, lines=tuple(lines), controls=controls)

    def restart_question(self, session: Session, language: str) -> Prompt:
        """Return the question whether to drop what was answered and start over."""
        scene = self._scene(session, language)
        voice = scene.voice
        controls = (voice.press("start_over", "restart", "danger"), voice.press("continue", "continue", "primary"))
        line = voice.line("ask", voice.say("restart_ask", title=scene.title()))
        return Prompt(language=language, lines=(line,), controls=controls)

    def control(self, session: Session, text: str, language: str) -> str | None:
        """Return the act of the open prompt's control that a typed text labels, or None.

        Where the person's own words are wanted, no text is a control.
        """
        scene = self._scene(session, language)
        match session.state:
            case Asking() as state:
                question = scene.compiled.question(state.question)
                own = state.writing or question.type in ("text", "long_text")
                controls = () if own else tuple(asking.controls(scene, question, state))
            case Confirming() as state:
                controls = confirming.confirmation(scene, state, ()).controls
            case _:
                controls = ()
        return next((press.act for press in controls if plain(press.label) == plain(text)), None)

    def _scene(self, session: Session, language: str) -> Scene:
        return Scene(self._stage, session, language)
