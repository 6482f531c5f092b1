"""What a session waits for, as one prompt."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.conversation.session import Asking, Confirming, Consenting, Expired, Finished, Session
from bot.speech import asking, closing, confirming
from bot.speech.prompt import Line, Prompt
from bot.speech.scene import Scene


def waiting(scene: Scene, said: Sequence[Line] = (), *, brief: bool = False, redraws: bool = False) -> Prompt:
    """Return the prompt of the session's state, saying these lines first; `brief` leaves the question's text out."""
    return replace(_waiting(scene, said, brief=brief), redraws=redraws)


def _waiting(scene: Scene, said: Sequence[Line], *, brief: bool) -> Prompt:
    match scene.session.state:
        case Asking() as state:
            question = scene.compiled.question(state.question)
            lines = [*said]
            if not brief:
                lines += asking.lines(scene, question, state)
                lines += asking.position_lines(scene, question)
            return asking.prompt(scene, question, state, lines, brief=brief)
        case Confirming() as state:
            return confirming.confirmation(scene, state, said)
        case Consenting() as state:
            return confirming.consent(scene, state, said)
        case Finished():
            return closing.closed(scene, said)
        case Expired():
            return closing.expired(scene, said)


def open_question(session: Session) -> str | None:
    """Return the question that is being asked or confirmed, or that waits behind the consent being asked."""
    match session.state:
        case Asking(question=question) | Confirming(question=question) | Consenting(question=str(question)):
            return question
    return None
