"""Known values put into sentences: each as its question, its unit and the language write it."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Known, Value
from bot.questionnaire.model import CHOOSING, NUMERIC, OTHER, Question
from bot.values.locale import NBSP, day, isolate, left_to_right, listing, number, plural_category, quantity
from bot.values.text import Placeholder, Plural, Template, spoken

ELLIPSIS = "…"
"""What stands where a value is unknown and the author gave no fallback."""
Extra = Mapping[str, str | float]
"""Further names a template may use: written text, or a plain number that a plural may count."""

_NOTHING: Mapping[str, str | float] = MappingProxyType({})
_SAID = "said."
# A said may name another said; one that names itself must not take the house down.
_DEEPEST = 4
_YES_NO = {"en": ("Yes", "No"), "fa": ("بله", "خیر"), "ar": ("نعم", "لا")}
_COORDINATES = re.compile(r"[-+\d.,\s]+")


def yes_no(value: bool, language: str) -> str:
    """Return the word for yes or no."""
    return spoken(_YES_NO, language)[0 if value else 1]


class Words:
    """Writes templates and answers of one questionnaire in one language. Cheap to make, safe to share."""

    def __init__(self, compiled: Compiled, language: str) -> None:
        self.compiled = compiled
        self.language = language
        self._units = {fact.id: fact.unit for fact in compiled.questionnaire.facts}

    def fill(self, template: Template, known: Known, extra: Extra | None = None) -> str:
        """Return the template with its places filled; an unknown place takes its fallback, or an ellipsis."""
        return self._fill(template, known, extra or _NOTHING, 0)

    def label(self, question: Question, value: Value, known: Known | None = None) -> str:
        """Return an answer as the person sees it: labels, a quantity, a day, their own words.

        `known` holds the person's words beside the choice `other`, as `<question>.other`.
        """
        return self._label(question, value, known or {}, 0)

    def said(self, question: Question, value: Value, known: Known | None = None) -> str | None:
        """Return an answer as it stands inside a sentence, or None where the author did not say how."""
        known = known or {}
        return self._said(question, value, {**known, question.id: value}, 0)

    def _fill(self, template: Template, known: Known, extra: Extra, depth: int) -> str:
        return "".join(part if isinstance(part, str) else self._part(part, known, extra, depth) for part in template)

    def _part(self, part: Placeholder | Plural, known: Known, extra: Extra, depth: int) -> str:
        if isinstance(part, Placeholder):
            written = self._named(part.name, known, extra, depth) if depth <= _DEEPEST else None
            return written or part.fallback or ELLIPSIS
        count = extra[part.count] if part.count in extra else self.compiled.value(part.count, known)
        if isinstance(count, tuple):
            count = len(count)
        category = plural_category(count, self.language) if isinstance(count, int | float) else "other"
        form = part.forms.get(category) or part.forms.get("other", (ELLIPSIS,))
        return self._fill(form, known, extra, depth + 1)

    def _named(self, name: str, known: Known, extra: Extra, depth: int) -> str | None:
        if name in extra:
            given = extra[name]
            return given if isinstance(given, str) else number(given, self.language)
        asked = name.removeprefix(_SAID)
        value = self.compiled.value(asked, known)
        if value is None:
            return None
        if asked in self.compiled.position:
            question = self.compiled.question(asked)
            write = self._label if asked == name else self._said
            return write(question, value, known, depth + 1)
        if name == "today":
            return day(str(value), self.language)
        return self._plain(value, self._units.get(name))

    def _plain(self, value: Value, unit: str | None = None) -> str:
        if isinstance(value, int | float):
            return quantity(value, unit, self.language)
        if isinstance(value, tuple):
            return listing([isolate(item, self.language) for item in value], self.language)
        return isolate(value, self.language)

    def _label(self, question: Question, value: Value, known: Known, depth: int) -> str:
        if question.type in CHOOSING:
            chosen = value if isinstance(value, tuple) else (str(value),)
            labels = [self._choice(question, choice, known, depth) for choice in chosen]
            if question.type == "rank":
                return " · ".join(f"{number(n, self.language)}{NBSP}{label}" for n, label in enumerate(labels, 1))
            return listing(labels, self.language)
        if question.type in NUMERIC:
            return self._plain(value, question.unit)
        text = str(value)
        if question.type == "date":
            return day(text, self.language)
        if question.type in ("email", "phone") or (question.type == "location" and _COORDINATES.fullmatch(text)):
            return left_to_right(text, self.language)
        return isolate(text, self.language)

    def _choice(self, question: Question, choice_id: str, known: Known, depth: int) -> str:
        own_words = known.get(f"{question.id}.{OTHER}")
        if choice_id == OTHER and own_words is not None:
            return isolate(str(own_words), self.language)
        choice = question.choice(choice_id)
        if choice is not None:
            return self._fill(choice.label.template(self.language), known, _NOTHING, depth + 1)
        if question.type == "yes_no":
            return yes_no(choice_id == "yes", self.language)
        return isolate(choice_id, self.language)

    def _said(self, question: Question, value: Value, known: Known, depth: int) -> str | None:
        chosen = value if isinstance(value, tuple) else (value,)
        # Of a ranking, what came first is what the person said.
        chosen = chosen[:1] if question.type == "rank" else chosen
        sayings = [
            self._fill(choice.said.template(self.language), known, _NOTHING, depth + 1)
            for choice in (question.choice(str(item)) for item in chosen)
            if choice is not None and choice.said is not None
        ]
        if sayings:
            return listing(sayings, self.language)
        if question.said is None:
            return None
        return self._fill(question.said.template(self.language), known, _NOTHING, depth + 1)
