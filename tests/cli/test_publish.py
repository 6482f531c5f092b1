"""`bot diff` and `bot publish`: what changes, for whom, and what is refused."""

from pathlib import Path

import pytest
from typer.testing import Result

from bot.assemble import open_house
from bot.service.acts import Arrival
from bot.settings import read_settings
from bot.speech.prompt import Prompt
from bot.terminal.hearing import translate
from bot.values.errors import WrongSetting
from tests.cli.conftest import Run, edit

AT = 1_795_249_800
BENCH = "bench/questionnaire.yaml"

COLOUR = """\
  colour:
    ask: Which colour do you like?
    type: text
"""


def live(*people: tuple[str, ...]) -> None:
    """Let people talk to the house as it is published."""
    house = open_house(read_settings())
    for number, lines in enumerate(people):
        prompt: Prompt | None = None
        for place, line in enumerate(("/start bench", "[Start]", *lines)):
            act, key = translate(line, prompt), f"{number}.{place}"
            arrival = Arrival(channel="terminal", address=f"p{number}", act=act, key=key, language="en")
            [reply] = house.store.work([arrival], house.reception.step, AT)
            for said in reply.says if reply else ():
                prompt = said if isinstance(said, Prompt) and (said.choices or said.controls) else prompt
    house.store.close()


def unit(folder: Path) -> None:
    edit(folder / BENCH, "unit: MHz\n    at_least: 0.1", "unit: GHz\n    at_least: 0.1")


def test_what_is_published_does_not_differ_from_itself(bot: Run) -> None:
    assert bot("publish").exit_code == 0
    assert "nothing changed" in bot("diff").output


def test_publishing_says_what_changed_and_what_it_is_now_called(bot: Run, folder: Path) -> None:
    bot("publish")
    edit(folder / BENCH, "What do you measure most?", "What is on your bench?")
    done = bot("publish")
    assert done.exit_code == 0
    assert "the question 'application' is asked in other words" in done.output
    assert "published as version" in done.output


@pytest.mark.parametrize("command", [("export", "answers"), ("fit",), ("explain", "nobody")], ids=" ".join)
def test_who_only_reads_publishes_no_draft(bot: Run, folder: Path, command: tuple[str, ...]) -> None:
    bot("publish")
    edit(folder / BENCH, "What do you measure most?", "What is on your bench?")
    bot(*command)
    assert "is asked in other words" in bot("diff").output


def test_a_change_of_meaning_is_not_published_and_there_is_no_way_round(bot: Run, folder: Path) -> None:
    bot("publish")
    before = open_house(read_settings()).library.current("bench")
    unit(folder)
    done = bot("publish")
    assert done.exit_code == 1
    assert "the question 'signal' is now in GHz instead of MHz" in done.output
    assert "give the changed question a new id (say, 'signal_2')" in done.output
    assert bot("publish", "--force").exit_code == 2
    after = open_house(read_settings()).library.current("bench")
    assert before is not None
    assert after is not None
    assert after.version == before.version


def test_an_id_that_was_left_out_does_not_come_back_with_another_meaning(bot: Run, folder: Path) -> None:
    def publish(question: str) -> Result:
        text = without.replace("\nfacts:\n", f"{question}\nfacts:\n").replace(
            "{typical: 8, at_most: 9}", "{typical: 9, at_most: 10}"
        )
        (folder / BENCH).write_text(text, "utf-8")
        return bot("publish")

    without = (folder / BENCH).read_text("utf-8")
    assert [publish(COLOUR).exit_code, publish("").exit_code] == [0, 0]
    refused = publish(COLOUR.replace("text", "integer"))
    assert refused.exit_code == 1
    assert "of type integer instead of text, as it was when it was published before" in told(refused.output)
    assert "of type integer instead of text" in told(bot("diff", "bench").output)
    accepted = publish(COLOUR)
    assert accepted.exit_code == 0
    assert "the question 'colour' is back" in accepted.output


def told(output: str) -> str:
    """Return what was printed as if on one line."""
    return " ".join(output.split())


def test_serving_goes_on_with_the_last_version_and_says_so_loudly(bot: Run, folder: Path) -> None:
    bot("publish")
    unit(folder)
    house = open_house(read_settings())
    compiled = house.library.current("bench")
    assert compiled is not None
    assert compiled.question("signal").unit == "MHz"
    assert "goes on being served" in house.problems
    assert "in GHz instead of MHz" in house.problems


def test_what_breaks_is_told_before_it_is_published(bot: Run, folder: Path) -> None:
    bot("publish")
    unit(folder)
    done = bot("diff", "bench")
    assert done.exit_code == 1
    assert "breaking" in done.output


def test_the_columns_of_exports_are_named(bot: Run, folder: Path) -> None:
    bot("publish")
    edit(folder / BENCH, "    trait: application\n", "    trait: application\n    other: true\n")
    assert "the column bench__application__other is added" in bot("diff").output


def test_those_in_the_middle_are_counted_by_the_version_they_began_with(bot: Run, folder: Path) -> None:
    bot("publish")
    live((), ("[Power conversion]",))
    edit(folder / BENCH, "What do you measure most?", "What is on your bench?")
    assert "2 people are in the middle of the published version" in bot("diff", "bench").output
    bot("publish")
    edit(folder / BENCH, "What is on your bench?", "And what is it?")
    assert "2 people are in the middle of the earlier version" in bot("diff", "bench").output


def test_finished_conversations_are_led_through_the_new_version_and_counted(bot: Run, folder: Path) -> None:
    bot("publish")
    live(("[Power conversion]", "100", *["/skip"] * 7), ("[A teaching lab]", *["/skip"] * 6), ("[Power conversion]",))
    edit(folder / BENCH, "{application: power, signal: {at_least: 20 MHz}}", "{application: teaching}")
    text = bot("diff", "--replay").output
    assert "of 2 finished conversations" in text
    assert "1 would be asked fewer questions" in text
    assert "1 would be asked more questions" in text


def test_two_folders_are_compared_without_any_database(bot: Run, folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "old"
    folder.rename(old)
    (tmp_path / "new").symlink_to(old)
    assert "nothing changed" in bot("diff", str(old), str(tmp_path / "new")).output
    assert not (tmp_path / "data").exists()


def test_a_folder_that_is_not_there_is_a_sentence(bot: Run, folder: Path) -> None:
    exception = bot("diff", "nowhere", str(folder)).exception
    assert isinstance(exception, WrongSetting), "the use of the command is wrong: it ends with 2"
    assert "there is no folder" in str(exception)


def test_a_folder_that_is_named_needs_no_other(bot: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUESTIONNAIRES_DIR", "nowhere")
    assert "published as version" in bot("publish", str(folder)).output
    assert "nothing changed" in bot("diff", "--folder", str(folder)).output


def test_nothing_is_published_where_nothing_passes(bot: Run, folder: Path) -> None:
    (folder / "company.yaml").unlink()
    done = bot("publish")
    assert done.exit_code == 2
