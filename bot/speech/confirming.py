"""Prompts that wait for a yes or a no: was this meant, may later answers become void, may data serve a purpose."""

from collections.abc import Iterator, Sequence

from bot.conversation.session import Confirming, Consenting
from bot.questionnaire.catalogue import Purpose
from bot.speech.prompt import Line, Press, Prompt
from bot.speech.scene import Scene


def confirmation(scene: Scene, confirming: Confirming, said: Sequence[Line]) -> Prompt:
    """Return the prompt for a value that may have been meant, or for a change that makes later answers void."""
    question = scene.compiled.question(confirming.question)
    voice = scene.voice
    if confirming.kind == "void":
        spoken = tuple(_void(scene, confirming))
        controls = (voice.press("change_it", "yes", "primary"), voice.press("leave_it", "no", "primary"))
    else:
        value = scene.became(question, confirming.value, confirming.how, confirming.other)
        spoken = (voice.line("ask", voice.say("meant", answer=value)),)
        controls = (voice.press("yes", "yes", "primary"), voice.press("no", "no", "primary"))
    return _yes_or_no(scene, (*said, *spoken), controls)


def _void(scene: Scene, confirming: Confirming) -> Iterator[Line]:
    voice = scene.voice
    gone = [answer for answer in scene.answered() if answer.question in confirming.voids and answer.value is not None]
    question = scene.compiled.question(confirming.question)
    if confirming.value is None:
        yield voice.line("remark", voice.count("voids_empty", len(gone)))
    else:
        answer = scene.value(question, confirming.value, confirming.other)
        yield voice.line("remark", voice.count("voids", len(gone), answer=answer))
    for void in gone:
        asked = scene.ask(scene.compiled.question(void.question)).text
        yield voice.line("said", "• " + voice.say("void_line", question=asked, answer=scene.answer(void)))
    yield voice.line("ask", voice.say("void_ask"))


def consent(scene: Scene, consenting: Consenting, said: Sequence[Line]) -> Prompt:
    """Return the prompt for one purpose: its very wording, and a yes and a no of equal weight."""
    voice = scene.voice
    spoken = (
        *said,
        *wording(scene, scene.stage.company.purpose(consenting.purpose)),
        voice.line("hint", voice.say("consent_free")),
    )
    return _yes_or_no(scene, spoken, (voice.press("yes", "yes", "primary"), voice.press("no", "no", "primary")))


def wording(scene: Scene, purpose: Purpose | None) -> tuple[Line, ...]:
    """Return a purpose as it is asked for."""
    if purpose is None:
        return ()
    return (
        scene.voice.line("title", scene.voice.fixed(purpose.label)),
        scene.voice.line("ask", scene.voice.fixed(purpose.wording)),
    )


def _yes_or_no(scene: Scene, lines: tuple[Line, ...], controls: tuple[Press, ...]) -> Prompt:
    return Prompt(
        language=scene.voice.language,
        lines=lines,
        controls=controls,
        session=scene.session.id,
        question=scene.session.awaits,
        wants="press",
    )
