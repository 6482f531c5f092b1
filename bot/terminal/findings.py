"""Findings about the paths of a questionnaire, as a page for the terminal and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.paths.blocking import Blocking
from bot.paths.findings import Findings, Met, Reached
from bot.paths.variables import CONSENT
from bot.paths.witness import Step
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.condition import Value
from bot.questionnaire.explain import written
from bot.service.measuring import Counts
from bot.terminal.tables import BAD, HEAD, QUIET, headed, percent, table


def page(found: Findings, compiled: Compiled, counts: Counts | None) -> Iterator[RenderableType]:
    """Yield the parts of the page."""
    yield Text.assemble((f"{_title(compiled)}", HEAD), (f"  {found.questionnaire}", QUIET))
    yield Text(_length(found, compiled))
    yield headed(
        "Questions", table(map(_question, found.questions), ("", "seen by", "a shortest way there"), right=(1,))
    )
    if found.segments:
        heads = ("", "people", "fewest", "mean", "nine of ten", "most", "a shortest way in")
        yield headed(
            "Segments, and how many questions they see", table(map(_segment, found.segments), heads, right=range(1, 6))
        )
    if found.sections:
        yield headed("Sections of the report", *_sections(found))
    problems = [*_impossible(found, compiled)]
    if problems:
        yield headed("What can never be", *problems)
    if found.idle:
        yield headed("Questions that steer nothing", table(map(_idle, found.idle)))
    yield Text("")
    yield Text(_basis(found, counts), style=QUIET)
    yield Text("")


def _title(compiled: Compiled) -> str:
    return "".join(map(str, compiled.questionnaire.title.template(compiled.questionnaire.language)))


def _length(found: Findings, compiled: Compiled) -> str:
    paths, budget = found.distribution, compiled.questionnaire.budget
    asked = sum(each.waits for each in found.questions)
    said = (
        f"A typical visitor sees {paths.mean:.1f} of {asked} questions, nobody fewer than {paths.least} or more than "
        f"{paths.most}; nine of ten see {paths.p90} at most."
    )
    return said if budget is None else f"{said} The budget says {budget.typical:g} and {budget.at_most}."


def _question(each: Reached) -> tuple[Text, Text, Text]:
    if each.never:
        sure = "nobody can get here" if each.way.proved else "no way was found"
        return Text(each.id, BAD), Text("never", BAD), Text(sure, BAD)
    return (
        Text(each.id, "" if each.waits else "italic"),
        Text(percent(each.share)),
        Text(way_in_words(each.way.steps), QUIET),
    )


def way_in_words(steps: tuple[Step, ...] | None) -> str:
    """Return a way as it stands in the table: `application = power, signal = 20`."""
    return ", ".join(map(_step, steps)) if steps else "always"


def _step(step: Step) -> str:
    if step.name.startswith(CONSENT):
        return f"{'agrees' if step.value is not None else 'does not agree'} to {step.name.removeprefix(CONSENT)}"
    return f"{step.name} skipped" if step.value is None else f"{step.name} = {value(step.value)}"


def value(answer: Value) -> str:
    """Return an answer as it stands in the table."""
    if isinstance(answer, tuple):
        return " + ".join(answer)
    return f"{answer:g}" if isinstance(answer, float) else str(answer)


def _segment(each: Met) -> tuple[Text, ...]:
    among = each.within
    if each.never:
        return Text(each.id, BAD), Text("nobody", BAD), *[Text("")] * 5
    # A segment that holds for everybody tells nobody apart.
    people = Text("everybody", BAD) if among.always else Text(percent(among.share))
    if among.mean is None or among.p90 is None:
        figures = (str(among.least), "", "", str(among.most))
    else:
        figures = (str(among.least), f"{among.mean:.1f}", str(among.p90), str(among.most))
    return Text(each.id), people, *map(Text, figures), Text(way_in_words(each.way.steps), QUIET)


def _sections(found: Findings) -> Iterator[Text]:
    """Say how many sections there are, and which of them people hardly see; who sees the others is in the JSON."""
    always = sum(each.within.always for each in found.sections)
    yield Text(f"{len(found.sections)} sections, {always} of them for everybody.")
    for each in found.sections:
        if not each.never and not each.within.share:
            yield Text.assemble(f"{each.id}: nobody is expected to see it; ", (way_in_words(each.way.steps), QUIET))


# What can never be -----------------------------------------------------------------------------------------


def _impossible(found: Findings, compiled: Compiled) -> Iterator[RenderableType]:
    for each in found.questions:
        if each.never:
            yield from _reasons("question" if each.waits else "note", each.id, each.blocking, compiled)
    for kind, several in (("segment", found.segments), ("section", found.sections)):
        for one in several:
            if one.never:
                yield from _reasons(kind, one.id, one.blocking, compiled)


def _reasons(kind: str, name: str, blocking: Blocking | None, compiled: Compiled) -> Iterator[RenderableType]:
    yield Text.assemble((name, BAD), (f"  {kind}", QUIET))
    for depth, sentence in blocked(blocking, compiled):
        yield Padding(Text(sentence), (0, 0, 0, 2 * (depth + 1)))


def blocked(blocking: Blocking | None, compiled: Compiled, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the sentences that say what blocks, each with how deep it stands under the one before."""
    if blocking is None:
        yield depth, "no way was found, and no proof that there is none"
        return
    if not blocking.inside:
        yield depth, _clash(blocking, compiled) + ("" if blocking.proved else ", as far as was found; it is not proved")
        return
    yield depth, f"{_tests(blocking)} can never hold:"
    for each in blocking.inside:
        yield from blocked(each, compiled, depth + 1)


def _clash(blocking: Blocking, compiled: Compiled) -> str:
    tests = _tests(blocking)
    if blocking.later:
        return f"{tests} looks forward: {_listed(blocking.later)} comes later"
    if blocking.never:
        return f"{tests} can never hold, for nobody is asked {_listed(blocking.never)}"
    premises = [compiled.question(name) for name in blocking.premises]
    asked = [f"{each.id} is asked only if `{written(each.ask_if)}`" for each in premises if each.ask_if is not None]
    never = f"{tests} never hold together" if len(blocking.tests) > 1 else f"{tests} holds for no answer"
    return f"{never}, for {_listed(asked)}" if asked else never


def _tests(blocking: Blocking) -> str:
    return _listed([f"`{written(test)}`" for test in blocking.tests])


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names)


def _idle(each: Reached) -> tuple[str, Text]:
    use = each.use
    kept: list[str] = []
    if use is not None:
        kept += [f"asked for the purpose {use.purpose}"] if use.purpose != "report" else []
        kept += [f"kept as {use.trait}"] if use.trait else []
        kept += ["said in a text"] if use.said else []
    return each.id, Text("; ".join(kept), QUIET) if kept else Text("nothing uses the answer", BAD)


def _basis(found: Findings, counts: Counts | None) -> str:
    """Say what the figures rest on, and which of them are bounds."""
    said = "Frequencies as expected in the file, evenly where it says nothing"
    if counts is not None:
        said = f"Frequencies as measured in {counts.sessions} sessions; what fewer than five people said is spread"
    sentences = [f"{said}; nobody skips unless that was measured, and everybody consents."]
    paths = found.distribution
    if paths.exact:
        sentences.append("All figures are exact.")
    if paths.bounded:
        names = ", ".join(paths.bounded)
        sentences.append(f"Bounded, not exact, for arithmetic over {names}: fewest and most hold but may be too wide.")
    if paths.entangled:
        sentences.append("Too many different ways to walk all: fewest and most hold, the other figures are rough.")
    return " ".join(sentences)


# As JSON ---------------------------------------------------------------------------------------------------


def as_json(found: Findings, compiled: Compiled, counts: Counts | None) -> dict[str, Any]:
    """Return the findings as plain data, with what blocks in sentences."""
    page: dict[str, Any] = msgspec.to_builtins(found)
    page["title"] = _title(compiled)
    page["distribution"]["reachable"] = sorted(found.distribution.reachable)
    page["distribution"]["exact"] = found.distribution.exact
    for kind in ("questions", "segments", "sections"):
        for row, one in zip(page[kind], getattr(found, kind), strict=True):
            row["never"] = one.never
            row["blocking"] = [said for _, said in blocked(one.blocking, compiled)] if one.never else []
    page["measured"] = None if counts is None else {"sessions": counts.sessions, "respondents": counts.respondents}
    return page
