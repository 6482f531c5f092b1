"""Golden transcripts: whole conversations beside each questionnaire, replayed word for word.

`pytest --update` writes them anew; the change then shows in the diff, for the marketer to approve.
"""

from pathlib import Path

import pytest

from bot.cli.play import draft_library
from bot.conversation.events import NoteShown, QuestionAsked
from bot.service.acts import Pressed
from bot.service.library import Library
from bot.terminal.hearing import translate
from bot.terminal.transcript import Recorder, parse, replay

ROOT = Path(__file__).parents[1]
QUESTIONNAIRES = ROOT / "questionnaires"
TRANSCRIPTS = sorted(QUESTIONNAIRES.glob("*/transcripts/*.txt"))
ENOUGH = 6


@pytest.fixture(scope="module")
def library() -> Library:
    return draft_library(QUESTIONNAIRES)


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_the_conversation_goes_as_it_was_approved(path: Path, library: Library, request: pytest.FixtureRequest) -> None:
    golden = path.read_text(encoding="utf-8")
    now = replay(golden, library)
    if request.config.getoption("--update"):
        path.write_text(now, encoding="utf-8")
        return
    assert now == golden


@pytest.mark.parametrize("questionnaire", ["test-bench", "after-purchase"])
def test_there_are_enough_transcripts_in_every_language(questionnaire: str) -> None:
    own = [path for path in TRANSCRIPTS if path.parts[-3] == questionnaire]
    assert len(own) >= ENOUGH
    spoken = {path.read_text(encoding="utf-8").splitlines()[0] for path in own}
    assert spoken == {"language: en", "language: fa", "language: ar"}


@pytest.mark.parametrize("questionnaire", ["test-bench", "after-purchase"])
def test_every_question_and_note_is_met_in_some_transcript(questionnaire: str, library: Library) -> None:
    compiled = library.current(questionnaire)
    assert compiled is not None
    met = {question for path in TRANSCRIPTS if path.parts[-3] == questionnaire for question in asked(path, library)}
    assert met == {question.id for question in compiled.questions}


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_every_press_finds_its_button(path: Path, library: Library) -> None:
    stage = parse(path.read_text(encoding="utf-8"))
    recorder = Recorder(library, stage.header)
    for line in stage.lines:
        assert isinstance(translate(line, recorder.prompt), Pressed) or not line.startswith("["), line
        recorder.say(line)


def asked(path: Path, library: Library) -> set[str]:
    stage = parse(path.read_text(encoding="utf-8"))
    recorder = Recorder(library, stage.header)
    events = [event for line in stage.lines for event in recorder.say(line).events]
    return {event.question for event in events if isinstance(event, QuestionAsked | NoteShown)}


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_replaying_what_was_replayed_changes_nothing(path: Path, library: Library) -> None:
    once = replay(path.read_text(encoding="utf-8"), library)
    assert replay(once, library) == once
