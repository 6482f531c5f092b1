"""Why a condition never holds: the few of its parts that exclude each other, in a sentence."""

from collections.abc import Iterator

from msgspec import Struct

from bot.authoring.problem import Place
from bot.authoring.reading import Keys
from bot.authoring.scene import Scene
from bot.paths.blocking import Blocking
from bot.questionnaire.condition import All, Answered, Any, Condition, InSegment, Not
from bot.questionnaire.explain import written
from bot.questionnaire.model import Question

_NAMED = 5
"""How many of the parts that exclude each other are told; more are only found where there was no time to look."""
_LISTED = 20
"""How far into a list of `all` a part is looked for."""
_WORDS: dict[type[Condition], str] = {Any: "any", All: "all", Not: "not", Answered: "answered", InSegment: "segment"}


class Blame(Struct, frozen=True):
    """What keeps a condition from holding: where it stands, a sentence, and what else is to be known."""

    place: Place
    sentence: str
    context: str | None


def blame(scene: Scene, keys: Keys) -> Blame:
    """Return why the condition to which these keys lead never holds."""
    condition = scene.proofs.conditions[keys]
    blocking = scene.proofs.blocking(keys) or Blocking(tests=(condition,))
    whole = blocking.tests == (condition,)
    way = scene.way(keys)
    place = (
        scene.value(*way) if whole and not _single(condition) else scene.entry(*_way(scene, way, blocking.tests[-1]))
    )
    return Blame(place, _sentence(blocking), "; ".join(dict.fromkeys(_known(scene, blocking))) or None)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """Return what a condition joins by *and*."""
    return condition.of if isinstance(condition, All) else (condition,)


def _sentence(blocking: Blocking) -> str:
    named = " and ".join(f"'{written(test)}'" for test in blocking.tests[:_NAMED])
    if len(blocking.tests) > _NAMED:
        named = f"{named} and {len(blocking.tests) - _NAMED} other parts"
    return f"{named} never hold{'s' if len(blocking.tests) == 1 else ' together'}"


def _single(condition: Condition) -> bool:
    return not isinstance(condition, All | Any)


def _way(scene: Scene, way: Keys, part: Condition) -> Keys:
    """Return the keys that lead to a part of a condition, which may stand in a list of `all`."""
    word = _WORDS.get(type(part)) or str(getattr(part, "name", ""))
    keys = tuple(word.split(".", 1))
    listed = ((*way, "all", str(place), *keys) for place in reversed(range(_LISTED)))
    return next((each for each in ((*way, *keys), *listed) if scene.written(*each)), (*way, *keys))


def _known(scene: Scene, blocking: Blocking) -> Iterator[str]:
    """Yield what else is to be known: what can be answered, and who is asked at all."""
    read = frozenset[str]().union(*map(scene.names.looks_at, blocking.tests))
    for name in sorted({*read, *blocking.premises}, key=scene.names.position):
        question = scene.names.questions[name]
        if question is not None:
            where = f"'{name}' (line {scene.names.line(name)})"
            yield from (f"{where} {limit}" for limit in _limits(question) if name in read)
            if name in blocking.premises and question.ask_if is not None:
                yield f"{where} is asked only if {written(question.ask_if)}"
    for inside in blocking.inside:
        yield _sentence(inside)
        yield from _known(scene, inside)


def _limits(question: Question) -> Iterator[str]:
    if question.at_least is not None or question.at_most is not None:
        least = "" if question.at_least is None else f" from {question.at_least:g}"
        most = "" if question.at_most is None else f" up to {question.at_most:g}"
        yield f"takes numbers{least}{most}"
    if question.type == "scale":
        yield f"goes from {question.low} to {question.high}"
