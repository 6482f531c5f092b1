"""Golden conversations behind a report: what would help, what is cheaper, and whether it fits, in three languages."""

from pathlib import Path

import pytest

from bot.service.acts import Pressed
from bot.terminal.transcript import Recorder, parse, replay
from tests.outlook.bikes import TRANSCRIPTS, library


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_it_was_approved(path: Path, request: pytest.FixtureRequest):
    golden = path.read_text(encoding="utf-8")
    now = replay(golden, library())
    if request.config.getoption("--update"):
        path.write_text(now, encoding="utf-8")
        return
    assert now == golden


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_every_press_finds_its_button(path: Path):
    stage = parse(path.read_text(encoding="utf-8"))
    recorder = Recorder(library(), stage.header)
    for line in stage.lines:
        if line.startswith("["):
            act, _ = recorder.heard(line)
            assert isinstance(act, Pressed), line
        recorder.say(line)


def test_there_is_one_in_every_language():
    spoken = {path.read_text(encoding="utf-8").splitlines()[0] for path in TRANSCRIPTS}
    assert spoken == {"language: en", "language: fa", "language: ar"}
