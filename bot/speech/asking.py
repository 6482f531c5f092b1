"""The prompt of a question that waits: its text, how to answer it, its choices with their ticks, its controls."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.conversation.session import Asking
from bot.questionnaire.model import OTHER, Question
from bot.speech.examples import example
from bot.speech.progress import bounds, progress
from bot.speech.prompt import Line, Press, Prompt, Style, Wants
from bot.speech.scene import Scene
from bot.values.locale import isolate, number, unit_name

LONGEST_PLACEHOLDER = 64
"""Characters of the text in an empty input line."""
MANY_MISFITS = 3
"""Misfits in a row from which an example is given and skipping is offered."""
_DRAFTING = ("select_multiple", "rank")
_WANTS: dict[str, Wants] = {
    "select_one": "press",
    "select_multiple": "press",
    "yes_no": "press",
    "rank": "press",
    "scale": "scale",
    "phone": "contact",
    "location": "location",
}
_PLACEHOLDERS = {
    "text": "in_text",
    "long_text": "in_long_text",
    "email": "in_email",
    "phone": "in_phone",
    "location": "in_place",
}


def lines(scene: Scene, question: Question, asking: Asking) -> Iterator[Line]:
    """Yield the question, its hint, how to answer it, and what was answered so far."""
    yield scene.ask(question)
    if question.hint is not None:
        yield scene.voice.line("hint", scene.text(question.hint))
    if asking.writing:
        yield scene.voice.line("remark", scene.voice.say("own_words"))
    elif how := _how(scene, question):
        yield scene.voice.line("hint", how)
    before = scene.session.answer(question.id)
    if before is not None and before.value is not None and question.type != "select_multiple":
        yield scene.voice.line("hint", scene.voice.say("so_far", answer=scene.answer(before)))


def prompt(scene: Scene, question: Question, asking: Asking, said: Sequence[Line], *, brief: bool = False) -> Prompt:
    """Return the prompt that waits for an answer to the question, saying these lines; `brief`: without pictures."""
    pictured = Prompt(
        language=scene.voice.language,
        lines=tuple(said),
        choices=tuple(choices(scene, question, asking)),
        controls=tuple(controls(scene, question, asking)),
        session=scene.session.id,
        question=scene.session.awaits,
        wants="text" if asking.writing else wants(question),
        placeholder=_placeholder(scene, question, asking),
        image=scene.image(question.image, scene.ask(question).text) if question.image else None,
    )
    return without_pictures(pictured) if brief and has_pictures(pictured) else pictured


def has_pictures(prompt: Prompt) -> bool:
    """Tell whether a prompt has pictures."""
    return prompt.image is not None or any(press.image is not None for press in prompt.choices)


def without_pictures(prompt: Prompt) -> Prompt:
    """Return a prompt without its pictures: where they were shown a moment ago."""
    return replace(prompt, image=None, choices=tuple(replace(press, image=None) for press in prompt.choices))


def position_lines(scene: Scene, question: Question) -> Iterator[Line]:
    """Yield the progress of the conversation at the question; nothing where only one question is asked."""
    if scene.session.start.only is None:
        position = scene.compiled.position[question.id]
        place = bounds(scene.compiled, scene.session, position, scene.stage.remaining)
        yield Line("progress", progress(*place, scene.voice))


def wants(question: Question) -> Wants:
    """Return what answers the question best."""
    return _WANTS.get(question.type, "text")


def _how(scene: Scene, question: Question) -> str | None:
    """Return how to answer, where the question does not show it by itself."""
    match question.type:
        case "select_multiple":
            return _how_many(scene, question)
        case "rank" if question.hint is None:
            return scene.voice.say("rank_how")
        case "scale" if question.low_end is not None and question.high_end is not None:
            return scene.voice.say(
                "scale_ends",
                low_number=number(question.low, scene.voice.language),
                high_number=number(question.high, scene.voice.language),
                low=scene.text(question.low_end),
                high=scene.text(question.high_end),
            )
    return None


def _how_many(scene: Scene, question: Question) -> str | None:
    voice = scene.voice
    least, most = int(question.at_least or 0), question.at_most and int(question.at_most)
    if most and least == most:
        return voice.count("tick_exactly", most)
    if most and least > 1:
        return voice.count("tick_between", most, least=number(least, voice.language))
    if most:
        return voice.count("tick_at_most", most)
    if least > 1:
        return voice.count("tick_at_least", least)
    return voice.say("tick_any") if question.hint is None else None


# Choices and controls -----------------------------------------------------------------------------------


def choices(scene: Scene, question: Question, asking: Asking) -> Iterator[Press]:
    """Yield what can be pressed to answer, with ticks and ranks as they stand."""
    if question.type == "scale":
        for value in range(question.low, question.high + 1):
            yield Press(number(value, scene.voice.language), f"pick:{value}")
    elif question.type in ("phone", "location"):
        yield scene.voice.press("share_phone" if question.type == "phone" else "share_place", "share")
    for place, choice in enumerate(question.choices):
        label = scene.text(choice.label)
        press = _choice(scene, question, asking, choice.id, label, f"pick:{place}")
        yield replace(press, image=scene.image(choice.image, label)) if choice.image else press
    if question.other:
        own = isolate(asking.other, scene.voice.language) if asking.other else scene.voice.say("other")
        yield _choice(scene, question, asking, OTHER, own, f"pick:{OTHER}")


def _choice(scene: Scene, question: Question, asking: Asking, choice: str, label: str, act: str) -> Press:
    if question.type not in _DRAFTING:
        return Press(label, act)
    ticked = choice in asking.draft
    if question.type == "rank":
        if ticked:
            label = f"{number(asking.draft.index(choice) + 1, scene.voice.language)} · {label}"
        return Press(label, act, ticked=ticked)
    return Press(f"{'☑' if ticked else '☐'} {label}", act, ticked=ticked)


def controls(scene: Scene, question: Question, asking: Asking) -> Iterator[Press]:
    """Yield done, back, skip and why, each only where it does something."""
    voice = scene.voice
    if question.type == "select_multiple":
        count = len(asking.draft)
        label = voice.say("done_some", count=number(count, voice.language)) if count else voice.say("done")
        yield Press(label, "done", "primary")
    if _has_earlier(scene, question):
        yield voice.press("back", "back", "quiet")
    if not question.required:
        style: Style = "primary" if asking.misfits >= MANY_MISFITS else "quiet"
        yield (
            voice.press("refuse", "refuse", style)
            if scene.is_sensitive(question)
            else voice.press("skip", "skip", style)
        )
    if question.why is not None:
        yield voice.press("why", "why", "quiet")


def _has_earlier(scene: Scene, question: Question) -> bool:
    here = scene.compiled.position[question.id]
    return any(scene.compiled.position[answer.question] < here for answer in scene.answered())


def _placeholder(scene: Scene, question: Question, asking: Asking) -> str | None:
    text = _input(scene, question, asking)
    return text[:LONGEST_PLACEHOLDER] if text else None


def _input(scene: Scene, question: Question, asking: Asking) -> str | None:
    voice = scene.voice
    if asking.writing:
        return voice.say("in_words")
    if question.type in ("integer", "decimal"):
        if question.unit is None:
            return voice.say("in_number")
        return voice.say("in_number_of", unit=unit_name(question.unit, voice.language))
    if question.type == "date":
        return voice.say("in_date", example=example(scene, question) or "")
    return voice.say(_PLACEHOLDERS[question.type]) if question.type in _PLACEHOLDERS else None
