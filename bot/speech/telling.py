"""One turn told: its events, in order, as few messages as say them."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.conversation.events import (
    AnswerGiven,
    AnswerNeeded,
    ConsentAnswered,
    ConsentAsked,
    Event,
    MisfitMet,
    NoteShown,
    NothingBefore,
    QuestionAsked,
    SessionFinished,
)
from bot.speech import asking, confirming
from bot.speech.misfits import misfit, reason
from bot.speech.prompt import Line, Prompt, Reward, Settled, Utterance
from bot.speech.scene import Scene
from bot.speech.waiting import waiting


class Telling:
    """One turn being told."""

    def __init__(self, scene: Scene, *, pressed: bool, in_place: bool) -> None:
        self.scene = scene
        self.pressed = pressed
        self.in_place = in_place
        self.says: list[Utterance] = []
        self.lines: list[Line] = []
        """Said before the next prompt, in the same message."""

    def told(self, events: Sequence[Event]) -> tuple[Utterance, ...]:
        """Return what is said of these events; the last one of a turn is always what it waits for."""
        for event in events:
            self.tell(event)
        if events:
            self.wait(events[-1])
        return tuple(self.says)

    def tell(self, event: Event) -> None:
        """Say what an event leaves behind; what is awaited after it comes last."""
        match event:
            case AnswerGiven():
                self.says.append(self.settled(event))
            case ConsentAnswered():
                self.consented(event)
            case NoteShown(question=question):
                shown = self.scene.compiled.question(question)
                note = self.scene.voice.line("note", self.scene.text(shown.ask))
                image = self.scene.image(shown.image, note.text)
                self.says.append(Prompt(language=self.scene.voice.language, lines=(*self.lines, note), image=image))
                self.lines = []
            case SessionFinished():
                self.finished()

    def wait(self, last: Event) -> None:
        """Say what is awaited now, after the last event."""
        scene, voice = self.scene, self.scene.voice
        match last:
            case MisfitMet(question=question) if self.pressed:
                self.says.append(voice.toast(reason(scene, scene.compiled.question(question), last)))
            case MisfitMet(question=question):
                said = [*misfit(scene, scene.compiled.question(question), last)]
                self.says.append(waiting(scene, said, brief=True))
            case NothingBefore():
                self.word(voice.say("nothing_before"))
            case AnswerNeeded():
                self.word(voice.say("needed"))
            case ConsentAsked() if not self.says and not self.pressed and scene.session.turns:
                self.word(voice.say("consent_unclear"))
            case _:
                # Where nothing was answered, what waits now takes the place of what was pressed: one open question.
                prompt = waiting(scene, self.lines, redraws=self.in_place and not self.says)
                if isinstance(last, QuestionAsked) and asking.has_pictures(prompt):
                    # A picture cannot take the place of another message everywhere.
                    prompt = replace(prompt, redraws=False)
                self.says.append(prompt)

    def word(self, text: str) -> None:
        """Say a word that changes nothing: as a toast, or before what is awaited."""
        if self.pressed:
            self.says.append(self.scene.voice.toast(text))
        else:
            self.says.append(waiting(self.scene, [self.scene.voice.line("remark", text)]))

    def settled(self, event: AnswerGiven) -> Settled:
        """Return the question with what became of it."""
        scene = self.scene
        question = scene.compiled.question(event.question)
        became = scene.became(question, event.value, event.how, event.other)
        return Settled(
            language=scene.voice.language,
            session=scene.session.id,
            question=question.id,
            lines=(scene.ask(question),),
            answer=scene.voice.say("answered", answer=became) if event.value is not None else became,
            wants=asking.wants(question),
        )

    def consented(self, event: ConsentAnswered) -> None:
        """Settle the prompt with its wording and what became of it; the next prompt speaks of itself alone."""
        scene, voice = self.scene, self.scene.voice
        granted = voice.say("answered", answer=voice.say("consent_granted"))
        lines = confirming.wording(scene, scene.stage.company.purpose(event.purpose))
        answer = granted if event.granted else voice.say("consent_refused")
        self.says.append(Settled(voice.language, scene.session.id, f"consent.{event.purpose}", lines, answer))

    def finished(self) -> None:
        """Hand out the reward; a correction earns a word only."""
        scene, voice = self.scene, self.scene.voice
        only = scene.session.start.only
        if only is None:
            self.says.append(Reward(voice.language, scene.session.id))
            return
        answer = scene.session.answer(only)
        corrected = answer is not None and answer.value is not None
        self.lines.append(voice.line("said", voice.say("corrected" if corrected else "left_as_it_was")))
