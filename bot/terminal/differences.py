"""What differs between two versions, as lines: each change with its grade, then people, exports and a replay."""

from collections.abc import Iterator, Mapping
from textwrap import wrap

from bot.questionnaire.difference import BREAKING, Column, Difference
from bot.service.publishing import Step
from bot.service.replaying import Outcome

_WIDTH = 11
_LINE = 110


def told(step: Step) -> str:
    """Return one line on what a step does, and a line for each of its changes, the gravest first."""
    name = step.questionnaire.id
    if step.was is None:
        return f"{name}: never published before (version {step.version})"
    if not step.changes:
        return f"{name}: nothing changed (version {step.version})"
    return "\n".join([f"{name}: {_counted(step.differences)}", "", *lines(step.differences)])


def lines(found: tuple[Difference, ...]) -> Iterator[str]:
    """Yield the lines of differences, the gravest first."""
    grades = (BREAKING, "resumable", "safe", "cosmetic")
    for difference in sorted(found, key=lambda one: grades.index(one.grade)):
        yield from _row(difference.grade, difference.sentence)
        if difference.mend:
            yield from _row("", f"to mend it: {difference.mend}")


def columns(questionnaire: str, found: tuple[Difference, ...]) -> Iterator[str]:
    """Yield what becomes of the columns of exports."""
    changed = [column for difference in found for column in difference.columns]
    for column in changed:
        yield from _row("exports", _column(column, f"{questionnaire.replace('-', '_')}__{column.question}"))
    if found and not changed:
        yield from _row("exports", "every column stays as it is")


def people(under_way: Mapping[str, int], now: str | None) -> Iterator[str]:
    """Yield who is in the middle of which version; `now` is the one that is published."""
    for version, count in sorted(under_way.items(), key=lambda each: (each[0] != now, each[0])):
        which = "the published version" if version == now else f"the earlier version {version}"
        who = "1 person is" if count == 1 else f"{count} people are"
        yield from _row("people", f"{who} in the middle of {which}; they go on in it to its end")
    if not under_way:
        yield from _row("people", "nobody is in the middle of it")


def replayed(outcome: Outcome, what: str) -> Iterator[str]:
    """Yield what the new version would have changed; `what` names where the sessions come from."""
    yield from _row("replay", f"of {outcome.sessions} {what}:")
    counts = {
        "would be asked fewer questions": outcome.fewer,
        "would be asked more questions": outcome.more,
        "would have another first suggestion": outcome.other_first,
        "would be asked something that they were not asked": outcome.asked_anew,
    }
    for said, count in counts.items():
        yield from _row("", f"{count} {said}")
    for question, count in sorted(outcome.stuck.items()):
        yield from _row("", f"{count} could not go on at {question!r}, as it does not take what they said (or nothing)")


def refusal(step: Step) -> str:
    """Return why a step is not taken, and how to mend it."""
    broken = tuple(one for one in step.differences if one.grade == BREAKING)
    head = f"{step.questionnaire.id}: not published, because answers under one id would mean two things"
    return "\n".join([head, "", *lines(broken), "", f"Version {step.was} goes on being served."])


def removal(name: str) -> str:
    """Return what it means that the folder of a questionnaire is gone."""
    return f"{name}: its folder is gone; nobody begins it any more, and who is in the middle of it goes on"


def _column(column: Column, name: str) -> str:
    codes = ", ".join(column.codes)
    return {
        "added": f"the column {name} is added",
        "removed": f"the column {name} is no longer filled, and gone from wide exports; long ones keep its rows",
        "own_words_added": f"the column {name}__other is added, for own words",
        "codes_added": f"the column {name} may hold new codes: {codes}",
        "codes_removed": f"the column {name} keeps codes that nothing explains any more: {codes}",
    }[column.change]


def _counted(found: tuple[Difference, ...]) -> str:
    grades = [one.grade for one in found]
    counts = [
        f"{grades.count(grade)} {grade}" for grade in (BREAKING, "resumable", "safe", "cosmetic") if grade in grades
    ]
    return f"{len(found)} change{'' if len(found) == 1 else 's'} ({', '.join(counts)})"


def _row(label: str, text: str) -> Iterator[str]:
    for place, line in enumerate(wrap(text, _LINE - _WIDTH, break_long_words=False, break_on_hyphens=False)):
        yield f"{label if not place else '':<{_WIDTH}}{line}"
