"""Why a condition never holds: the few of its parts that exclude each other, in a sentence."""

from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from bot.authoring.problem import Place
from bot.authoring.reading import Keys
from bot.authoring.scene import Scene
from bot.questionnaire.condition import All, Answered, Any, Condition, InSegment, Not
from bot.questionnaire.explain import written
from bot.questionnaire.model import Question

_MOST_TOGETHER = 3
_WORDS: dict[type[Condition], str] = {Any: "any", All: "all", Not: "not", Answered: "answered", InSegment: "segment"}


class Blame(Struct, frozen=True):
    """What keeps a condition from holding: where it stands, a sentence, and what else is to be known."""

    place: Place
    sentence: str
    context: str | None


def blame(scene: Scene, keys: Keys) -> Blame:
    """Return why the condition to which these keys lead never holds."""
    condition = scene.proofs.conditions[keys]
    conflict = _conflict(scene, condition)
    named = " and ".join(f"'{written(part)}'" for part in conflict)
    whole = len(conflict) == 1 and conflict[0] == condition
    way = scene.way(keys)
    place = scene.value(*way) if whole and not _single(condition) else scene.entry(*way, *_way(conflict[-1]))
    sentence = f"{named} never hold{'s' if len(conflict) == 1 else ' together'}"
    return Blame(place, sentence, "; ".join(dict.fromkeys(_known(scene, conflict))) or None)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return what a condition joins by *and*."""
    return condition.of if isinstance(condition, All) else (condition,)


def _conflict(scene: Scene, condition: Condition) -> tuple[Condition, ...]:
    """Return as few parts of a condition as possible that never hold together."""
    parts = parts_of(condition)
    for size in range(1, min(_MOST_TOGETHER, len(parts)) + 1):
        together = list(combinations(parts, size))
        excluded = scene.proofs.excluded([All(each) for each in together])
        found = next((each for each, never in zip(together, excluded, strict=True) if never), None)
        if found is not None:
            return found
    return (condition,)


def _single(condition: Condition) -> bool:
    return not isinstance(condition, All | Any)


def _way(part: Condition) -> Keys:
    """Return the keys that lead from a condition to one of its parts."""
    word = _WORDS.get(type(part)) or str(getattr(part, "name", ""))
    return tuple(word.split(".", 1))


def _known(scene: Scene, conflict: tuple[Condition, ...]) -> Iterator[str]:
    """Yield what limits the questions that the parts look at."""
    for part in conflict:
        for question in sorted(scene.names.looks_at(part), key=scene.names.position):
            asked = scene.names.questions[question]
            if asked is not None:
                yield from _limits(scene, asked)


def _limits(scene: Scene, question: Question) -> Iterator[str]:
    where = f"'{question.id}' (line {scene.names.line(question.id)})"
    if question.at_least is not None or question.at_most is not None:
        least = "" if question.at_least is None else f" from {question.at_least:g}"
        most = "" if question.at_most is None else f" up to {question.at_most:g}"
        yield f"{where} takes numbers{least}{most}"
    if question.type == "scale":
        yield f"{where} goes from {question.low} to {question.high}"
    if question.ask_if is not None:
        yield f"{where} is asked only if {written(question.ask_if)}"
