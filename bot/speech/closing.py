"""After the last question: what a person can do next, which answers can be changed, a session that ended early."""

from collections.abc import Sequence

from bot.speech.prompt import Line, Press, Prompt
from bot.speech.scene import Scene
from bot.speech.voice import cut

LONGEST_LABEL = 60
"""Characters of an answer in a list of answers to change."""


def closed(scene: Scene, said: Sequence[Line]) -> Prompt:
    """Return what is said when nothing more is asked; a correction closes with a word."""
    voice = scene.voice
    profile = voice.press("see_profile", "profile", "quiet")
    if scene.session.start.only is not None:
        return _menu(scene, said or (voice.line("said", voice.say("closed")),), (profile,))
    lines = (*said, voice.line("said", voice.say("closed")), voice.line("hint", voice.say("closed_next")))
    change = voice.press("change_answer", "change", "quiet")
    return _menu(scene, lines, (change, profile) if scene.answered() else (profile,))


def expired(scene: Scene, said: Sequence[Line]) -> Prompt:
    """Return what is said when a session was closed before its end."""
    voice = scene.voice
    again = voice.press("begin_again", f"again:{scene.compiled.questionnaire.id}", "primary")
    return _menu(scene, (*said, voice.line("said", voice.say("expired"))), (again,))


def changes(scene: Scene) -> Prompt:
    """Return the answers of the session, each to be changed by a press."""
    voice, answers = scene.voice, scene.answered()
    key = "change_which" if answers else "change_none"
    choices = []
    for answer in answers:
        asked = scene.ask(scene.compiled.question(answer.question)).text
        label = voice.say(
            "change_line", question=cut(asked, LONGEST_LABEL), answer=cut(scene.answer(answer), LONGEST_LABEL)
        )
        choices.append(Press(label, f"change:{answer.question}"))
    return _menu(scene, (voice.line("said", voice.say(key)),), (), tuple(choices))


def _menu(scene: Scene, lines: Sequence[Line], controls: tuple[Press, ...], choices: tuple[Press, ...] = ()) -> Prompt:
    return Prompt(language=scene.voice.language, lines=tuple(lines), choices=choices, controls=controls)
