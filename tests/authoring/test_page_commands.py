"""docs/authoring.md: every command on it prints what stands there, and every option of an author's command is on it.

A block of the kind `console` is run where the one before it was, unless a comment above it says with what: `nothing`,
the `smallest` folder, or the `whole` questionnaire of the page; and what was changed there, or said, before.
`…` stands for whatever is printed in its place. `--update` prints the others anew.
"""

import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from typer.main import get_command
from typer.testing import CliRunner

from bot.assemble import open_house
from bot.cli import commands
from bot.cli.screen import Screen
from bot.service.acts import Arrival
from bot.settings import read_settings
from bot.speech.prompt import Prompt
from bot.terminal.hearing import translate
from tests.authoring.frame import PAGE, smallest
from tests.authoring.test_story import written

TEXT = PAGE.read_text("utf-8")
BLOCK = re.compile(
    r"(?:<!-- shown: (?P<shown>\{[^\n]*\}) -->\n\n)?^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
WORKBOOK = re.compile(r"^```text\n(\| survey .*?)^```$", re.MULTILINE | re.DOTALL)
AT = 1_795_249_800
OPERATORS = {"run", "migrate", "doctor", "export"}
"""Commands of those who run the bot; docs/operating.md and docs/crm.md are about them."""
CALLED = re.compile(r"\bbot((?: [^\s`|<>]+)+)")


@dataclass
class Block:
    """A block of the page, and the sequence of blocks in one folder that it belongs to."""

    body: str
    shown: dict[str, Any] = field(default_factory=dict)


def sequences() -> Iterator[list[Block]]:
    """Yield the blocks, those together that follow each other in one folder."""
    together: list[Block] = []
    for found in BLOCK.finditer(TEXT):
        block = Block(found["body"], yaml.safe_load(found["shown"]) if found["shown"] else {})
        if together and block.shown.get("with", "same") != "same":
            yield together
            together = []
        together.append(block)
    yield together


SEQUENCES = {each[0].body.splitlines()[0] + f" {number}": each for number, each in enumerate(sequences(), 1)}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a place to work at, with a terminal a hundred columns wide."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "ENCRYPTION_KEY", "ENCRYPTION_KEY_FILE", "BOT_TOKEN", "QUESTIONNAIRES_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"DATA_DIR": str(tmp_path / "data"), "COLUMNS": "100", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.mark.parametrize("first", SEQUENCES)
def test_every_command_prints_what_stands_on_the_page(
    first: str, desk: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    update = bool(pytestconfig.getoption("--update"))
    for block in SEQUENCES[first]:
        prepared(desk, block.shown)
        fresh = "".join(printed(command, lines, monkeypatch) for command, lines in in_turn(block.body))
        if update and "…" not in block.body:
            text = PAGE.read_text("utf-8")
            PAGE.write_text(text.replace(f"```console\n{block.body}```", f"```console\n{fresh}```"), "utf-8")
        else:
            assert re.fullmatch(pattern(block.body), fresh), f"{fresh}\n(run pytest with --update)"
    if (desk / "map.svg").exists():
        drawn(desk / "map.svg", update=update)


def drawn(map_: Path, *, update: bool) -> None:
    """Hold the picture on the page against the one that the command made."""
    if update:
        (PAGE.parent / "map.svg").write_bytes(map_.read_bytes())
    assert (PAGE.parent / "map.svg").read_bytes() == map_.read_bytes(), "run pytest with --update"


def prepared(desk: Path, shown: dict[str, Any]) -> None:
    folder = desk / "questionnaires"
    match shown.get("with"):
        case "smallest":
            for name, text in smallest().items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_text(text, "utf-8")
        case "whole":
            folder.mkdir()
            written(folder)
    if "finished" in shown:
        says("[Start]", *shown["finished"])
    for name, (old, new) in shown.get("change", {}).items():
        text = (folder / name).read_text("utf-8")
        assert text.count(old) == 1, old
        (folder / name).write_text(text.replace(old, new), "utf-8")
    if "workbook" in shown:
        [table] = WORKBOOK.findall(TEXT)
        (desk / shown["workbook"]).write_text(table, "utf-8")


def says(*lines: str) -> None:
    """Let somebody hold the published conversation."""
    house, prompt = open_house(read_settings()), None
    for place, line in enumerate(("/start desk-lamp", *lines)):
        arrival = Arrival(channel="terminal", address="p", act=translate(line, prompt), key=str(place), language="en")
        [reply] = house.store.work([arrival], house.reception.step, AT)
        for said in reply.says if reply else ():
            prompt = said if isinstance(said, Prompt) and (said.choices or said.controls) else prompt
    house.store.close()


def newest() -> str:
    """Return the id of the session that was held."""
    house = open_house(read_settings())
    with house.store.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT id FROM session").scalar_one()
    house.store.close()
    return str(found)


def in_turn(body: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command of a block with what is typed into it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *rest = part.splitlines()
        yield command, [line.removeprefix("› ") for line in rest if line.startswith("› ")]


def printed(command: str, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a command, and return it as the page has it: with what was typed and printed."""
    words = [newest() if word.endswith("…") else word for word in shlex.split(command)]
    assert words[0] == "bot"
    monkeypatch.setattr(Screen, "ask", typing(lines))
    ended = CliRunner().invoke(commands.app, words[1:])
    assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
    output = "".join(f"{line.rstrip()}\n" for line in ended.output.strip("\n").splitlines())
    return f"$ {command}\n{output}"


def typing(lines: list[str]) -> Callable[[Screen], str | None]:
    waiting = iter(lines)

    def ask(_: Screen) -> str | None:
        line = next(waiting, None)
        if line is not None:
            click.echo(f"\n› {line}")
        return line

    return ask


def pattern(body: str) -> str:
    """Return what a block stands for: `…` alone on a line for any lines, and inside a line for anything on it."""
    lines = [r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in body.splitlines()]
    return "".join(lines)


# Names -------------------------------------------------------------------------------------------------------


def of_authors() -> dict[str, click.Command]:
    """Return the commands of authors by what is typed."""
    found: dict[str, click.Command] = {}
    for name, command in get_command(commands.app).commands.items():  # type: ignore[attr-defined]
        if name not in OPERATORS:
            inner = getattr(command, "commands", None)
            found |= {f"{name} {sub}": each for sub, each in inner.items()} if inner else {name: command}
    return found


def options(command: click.Command) -> set[str]:
    return {name for option in command.params for name in option.opts if name.startswith("--")}


def called() -> Iterator[tuple[str, list[str]]]:
    """Yield the commands that the page calls, with the words behind them."""
    quoted = [code for code in re.findall(r"`([^`\n]+)`", TEXT) if code.startswith("bot ")]
    shown = [line.removeprefix("$ ") for line in TEXT.splitlines() if line.startswith("$ bot ")]
    for line in (*quoted, *shown):
        words = shlex.split(line)[1:]
        count = 2 if " ".join(words[:2]) in of_authors() else 1
        yield " ".join(words[:count]), words[count:]


@pytest.mark.parametrize("name", of_authors())
def test_every_command_of_an_author_is_on_the_page_with_its_options(name: str) -> None:
    assert name in {command for command, _ in called()}
    missing = {option for option in options(of_authors()[name]) if not re.search(rf"{option}\b", TEXT)}
    assert missing == set()


def test_every_option_that_the_page_calls_is_there() -> None:
    for name, words in called():
        known = options(of_authors()[name]) if name in of_authors() else {"--dev", "--no-dev"}
        if name not in OPERATORS:
            assert {word for word in words if word.startswith("--")} <= known, name
