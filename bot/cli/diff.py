"""`bot diff`: what a new version changes, for answers that are there, people on their way, and exports."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.authoring.load import load
from bot.cli.drafts import chosen
from bot.conversation.session import Session
from bot.questionnaire.catalogue import Shared
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.version import canonical, restored
from bot.service.library import Library
from bot.service.publishing import QUESTIONNAIRE, SHARED, Step, closed, earlier, step_to
from bot.service.replaying import replay
from bot.terminal.differences import columns, people, removal, replayed, told
from bot.terminal.transcript import Recorder, parse
from bot.values.errors import WrongSetting

if TYPE_CHECKING:
    from bot.store.store import SqlStore

SAME, BROKEN = 0, 1


def diff(old: str, new: Path | None, folder: Path, *, again: bool) -> int:
    """Print what differs; return 1 where anything is breaking. `old` is a folder, or names what is published."""
    if new is not None:
        return _folders(Path(old), new, again=again)
    library, questionnaires = chosen(folder, old)
    return _published(library, questionnaires, folder, whole=not old, again=again)


def _folders(old: Path, new: Path, *, again: bool) -> int:
    if not old.is_dir():
        raise WrongSetting(f"there is no folder {old}; to compare with what is published, give one name alone")
    (before, was), (after, now) = chosen(old, ""), chosen(new, "")
    versions = {each.questionnaire.id: each for each in was}
    pages, broken = [], SAME
    for compiled in now:
        name = compiled.questionnaire.id
        step = _between(versions.get(name), compiled)
        page = list(_page(step))
        if again and name in versions and step.changes:
            sessions = list(_of_transcripts(old, before, versions[name]))
            one = {versions[name].version: versions[name]}
            page += replayed(
                replay(sessions, one.get, compiled, (before.products, after.products)), "recorded transcripts"
            )
        pages.append("\n".join(page))
        broken = BROKEN if step.refused else broken
    gone = sorted(versions.keys() - {each.questionnaire.id for each in now})
    pages += map(removal, gone)
    sys.stdout.write("\n\n".join(pages) + "\n")
    return broken


def _between(old: Compiled | None, new: Compiled) -> Step:
    return step_to(new.questionnaire, (old.version, canonical(old.questionnaire)) if old else None)


def _page(step: Step) -> Iterator[str]:
    yield told(step)
    if step.was is not None and step.changes:
        yield ""
        yield from columns(step.questionnaire.id, step.differences)


def _of_transcripts(folder: Path, library: Library, compiled: Compiled) -> Iterator[Session]:
    """Yield the sessions that the transcripts of a questionnaire hold, as they end with the old version."""
    for path in sorted(folder.glob("*/transcripts/*.txt")):
        stage = parse(path.read_text(encoding="utf-8"))
        recorder = Recorder(library, stage.header)
        for line in stage.lines:
            recorder.say(line)
        if recorder.session is not None and recorder.session.questionnaire == compiled.questionnaire.id:
            yield recorder.session


def _published(library: Library, questionnaires: list[Compiled], folder: Path, *, whole: bool, again: bool) -> int:
    from bot.assemble import store_of  # noqa: PLC0415 - SQL, which nothing else needs here
    from bot.settings import read_settings  # noqa: PLC0415

    store = store_of(read_settings(folder))
    try:
        current, broken = store.current(QUESTIONNAIRE), SAME
        pages = []
        for compiled in questionnaires:
            name = compiled.questionnaire.id
            step = step_to(compiled.questionnaire, current.get(name), earlier(store, name))
            page = [*_page(step), *(people(store.under_way(name), step.was) if step.was else ())]
            if again and step.was is not None and step.changes:
                page += _replayed(store, compiled, library)
            pages.append(page)
            broken = BROKEN if step.refused else broken
        gone = sorted(closed(current, load(folder).names)) if whole else ()
        pages += [[removal(name), *people(store.under_way(name), current[name][0])] for name in gone]
        sys.stdout.write("\n\n".join("\n".join(page) for page in pages) + "\n")
    finally:
        store.close()
    return broken


def _replayed(store: "SqlStore", compiled: Compiled, library: Library) -> Iterator[str]:
    """Yield what the sessions of real people would have become; nothing but counts comes out of the store."""
    shared = store.current(SHARED).get(SHARED)
    before = msgspec.json.decode(shared[1], type=Shared).products if shared else library.products

    @cache
    def fetch(version: str) -> Compiled | None:
        body = store.version(version)
        return Compiled(restored(body), version) if body else None

    sessions = store.finished("report", compiled.questionnaire.id)
    yield from replayed(replay(sessions, fetch, compiled, (before, library.products)), "finished conversations")
