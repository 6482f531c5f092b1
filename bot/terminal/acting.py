"""A part played at the terminal: what its person would press and type, in their language."""

from collections.abc import Iterator

from bot.conversation.session import Asking, Confirming, Consenting
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.questionnaire.model import CHOOSING, OTHER, Question
from bot.service.casting import Part
from bot.service.crowd import OWN_WORDS
from bot.speech.prompt import Press, Prompt
from bot.terminal.keys import bare
from bot.terminal.transcript import Recorder
from bot.values.locale import digits
from bot.values.text import Template

MOST_LINES = 300
"""Lines after which a conversation is left as it is; none is so long."""


def act(recorder: Recorder, part: Part, compiled: Compiled) -> None:
    """Play a part from the greeting to the end."""
    campaign = f"_{part.known['campaign']}" if "campaign" in part.known else ""
    recorder.say(f"/start {compiled.questionnaire.id}{campaign}")
    if recorder.prompt is not None:
        recorder.say(_labelled("begin", recorder.prompt))
    for _ in range(MOST_LINES):
        before, prompt = recorder.session, recorder.prompt
        lines = [] if before is None or prompt is None else [*_lines(recorder, part, compiled, prompt)]
        for line in lines:
            recorder.say(line)
        if not lines or recorder.session == before:
            return


def _lines(recorder: Recorder, part: Part, compiled: Compiled, prompt: Prompt) -> Iterator[str]:
    """Yield what is said to what is open: several presses for a multiple choice or a ranking."""
    state = recorder.session.state if recorder.session is not None else None
    match state:
        case Asking(question=name):
            question = compiled.question(name)
            value = part.answer(question)
            if value is None:
                yield _labelled("skip", prompt)
            else:
                yield from _answer(question, value, prompt)
        case Confirming():
            yield _labelled("yes", prompt)
        case Consenting(question=before):
            yield _labelled("yes" if before is not None else "no", prompt)


def _answer(question: Question, value: Value, prompt: Prompt) -> Iterator[str]:
    if question.type not in CHOOSING:
        yield _typed(question, value, prompt.language)
        return
    taken = value if isinstance(value, tuple) else (str(value),)
    places = {choice.id: str(place) for place, choice in enumerate(question.choices)}
    for choice in taken[:-1] if question.type == "rank" else taken:
        yield _labelled(f"pick:{places.get(choice, choice)}", prompt)
        if choice == OTHER:
            yield OWN_WORDS
    if question.type == "select_multiple":
        yield _labelled("done", prompt)


def _typed(question: Question, value: Value, language: str) -> str:
    """Return what a person types: their own words as the author's example has them, numbers in their own digits."""
    if question.type in ("text", "long_text") and question.example is not None:
        return _plain(question.example.template(language))
    if isinstance(value, float):
        return digits(f"{value:.15f}".rstrip("0").rstrip("."), language)
    return digits(str(value), language) if isinstance(value, int) else str(value)


def _plain(template: Template) -> str:
    return "".join(part for part in template if isinstance(part, str))


def _labelled(act: str, prompt: Prompt) -> str:
    """Return the press that means this, as a transcript has it; the bare command where there is no such press."""
    presses: tuple[Press, ...] = (*prompt.choices, *prompt.controls)
    found = next((press for press in presses if press.act == act or press.act.startswith(f"{act}:")), None)
    return f"/{act}" if found is None else f"[{bare(found)}]"
