"""How one question changed between two versions: grades, what becomes of its export column, and how to mend."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from bot.questionnaire.condition import Condition
from bot.questionnaire.explain import written
from bot.questionnaire.model import Choice, DateLimit, Question
from bot.values.text import Text

Grade = Literal["cosmetic", "safe", "resumable", "breaking"]
COSMETIC: Grade = "cosmetic"
"""Only words: answers of both versions are the same answers."""
SAFE: Grade = "safe"
"""Something is added or earned differently; answers keep their meaning, and nobody is asked less."""
RESUMABLE: Grade = "resumable"
"""Other people are asked, or in another order; answers keep their meaning, but shares do not compare."""
BREAKING: Grade = "breaking"
"""Answers under one id would mean two things."""


class Column(Struct, frozen=True):
    """What becomes of the column of a question in exports; `codes` are those that are new, or used no more."""

    change: Literal["added", "removed", "own_words_added", "codes_added", "codes_removed"]
    question: str
    codes: tuple[str, ...] = ()


class Difference(Struct, frozen=True):
    """One change: how grave it is, what it is about, a sentence, and what an author can do instead."""

    grade: Grade
    about: str
    sentence: str
    mend: str = ""
    columns: tuple[Column, ...] = ()


_WORDS = {
    "ask": "is asked in other words; if they mean something else, it needs a new id",
    "why": "has another reason",
    "hint": "has another hint",
    "said": "stands differently inside sentences",
    "image": "has another picture",
    "example": "has another example",
}
_FREE_TEXT = ("text", "long_text")


def question_changes(old: Question, new: Question) -> Iterator[Difference]:
    """Yield what changed of a question that both versions have under one id."""
    yield from _meaning(old, new)
    if old.type == new.type or {old.type, new.type} <= set(_FREE_TEXT):
        yield from _choices(old, new)
        yield from _limits(old, new)
    yield from _asking(old, new)
    yield from _keeping(old, new)
    yield from _words(old, new)


def _named(question: Question) -> str:
    return f"the question {question.id!r}"


def _broken(question: Question, sentence: str, *, gone: str = "") -> Difference:
    id_ = question.id
    mend = f"give the changed question a new id (say, '{id_}_2'), and leave {id_!r} out or as it was published"
    columns = (Column("codes_removed", question.id, (gone,)),) if gone else ()
    return Difference(BREAKING, question.id, sentence, mend, columns)


# What an answer means --------------------------------------------------------------------------------------


def _meaning(old: Question, new: Question) -> Iterator[Difference]:
    this = _named(new)
    if old.type != new.type:
        if {old.type, new.type} <= set(_FREE_TEXT):
            yield Difference(SAFE, new.id, f"{this} is now of type {new.type} instead of {old.type}; both keep words")
        else:
            yield _broken(new, f"{this} is now of type {new.type} instead of {old.type}")
    if old.unit != new.unit:
        yield _broken(new, f"{this} is now in {new.unit or 'no unit'} instead of {old.unit or 'no unit'}")
    if (old.low, old.high, old.nps) != (new.low, new.high, new.nps) and old.type == new.type:
        yield _broken(new, f"the scale of {new.id!r} goes from {new.low} to {new.high}, not {old.low} to {old.high}")
    if old.low_end != new.low_end or old.high_end != new.high_end:
        if _turned(old, new):
            yield _broken(new, f"the scale of {new.id!r} is turned round: what was its low end is now its high end")
        else:
            yield Difference(COSMETIC, new.id, f"the ends of the scale of {new.id!r} are worded differently")


def _turned(old: Question, new: Question) -> bool:
    if old.low_end is None or old.high_end is None or new.low_end is None or new.high_end is None:
        return False
    return _says(old.low_end) == _says(new.high_end) and _says(old.high_end) == _says(new.low_end)


def _says(text: Text) -> object:
    return text.template(text.base)


# Choices ---------------------------------------------------------------------------------------------------


def _choices(old: Question, new: Question) -> Iterator[Difference]:
    before = {choice.id: choice for choice in old.choices}
    after = {choice.id: choice for choice in new.choices}
    gone, come = [name for name in before if name not in after], [name for name in after if name not in before]
    yield from _gone(old, new, [before[name] for name in gone], [after[name] for name in come])
    if come and new.type == "rank":
        yield _broken(new, f"{new.id!r} ranks {_list(come)} too; a place among more choices is another place")
    elif come:
        yield Difference(SAFE, new.id, f"{new.id!r} has new choices: {_list(come)}", columns=_codes(new, come))
    kept = [name for name in after if name in before]
    yield from _recoded(new, {name: (before[name], after[name]) for name in kept})
    yield from _choice_words(new, [(before[name], after[name]) for name in kept])
    if kept != [name for name in before if name in after]:
        yield Difference(COSMETIC, new.id, f"the choices of {new.id!r} stand in another order")
    yield from _own_words(old, new)


def _codes(question: Question, codes: list[str]) -> tuple[Column, ...]:
    return (Column("codes_added", question.id, tuple(codes)),)


def _list(names: list[str]) -> str:
    return ", ".join(names)


def _gone(old: Question, new: Question, gone: list[Choice], come: list[Choice]) -> Iterator[Difference]:
    labels = {_says(choice.label): choice.id for choice in come}
    for choice in gone:
        renamed = labels.get(_says(choice.label))
        if renamed is not None:
            said = f"the choice {choice.id!r} of {old.id!r} is now called {renamed!r}: one answer, two codes"
        else:
            said = f"the choice {choice.id!r} of {old.id!r} is gone, and answers with this code are not"
        yield _broken(new, said, gone=choice.id)


def _recoded(question: Question, kept: dict[str, tuple[Choice, Choice]]) -> Iterator[Difference]:
    """Yield choices that took over the label of another: the code stays, its meaning does not."""
    meant = {_says(before.label): name for name, (before, _) in kept.items()}
    for name, (before, after) in kept.items():
        other = meant.get(_says(after.label))
        if other not in (None, name) and _says(before.label) != _says(after.label):
            yield _broken(question, f"the code {name!r} of {question.id!r} now means what {other!r} meant")


def _choice_words(question: Question, kept: list[tuple[Choice, Choice]]) -> Iterator[Difference]:
    for before, after in kept:
        this = f"the choice {after.id!r} of {question.id!r}"
        if (before.label, before.said, before.image) != (after.label, after.said, after.image):
            yield Difference(COSMETIC, question.id, f"{this} is worded or pictured differently")
        if before.expected != after.expected:
            yield Difference(COSMETIC, question.id, f"{this} is expected more or less often than before")
        if before.exclusive != after.exclusive:
            alone = "stands alone now" if after.exclusive else "can now stand beside others"
            yield Difference(RESUMABLE, question.id, f"{this} {alone}")


def _own_words(old: Question, new: Question) -> Iterator[Difference]:
    if new.other and not old.other:
        columns = (*_codes(new, ["other"]), Column("own_words_added", new.id))
        yield Difference(SAFE, new.id, f"{new.id!r} can be answered in own words too", columns=columns)
    elif old.other and not new.other:
        said = f"{new.id!r} takes no own words any more, and answers with the code 'other' are there"
        yield _broken(new, said, gone="other")


# What is accepted ------------------------------------------------------------------------------------------


def _limits(old: Question, new: Question) -> Iterator[Difference]:
    wider = _reach(new.at_least, least=True) <= _reach(old.at_least, least=True)
    longer = _reach(new.at_most, least=False) >= _reach(old.at_most, least=False)
    if (old.at_least, old.at_most) != (new.at_least, new.at_most):
        was, now = _between(old), _between(new)
        grade = SAFE if wider and longer else RESUMABLE
        yield Difference(grade, new.id, f"{_named(new)} takes {now} instead of {was}")
    if (old.earliest, old.latest) != (new.earliest, new.latest):
        said = (
            f"{_named(new)} takes days {_days(new.earliest, new.latest)} instead of {_days(old.earliest, old.latest)}"
        )
        yield Difference(RESUMABLE, new.id, said)


def _reach(limit: float | None, *, least: bool) -> float:
    return limit if limit is not None else float("-inf" if least else "inf")


def _between(question: Question) -> str:
    parts = [
        f"at least {question.at_least:g}" if question.at_least is not None else "",
        f"at most {question.at_most:g}" if question.at_most is not None else "",
    ]
    return " and ".join(filter(None, parts)) or "anything"


def _days(earliest: DateLimit | None, latest: DateLimit | None) -> str:
    return f"from {_day(earliest)} to {_day(latest)}"


def _day(limit: DateLimit | None) -> str:
    if limit is None:
        return "any day"
    return limit.day or ("today" if not limit.days_from_today else f"today {limit.days_from_today:+d} days")


# Who is asked, and what is done with the answer ------------------------------------------------------------


def _asking(old: Question, new: Question) -> Iterator[Difference]:
    if old.ask_if != new.ask_if:
        said = f"{_named(new)} is asked {_if(new.ask_if)}, not {_if(old.ask_if)}"
        yield Difference(RESUMABLE, new.id, said)
    if old.required != new.required:
        said = "has to be answered now" if new.required else "can be skipped now"
        yield Difference(RESUMABLE if new.required else SAFE, new.id, f"{_named(new)} {said}")


def _if(condition: Condition | None) -> str:
    return "always" if condition is None else f"if {written(condition)}"


def _keeping(old: Question, new: Question) -> Iterator[Difference]:
    this = _named(new)
    if old.trait != new.trait:
        said = f"{this} is kept under {new.trait or 'no shared name'} instead of {old.trait or 'none'}"
        yield Difference(RESUMABLE, new.id, f"{said}; what is known under the old name is not looked at")
    if old.purpose != new.purpose:
        said = f"{this} is asked for the purpose {new.purpose!r} instead of {old.purpose!r}"
        yield Difference(RESUMABLE, new.id, f"{said}; older answers keep the purpose they were given for")
    if old.fresh_for != new.fresh_for:
        yield Difference(SAFE, new.id, f"answers to {new.id!r} hold for another time before it is asked again")
    if old.sensitive != new.sensitive:
        yield Difference(SAFE, new.id, f"{this} is {'now' if new.sensitive else 'no longer'} marked sensitive")


def _words(old: Question, new: Question) -> Iterator[Difference]:
    for field, said in _WORDS.items():
        if getattr(old, field) != getattr(new, field):
            yield Difference(COSMETIC, new.id, f"{_named(new)} {said}")
