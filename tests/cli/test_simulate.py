"""`bot simulate`: the page, the JSON, and people from a file."""

import json
from pathlib import Path

import pytest

from bot.cli import simulate
from tests.cli.conftest import Run


def test_the_page_counts_questions_segments_and_suggestions(bot: Run) -> None:
    done = bot("simulate", "bench", "--people", "300")
    assert done.exit_code == 0
    assert "300 people: 300 finished." in done.output
    for expected in ("application", "left here", "floating", "5 Series", "are offered a product that fits"):
        assert expected in done.output


def test_where_suggestions_are_counted_for_some_people_only_the_page_says_for_how_many_and_how_sure_that_is(
    bot: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Counted for the first 100 who finished, within 10 points: 100 % are offered a product that fits"
    assert said not in bot("simulate", "bench", "--people", "300").output
    monkeypatch.setattr(simulate, "MOST_JUDGED", 100)
    page = " ".join(bot("simulate", "bench", "--people", "300").output.split())
    assert "300 people: 300 finished." in page
    assert said in page


def test_the_same_seed_gives_the_same_figures(bot: Run) -> None:
    words = ("simulate", "--people", "200", "--format", "json", "--seed")
    assert bot(*words, "3").output == bot(*words, "3").output != bot(*words, "4").output


def test_people_from_a_file_take_the_place_of_made_up_ones(bot: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("application,signal,isolation\npower,100,yes\nteaching,,\n,,\n", "utf-8")
    [result] = json.loads(bot("simulate", "bench", "--answers", str(file), "--format", "json").output)
    assert (result["people"], result["finished"], result["segments"]["floating"]) == (3, 2, 1)
    assert result["questions"]["application"] == {"asked": 3, "answered": 2, "skipped": 0, "left": 1}


def test_a_file_that_is_none_is_answered_with_a_sentence(bot: Run, tmp_path: Path) -> None:
    binary, empty = tmp_path / "binary.csv", tmp_path / "empty.csv"
    binary.write_bytes(b"application\n\xff\xfe\n")
    empty.write_text("application\n", "utf-8")
    for file, part in ((binary, "is no CSV file in UTF-8"), (empty, "has no rows"), (tmp_path, "cannot be read")):
        assert part in str(bot("simulate", "bench", "--answers", str(file)).exception)


def test_the_words_of_a_decoder_are_nobodys(bot: Run, tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    huge.write_bytes(b"application\n" + b"\0" * 200_000)
    said = str(bot("simulate", "bench", "--answers", str(huge)).exception)
    assert "save it from your spreadsheet" in said
    assert "limit" not in said
