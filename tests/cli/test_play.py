"""`bot play`: what is saved while it plays is taken up before the next line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli.screen import Screen
from tests.cli.conftest import Run, edit

BENCH = "bench/questionnaire.yaml"
Line = str | Callable[[], None]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let a person type these lines; what can be called is done before the line after it."""

    def types(*lines: Line) -> None:
        waiting: Iterator[Line] = iter(lines)

        def ask(_: Screen) -> str | None:
            for line in waiting:
                if isinstance(line, str):
                    return line
                line()
            return None

        monkeypatch.setattr(Screen, "ask", ask)

    return types


def test_a_saved_change_is_taken_up_and_what_was_said_is_said_again(
    bot: Run, folder: Path, typing: Callable[..., None]
) -> None:
    typing(
        "[Start]",
        lambda: edit(folder / BENCH, "What is the highest frequency?", "How fast does it get?"),
        "[Power conversion]",
    )
    done = bot("play", "bench", "--folder", str(folder))
    assert done.output.count("what you had said was said again (2 lines)") == 1
    assert "How fast does it get?" in done.output


def test_nothing_is_told_where_nothing_was_saved(bot: Run, folder: Path, typing: Callable[..., None]) -> None:
    typing("[Start]", "[Power conversion]")
    assert "said again" not in bot("play", "bench", "--folder", str(folder)).output


def test_a_change_that_does_not_pass_is_told_and_the_conversation_goes_on(
    bot: Run, folder: Path, typing: Callable[..., None]
) -> None:
    typing("[Start]", lambda: edit(folder / BENCH, "questions:\n", "questions: [\n"), "[Power conversion]")
    done = bot("play", "bench", "--folder", str(folder))
    assert done.exit_code == 0
    assert "this goes on with what was there before" in done.output
    assert "What is the highest frequency?" in done.output


@pytest.mark.parametrize(
    ("somebody", "part"),
    [("language=xx", "nobody speaks 'xx' here; there are en"), ("trait.nothing=1", "traits.yaml has no 'nothing'")],
)
def test_nobody_is_played_who_cannot_be(bot: Run, folder: Path, somebody: str, part: str) -> None:
    assert part in str(bot("play", "bench", "--folder", str(folder), "--as", somebody).exception)


def test_a_language_in_which_the_bot_has_no_words_is_played_and_told(
    bot: Run, folder: Path, typing: Callable[..., None]
) -> None:
    edit(folder / "company.yaml", "languages: [en, fa]", "languages: [en, fa, de]")
    typing("[Start]")
    done = bot("play", "bench", "--as", "language=de")
    assert done.exit_code == 0
    assert "no words of its own in 'de'" in done.output
    assert "What do you measure most?" in done.output
    assert "no words of its own" not in bot("play", "bench", "--as", "language=fa").output
