"""A trait: one known thing of a respondent, with where it comes from, since when, and until when it holds."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from bot.conversation.session import Answer
from bot.questionnaire.catalogue import TraitKind
from bot.questionnaire.condition import Value
from bot.questionnaire.model import Question, Questionnaire

Provenance = Literal["declared", "confirmed", "imported", "observed", "inferred"]
SECONDS_A_DAY = 86_400
_STRENGTH: dict[Provenance, int] = {"confirmed": 4, "declared": 3, "imported": 2, "observed": 1, "inferred": 0}


class Trait(Struct, frozen=True, omit_defaults=True):
    """One known thing; `at` and `until` are Unix seconds, `until` None holds for ever."""

    name: str
    value: Value
    provenance: Provenance
    at: int
    source: str
    """The questionnaire, file or system it was learned from."""
    question: str = ""
    """The question it answers, where it was declared in a conversation."""
    until: int | None = None
    other: str | None = None

    def fresh(self, at: int) -> bool:
        """Tell whether it still holds at a moment."""
        return self.until is None or at < self.until


def freshness(question: Question, kinds: Iterable[TraitKind]) -> int | None:
    """Return for how many days an answer holds: as its question says, else as its trait does; None: for ever."""
    if question.fresh_for is not None:
        return question.fresh_for
    return next((kind.fresh_for for kind in kinds if kind.id == question.trait), None)


def declared(question: Question, answer: Answer, *, days: int | None, source: str, at: int) -> Trait | None:
    """Return the trait that an answer declares, or None where its question keeps nothing or nothing was said."""
    if question.trait is None or answer.value is None:
        return None
    until = None if days is None else at + days * SECONDS_A_DAY
    return Trait(question.trait, answer.value, "declared", at, source, question.id, until, answer.other)


def current(traits: Iterable[Trait], at: int) -> dict[str, Trait]:
    """Return the trait that counts under each name: fresh before stale, then the better known, then the newer."""
    best: dict[str, Trait] = {}
    for trait in traits:
        rival = best.get(trait.name)
        if rival is None or _rank(trait, at) > _rank(rival, at):
            best[trait.name] = trait
    return best


def _rank(trait: Trait, at: int) -> tuple[bool, int, int]:
    return trait.fresh(at), _STRENGTH[trait.provenance], trait.at


def known_from(traits: Iterable[Trait], questionnaire: Questionnaire, at: int) -> dict[str, Value]:
    """Return what need not be asked: fresh traits under the ids of the questions they answer, and as `trait.name`.

    A trait whose value the question no longer accepts (a choice that was removed) is not known to it.
    """
    fresh = {name: trait for name, trait in current(traits, at).items() if trait.fresh(at)}
    known: dict[str, Value] = {f"trait.{name}": trait.value for name, trait in fresh.items()}
    for question in questionnaire.questions:
        trait = fresh.get(question.trait or "")
        if trait is not None and _accepts(question, trait.value):
            known[question.id] = trait.value
            if trait.other is not None:
                known[f"{question.id}.other"] = trait.other
    return known


def _accepts(question: Question, value: Value) -> bool:
    if not question.choices:
        return True
    ids = {choice.id for choice in question.choices} | ({"other"} if question.other else set())
    return ids.issuperset(value if isinstance(value, tuple) else (str(value),))


def contradictions(traits: Iterable[Trait], at: int) -> dict[str, tuple[Trait, ...]]:
    """Return, by name, the fresh traits that cannot all hold because their values differ."""
    by_name: dict[str, list[Trait]] = {}
    for trait in traits:
        if trait.fresh(at):
            by_name.setdefault(trait.name, []).append(trait)
    return {name: tuple(several) for name, several in by_name.items() if len({trait.value for trait in several}) > 1}
