"""What a person can see and undo: purposes with their wording, and forgetting, with a preview of what goes."""

from collections.abc import Iterable, Iterator, Mapping

from bot.profile.trait import Trait
from bot.questionnaire.catalogue import Company, Purpose, TraitKind
from bot.speech.greeting import START_GRANTS
from bot.speech.prompt import Handout, Line, Press, Prompt, Toast
from bot.speech.voice import Voice
from bot.values.locale import isolate, listing

FILE_NAME = "my-data.json"


def privacy(company: Company, granted: Mapping[str, bool], language: str, *, redraws: bool = False) -> Prompt:
    """Return the company's privacy text, and every purpose with its wording and a switch that shows how it stands.

    What the report needs has no switch: /forget ends it.
    """
    voice = Voice(language)
    own = [voice.line("said", paragraph) for paragraph in voice.fixed(company.privacy).split("\n\n")]
    lines = [voice.line("title", voice.say("privacy_title")), *own]
    switches = []
    for purpose in company.purposes:
        on = granted.get(purpose.id, False)
        lines.append(_purpose(purpose, voice, on=on))
        if purpose.id != START_GRANTS:
            act = f"withdraw:{purpose.id}" if on else f"grant:{purpose.id}"
            switches.append(Press(f"{'☑' if on else '☐'} {voice.fixed(purpose.label)}", act, ticked=on))
    lines.append(voice.line("hint", voice.say("privacy_how")))
    return Prompt(language=language, lines=tuple(lines), choices=tuple(switches), redraws=redraws)


def _purpose(purpose: Purpose, voice: Voice, *, on: bool) -> Line:
    label = voice.say("privacy_on" if on else "privacy_off", label=voice.fixed(purpose.label))
    rest = f" {voice.say('privacy_report')}" if purpose.id == START_GRANTS else ""
    return voice.line("said", f"{label}\n{voice.fixed(purpose.wording)}{rest}")


def switched(company: Company, purpose_id: str, language: str, *, on: bool) -> Toast:
    """Return the word that a purpose was allowed or taken back."""
    voice, purpose = Voice(language), company.purpose(purpose_id)
    label = voice.fixed(purpose.label) if purpose else purpose_id
    return voice.toast(voice.say("switched_on" if on else "switched_off", label=label))


# Forgetting ------------------------------------------------------------------------------------------------


def forget_question(
    answers: int, traits: Iterable[Trait], kinds: Iterable[TraitKind], language: str, *, rated: bool = False
) -> Prompt:
    """Return the question whether to delete everything, with what would go: how many answers, which traits.

    `rated`: whether the person said of something that it fits or not.
    """
    voice = Voice(language)
    gone = [f"• {item}" for item in _kept(answers, traits, kinds, voice, rated=rated)]
    lines = (
        voice.line("ask", voice.say("forget_title")),
        voice.line("said", "\n".join(gone)),
        voice.line("hint", voice.say("forget_final")),
    )
    controls = (voice.press("forget_yes", "forget!", "danger"), voice.press("forget_no", "keep"))
    return Prompt(language=language, lines=lines, controls=controls)


def _kept(
    answers: int, traits: Iterable[Trait], kinds: Iterable[TraitKind], voice: Voice, *, rated: bool
) -> Iterator[str]:
    if answers:
        yield voice.count("forget_answers", answers)
    kinds = tuple(kinds)
    labels = [trait_label(name, kinds, voice) for name in dict.fromkeys(trait.name for trait in traits)]
    if labels:
        yield voice.say("forget_traits", labels=listing(labels, voice.language))
    if rated:
        yield voice.say("forget_rated")
    yield voice.say("forget_rest")


def trait_label(name: str, kinds: Iterable[TraitKind], voice: Voice) -> str:
    """Return what a trait is called; its name where nobody labelled it."""
    kind = next((kind for kind in kinds if kind.id == name), None)
    return voice.fixed(kind.label) if kind else isolate(name, voice.language)


def forgotten(language: str) -> Prompt:
    """Return the word that nothing is kept any more."""
    voice = Voice(language)
    return Prompt(language=language, lines=(voice.line("said", voice.say("forgotten")),))


def kept(language: str) -> Toast:
    """Return the word that nothing was deleted."""
    voice = Voice(language)
    return voice.toast(voice.say("kept"))


def mydata(language: str) -> Handout:
    """Return the file with everything that is kept."""
    return Handout(language, FILE_NAME, Voice(language).say("mydata_caption"))


def mydata_empty(language: str) -> Prompt:
    """Return the word that there is nothing to hand out."""
    voice = Voice(language)
    return Prompt(language=language, lines=(voice.line("said", voice.say("mydata_empty")),))
