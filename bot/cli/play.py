"""`bot play`: a conversation held here, with nothing kept."""

import sys
import time
from pathlib import Path

from rich.console import Console

from bot.authoring.load import load
from bot.authoring.printing import printed
from bot.authoring.rules.unspoken_language import unspoken
from bot.authoring.watching import stamp
from bot.cli.screen import Screen
from bot.conversation.engine import known_values
from bot.conversation.events import QuestionAsked
from bot.profile.trait import Trait
from bot.questionnaire.catalogue import Shared
from bot.questionnaire.compiled import Compiled
from bot.questionnaire.explain import why_asked
from bot.questionnaire.version import canonical, version_of
from bot.service.dossier import Outcome
from bot.service.library import Library
from bot.service.reward import reward
from bot.terminal.transcript import Header, Recorder
from bot.values.errors import NotUnderstood, WrongSetting

AS = "language=fa, campaign=spring or trait.role=engineer"


def play(folder: Path, questionnaire: str, *, why: bool, record: Path | None, who: list[str]) -> None:
    """Hold a conversation until its end, or until the person has enough (Ctrl-D)."""
    if record is not None and not record.parent.is_dir():
        raise NotUnderstood(f"{record} cannot be written: there is no such folder")
    library = draft_library(folder)
    wanted = _circumstances(who)
    name = questionnaire or library.company.start
    if library.current(name) is None:
        raise NotUnderstood(f"there is no questionnaire {name!r}; there are {', '.join(library.names())}")
    _known(wanted, library)
    header = Header(library.language(wanted.pop("language", None)), int(time.time()))
    traits = _traits(wanted, header.at)
    campaign = wanted.pop("campaign", "")
    if wanted and not all(key.startswith("trait.") for key in wanted):
        raise NotUnderstood(f"--as knows {AS}, not {', '.join(wanted)}")
    stage = _Stage(folder, library, header, traits)
    screen = Screen(Console())
    if lack := unspoken(header.language):
        screen.remark(lack)
    outcome = stage.say(f"/start {name}_{campaign}" if campaign else f"/start {name}")
    while True:
        _show(screen, stage.recorder, stage.library, outcome, why=why)
        line = screen.ask()
        if line is None:
            break
        if remark := stage.kept_up():
            screen.remark(remark)
        outcome = stage.say(line)
    if record is not None:
        record.write_text(stage.recorder.text(), encoding="utf-8")
        sys.stderr.write(f"\nwritten to {record}\n")


class _Stage:
    """A conversation over files that may change meanwhile: then what was said is said again to the new ones."""

    def __init__(self, folder: Path, library: Library, header: Header, traits: tuple[Trait, ...]) -> None:
        self._folder = folder
        self._stamp = stamp(folder)
        self._header = header
        self._traits = traits
        self._said: list[str] = []
        self.library = library
        self.recorder = Recorder(library, header, traits=traits)

    def say(self, line: str) -> Outcome:
        """Say or press something, and return what came of it."""
        outcome = self.recorder.say(line)
        self._said.append(line)
        return outcome

    def kept_up(self) -> str:
        """Take up what was saved since the last line; return what there is to tell of it, nothing where nothing was."""
        now = stamp(self._folder)
        if now == self._stamp:
            return ""
        self._stamp = now
        try:
            self.library = draft_library(self._folder)
        except WrongSetting:
            return "the files changed, but do not pass the check; this goes on with what was there before"
        self.recorder = Recorder(self.library, self._header, traits=self._traits)
        for line in self._said:
            self.recorder.say(line)
        return f"the files changed and were read again; what you had said was said again ({len(self._said)} lines)"


def draft_library(folder: Path) -> Library:
    """Return the library of a folder as it stands, published or not; raise `WrongSetting` where nothing passes."""
    loaded = load(folder)
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    if errors:
        sys.stderr.write(printed(errors) + "\n\n")
    if loaded.company is None or not loaded.drafts:
        raise WrongSetting(f"nothing in {folder} can be played; `bot check {folder}` says why")
    shared = Shared(loaded.company, loaded.products, tuple(loaded.traits.values()))
    drafts = {name: Compiled(one, version_of(canonical(one))) for name, one in loaded.drafts.items()}
    return Library.of(shared, drafts)


def _show(screen: Screen, recorder: Recorder, library: Library, outcome: Outcome, *, why: bool) -> None:
    session = recorder.session
    for utterance in outcome.says:
        screen.show(
            utterance,
            lambda: reward(session, library, recorder.language) if session else None,
            lambda: recorder.menu,
        )
    if why and session is not None:
        compiled = library.compiled(session.version)
        for event in outcome.events:
            if isinstance(event, QuestionAsked):
                asked = compiled.question(event.question)
                screen.remark(f"{asked.id}: {why_asked(compiled, asked, known_values(compiled, session))}")


def _circumstances(who: list[str]) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for each in who:
        name, sign, value = each.partition("=")
        if not sign or not value:
            raise NotUnderstood(f"--as wants {AS}, not {each!r}")
        wanted[name] = value
    return wanted


def _known(wanted: dict[str, str], library: Library) -> None:
    """Raise `NotUnderstood` for a language that the company does not speak, and for a trait that nothing is about."""
    languages, traits = library.company.languages, [kind.id for kind in library.traits]
    if (language := wanted.get("language")) is not None and language not in languages:
        raise NotUnderstood(f"nobody speaks {language!r} here; there are {', '.join(languages)}")
    for name in wanted:
        if name.startswith("trait.") and name.removeprefix("trait.") not in traits:
            known = ", ".join(traits) or "none yet"
            raise NotUnderstood(f"traits.yaml has no {name.removeprefix('trait.')!r}; there are {known}")


def _traits(wanted: dict[str, str], at: int) -> tuple[Trait, ...]:
    """Return the traits that the player is to have, as if they had been declared a moment ago."""
    return tuple(
        Trait(name.removeprefix("trait."), _value(value), "declared", at - 1, "play")
        for name, value in wanted.items()
        if name.startswith("trait.")
    )


def _value(text: str) -> str | float | tuple[str, ...]:
    if "," in text:
        return tuple(text.split(","))
    try:
        return float(text)
    except ValueError:
        return text
