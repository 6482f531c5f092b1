"""Conditions in a few words of their author: labels of choices, limits with units; for pictures, not for logic."""

import re
from collections.abc import Iterator, Sequence

from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import (
    All,
    Answered,
    Any,
    Condition,
    InRange,
    InSegment,
    Not,
    OnDate,
    OneOf,
    Picks,
    Range,
    Ranked,
)
from bot.questionnaire.model import OTHER, Question
from bot.speech.greeting import own_name
from bot.speech.voice import fixed
from bot.values.locale import day, isolate, number, quantity
from bot.values.text import spoken

AND = " + "
_ASIDE = re.compile(r"\s*[((][^()()]*[))]\s*$")
_WORDS = {
    "en": {
        "or": " or ",
        "not": "not {}",
        "none_of": "none of {}",
        "is": "exactly {}",
        "at_least": "from {}",
        "at_most": "up to {}",
        "above": "above {}",
        "below": "below {}",
        "count": "{} chosen",
        "first": "{} first",
        "top": "{} among the first {}",
        "before": "before {}",
        "after": "after {}",
        "within": "within {} days",
        "older": "more than {} days ago",
        "answered": "{} answered",
        "other": "something else",
        "yes": "Yes",
        "no": "No",
    },
    "fa": {
        "or": " یا ",
        "not": "نه {}",
        "none_of": "هیچ‌کدام از {}",
        "is": "درست {}",
        "at_least": "از {}",
        "at_most": "تا {}",
        "above": "بیش از {}",
        "below": "کمتر از {}",
        "count": "{} انتخاب",
        "first": "اول {}",
        "top": "{} جزو {} تای اول",
        "before": "پیش از {}",
        "after": "پس از {}",
        "within": "در فاصلهٔ {} روز",
        "older": "بیش از {} روز پیش",
        "answered": "پاسخ به {}",
        "other": "چیز دیگر",
        "yes": "بله",
        "no": "نه",
    },
    "ar": {
        "or": " أو ",
        "not": "ليس {}",
        "none_of": "لا شيء من {}",
        "is": "{} تمامًا",
        "at_least": "من {}",
        "at_most": "حتى {}",
        "above": "أكثر من {}",
        "below": "أقل من {}",
        "count": "عدد المختار {}",
        "first": "أولًا {}",
        "top": "{} ضمن أول {}",
        "before": "قبل {}",
        "after": "بعد {}",
        "within": "في حدود {} يومًا",
        "older": "قبل أكثر من {} يومًا",
        "answered": "أُجيب عن {}",
        "other": "شيء آخر",
        "yes": "نعم",
        "no": "لا",
    },
}
LANGUAGES = tuple(_WORDS)


class ConditionWords:
    """Says conditions of one questionnaire in one language; in English where it knows no other."""

    def __init__(self, compiled: Compiled, language: str) -> None:
        self._compiled = compiled
        self._language = language
        self._words = spoken(_WORDS, language)
        self._units = {fact.id: fact.unit for fact in compiled.questionnaire.facts}
        self._facts = {fact.id: fact.label for fact in compiled.questionnaire.facts}
        self._segments = {segment.id: segment.label for segment in compiled.questionnaire.segments}

    def said(self, condition: Condition, source: str | None = None) -> str:
        """Return a condition in words. What is asked at `source`, where an arrow begins, need not be named again."""
        match condition:
            case All(of=parts):
                return AND.join(self.said(part, source) for part in parts)
            case Any(of=parts):
                return self._or([self.said(part, source) for part in parts])
            case Not(of=part):
                return self._say("not", self.said(part, source))
            case InSegment(names=names):
                return AND.join(map(self.segment, names))
            case Answered(names=names):
                return self._say("answered", AND.join(map(self._named, names)))
        return self._test(condition, source)

    def segment(self, name: str) -> str:
        """Return what a segment is called."""
        label = self._segments.get(name)
        return isolate(name.replace("_", " "), self._language) if label is None else fixed(label, self._language)

    def alternatives(self, several: Sequence[str]) -> str:
        """Return conditions in words of which one is enough."""
        return self._or(several)

    def _test(self, test: OneOf | Picks | InRange | OnDate | Ranked, source: str | None) -> str:
        question = self._question(test.name)
        said = AND.join(self._parts(test, question))
        speaks = isinstance(test, OneOf | Picks | Ranked) and question is not None and question.type != "yes_no"
        return said if test.name == source or speaks else f"{self._named(test.name)}: {said}"

    def _parts(self, test: OneOf | Picks | InRange | OnDate | Ranked, question: Question | None) -> Iterator[str]:
        match test:
            case OneOf(name=name, values=values):
                yield self._or([self._choice(name, question, value) for value in values])
            case Picks():
                yield from self._picks(test, question)
            case InRange(name=name, range=limits):
                yield self._limits(limits, question.unit if question else self._units.get(name))
            case OnDate():
                yield from self._days(test)
            case Ranked(name=name, first=first, top=top):
                if first is not None:
                    yield self._say("first", self._choice(name, question, first))
                for each, places in top.items():
                    yield self._say("top", self._choice(name, question, each), number(places, self._language))

    def _picks(self, test: Picks, question: Question | None) -> Iterator[str]:
        if test.any_of:
            yield self._or([self._choice(test.name, question, each) for each in test.any_of])
        yield from (self._choice(test.name, question, each) for each in test.all_of)
        if test.none_of:
            none = self._or([self._choice(test.name, question, each) for each in test.none_of])
            yield self._say("none_of", none)
        if test.count is not None:
            yield self._say("count", self._limits(test.count, None))

    def _limits(self, limits: Range, unit: str | None) -> str:
        in_order = {
            "is": limits.is_,
            "at_least": limits.at_least,
            "above": limits.above,
            "at_most": limits.at_most,
            "below": limits.below,
        }
        set_ = {key: limit for key, limit in in_order.items() if limit is not None}
        return " ".join(self._say(key, quantity(limit, unit, self._language)) for key, limit in set_.items())

    def _days(self, test: OnDate) -> Iterator[str]:
        if test.before is not None:
            yield self._say("before", day(test.before, self._language))
        if test.after is not None:
            yield self._say("after", day(test.after, self._language))
        if test.within_days is not None:
            yield self._say("within", number(test.within_days, self._language))
        if test.older_than_days is not None:
            yield self._say("older", number(test.older_than_days, self._language))

    def _choice(self, name: str, question: Question | None, value: str) -> str:
        if name == "language":
            return own_name(value)
        if question is None:
            return isolate(value, self._language)
        choice = question.choice(value)
        if choice is not None:
            # What stands in brackets behind a label explains it; here there is no room to explain.
            label = fixed(choice.label, self._language)
            return isolate(_ASIDE.sub("", label) or label, self._language)
        if value == OTHER:
            return self._say("other")
        return self._words.get(value, value) if question.type == "yes_no" else isolate(value, self._language)

    def _named(self, name: str) -> str:
        label = self._facts.get(name)
        return isolate(name.replace("_", " "), self._language) if label is None else fixed(label, self._language)

    def _question(self, name: str) -> Question | None:
        return self._compiled.question(name) if name in self._compiled.position else None

    def _or(self, parts: Sequence[str]) -> str:
        return self._words["or"].join(dict.fromkeys(parts))

    def _say(self, key: str, *parts: str) -> str:
        return self._words[key].format(*parts)
