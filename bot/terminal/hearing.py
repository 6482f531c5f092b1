"""What a typed line means: words, a press on the open prompt, or a command."""

from bot.service.acts import COMMANDS, Act, Commanded, Pressed, Typed
from bot.speech.acts import BOUND, session_key
from bot.speech.prompt import Press, Prompt
from bot.terminal.keys import WORDS, control, keyed, labelled
from bot.values.script import ascii_digits


def translate(line: str, prompt: Prompt | None) -> Act:
    """Return what a typed line means, `prompt` being the one that was shown last.

    A key that stands beside a choice and a label in [brackets] press; /back, /skip, /why and /done press the open
    prompt's controls; other commands are commands. On a menu, and for yes, no and done, the bare label presses too.
    Everything else is said, for the engine to understand.
    """
    text = line.strip()
    if text.startswith("/"):
        return _command(text, prompt)
    press = _pressed(text, prompt) if prompt is not None else None
    return _bound(press, prompt) if press is not None and prompt is not None else Typed(text)


def recorded(line: str, prompt: Prompt | None) -> str:
    """Return the line as a transcript keeps it: a press by its label in brackets, so that it outlives a new order."""
    text = line.strip()
    press = _pressed(text, prompt) if prompt is not None and not text.startswith("/") else None
    return f"[{press.label}]" if press is not None else text


def _pressed(text: str, prompt: Prompt) -> Press | None:
    if text.startswith("[") and text.endswith("]"):
        return labelled(text[1:-1].strip(), prompt)
    press = keyed(prompt).get(ascii_digits(text).casefold())
    if press is None and (found := labelled(text, prompt)) is not None:
        said = prompt.question is not None and found.act not in ("yes", "no", "done")
        press = None if said else found
    return press


def _command(text: str, prompt: Prompt | None) -> Act:
    word, _, argument = text.partition(" ")
    if prompt is not None and word in WORDS.values():
        press = control(word, prompt)
        if press is None and prompt.question is not None and word in ("/why", "/done"):
            press = Press(word, word[1:])
        if press is not None:
            return _bound(press, prompt)
    for command in COMMANDS:
        if word == f"/{command}":
            return Commanded(command, argument.strip())
    return Typed(text)


def _bound(press: Press, prompt: Prompt) -> Pressed:
    """Return the press bound as its prompt is; a menu's is bound to nothing."""
    if press.act.partition(":")[0] not in BOUND or prompt.session is None:
        return Pressed(press.act)
    return Pressed(press.act, session_key(prompt.session), prompt.question)
