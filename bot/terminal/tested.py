"""What came of an author's tests, as a page for the terminal and as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.questionnaire.compiled import Compiled
from bot.terminal.suite import Coverage, Replayed
from bot.terminal.tables import BAD, GOOD, HEAD, QUIET, headed, table

MOST_NAMED = 6
"""Missing things of a kind that are named; the JSON has them all."""
_SIGNS = {"+": GOOD, "-": BAD, "@": QUIET}


def page(
    compiled: Compiled,
    replays: Sequence[Replayed],
    coverage: Iterable[Coverage],
    written: Mapping[str, str],
    *,
    updated: bool,
) -> Iterator[RenderableType]:
    """Yield the parts of the page. `written`: new transcripts; `updated`: whether what differed was approved."""
    title = "".join(map(str, compiled.questionnaire.title.template(compiled.questionnaire.language)))
    yield Text.assemble((title, HEAD), (f"  {compiled.questionnaire.id}", QUIET))
    yield _verdict(replays, updated=updated)
    for each in replays:
        if not each.same and not updated:
            yield Text("")
            yield Text.assemble("  ", (f"{each.name}.txt", HEAD))
            yield from (Padding(Text(line, _SIGNS.get(line[:1], "")), (0, 0, 0, 2)) for line in each.diff)
    yield headed("What they meet" if not written else "What they meet with the new ones", table(map(_row, coverage)))
    if written:
        yield headed("Written", *(Text(f"  {name}.txt") for name in written))
    yield Text("")


def _verdict(replays: Sequence[Replayed], *, updated: bool) -> Text:
    different = sum(not each.same for each in replays)
    many = "1 transcript" if len(replays) == 1 else f"{len(replays)} transcripts"
    if not replays:
        return Text("No transcripts yet; `bot test --generate` writes them.")
    if not different:
        return Text.assemble((f"{many} as approved.", GOOD))
    if updated:
        return Text(f"{different} of {many} went differently and were written anew.")
    return Text.assemble((f"{different} of {many} went differently.", BAD), " If that is meant: `bot test --update`.")


def _row(each: Coverage) -> tuple[str, Text, Text]:
    named = ", ".join(each.missing[:MOST_NAMED])
    more = len(each.missing) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return (
        each.kind,
        Text(f"{each.met} of {each.of}", "" if each.missing else GOOD),
        Text(f"not {named}{rest}" if each.missing else "", QUIET),
    )


def as_json(
    compiled: Compiled, replays: Iterable[Replayed], coverage: Iterable[Coverage], written: Mapping[str, str]
) -> dict[str, Any]:
    """Return the same as plain data."""
    return {
        "questionnaire": compiled.questionnaire.id,
        "transcripts": [{"name": each.name, "same": each.same, "diff": each.diff} for each in replays],
        "coverage": {each.kind: {"met": each.met, "of": each.of, "missing": each.missing} for each in coverage},
        "written": [*written],
    }
