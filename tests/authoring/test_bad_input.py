"""Whatever lies in a folder: a sentence, an honest exit code, less than a second, less than 200 MB."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.authoring.samples import BENCH, REPORT, SAMPLE

SECOND, MEGABYTES = 1.0, 200
HEAD = "format: 1\nquestionnaire: bench\ntitle: T\nlanguage: en\npromise: P\nbudget: {typical: 9, at_most: 9}\n"
SECTION = "# T\n\n## S\n<!-- id: s -->\n\n"
YES_NO = "    ask: Yes or no?\n    type: yes_no\n"


def noise(size: int) -> bytes:
    return Random(1).randbytes(size)


def aliases() -> str:
    first = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    return first + "".join(
        f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]\n" for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    )


def entangled(count: int) -> str:
    dice = Random(1)
    questions = [f"  q{place}:\n{YES_NO}" for place in range(count)]
    for place in range(2, count):
        back = [f"{{q{dice.randrange(max(0, place - 20), place)}: {dice.choice(['yes', 'no'])}}}" for _ in range(3)]
        questions[place] += f"    ask_if: {{any: [{', '.join(back)}]}}\n"
    return HEAD + "questions:\n" + "".join(questions)


def excluding(count: int) -> str:
    """Return a question that wants a yes to all others, and a no to each third of them."""
    questions = "".join(f"  q{place}:\n{YES_NO}" for place in range(count))
    wanted = ", ".join(f"q{place}: yes" for place in range(count))
    denied = ", ".join(f"{{q{place}: no}}" for place in range(0, count, 3))
    return f"{HEAD}questions:\n{questions}  last:\n{YES_NO}    ask_if: {{{wanted}, all: [{denied}]}}\n"


def nobody(count: int) -> str:
    """Return entangled questions and, behind each, one that nobody is asked."""
    lines = entangled(count).split("  q")
    dead = [f"  n{place}:\n{YES_NO}    ask_if: {{q{place}: yes, not: {{q{place}: yes}}}}\n" for place in range(count)]
    return lines[0] + "".join(f"  q{line}{each}" for line, each in zip(lines[1:], dead, strict=True))


def dated(count: int) -> str:
    questions = [f"  d{place}:\n    ask: When?\n    type: date\n" for place in range(count)]
    for place in range(1, count):
        day = f"2026-{place % 12 + 1:02}-{place % 28 + 1:02}"
        questions[place] += (
            f"    ask_if: {{d{place - 1}: {{before: {day}}}, not: {{d{place - 1}: {{before: {day}}}}}}}\n"
        )
    return HEAD + "questions:\n" + "".join(questions)


def doubling(part: str, first: str, next_: str) -> str:
    lines = [
        f"  s0: {first}\n",
        *(f"  s{place}: {next_.replace('BEFORE', f's{place - 1}')}\n" for place in range(1, 61)),
    ]
    return f"{HEAD}questions:\n  q:\n    ask: How much?\n    type: decimal\n{part}:\n{''.join(lines)}"


FILES: dict[str, tuple[str, bytes | str]] = {
    "binary": (BENCH, noise(500_000)),
    "ten megabytes": (BENCH, "a: b\n" * 2_000_000),
    "one line of ten megabytes": (BENCH, "a: " + "x" * 10_000_000),
    "zeros": (BENCH, b"\0" * 1_000_000),
    "nested deeply": (BENCH, "[" * 500_000),
    "a bomb of aliases": (BENCH, aliases()),
    "fifteen thousand unknown words": (BENCH, "".join(f"k{place}: 1\n" for place in range(9_000))),
    "many questions": (BENCH, entangled(1_000)),
    "entangled questions": (BENCH, entangled(150)),
    "parts that exclude each other": (BENCH, excluding(190)),
    "questions nobody is asked": (BENCH, nobody(75)),
    "dates nobody is asked": (BENCH, dated(12)),
    "many choices": (
        BENCH,
        f"{HEAD}questions:\n  a:\n    ask: Which?\n    type: select_one\n    choices:\n"
        + "".join(f"      c{place}: Choice {place}\n" for place in range(5_000)),
    ),
    "facts that double": (BENCH, doubling("facts", "{formula: q}", "{formula: BEFORE + BEFORE}")),
    "segments that double": (
        BENCH,
        doubling("segments", "{answered: q}", "{any: [{segment: BEFORE}, {not: {segment: BEFORE}}]}"),
    ),
    "another encoding": (BENCH, "title: café".encode("latin-1")),
    "sixteen bits": (BENCH, HEAD.encode("utf-16")),
    "a report of brackets": (REPORT, SECTION + ("[" * 5_000 + "\n") * 12),
    "a report of stars": (REPORT, SECTION + ("*a **b " * 1_200 + "\n") * 7),
    "a report of quotes": (REPORT, SECTION + "> " * 30_000),
    "a table of cells": (REPORT, SECTION + ("|" + "a|" * 2_000 + "\n") * 15),
    "a report of names": (REPORT, SECTION + ("{signal} " * 1_000 + "\n\n") * 7),
    "a table of products": ("products.csv", "id,name\n" + "".join(f"p{place},Name\n" for place in range(60_000))),
    "a binary table": ("products.csv", noise(500_000)),
    "a translation without end": ("bench/fa.yaml", "a: b\n" * 150_000),
    "notes of translations": ("translated.txt", "a b 00000000 00000000 " * 40_000),
    "a binary company": ("company.yaml", noise(10_000)),
}


# The kernel counts what a child inherits while it is made as the child's; so it is asked for its own size at its end.
CHECK = """
import atexit, re, sys
from pathlib import Path

def tell():
    status = Path("/proc/self/status").read_text()
    sys.stderr.write(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1])

atexit.register(tell)
sys.argv = ["bot", "check", sys.argv[1]]
from bot.cli import main
main()
"""


def bot_check(folder: Path) -> tuple[int, str]:
    """Run the command as an author does; hold it to its second and its memory."""
    with (
        tempfile.TemporaryFile() as size,
        subprocess.Popen([sys.executable, "-c", CHECK, str(folder)], stdout=subprocess.PIPE, stderr=size) as process,
    ):
        assert process.stdout is not None
        said = process.stdout.read().decode()
        # Of the child itself: seconds of the processor, so that a busy machine does not matter.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        size.seek(0)
        complaints, kilobytes = re.fullmatch(r"(?s)(.*?)(\d+)", size.read().decode()).groups()  # type: ignore[union-attr]
        said += complaints
    assert used.ru_utime + used.ru_stime < SECOND
    assert int(kilobytes) / 1024 < MEGABYTES
    assert "Traceback" not in said
    assert "a mistake of the program" not in said
    return process.returncode, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "questionnaires")
    return tmp_path / "questionnaires"


def only(folder: Path, file: str) -> None:
    """Leave nothing beside a questionnaire that would complain of it."""
    if file == BENCH:
        for other in ("fa.yaml", "report.md", "report.fa.md"):
            (folder / "bench" / other).unlink()
        (folder / REPORT).write_text(SECTION + "Hello.\n", "utf-8")


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file_ends_in_a_sentence_and_soon(case, folder):
    file, body = FILES[case]
    only(folder, file)
    (folder / file).write_bytes(body if isinstance(body, bytes) else body.encode())
    code, said = bot_check(folder)
    assert code in (0, 1, 2)
    assert said.strip()
    assert ": error: " in said or code == 0


@pytest.mark.parametrize("case", ["binary", "nested deeply"])
def test_where_nothing_can_be_read_there_was_nothing_to_check(case, folder):
    file, body = FILES[case]
    (folder / file).write_bytes(body if isinstance(body, bytes) else body.encode())
    assert bot_check(folder)[0] == 2
    shutil.copytree(SAMPLE / "bench", folder / "other")
    written = (SAMPLE / BENCH).read_text("utf-8").replace("questionnaire: bench", "questionnaire: other")
    (folder / "other" / "questionnaire.yaml").write_text(written, "utf-8")
    assert bot_check(folder)[0] == 1


def no_folder(folder: Path) -> Path:
    return folder / "nowhere"


def a_file(folder: Path) -> Path:
    return folder / "company.yaml"


def nothing(folder: Path) -> Path:
    shutil.rmtree(folder)
    folder.mkdir()
    return folder


def no_questionnaire(folder: Path) -> Path:
    shutil.rmtree(folder / "bench")
    return folder


def a_link_out(folder: Path) -> Path:
    (folder / "company.yaml").unlink()
    (folder / "company.yaml").symlink_to("/etc/passwd")
    return folder


def a_link_to_everything(folder: Path) -> Path:
    (folder / BENCH).unlink()
    (folder / BENCH).symlink_to("/dev/zero")
    return folder


def a_folder_linked_out(folder: Path) -> Path:
    (folder / "bench").rename(folder.parent / "bench")
    (folder / "bench").symlink_to(folder.parent / "bench")
    return folder


def a_loop(folder: Path) -> Path:
    (folder / BENCH).unlink()
    (folder / BENCH).symlink_to("questionnaire.yaml")
    return folder


def a_pipe(folder: Path) -> Path:
    (folder / BENCH).unlink()
    os.mkfifo(folder / BENCH)
    return folder


def a_folder_for_a_file(folder: Path) -> Path:
    (folder / BENCH).unlink()
    (folder / BENCH).mkdir()
    return folder


@pytest.mark.parametrize(
    "made",
    [
        no_folder,
        a_file,
        nothing,
        no_questionnaire,
        a_link_out,
        a_link_to_everything,
        a_folder_linked_out,
        a_loop,
        a_pipe,
        a_folder_for_a_file,
    ],
)
def test_what_is_no_folder_of_questionnaires_is_told_so(made: Callable[[Path], Path], folder):
    code, said = bot_check(made(folder))
    assert code == 2
    assert "root:" not in said
