"""How far a conversation is: a bar of dots that only grows while going forward, and how many questions are left."""

from collections.abc import Mapping
from typing import Protocol

from bot.conversation.engine import known_values
from bot.conversation.session import Session
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known
from bot.speech.voice import Voice
from bot.values.locale import number

DOTS = 5
FULL, EMPTY = "●", "○"


class Bounds(Protocol):
    """Proves how many questions are left."""

    def remaining(
        self, known: Known, position: int, skipped: frozenset[str], consents: Mapping[str, bool], /
    ) -> tuple[int, int]:
        """Return the least and the most questions that are still asked from a position on, that one included.

        `skipped` are questions passed without an answer, `consents` the purposes granted or refused so far.
        """
        ...


def progress(done: int, least: int, most: int, voice: Voice) -> str:
    """Return `● ● ○ ○ ○ · 2 to 4 questions left`.

    `done` counts the questions behind the current one; `least` and `most` bound those left, the current included.
    A step forward adds one to `done` and takes at least one from `most`: so the bar only grows.
    """
    whole = done + most
    # Rounded up, so that the first answer always shows; the last dot is for the end.
    full = min(-(-DOTS * done // whole), DOTS - 1)
    return f"{' '.join(FULL * full + EMPTY * (DOTS - full))} · {left(least, most, voice)}"


def left(least: int, most: int, voice: Voice) -> str:
    """Return how many questions are left, in words."""
    if least >= most:
        return voice.count("left", most)
    key = "left_either" if least + 1 == most else "left_between"
    return voice.count(key, most, least=number(least, voice.language))


def bounds(compiled: Compiled, session: Session, position: int, proves: Bounds) -> tuple[int, int, int]:
    """Return, for the question at a position: how many were answered, and the bounds of those left.

    Where a question is asked again, answers behind it do not count: it may make them void, and the bar shows the place
    gone to. Where a question is new, whatever was answered behind it stays, and is not asked again.
    """
    again = session.answer(compiled.questions[position].id) is not None
    count = [answer for answer in session.answers if not again or compiled.position[answer.question] < position]
    done = sum(answer.how != "shown" for answer in count)
    skipped = frozenset(answer.question for answer in count if answer.value is None)
    consents = {**session.start.consents, **session.consents}
    least, most = proves.remaining(known_values(compiled, session, count), position, skipped, consents)
    # The question that waits is one of them, whatever the bounds say.
    return done, max(least, 1), max(most, 1)
