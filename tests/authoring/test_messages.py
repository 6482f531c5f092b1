"""Every mistake an author can make, and what is said of it: `messages.txt` is the list."""

from pathlib import Path

import pytest

from tests.authoring.samples import Edit, problems

MESSAGES = Path(__file__).parent / "messages.txt"
HEAD = """Every mistake that the sample can be given, and what is said of it.
A file, the lines that stand in it (-), the lines put there instead (+), and the problems (=).
"""


def cases() -> dict[str, str]:
    _, *parts = MESSAGES.read_text("utf-8").split("\n## ")
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def edits(body: str) -> list[Edit]:
    found: list[list[str]] = []
    for line in body.splitlines():
        match line[:1]:
            case "@":
                found.append([line[2:], "", ""])
            case "-":
                # A second change of the same file begins with what stands there.
                if found[-1][2]:
                    found.append([found[-1][0], "", ""])
                found[-1][1] += line[2:] + "\n"
            case "+":
                found[-1][2] += line[2:] + "\n"
    return [(file, old, new) for file, old, new in found]


@pytest.mark.parametrize("case", cases())
def test_a_mistake_is_told_with_its_place_and_what_was_meant(case, tmp_path, request):
    body = cases()[case]
    told = "".join(f"= {line}\n" for line in problems(tmp_path, *edits(body)))
    if request.config.getoption("--update"):
        write_anew(case, "".join(line for line in body.splitlines(keepends=True) if line[:1] in "@-+") + told)
    assert told == "".join(line for line in cases()[case].splitlines(keepends=True) if line.startswith("="))
    assert told


def write_anew(case: str, body: str) -> None:
    written = cases() | {case: body}
    parts = [f"\n## {name}\n{text.rstrip()}\n" for name, text in written.items()]
    MESSAGES.write_text(HEAD + "".join(parts), "utf-8")
