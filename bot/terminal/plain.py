"""Conversations as plain, stable text: what transcripts are made of, readable by whoever reads the chat."""

import re
from collections.abc import Iterator, Sequence

from bot.speech.prompt import Handout, Passage, Press, Prompt, Reward, Sequel, Settled, Toast, Utterance
from bot.terminal.keys import WORDS

BOT, YOU, REST = "bot: ", "you: ", "     "
LONGEST_ROW = 100
"""Characters of choices that share a row."""
_INVISIBLE = re.compile("[\u200e\u200f\u2066-\u2069]")


def render_plain(utterance: Utterance, before: Prompt | None = None) -> str:
    """Return one utterance as lines that begin with `bot:` or are indented; no line break at the end.

    `before` is the prompt that was shown last.
    """
    match utterance:
        case Prompt():
            return _block(_prompt(utterance, before), BOT)
        case Settled(answer=answer):
            return _block([answer], REST)
        case Toast(text=text):
            return _block([text], BOT)
        case Reward():
            return _block(["(the report)"], REST)
        case Sequel():
            return _block(["(what can be done with the report)"], REST)
        case Handout(name=name, caption=caption):
            return _block([f"({name}) {caption}"], REST)
        case Passage(text=text):
            return _block([text], REST)


def redraws_the_same(prompt: Prompt, before: Prompt | None) -> bool:
    """Tell whether a prompt only redraws the question that the one before it asked."""
    return prompt.redraws and before is not None and prompt.question is not None and prompt.question == before.question


def said_plain(line: str) -> str:
    """Return what a person typed as a line of a transcript."""
    return YOU + line


def visible(text: str) -> str:
    """Return the text without marks of direction, which editors show as boxes."""
    return _INVISIBLE.sub("", text)


def _block(lines: Iterator[str] | list[str], first: str) -> str:
    single = [part for line in lines for part in visible(line).split("\n")]
    return "\n".join((REST if place else first) + line for place, line in enumerate(single))


def _prompt(prompt: Prompt, before: Prompt | None) -> Iterator[str]:
    """Yield the sentences, the choices in brackets, and how far it is with the quiet controls.

    What redraws the open question says only what is new.
    """
    redrawn = redraws_the_same(prompt, before)
    for line in prompt.lines:
        if line.role == "remark" or (not redrawn and line.role != "progress"):
            yield line.text
    quiet = [press.label for press in prompt.controls if press.act in WORDS and press.act != "done"]
    controls = [press for press in prompt.controls if press.label not in quiet]
    if prompt.across:
        yield from (
            _row(prompt.choices[start : start + prompt.across])
            for start in range(0, len(prompt.choices), prompt.across)
        )
        yield from _rows(controls)
    else:
        yield from _rows([*prompt.choices, *controls])
    progress = [line.text for line in prompt.lines if line.role == "progress"]
    footer = [*progress, *([f"({' · '.join(quiet)})"] if quiet else [])]
    if footer and not redrawn:
        yield " ".join(footer)


def _rows(presses: list[Press]) -> Iterator[str]:
    row = _row(presses)
    if len(row) <= LONGEST_ROW:
        yield from [row] if row else []
    else:
        yield from (_row([press]) for press in presses)


def _row(presses: Sequence[Press]) -> str:
    return " ".join(f"[{press.label}]" for press in presses)
