"""What was said so far in a session, whole: for channels that show a conversation as a page."""

from collections.abc import Iterator

from msgspec import Struct

from bot.speech.prompt import Line
from bot.speech.scene import Scene


class Entry(Struct, frozen=True):
    """A question with what became of it; or a note, which has no answer."""

    question: str
    asked: Line
    answer: str | None


def history(scene: Scene) -> Iterator[Entry]:
    """Yield the live answers, and the notes that were shown between them, in the order of the questionnaire."""
    for answer in scene.session.answers:
        question = scene.compiled.question(answer.question)
        if answer.how == "shown":
            yield Entry(question.id, scene.voice.line("note", scene.text(question.ask)), None)
        else:
            yield Entry(question.id, scene.ask(question), scene.answer(answer))
