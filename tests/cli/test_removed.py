"""A questionnaire whose folder was removed: nobody begins it any more, and who is in the middle goes on to the end."""

import csv
import io
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from bot.assemble import House, open_house
from bot.service.acts import Arrival, Pressed
from bot.settings import read_settings
from bot.speech.prompt import Prompt, Utterance
from bot.terminal.hearing import translate
from tests.cli.conftest import Run, edit

AT = 1_795_249_800
_numbers = count(1)


class Person:
    """Somebody who talks to a house, and goes on talking to the next one."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.prompt: Prompt | None = None

    def says(self, house: House, line: str) -> str:
        """Type a line; return everything that is said in return."""
        act = Pressed(line[1:]) if line.startswith("!") else translate(line, self.prompt)
        arrival = Arrival(
            channel="terminal", address=self.address, act=act, key=f"{self.address}.{next(_numbers)}", language="en"
        )
        [reply] = house.store.work([arrival], house.reception.step, AT)
        said: tuple[Utterance, ...] = reply.says if reply else ()
        prompts = [one for one in said if isinstance(one, Prompt)]
        self.prompt = prompts[-1] if prompts else self.prompt
        return "\n".join(line.text for prompt in prompts for line in prompt.lines)


@pytest.fixture
def both(folder: Path) -> Path:
    """Return a folder of two questionnaires, `bench` (where a bare /start leads) and `shed`."""
    shutil.copytree(folder / "bench", folder / "shed")
    edit(folder / "shed" / "questionnaire.yaml", "questionnaire: bench", "questionnaire: shed")
    return folder


@pytest.fixture
def opened() -> Iterator[list[House]]:
    houses: list[House] = []
    yield houses
    for house in houses:
        house.store.close()


def start(opened: list[House]) -> House:
    opened.append(open_house(read_settings()))
    return opened[-1]


def test_nobody_begins_it_and_an_old_link_or_button_leads_to_what_there_is(both: Path, opened: list[House]):
    assert start(opened).library.names() == ("bench", "shed")
    shutil.rmtree(both / "shed")
    house, ann = start(opened), Person("ann")
    assert house.library.names() == ("bench",)
    for line in ("/start shed", "!begin:shed", "!again:shed"):
        assert "not known here" in ann.says(house, line)
        assert ann.prompt is not None
        assert [press.act for press in ann.prompt.controls if press.act.startswith("begin:")] == ["begin:bench"]
        assert house.store.look_up("terminal", "ann").dossier.respondent is None


def test_who_is_in_the_middle_goes_on_to_the_end_and_has_the_report(both: Path, opened: list[House]):
    ann, house = Person("ann"), start(opened)
    ann.says(house, "/start shed")
    ann.says(house, "[Start]")
    ann.says(house, "[Power conversion]")
    shutil.rmtree(both / "shed")
    house = start(opened)
    assert "Welcome back" in ann.says(house, "/start shed_spring")
    assert ann.says(house, "/continue")
    for _ in range(9):
        ann.says(house, "/skip")
    session = house.store.look_up("terminal", "ann").dossier.session
    assert session is not None
    assert (session.questionnaire, session.finished) == ("shed", True)
    assert "not known here" in ann.says(house, "!restart")


def test_starting_over_in_the_middle_does_not_take_away_what_is_there(both: Path, opened: list[House]):
    ann, house = Person("ann"), start(opened)
    for line in ("/start shed", "[Start]", "[Power conversion]"):
        ann.says(house, line)
    shutil.rmtree(both / "shed")
    house = start(opened)
    assert "not known here" in ann.says(house, "!restart")
    session = house.store.look_up("terminal", "ann").dossier.session
    assert session is not None
    assert (session.questionnaire, session.awaits is not None) == ("shed", True)


def test_a_bare_start_leads_elsewhere_where_its_questionnaire_was_removed(both: Path, opened: list[House]):
    start(opened)
    shutil.rmtree(both / "bench")
    house, ann = start(opened), Person("ann")
    assert "'bench'" in house.problems, "the company's file still names it, which is a mistake"
    ann.says(house, "/start")
    assert ann.prompt is not None
    assert ann.prompt.controls[0].act == "begin:shed"


def test_its_answers_are_exported_as_before(bot: Run, both: Path, opened: list[House]):
    ann, house = Person("ann"), start(opened)
    for line in ("/start shed", "[Start]", "[Power conversion]"):
        ann.says(house, line)
    before = bot("export", "answers", "--purpose", "report").stdout
    shutil.rmtree(both / "shed")
    assert bot("export", "answers", "--purpose", "report").stdout == before
    [row] = csv.DictReader(
        io.StringIO(bot("export", "answers", "--purpose", "report", "--questionnaire", "shed").stdout)
    )
    assert row["questionnaire"] == "shed"


def test_it_is_begun_again_when_its_folder_is_back(both: Path, opened: list[House]):
    start(opened)
    (both / "shed").rename(both.parent / "away")
    assert start(opened).library.names() == ("bench",)
    (both.parent / "away").rename(both / "shed")
    assert start(opened).library.names() == ("bench", "shed")


def test_one_that_does_not_pass_is_not_gone(both: Path, opened: list[House]):
    start(opened)
    edit(both / "shed" / "questionnaire.yaml", "questions:", "qestions:")
    assert start(opened).library.names() == ("bench", "shed")


def test_an_empty_folder_is_a_wrong_place_and_closes_nothing(
    both: Path, opened: list[House], monkeypatch: pytest.MonkeyPatch
):
    start(opened)
    (both.parent / "nothing").mkdir()
    monkeypatch.setenv("QUESTIONNAIRES_DIR", str(both.parent / "nothing"))
    assert start(opened).library.names() == ("bench", "shed")


def test_publishing_and_comparing_say_so(bot: Run, both: Path, opened: list[House]):
    ann, house = Person("ann"), start(opened)
    for line in ("/start shed", "[Start]", "[Power conversion]"):
        ann.says(house, line)
    shutil.rmtree(both / "shed")
    sentence = "shed: its folder is gone; nobody begins it any more, and who is in the middle of it goes on"
    assert sentence in bot("publish").output
    assert sentence in bot("diff").output
    assert "1 person is in the middle of the published version" in bot("diff").output
    assert sentence not in bot("diff", "bench").output
