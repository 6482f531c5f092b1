"""The voice: the bot's own phrases in one language, and the small parts of prompts made of them."""

import re

from bot.speech.phrases import PHRASES, Phrase
from bot.speech.prompt import Line, Press, Role, Style, Toast
from bot.values.locale import direction, isolate, left_to_right, number, plural_category
from bot.values.text import FALLBACK, Placeholder, Text, spoken

LONGEST_TOAST = 200
"""Characters of a toast."""
ELLIPSIS = "…"
_COMMAND = re.compile(r"(?<![\w/])/[a-z]+\b")
_SENTENCE_END = re.compile(r"[.!?؟](?=\s|$)")


def cut(text: str, most: int) -> str:
    """Return the text with at most that many characters: cut behind a sentence, else a word, with an ellipsis."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, most)]
    if ends and ends[-1] >= most // 2:
        return text[: ends[-1]]
    head, space, _ = text[:most].rpartition(" ")
    return (head if space else text[: most - 1]).rstrip(" ,;:،؛/") + ELLIPSIS


def fixed(text: Text, language: str) -> str:
    """Return a text that speaks of nobody's answers; a place in it takes its fallback."""
    template = text.template(language)
    filled = ((part.fallback or "") if isinstance(part, Placeholder) else part for part in template)
    return "".join(part for part in filled if isinstance(part, str)).strip()


class Voice:
    """Speaks one language. Names put into a phrase are final text; foreign ones have to be isolated before."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._phrases = spoken(PHRASES, language)
        self._spoken = language if language in PHRASES else FALLBACK

    def say(self, key: str, **names: str) -> str:
        """Return a phrase with its places filled."""
        phrase = self._phrases[key]
        if not isinstance(phrase, str):
            raise TypeError(f"the phrase {key!r} depends on a count")
        return phrase.format_map(names)

    def count(self, key: str, count: int, **names: str) -> str:
        """Return the form of a phrase that the language uses for a count, which stands in it as `{count}`."""
        forms: Phrase = self._phrases[key]
        if isinstance(forms, str):
            raise TypeError(f"the phrase {key!r} depends on no count")
        form = forms[plural_category(count, self._spoken)]
        return form.format_map({"count": number(count, self.language), **names})

    def fixed(self, text: Text) -> str:
        """Return an author's text that speaks of nobody's answers, ready to stand inside a sentence."""
        return isolate(fixed(text, self.language), self.language)

    def line(self, role: Role, text: str) -> Line:
        """Return one paragraph; commands in it keep their order in any script."""
        return Line(role, self._whole(text))

    def press(self, key: str, act: str, style: Style = "choice") -> Press:
        """Return a control that one of the bot's own phrases labels."""
        return Press(self.say(key), act, style)

    def toast(self, text: str) -> Toast:
        """Return a toast, cut to the length of one."""
        short = cut(text, LONGEST_TOAST)
        marks = len(self._whole(short)) - len(short)
        return Toast(self.language, self._whole(cut(short, LONGEST_TOAST - marks)))

    def _whole(self, text: str) -> str:
        if direction(self.language) == "ltr":
            return text
        return _COMMAND.sub(lambda found: left_to_right(found[0], self.language), text)
