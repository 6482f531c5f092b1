"""Prompts for a person at a terminal: choices with keys, one quiet line, colour only where it means something."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from bot.speech.prompt import Handout, Line, Passage, Prompt, Reward, Sequel, Settled, Toast, Utterance
from bot.terminal.keys import WORDS, keyed
from bot.terminal.plain import redraws_the_same

_STYLES = {"title": "bold", "ask": "bold", "hint": "dim", "note": "italic", "progress": "dim"}
_CONTROLS = {"danger": "red"}


def render_rich(utterance: Utterance, before: Prompt | None = None) -> RenderableType:
    """Return one utterance as something that rich can print; right-to-left text as it is, for the terminal to turn.

    `before` is the prompt that was shown last.
    """
    match utterance:
        case Prompt():
            return Group(*_prompt(utterance, before))
        case Settled(answer=answer):
            mark, _, rest = answer.partition(" ")
            if mark == "✓":
                return Text.assemble("  ", (mark, "green"), f" {rest}")
            return Text(f"  {answer}", style="dim")
        case Toast(text=text):
            return Text(f"  {text}", style="italic")
        case Reward() | Sequel():
            return Text("")
        case Handout(name=name, caption=caption):
            return Text.assemble("  ", (name, "bold"), f"  {caption}")
        case Passage(text=text):
            return Text(f"  {text}")


def render_menu(prompt: Prompt) -> RenderableType:
    """Return a menu that stands beside the open prompt, whose keys it leaves alone: it is pressed by its labels."""
    return Group(*_prompt(prompt, None, with_keys=False))


def _prompt(prompt: Prompt, before: Prompt | None, *, with_keys: bool = True) -> Iterator[Text]:
    redrawn = redraws_the_same(prompt, before)
    yield Text("")
    for line in prompt.lines:
        if line.role == "remark" or (not redrawn and line.role != "progress"):
            yield _line(line)
    if prompt.wants == "scale":
        yield Text("  " + "  ".join(press.label for press in prompt.choices))
    if not with_keys:
        yield Text("  " + "  ".join(f"[{press.label}]" for press in (*prompt.choices, *prompt.controls)))
        return
    keys = keyed(prompt)
    widest = max(map(len, keys), default=0)
    for key, press in keys.items():
        yield Text.assemble((f"  {key:>{widest}}  ", "dim"), (press.label, _CONTROLS.get(press.style, "")))
    for press in prompt.controls:
        if press.act == "done":
            yield Text.assemble(("  /done  ", "dim"), press.label)
    if not redrawn:
        yield from (_line(line) for line in prompt.lines if line.role == "progress")
    if footer := " · ".join(_footer(prompt)):
        yield Text(footer, style="dim")


def _footer(prompt: Prompt) -> Iterator[str]:
    """Yield what is to be typed, unless a line just said it, and the words for the quiet controls."""
    if prompt.placeholder and all(line.text != prompt.placeholder for line in prompt.lines):
        yield prompt.placeholder
    for press in prompt.controls:
        if press.act in WORDS and press.act != "done":
            yield WORDS[press.act]


def _line(line: Line) -> Text:
    return Text(line.text, style=_STYLES.get(line.role, ""))
