"""The profile shown to its owner: one line a trait, where it comes from and when, each to be corrected or deleted."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal, Protocol

from bot.profile.rating import Rating, newest
from bot.profile.trait import Provenance, Trait, contradictions, current
from bot.questionnaire.catalogue import Products, TraitKind
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.model import OTHER, Question
from bot.questionnaire.wording import Words
from bot.speech.outlook import rated_name
from bot.speech.prompt import Line, Press, Prompt, Toast
from bot.speech.rights import trait_label
from bot.speech.voice import Voice
from bot.values.locale import day, isolate, listing, number


class Shelf(Protocol):
    """Where the current questionnaires and products are found."""

    products: Products

    def current(self, questionnaire: str, /) -> Compiled | None:
        """Return a questionnaire by its id."""
        ...

    def asking(self, trait: str, /) -> tuple[Compiled, Question] | None:
        """Return a questionnaire and its question that asks for a trait."""
        ...


class Portrait:
    """What is kept of one person, in one language, at one moment (Unix seconds)."""

    def __init__(
        self,
        traits: Iterable[Trait],
        kinds: Iterable[TraitKind],
        shelf: Shelf,
        language: str,
        at: int,
        ratings: Iterable[Rating] = (),
    ) -> None:
        self._traits = tuple(traits)
        self._ratings = newest(ratings)
        self._kinds = tuple(kinds)
        self._shelf = shelf
        self._voice = Voice(language)
        self._at = at

    def prompt(self, *, redraws: bool = False) -> Prompt:
        """Return the profile; where nothing is kept, it says so."""
        voice = self._voice
        names = self._names()
        lines = [voice.line("title", voice.say("profile_title"))]
        for name in names:
            lines += self._told(name)
        lines += map(self._rated, self._ratings.values())
        anything = names or self._ratings
        lines.append(voice.line("hint", voice.say("profile_how" if anything else "profile_empty")))
        drops = (self._drop(self._rated_name(about), f"unrate:{about}") for about in self._ratings)
        choices = (*(press for name in names for press in self._presses(name)), *drops)
        return Prompt(language=voice.language, lines=tuple(lines), choices=choices, redraws=redraws)

    def _rated(self, rating: Rating) -> Line:
        voice = self._voice
        value = voice.say("profile_fits" if rating.fits else "profile_fits_not")
        told = voice.say("profile_line", label=self._rated_name(rating.about), value=value)
        return voice.line("said", "\n".join((told, self._from("rated", rating.source, rating.at))))

    def _rated_name(self, about: str) -> str:
        return rated_name(about, self._shelf.products, self._voice.language)

    def _drop(self, label: str, act: str) -> Press:
        return Press(self._voice.say("drop", label=label), act, "danger")

    def _names(self) -> list[str]:
        """Return the names of what is kept, in the order of the company's traits."""
        order = {kind.id: place for place, kind in enumerate(self._kinds)}
        names = {trait.name for trait in self._traits}
        return sorted(names, key=lambda name: (order.get(name, len(order)), name))

    def _told(self, name: str) -> Iterator[Line]:
        """Yield the trait that counts; where several contradict each other, all of them side by side."""
        voice = self._voice
        several = contradictions(self._traits, self._at).get(name)
        for trait in several or (current(self._traits, self._at)[name],):
            label = trait_label(name, self._kinds, voice)
            told = [voice.say("profile_line", label=label, value=self._value(trait)), self._origin(trait)]
            if not trait.fresh(self._at):
                told.append(voice.say("profile_stale"))
            yield voice.line("said", "\n".join(told))
        if several:
            yield voice.line("remark", voice.say("profile_contradiction"))

    def _origin(self, trait: Trait) -> str:
        return self._from(trait.provenance, trait.source, trait.at)

    def _from(self, provenance: Provenance | Literal["rated"], source: str, at: int) -> str:
        """Return where something comes from, and when (Unix seconds)."""
        compiled = self._shelf.current(source)
        title = self._voice.fixed(compiled.questionnaire.title) if compiled else source
        when = day(datetime.fromtimestamp(at, UTC).date().isoformat(), self._voice.language)
        return self._voice.say(f"profile_{provenance}", day=when, source=title)

    def _value(self, trait: Trait) -> str:
        asked, language = self._asked(trait), self._voice.language
        if asked is not None:
            compiled, question = asked
            known = {f"{question.id}.{OTHER}": trait.other} if trait.other is not None else {}
            return Words(compiled, language).label(question, trait.value, known)
        if isinstance(trait.value, tuple):
            return listing([isolate(item, language) for item in trait.value], language)
        return number(trait.value, language) if isinstance(trait.value, int | float) else isolate(trait.value, language)

    def _asked(self, trait: Trait) -> tuple[Compiled, Question] | None:
        """Return the question that the trait answered, or another one that asks for it now."""
        compiled = self._shelf.current(trait.source)
        if compiled is not None and trait.question in compiled.position:
            return compiled, compiled.question(trait.question)
        return self._shelf.asking(trait.name)

    def _presses(self, name: str) -> Iterator[Press]:
        label = trait_label(name, self._kinds, self._voice)
        if self._shelf.asking(name) is not None:
            yield Press(self._voice.say("correct", label=label), f"correct:{name}")
        yield self._drop(label, f"drop:{name}")


def profile(
    traits: Iterable[Trait],
    kinds: Iterable[TraitKind],
    shelf: Shelf,
    language: str,
    at: int,
    *,
    ratings: Iterable[Rating] = (),
    redraws: bool = False,
) -> Prompt:
    """Return what is kept of a person; `at` is Unix seconds."""
    return Portrait(traits, kinds, shelf, language, at, ratings).prompt(redraws=redraws)


def dropped(name: str, kinds: Iterable[TraitKind], language: str) -> Toast:
    """Return the word that a trait was deleted."""
    voice = Voice(language)
    return voice.toast(voice.say("dropped", label=trait_label(name, kinds, voice)))
