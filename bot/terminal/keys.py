"""What can be typed instead of pressed: a key beside each choice, a slash and a word for each control."""

import re
from string import ascii_lowercase

from bot.speech.prompt import Press, Prompt
from bot.values.script import ascii_digits, plain

WORDS = {"back": "/back", "skip": "/skip", "refuse": "/skip", "why": "/why", "done": "/done"}
"""What is typed for a control."""
_TICK = re.compile(r"^(?:[☐☑]|\d+ ·) ")
_COUNT = re.compile(r" \(\d+\)$")


def bare(press: Press) -> str:
    """Return a label without its tick, its rank or its count."""
    return _bare(press.label)


def _bare(label: str) -> str:
    # The digits are compared in one script, but the label is returned as it is.
    digits = ascii_digits(label)
    end = len(label) - (len(found[0]) if (found := _COUNT.search(digits)) else 0)
    start = found.end() if (found := _TICK.search(digits)) else 0
    return label[start:end] if len(digits) == len(label) else label


def keyed(prompt: Prompt) -> dict[str, Press]:
    """Return the presses that have a key, by their keys: 1, 2, 3, or a, b, c where labels hold numbers themselves.

    A scale needs none, and a phone number or a place is typed.
    """
    if prompt.wants in ("scale", "contact", "location"):
        return {}
    presses = [*prompt.choices, *(press for press in prompt.controls if press.act not in WORDS)]
    numeric = prompt.question is not None and any(character.isdigit() for one in presses for character in bare(one))
    if numeric and len(presses) <= len(ascii_lowercase):
        return dict(zip(ascii_lowercase, presses, strict=False))
    return {str(place): press for place, press in enumerate(presses, 1)}


def labelled(label: str, prompt: Prompt) -> Press | None:
    """Return the press with this label, whatever its tick or count; spelling counts only where two look alike."""
    presses, wanted = (*prompt.choices, *prompt.controls), _bare(label)
    exact = [press for press in presses if bare(press) == wanted or press.label == label]
    alike = [press for press in presses if plain(bare(press)) == plain(wanted)]
    found = exact or alike
    return found[0] if found else None


def control(word: str, prompt: Prompt) -> Press | None:
    """Return the control that a word with a slash stands for, where the prompt has it."""
    return next((press for press in prompt.controls if WORDS.get(press.act) == word), None)
